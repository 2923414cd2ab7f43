"""A chapter's head on its way: what parents read first, and the sources, go out as lines and come back.

Sentences of “Das Wichtigste” that a reviewer changed go into the head, if they stand there as they went out.  Whatever
else was changed, sources first of all, becomes a note in the chapter: editors know what a source is worth.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ratgeber_tools.data.yaml_tree import read_yaml
from ratgeber_tools.dialect import EDITORIAL_NOTE, HEAD_KEY_POINTS, HEAD_OF, HEAD_SOURCES, split_head
from ratgeber_tools.document import Container, Paragraph, Text
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Chapter
from ratgeber_tools.readers.word.revisions import COMMENT

_NAME = re.compile(re.escape(HEAD_OF) + r" (?P<name>\S+?):?\s*")
_ITEM = re.compile(r"(?P<lead>\s*-\s+)(?P<value>\S.*?)\s*")


@dataclass(frozen=True, slots=True)
class HeadEdit:
    """One line that a reviewer changed: as it went out and as it came back, empty for none."""

    sent: str
    returned: str


def lines_of(chapter: Chapter) -> tuple[str, ...]:
    """Return what an export shows of a chapter's head; nothing for one with neither key points nor sources."""
    values = None if chapter.head is None else chapter.head.values
    if values is None or not (values.key_points or values.sources):
        return ()
    lines = [f"{HEAD_OF} {chapter.name}:"]
    if values.key_points:
        lines += [f"{HEAD_KEY_POINTS}:", *values.key_points]
    if values.sources:
        lines.append(f"{HEAD_SOURCES}:")
        for source in values.sources:
            lines.append(", ".join(filter(None, (source.title, source.as_of, source.address))))
    return tuple(" ".join(line.split()) for line in lines)


def edits_of(name: str, sent: Sequence[str], returned: Sequence[str]) -> tuple[HeadEdit, ...]:
    """Return what was changed in the lines of the chapter `name`.

    Nothing where the file went out without any, or came back without any: somebody has cut off what seemed no part of
    the text.
    """
    before = _of_chapter(name, sent)
    after = _returned(name, _plain(sent), _plain(returned))
    if len(before) < 2 or len(after) < 2:
        return ()
    edits: list[HeadEdit] = []
    for kind, start, end, low, high in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        old, new = before[start:end], after[low:high]
        edits += map(HeadEdit, old, new)
        edits += [HeadEdit(line, "") for line in old[len(new) :]]
        edits += [HeadEdit("", line) for line in new[len(old) :]]
    return tuple(edits)


@dataclass(frozen=True, slots=True)
class HeadChange:
    """A chapter's source with changed sentences in its head; `done` are the edits that are in it, `open` the others."""

    text: str
    done: tuple[HeadEdit, ...]
    open: tuple[HeadEdit, ...]


def with_edits(text: str, edits: Iterable[HeadEdit]) -> HeadChange:
    """Return a chapter's source with what a reviewer changed in its key points; every other character stays."""
    done: list[HeadEdit] = []
    left: list[HeadEdit] = []
    for edit in edits:
        changed = _replaced(text, edit) if edit.sent and edit.returned else None
        (left if changed is None else done).append(edit)
        text = text if changed is None else changed
    return HeadChange(text, tuple(done), tuple(left))


def finding_of(edit: HeadEdit) -> Finding:
    """Return what is said of a sentence that went into the head."""
    text = f"{HEAD_KEY_POINTS}: Aus „{edit.sent}“ wurde „{edit.returned}“."
    return Finding(Code.CONTENT_REVIEW, text, words=edit.returned)


def note_of(edit: HeadEdit, office: str) -> Container:
    """Return the note that keeps what has no place in the head before the editors' eyes, until they decide."""
    anchor = f" zu „{edit.sent}“" if edit.sent else ""
    said = f"Im Kopf soll stehen: „{edit.returned}“" if edit.returned else "Das soll im Kopf gestrichen werden."
    options = (("art", COMMENT), *((("von", office),) if office else ()))
    return Container(EDITORIAL_NOTE, (Paragraph((Text(f"Kommentar{anchor}: {said}"),)),), options=options)


