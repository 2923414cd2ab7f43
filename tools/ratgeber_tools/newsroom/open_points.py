"""What no tool can settle: the points each office has to answer before the guide can appear.

records   unknown, contradictory, expired and unconfirmed values; what a school or office has not told about itself
chapters  the notes of the editors, and the conflicts a merge left
kommune   what kommune.yaml leaves open
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel

from ratgeber_tools import dialect
from ratgeber_tools.data.absence import MayLack
from ratgeber_tools.data.appointments import Appointment
from ratgeber_tools.data.attestation import Attested, Contradiction
from ratgeber_tools.data.dates import format_date
from ratgeber_tools.data.inventory import RegisterEntry, inventory, step_place, uses_in_data
from ratgeber_tools.data.presentation.fields import missing_in
from ratgeber_tools.data.records import MUNICIPALITY_FILE, Key, Origin, Records
from ratgeber_tools.data.states import State
from ratgeber_tools.document import (
    Block,
    CodeBlock,
    Container,
    Heading,
    Paragraph,
    Verbatim,
    iterate_blocks,
    plain_text,
)
from ratgeber_tools.editorial.addressees import Offices, addressed_in
from ratgeber_tools.editorial.margin_notes import read_note
from ratgeber_tools.editorial.notes import addressed_by
from ratgeber_tools.guide import Chapter, Guide
from ratgeber_tools.guide.record_uses import listed_collections, record_uses
from ratgeber_tools.readers.myst.directives import directive_in

NOTE = dialect.EDITORIAL_NOTE
DATA = "daten"


class PointKind(Enum):
    """What an office is asked to do, in the order of a meeting: what needs talking about comes first."""

    CONFLICT = "Zwischen Fassungen entscheiden"
    CONTRADICTORY = "Widersprüche klären"
    NOTE = "Fragen aus den Kapiteln"
    UNKNOWN = "Fehlendes nennen"
    MUNICIPALITY = "Für die Stadt festlegen"
    EXPIRED = "Abgelaufenes erneuern"
    CHECK = "An der amtlichen Quelle prüfen (zwei Personen aus verschiedenen Ämtern)"
    UNCONFIRMED = "Bestätigen"


#: Boxes of a chapter that wait for somebody.
_INTERNAL = {NOTE: PointKind.NOTE, dialect.CONFLICT: PointKind.CONFLICT}


class Use(NamedTuple):
    """A chapter that uses the value: its file, and the 1-based line, None where a list shows it."""

    path: Path
    line: int | None


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """One point of the agenda.

    `office` is a name, empty where nobody is responsible yet.  `detail` says what is open, `origin` where to put the
    answer, `uses` which chapters wait for it, `also` which other records do.  `steps` are those every family of a year
    takes and that rest on it or are explained in a chapter it holds up: so many parents wait.
    """

    office: str
    kind: PointKind
    title: str
    detail: str
    origin: Origin
    uses: tuple[Use, ...] = ()
    also: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()

    @property
    def held_up(self) -> tuple[Path, ...]:
        """The chapters parents cannot read as they should before this is settled.

        A note or a conflict holds up the chapter it stands in, which nobody releases with it; a value those that say
        it in a sentence of theirs, not those whose lists go without.
        """
        if self.kind in _INTERNAL.values():
            return (self.origin.path,)
        return tuple(dict.fromkeys(use.path for use in self.uses if use.line is not None))


_UMLAUTS = {"ae": "ä", "oe": "ö", "ue": "ü"}
_SPELLED_OUT = re.compile(r"ae|oe|(?<![aeq])ue")  # not in “neue”

_KINDS = {
    State.UNKNOWN: PointKind.UNKNOWN,
    State.CONTRADICTORY: PointKind.CONTRADICTORY,
    State.EXPIRED: PointKind.EXPIRED,
    State.UNCONFIRMED: PointKind.UNCONFIRMED,
    State.EVIDENCED: PointKind.UNCONFIRMED,
}


def open_points(guide: Guide, today: date) -> tuple[OpenPoint, ...]:
    """Return every open point of a guide, office by office by name (those without one last), then by kind.

    Each office reads its own part of the page, "Jugendamt" before "Schulamt" before what nobody has taken on; within it
    the kinds come as `PointKind` lists them, what most families wait for first, and equal ones as the guide has them.
    """
    records = guide.data.records
    points = [*_of_records(guide, today), *_of_social_work(records), *_of_municipality(guide), *_of_notes(guide)]
    order = list(PointKind)
    chapters = {chapter.path: chapter.name for chapter in guide}

    def place(point: OpenPoint) -> tuple[bool, str, int, int, int]:
        return (not point.office, point.office.casefold(), order.index(point.kind), *_reach(point))

    return tuple(sorted((_with_steps(point, records, chapters) for point in points), key=place))


def _with_steps(point: OpenPoint, records: Records, chapters: Mapping[Path, str]) -> OpenPoint:
    held_up = {chapters[path] for path in point.held_up if path in chapters}
    steps = (name for name, step in records.steps.items() if step.chapter in held_up or step_place(name) in point.also)
    return replace(point, steps=tuple(steps))


def _reach(point: OpenPoint) -> tuple[int, int]:
    """Return what sorts the points first that most parents wait for."""
    return -len(point.steps), -len(point.held_up)


#: What only a decision or an answer settles; what is merely to be confirmed goes to its office in a fact sheet.
_DECIDED = frozenset(PointKind) - {PointKind.UNCONFIRMED, PointKind.CHECK, PointKind.MUNICIPALITY}


def most_held_up(points: Iterable[OpenPoint], number: int) -> tuple[OpenPoint, ...]:
    """Return the `number` points a meeting does most for parents with: conflicts, then what most families wait for."""
    order = list(PointKind)

    def place(point: OpenPoint) -> tuple[bool, int, int, int]:
        return (point.kind is not PointKind.CONFLICT, *_reach(point), order.index(point.kind))

    asked = (point for point in points if point.kind in _DECIDED and (point.held_up or point.steps))
    return tuple(sorted(asked, key=place)[:number])


def by_office(points: Iterable[OpenPoint]) -> Mapping[str, Sequence[OpenPoint]]:
    """Return the points by office, in their order."""
    groups: defaultdict[str, list[OpenPoint]] = defaultdict(list)
    for point in points:
        groups[point.office].append(point)
    return dict(groups)


def _of_records(guide: Guide, today: date) -> Iterator[OpenPoint]:
    uses, also = _uses(guide), uses_in_data(guide.data.records)
    for entry in inventory(guide.data.records, today):
        labels = missing_in(entry.record)
        missing = f"Es fehlt: {', '.join(labels)}." if labels else ""
        kind = _KINDS.get(entry.state, PointKind.UNKNOWN if missing else None)
        if kind is None or (entry.record.is_dated and entry.state is State.EXPIRED):  # a day that is over is no task
            continue
        if entry.record.is_nationwide and kind in (PointKind.UNCONFIRMED, PointKind.EXPIRED):
            kind = PointKind.CHECK
        yield OpenPoint(
            office=_editors(guide.data.records) if kind is PointKind.CHECK else entry.office,
            kind=kind,
            title=entry.record.label,
            detail=" ".join(part for part in (_detail(entry), missing) if part),
            origin=entry.origin,
            uses=tuple(uses.get(entry.key, ())),
            also=tuple(place for place in also.get(entry.key, ()) if not place.startswith("zuständig für")),
        )


def _detail(entry: RegisterEntry) -> str:
    value = f"„{entry.value}“" if entry.value else ""
    match entry.state:
        case State.UNKNOWN:
            return _announcement(entry.record)
        case State.CONTRADICTORY:
            here = f"Eingetragen ist {value}. " if value else ""
            return here + " ".join(map(_statement, entry.record.contradictions))
        case State.EXPIRED:
            end = f" bis {format_date(entry.end)}" if entry.end is not None else ""
            return f"{value} galt{end}.".strip() if value else f"Galt{end}."
        case _:
            return " ".join(filter(None, [value, entry.new_value and f"{entry.new_value}."]))


def _announcement(record: Attested) -> str:
    if not isinstance(record, Appointment):
        return ""
    expected = f"Erwartet bis {format_date(record.expected_by)}." if record.expected_by is not None else ""
    return " ".join(part for part in (record.announcement, expected) if part)


def _statement(contradiction: Contradiction) -> str:
    source = f" ({contradiction.source.title})" if contradiction.source is not None else ""
    return f"{contradiction.statement.removesuffix('.')}{source}."


def _uses(guide: Guide) -> Mapping[Key, list[Use]]:
    """Return where chapters use each record; a list uses all of its kind."""
    records = guide.data.records
    found: defaultdict[Key, list[Use]] = defaultdict(list)
    for use in record_uses(guide):
        key = use.key_in(records)
        if key is not None and Use(use.chapter.path, use.line) not in found[key]:
            found[key].append(Use(use.chapter.path, use.line))
    for collection, chapters in listed_collections(guide).items():
        for identifier in getattr(records, collection):
            found[Key(collection, identifier)] += (Use(chapter.path, None) for chapter in chapters)
    return found


def _of_social_work(records: Records) -> Iterator[OpenPoint]:
    """Yield the schools of which nobody has said whether and how they have school social work."""
    known = {site.school for site in records.social_work.values()}
    for identifier, school in records.schools.items():
        if identifier not in known:
            yield OpenPoint(
                office=_editors(records),
                kind=PointKind.UNKNOWN,
                title=f"Schulsozialarbeit: {school.name}",
                detail="Gibt es sie, wer ist Träger, und wie ist sie zu erreichen? (schulsozialarbeit.yaml)",
                origin=records.origins[Key("schools", identifier)],
            )


def _of_municipality(guide: Guide) -> Iterator[OpenPoint]:
    records = guide.data.records
    path = guide.folder / DATA / MUNICIPALITY_FILE
    if not path.is_file():
        detail = "Es gibt sie noch nicht. Ohne sie weiß der Ratgeber nicht, für welche Stadt er ist."
        yield OpenPoint(_editors(records), PointKind.MUNICIPALITY, "Angaben zur Stadt", detail, Origin(path, 1))
        return
    for place in _unset(records.municipality):
        key = next(name for name in reversed(place) if not name.isdigit())
        # entries of a list have the same keys, of which only the last one's line is known
        known = place[0] if any(name.isdigit() for name in place) else key
        origin = records.origins.get(Key("municipality", known), Origin(path, 1))
        yield OpenPoint(
            office=_editors(records),
            kind=PointKind.MUNICIPALITY,
            title=", ".join(f"Eintrag {int(name) + 1}" if name.isdigit() else _in_words(name) for name in place),
            detail="",
            origin=origin,
        )


def _unset(model: BaseModel) -> Iterator[tuple[str, ...]]:
    """Yield the keys of every value that is left open, as typed, with those of the entries it stands in."""
    for name, field in type(model).model_fields.items():
        key, value = field.alias or name, getattr(model, name)
        if isinstance(model, MayLack) and model.has_no(name):
            continue
        if isinstance(value, BaseModel):
            yield from ((key, *inner) for inner in _unset(value))
        elif isinstance(value, tuple):
            yield from _unset_in_list(key, value)
        elif value is None or value == "":
            yield (key,)


def _unset_in_list(key: str, values: tuple[Any, ...]) -> Iterator[tuple[str, ...]]:
    for index, value in enumerate(values):
        if isinstance(value, BaseModel):
            yield from ((key, str(index), *inner) for inner in _unset(value))


def _in_words(key: str) -> str:
    """Return a key as people write it: identifiers have no umlauts and no capitals."""
    words = _SPELLED_OUT.sub(lambda match: _UMLAUTS[match[0]], key.replace("_", " "))
    return words[:1].upper() + words[1:]


def _of_notes(guide: Guide) -> Iterator[OpenPoint]:
    notes = [(chapter, *note) for chapter in guide for note in _notes_in(chapter)]
    offices = Offices.of(guide.data.records, addressed_in(text for *_, text in notes))
    for chapter, line, kind, block, options, text in notes:
        responsible = chapter.head.values.responsible if chapter.head is not None else ""
        if isinstance(block, Container):
            office, words = addressed_by(read_note(block), text, offices, responsible)
        else:
            office, words = offices.addressee(text, asked=options.get("von", ""), responsible=responsible)
        yield OpenPoint(
            office=office,
            kind=kind,
            title=chapter.title or chapter.name,
            detail=f"{words} ({options['art']})" if options.get("art") else words,
            origin=Origin(chapter.path, line),
        )


def _notes_in(chapter: Chapter) -> Iterator[tuple[int, PointKind, Block, Mapping[str, str], str]]:
    """Yield line, kind, block, options and words of what is not settled."""
    for placed in chapter.blocks:
        note = _note_in(placed.block)
        if note is not None and not (isinstance(placed.block, Container) and read_note(placed.block).is_done):
            kind, options, words = note
            yield placed.line, kind, placed.block, options, words


def _note_in(block: Block) -> tuple[PointKind, Mapping[str, str], str] | None:
    """Return the kind, the options and the words of a note or conflict, None for any other block."""
    if isinstance(block, Container) and block.name in _INTERNAL:
        return _INTERNAL[block.name], dict(block.options), _one_line(" ".join(_words_in(block.blocks)))
    directive = directive_in(block.source) if isinstance(block, Verbatim) else None
    if directive is not None and directive.name in _INTERNAL:
        return _INTERNAL[directive.name], directive.values, _one_line(directive.body)
    return None


def _words_in(blocks: Sequence[Block]) -> Iterator[str]:
    for block in iterate_blocks(blocks):
        if isinstance(block, Paragraph | Heading):
            yield plain_text(block.children)
        elif isinstance(block, Verbatim | CodeBlock):
            yield block.source if isinstance(block, Verbatim) else block.text


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _editors(records: Records) -> str:
    office = records.contacts.get(records.municipality.editorial_office or "")
    return office.name if office is not None else ""
