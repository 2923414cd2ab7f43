"""What others have changed in a chapter since somebody was last there, block by block, from the room's own steps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import shorten
from typing import Any

from prosemirror.model import Node
from prosemirror.transform import Step
from prosemirror.transform.attr_step import AttrStep
from prosemirror.transform.doc_attr_step import DocAttrStep
from prosemirror.transform.mark_step import AddMarkStep, RemoveMarkStep

from ratgeber_tools.desk.head_fields import BY_KEY
from ratgeber_tools.desk.mark_sets import MarkSetStep
from ratgeber_tools.desk.rooms.outside import OfficeOf
from ratgeber_tools.desk.rooms.room import Room
from ratgeber_tools.desk.schema import PLACE, SCHEMA
from ratgeber_tools.desk.store.interface import Login, StoredStep

#: Who is named for what came through git, an editor or from Word, and no office of the table has committed.
ELSEWHERE = "außerhalb des Redaktionstischs"
_MOST_WORDS = 60


@dataclass(frozen=True, slots=True)
class SeenChange:
    """What was changed last in a block: `block` is its place among the document's children, None for the head."""

    block: int | None
    office: str
    moment: str
    words: str

    def as_json(self) -> dict[str, Any]:
        return {"block": self.block, "office": self.office, "moment": self.moment, "words": self.words}


@dataclass(slots=True)
class _Touched:
    start: int
    end: int
    by: StoredStep


def changes_since(room: Room, version: int, login: Login, office_of: OfficeOf) -> list[SeenChange]:
    """Return what others than `login` have changed since a version, in the order of the text.

    `office_of` names whoever has committed what came through git.
    Raises `RefusedError` for a version that is not kept any more.
    """
    touched: list[_Touched] = []
    head: dict[str, StoredStep] = {}
    for stored in room.steps_since(version):
        step = Step.from_json(SCHEMA, stored.step)
        places = step.get_map()
        for each in touched:
            each.start, each.end = places.map(each.start, 1), max(places.map(each.end, -1), places.map(each.start, 1))
        if (stored.office, stored.mail) == (login.office, login.mail):
            continue
        if isinstance(step, DocAttrStep):
            if step.attr in BY_KEY:
                head[BY_KEY[step.attr].label] = stored
            continue
        touched += [_Touched(start, end, stored) for start, end in _places(step)]
    found = []
    if head:
        last = max(head.values(), key=lambda stored: stored.moment)
        found.append(SeenChange(None, _who(last, office_of), last.moment, ", ".join(head)))
    return found + list(_by_block(room.document, touched, office_of))


def _places(step: Step) -> Iterator[tuple[int, int]]:
    """Yield where a step has changed something, in the document after it."""
    parts = step.steps if isinstance(step, MarkSetStep) else [step]
    for part in parts:
        ranges = part.get_map().ranges
        if ranges:
            shift = 0
            for at in range(0, len(ranges), 3):
                start, old, new = ranges[at : at + 3]
                yield start + shift, start + shift + new
                shift += new - old
        elif isinstance(part, AddMarkStep | RemoveMarkStep):
            yield part.from_, part.to
        elif isinstance(part, AttrStep) and part.attr not in PLACE:  # those the editor tidies, and nobody sees them
            yield part.pos, part.pos + 1


def _who(step: StoredStep, office_of: OfficeOf) -> str:
    return step.office or (office_of(step.mail) if step.mail else None) or ELSEWHERE


def _by_block(document: Node, touched: list[_Touched], office_of: OfficeOf) -> Iterator[SeenChange]:
    at = 0
    for number in range(document.child_count):
        block = document.child(number)
        end = at + block.node_size
        here = [each for each in touched if (each.start < end and each.end > at) or at < each.start == each.end < end]
        if here:
            last = max(here, key=lambda each: each.by.moment).by
            words = " ".join(block.text_between(0, block.content.size, " ", "…").split())
            yield SeenChange(number, _who(last, office_of), last.moment, shorten(words, _MOST_WORDS, placeholder=" …"))
        at = end
