"""Several chapters bound to one document; pure.  `parting` takes it apart again when it comes back edited.

In the bound document the chapters stand one behind the other: lines count on from one to the next, footnotes bear the
number of their chapter before their own label (`3/a`), everything else is as it was.  The first member is the front
page, which is nobody's text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from ratgeber_tools import document as doc
from ratgeber_tools.guide import path_below
from ratgeber_tools.outline import Unit, lay_out
from ratgeber_tools.roundtrip.shifting import Shift

#: The front page among the members.
FRONT = 0


@dataclass(frozen=True, slots=True)
class Member:
    """A chapter by its name; the front page has none."""

    name: str
    document: doc.Document

    @property
    def folder(self) -> str:
        return self.name.rpartition("/")[0]

    @property
    def title(self) -> str:
        """The words of its first heading, else its name."""
        headings = (block for block in self.document.blocks if isinstance(block, doc.Heading))
        return next((doc.plain_text(heading.children) for heading in headings), "") or self.name


@dataclass(frozen=True)
class Bound:
    """The front page and the chapters, in the order in which they stand in the file."""

    members: tuple[Member, ...]

    @cached_property
    def spans(self) -> tuple[doc.LineRange, ...]:
        """The lines of each member in the bound document."""
        spans: list[doc.LineRange] = []
        first = 0
        for member in self.members:
            every = (*member.document.blocks, *(block for note in member.document.notes.values() for block in note))
            length = max((block.lines.end for block in doc.iterate_blocks(every) if block.lines), default=0) + 1
            spans.append(doc.LineRange(first, first + length))
            first += length
        return tuple(spans)

    @cached_property
    def document(self) -> doc.Document:
        """The bound document; it has no head."""
        blocks: list[doc.Block] = []
        notes: dict[str, doc.Blocks] = {}
        for index, (member, span) in enumerate(zip(self.members, self.spans, strict=True)):
            shift = Shift(span.first, label=f"{index}/".__add__)
            blocks += shift.of(member.document.blocks)
            notes.update((f"{index}/{label}", shift.of(note)) for label, note in member.document.notes.items())
        return doc.Document(tuple(blocks), notes)

    # ------------------------------------------------------------------ which paragraph is whose

    @cached_property
    def _outlines(self) -> tuple[tuple[int, ...], Mapping[int, int], Mapping[str, int], Mapping[tuple[int, str], int]]:
        """Return first unit of each member, unit → member, target → unit, member and target → unit."""
        outline = lay_out(self.document)
        bodies = iter(outline.units)
        starts: list[int] = []
        owner: dict[int, int] = {}
        for index, member in enumerate(self.members):
            for place in range(len(lay_out(member.document).units)):
                unit = next(bodies)
                if place == 0:
                    starts.append(unit.number)
                owner.update((inner.number, index) for inner in _with_cells(unit))
            if len(starts) == index:  # nothing in it
                starts.append(0)
        for label, units in outline.notes.items():
            owner.update((inner.number, note_owner(label)) for unit in units for inner in _with_cells(unit))
        everywhere: dict[str, int] = {}
        within: dict[tuple[int, str], int] = {}
        for unit in outline.everything():
            for name in unit.block.identifiers:
                everywhere.setdefault(name, unit.number)
                within.setdefault((owner[unit.number], name), unit.number)
        return tuple(starts), owner, everywhere, within

    def member_of(self, number: int) -> int:
        """Return which member the paragraph `number` of the bound document belongs to."""
        return self._outlines[1][number]

    @property
    def starts(self) -> tuple[int, ...]:
        """The number of each member's first paragraph; 0 for one without any."""
        return self._outlines[0]

    def leads_to(self, inline: doc.Inline, number: int) -> int | None:
        """Return the paragraph that a reference in paragraph `number` leads to, None if it is not in the file."""
        starts, owner, everywhere, within = self._outlines
        own = owner[number]
        match inline:
            case doc.CrossReference(target=target):
                return within.get((own, target)) or everywhere.get(target)
            case doc.Link(target=target) if ":" not in target:
                path, _, anchor = target.partition("#")
                found = own if not path else self._named(path_below(self.members[own].folder, path))
                if found is None:
                    return None
                return within.get((found, anchor)) or (starts[found] if path else 0) or None
            case _:
                return None

    def _named(self, path: str) -> int | None:
        name = path.removesuffix(".md")
        return next((index for index, member in enumerate(self.members) if index and member.name == name), None)


def note_owner(label: str) -> int:
    """Return the member a footnote of the bound document belongs to, -1 for a new one."""
    number, sign, _ = label.partition("/")
    return int(number) if sign and number.isdecimal() else -1


def _with_cells(unit: Unit) -> Iterator[Unit]:
    yield unit
    for row in unit.cells:
        for cell in row:
            for inner in cell:
                yield from _with_cells(inner)
