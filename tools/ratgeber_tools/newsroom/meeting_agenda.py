"""The open points on paper: as text for the screen or a mail, and as Markdown to tick off in a meeting."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path

from ratgeber_tools.data.dates import format_date
from ratgeber_tools.newsroom.open_points import OpenPoint, Use, by_office, most_held_up

#: So many lists that show a value are named; a reader finds the others by themselves.
FEW_LISTS = 2
AGENDA_TITLE = "Offene Punkte"
NOBODY = "Ohne zuständige Stelle"
#: A meeting begins with so many points; where there are hardly more, the list itself is short enough.
FIRST = 10
FIRST_TITLE = "Zuerst"
FIRST_HINT = "Diese Punkte halten am meisten auf. Sie stehen unten noch einmal bei ihrer Stelle."
_MARKUP = re.compile(r"([\\`*_\[\]<>|])")


def as_text(points: Sequence[OpenPoint], today: date, *, seen_from: Path) -> str:
    """Return the agenda as plain lines; paths are as seen from the folder `seen_from`."""
    return "\n".join(_text_lines(points, today, seen_from)) + "\n"


def as_markdown(points: Sequence[OpenPoint], today: date, *, seen_from: Path) -> str:
    """Return the agenda with boxes to tick and links; `seen_from` is the folder the file will lie in."""
    return "\n".join(_markdown_lines(points, today, seen_from)) + "\n"


def _text_lines(points: Sequence[OpenPoint], today: date, seen_from: Path) -> Iterator[str]:
    yield f"{AGENDA_TITLE}, Stand {format_date(today)}"
    first = first_points(points)
    if first:
        yield ""
        yield f"{FIRST_TITLE}: {FIRST_HINT}"
        for number, point in enumerate(first, start=1):
            yield f"  {number:>3}. {_sentence(point)}"
            yield f"       {point.office or NOBODY}; {waiting_words(point)}"
    for office, group in by_office(points).items():
        yield ""
        yield f"{office or NOBODY}: {len(group)}"
        number = 0
        for kind, entries in groupby(group, key=lambda point: point.kind):
            yield f"  {kind.value}"
            for point in entries:
                number += 1
                yield f"  {number:>3}. {_sentence(point)}"
                yield f"       {', '.join(_places(point, lambda use: _place(use, seen_from)))}"
    yield ""
    yield f"Zusammen: {in_total(points)}"


def _markdown_lines(points: Sequence[OpenPoint], today: date, seen_from: Path) -> Iterator[str]:
    yield f"# {AGENDA_TITLE}"
    yield ""
    yield f"Stand: {format_date(today)}. {in_total(points)}."
    groups = by_office(points)
    if groups:
        yield ""
        yield "| Stelle | Punkte |"
        yield "|---|---:|"
    for office, group in groups.items():
        yield f"| {_escaped(office or NOBODY)} | {len(group)} |"
    first = first_points(points)
    if first:
        yield ""
        yield f"## {FIRST_TITLE}"
        yield ""
        yield FIRST_HINT
        yield ""
        for number, point in enumerate(first, start=1):
            detail = f": {_escaped(point.detail)}" if point.detail else ""
            where = f"{point.office or NOBODY}; {waiting_words(point)}"
            yield f"{number}. **{_escaped(point.title)}**{detail} ({_escaped(where)})"
    for office, group in groups.items():
        yield ""
        yield f"## {_escaped(office or NOBODY)}"
        for kind, entries in groupby(group, key=lambda point: point.kind):
            yield ""
            yield f"### {kind.value}"
            yield ""
            for point in entries:
                places = ", ".join(_places(point, lambda use: _link(use, seen_from)))
                detail = f": {_escaped(point.detail)}" if point.detail else ""
                yield f"- [ ] **{_escaped(point.title)}**{detail} ({places})"


def first_points(points: Sequence[OpenPoint]) -> Sequence[OpenPoint]:
    """Return what a meeting begins with; none where all there is fits a page anyway."""
    return most_held_up(points, FIRST) if len(points) > 2 * FIRST else ()


def waiting_words(point: OpenPoint) -> str:
    """Return how many chapters a point holds up, and how many steps of every family; empty for none."""
    chapters, steps = len(point.held_up), len(point.steps)
    parts = [
        f"{'ein' if chapters == 1 else chapters} Kapitel" if chapters else "",
        f"{'einen Schritt' if steps == 1 else f'{steps} Schritte'} aller Familien" if steps else "",
    ]
    found = " und ".join(part for part in parts if part)
    return f"hält {found} auf" if found else ""


def _sentence(point: OpenPoint) -> str:
    return f"{point.title}: {point.detail}" if point.detail else point.title


def _places(point: OpenPoint, written: Callable[[Use], str]) -> Iterator[str]:
    """Yield where the answer belongs, then who waits for it."""
    yield written(Use(point.origin.path, point.origin.line))
    lists = [use for use in point.uses if use.line is None]
    waiting = [written(use) for use in point.uses if use.line is not None]
    waiting += [*map(written, lists[:FEW_LISTS]), *point.also]
    if len(lists) > FEW_LISTS:
        waiting.append(f"{len(lists) - FEW_LISTS} weiteren Listen")
    yield from (f"{'verwendet in ' if index == 0 else ''}{place}" for index, place in enumerate(waiting))


def _place(use: Use, seen_from: Path) -> str:
    return (
        f"{_relative(use.path, seen_from)}:{use.line}"
        if use.line is not None
        else f"{_relative(use.path, seen_from)} (Liste)"
    )


def _link(use: Use, seen_from: Path) -> str:
    path = _relative(use.path, seen_from)
    words = f"{use.path.name}, Zeile {use.line}" if use.line is not None else f"{use.path.name}, Liste"
    anchor = f"#L{use.line}" if use.line is not None else ""
    return f"[{_escaped(words)}](<{path}{anchor}>)"


def _relative(path: Path, seen_from: Path) -> str:
    return os.path.relpath(path, seen_from).replace(os.sep, "/")


def in_total(points: Sequence[OpenPoint]) -> str:
    """Return how many points there are, and at how many offices."""
    if not points:
        return "nichts mehr offen"
    offices = len({point.office for point in points if point.office})
    number = "1 Punkt" if len(points) == 1 else f"{len(points)} Punkte"
    return f"{number} bei {offices} {'Stelle' if offices == 1 else 'Stellen'}"


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)