def _plain(lines: Sequence[str]) -> list[str]:
    return [plain for line in lines if (plain := " ".join(line.split()))]


def _of_chapter(name: str, lines: Sequence[str]) -> list[str]:
    """Return the line that names the chapter and those behind it, up to the next such line."""
    found: list[str] = []
    inside = False
    for line in _plain(lines):
        if (match := _NAME.fullmatch(line)) is not None:
            inside = match["name"] == name
        if inside:
            found.append(line)
    return found


def _returned(name: str, sent: Sequence[str], returned: Sequence[str]) -> list[str]:
    """Return what came back of a chapter's lines, from the one that names it on, also where that was written over."""
    openers = [line for line in sent if _NAME.fullmatch(line)]
    places = [place for opener in openers if (place := _place_of(opener, returned)) is not None]
    ours = next((line for line in openers if (match := _NAME.fullmatch(line)) and match["name"] == name), "")
    start = _place_of(ours, returned) if ours else None
    if start is None:
        # a file with one chapter has no other lines; whatever is left of them is meant
        return [ours, *returned] if len(openers) == 1 and set(returned) & set(sent) else []
    end = min((place for place in places if place > start), default=len(returned))
    return list(returned[start:end])


#: From this likeness on, a line is one that names a chapter with some words put in or taken out.
_SAME_OPENER = 0.75


def _place_of(opener: str, lines: Sequence[str]) -> int | None:
    """Return where a line stands that names a chapter; the most alike where nobody left it as it was."""
    if opener in lines:
        return lines.index(opener)
    likeness = [SequenceMatcher(a=opener, b=line, autojunk=False).ratio() for line in lines]
    best = max(likeness, default=0.0)
    return likeness.index(best) if best >= _SAME_OPENER else None


def _replaced(text: str, edit: HeadEdit) -> str | None:
    """Return the source with one sentence of the key points replaced; None if it does not stand there once."""
    parts = split_head(text.replace("\r\n", "\n"))
    if parts is None or not parts[1]:
        return None
    lines = text.split("\n")
    sentences = {at: _value(lines[at]) for at in _key_point_lines(lines)}
    if edit.returned in sentences.values():
        return text
    places = [at for at, sentence in sentences.items() if sentence == edit.sent]
    if len(places) != 1:
        return None
    [at] = places
    match = _ITEM.fullmatch(lines[at])
    if match is None:
        return None
    end = "\r" if lines[at].endswith("\r") else ""
    lines[at] = f"{match['lead']}{_written(edit.returned)}{end}"
    return "\n".join(lines)


def _key_point_lines(lines: Sequence[str]) -> Iterator[int]:
    """Yield the places of the items below `kurz` in the head."""
    inside = False
    for at, line in enumerate(lines[1:], start=1):
        if line.rstrip() == "---":
            return
        if not line.startswith((" ", "-", "\t")):
            inside = line.rstrip() == "kurz:"
        elif inside and _ITEM.fullmatch(line) is not None:
            yield at


def _value(line: str) -> str:
    match = _ITEM.fullmatch(line)
    value = None if match is None else _read(match["value"])
    return " ".join(value.split()) if value is not None else ""


def _read(item: str) -> str | None:
    """Return what YAML reads in an item, None where that is no text."""
    tree = read_yaml(f"kurz:\n  - {item}\n")
    values = tree.values.get("kurz")
    [value] = values if isinstance(values, list) and len(values) == 1 and not tree.mistakes else [None]
    return value if isinstance(value, str) else None


def _written(words: str) -> str:
    """Return words as a YAML item: as they are where YAML reads them so, else quoted."""
    return words if _read(words) == words else json.dumps(words, ensure_ascii=False)
