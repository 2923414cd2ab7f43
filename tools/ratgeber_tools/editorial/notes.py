"""What is still open in a chapter: editorial notes and undecided conflicts, with whom they ask."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ratgeber_tools import dialect
from ratgeber_tools.document import Block, BulletList, Container, OrderedList, Paragraph, plain_text
from ratgeber_tools.editorial.addressees import Addressed, Offices
from ratgeber_tools.editorial.margin_notes import MarginNote, read_note
from ratgeber_tools.guide import Chapter


class Note(NamedTuple):
    """One open point: its kind (`offene Frage`, `Konflikt`), its words, its 1-based line.

    `office` is who is to answer (see `addressees`), empty if nobody can be told.
    """

    kind: str
    words: str
    line: int
    office: str = ""


def open_notes(chapter: Chapter, offices: Offices) -> Iterator[Note]:
    """Yield the open points of a chapter in reading order: no note that is settled, none inside another."""
    responsible = chapter.head.values.responsible if chapter.head is not None else ""
    for placed in chapter.blocks:
        block = placed.block
        if isinstance(block, Container) and _is_internal(block.name) and not any(map(_is_internal, placed.within)):
            note = read_note(block)
            if note.is_done:
                continue
            words = " ".join(" ".join(_texts(block.blocks)).split())
            options = dict(block.options)
            addressed = addressed_by(note, words, offices, responsible)
            kind = options.get("art", "") or dialect.CONTAINERS[block.name].title
            yield Note(kind, addressed.words, placed.line, addressed.office)


def addressed_by(note: MarginNote, words: str, offices: Offices, responsible: str) -> Addressed:
    """Return who is to answer a note that says `words` in all; of a comment its author is not who is asked."""
    if not note.is_comment:
        return offices.addressee(words, asked=note.asked, responsible=responsible)
    said = " ".join([f"An {note.asked}: " if note.asked else "", *note.words]).strip()
    return Addressed(offices.addressee(said, responsible=responsible).office, words)


def _is_internal(name: str) -> bool:
    spec = dialect.CONTAINERS.get(name)
    return spec is not None and spec.internal


def _texts(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph(children=children):
                yield plain_text(children)
            case BulletList(items=items) | OrderedList(items=items):
                for item in items:
                    yield from _texts(item.blocks)
            case Container(blocks=inner):
                yield from _texts(inner)
            case _:
                pass
