"""Several chapters bound to one document, and taken apart again when it comes back edited; pure.

In the bound document the chapters stand one behind the other: lines count on from one to the next, footnotes bear the
number of their chapter before their own label (`3/a`), everything else is as it was.  The first member is the front
page, which is nobody's text: what a reviewer writes on it is handed on as a note.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from functools import cached_property
from itertools import chain, count, groupby
from typing import Any

from ratgeber_tools.document import (
    Block,
    Blocks,
    Container,
    CrossReference,
    Document,
    Heading,
    Image,
    Inline,
    LineRange,
    Link,
    NoteReference,
    Paragraph,
    Text,
    iterate_blocks,
    plain_text,
)
from ratgeber_tools.errors import InputError
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import path_below
from ratgeber_tools.outline import Unit, lay_out

_NOTE = "redaktionsnotiz"
_FRONT = 0


@dataclass(frozen=True, slots=True)
class Member:
    """A chapter by its name; the front page has none."""

    name: str
    document: Document

    @property
    def folder(self) -> str:
        return self.name.rpartition("/")[0]

    @property
    def title(self) -> str:
        """The words of its first heading, else its name."""
        headings = (block for block in self.document.blocks if isinstance(block, Heading))
        return next((plain_text(heading.children) for heading in headings), "") or self.name


@dataclass(frozen=True, slots=True)
class Share:
    """What came back of one chapter; blocks that come from it carry its own lines.

    `known` is about how many of its paragraphs were found again by their marks.
    """

    document: Document
    findings: tuple[Finding, ...]
    known: int


@dataclass(frozen=True)
class Bound:
    """The front page and the chapters, in the order in which they stand in the file."""

    members: tuple[Member, ...]

    @cached_property
    def spans(self) -> tuple[LineRange, ...]:
        """The lines of each member in the bound document."""
        spans: list[LineRange] = []
        first = 0
        for member in self.members:
            every = (*member.document.blocks, *(block for note in member.document.notes.values() for block in note))
            length = max((block.lines.end for block in iterate_blocks(every) if block.lines), default=0) + 1
            spans.append(LineRange(first, first + length))
            first += length
        return tuple(spans)

    @cached_property
    def document(self) -> Document:
        """The bound document; it has no head."""
        blocks: list[Block] = []
        notes: dict[str, Blocks] = {}
        for index, (member, span) in enumerate(zip(self.members, self.spans, strict=True)):
            shift = _Shift(span.first, label=f"{index}/".__add__)
            blocks += shift.of(member.document.blocks)
            notes.update((f"{index}/{label}", shift.of(note)) for label, note in member.document.notes.items())
        return Document(tuple(blocks), notes)

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
            owner.update((inner.number, _owner_of(label)) for unit in units for inner in _with_cells(unit))
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

    def leads_to(self, inline: Inline, number: int) -> int | None:
        """Return the paragraph that a reference in paragraph `number` leads to, None if it is not in the file."""
        starts, owner, everywhere, within = self._outlines
        own = owner[number]
        match inline:
            case CrossReference(target=target):
                return within.get((own, target)) or everywhere.get(target)
            case Link(target=target) if ":" not in target:
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

    # ------------------------------------------------------------------ taking apart

    def apart(
        self,
        document: Document,
        *,
        findings: Sequence[Finding] = (),
        pictures: frozenset[str] = frozenset(),
        known: int | None = None,
    ) -> tuple[Share, ...]:
        """Return the share of each chapter in `document`, the bound document as it came back; the front page has none.

        A block belongs to the chapter it stands in.  One that comes from another chapter is new there: it is gone where
        it was, links and pictures in it are set to rights, and a finding says so.  A chapter of which nothing came back
        is as it was, with a finding.  `pictures` are the names of those that came with the file, `known` is how many
        paragraphs of the whole file were found by their marks (None: all that have lines).  Raises `InputError` if the
        chapters cannot be told apart.
        """
        return _Parting(self, document, findings, pictures, known).shares()


@dataclass(slots=True)
class _Parting:
    bound: Bound
    document: Document
    given: Sequence[Finding]
    pictures: frozenset[str]
    known: int | None
    found: list[list[Finding]] = field(default_factory=list)
    places: tuple[int, ...] = ()

    def shares(self) -> tuple[Share, ...]:
        members = self.bound.members
        self.found = [[] for _ in members]
        placed: list[list[Block]] = [[] for _ in members]
        self.places = tuple(self._places())
        for block, index in zip(self.document.blocks, self.places, strict=True):
            placed[index].append(self._settled(block, index) if index else block)
        self._report_front(placed)
        self._assign()
        shares: list[Share] = []
        marked = self._marked()
        for index, member in enumerate(members):
            if index == _FRONT:
                continue
            document = self._chapter(index, tuple(placed[index]))
            lined = _lined(document) / max(_lined(member.document), 1)
            known = round(_paragraphs(member.document) * lined * marked)
            if not placed[index] and member.document.blocks:
                text = (
                    f"Das Kapitel „{member.title}“ steht nicht mehr in der Datei. Es bleibt, wie es ist: "
                    "Soll es entfallen, nehmen Sie es selbst aus dem Ratgeber."
                )
                self.found[index].append(Finding(Code.CONTENT_REVIEW, text))
                document = member.document
            shares.append(Share(document, tuple(self.found[index]), known))
        return tuple(shares)

    def _marked(self) -> float:
        """Return the share of paragraphs found by their marks among those that are there, by marks or by words."""
        if self.known is None:
            return 1
        whole = self.bound.document
        there = _paragraphs(whole) * _lined(self.document) / max(_lined(whole), 1)
        return min(self.known / max(there, 1), 1)

    # ------------------------------------------------------------------ which block stands where

    def _origin(self, block: Block) -> int | None:
        lines = (inner.lines for inner in iterate_blocks((block,)) if inner.lines is not None)
        return next(map(self._owner_of_lines, lines), None)

    def _owner_of_lines(self, lines: LineRange) -> int:
        return next(index for index, span in enumerate(self.bound.spans) if lines.first < span.end)

    def _places(self) -> Iterator[int]:
        """Yield the member each block stands in; what has no lines goes with what stands before it."""
        origins = [self._origin(block) for block in self.document.blocks]
        if not any(origins) and any(member.document.blocks for member in self.bound.members[1:]):
            yield from self._places_by_title()
            return
        homes = iter(stretches([origin for origin in origins if origin is not None]))
        current = _FRONT
        for origin in origins:
            if origin is not None:
                current = next(homes)
            yield _FRONT if origin == _FRONT else current

    def _places_by_title(self) -> Iterator[int]:
        """Tell the chapters by their titles where nothing else is left, as after copying into a new file."""
        names = {" ".join(member.title.split()): index for index, member in enumerate(self.bound.members) if index}
        current = _FRONT
        places = []
        for block in self.document.blocks:
            if isinstance(block, Heading) and block.level == 1:
                current = names.get(" ".join(plain_text(block.children).split()), current)
            places.append(current)
        if not any(places):
            raise InputError(
                "Die Datei enthält mehrere Kapitel, lässt sie aber nicht mehr unterscheiden: Es fehlen die "
                "unsichtbaren Marken und die Titel. Bitten Sie um die Datei, die ausgegeben wurde, mit den Änderungen "
                "darin."
            )
        yield from places

    def _settled(self, block: Block, index: int) -> Block:
        """Return a block with the lines of the chapter it stands in; whatever comes from elsewhere is new there."""
        span = self.bound.spans[index]
        origins = {self._owner_of_lines(inner.lines) for inner in iterate_blocks((block,)) if inner.lines is not None}
        foreign = origins - {index}
        for origin in sorted(foreign):
            self._report_moved(block, origin, index)
        rebase = self._rebased(self._origin(block), index) if foreign else None
        shift: Block = _Shift(-span.first, within=span, inline=rebase).of(block)
        return shift

    def _report_moved(self, block: Block, origin: int, index: int) -> None:
        words = " ".join(_words((block,)).split())
        if origin == _FRONT:
            return
        here, there = self.bound.members[index].title, self.bound.members[origin].title
        text = (
            f"Aus dem Kapitel „{there}“ hierher verschoben: „{_short(words)}“. Dort ist es gestrichen, hier neu. "
            "Prüfen Sie Verweise und Bilder darin."
        )
        self.found[index].append(Finding(Code.CONTENT_REVIEW, text, words=words))
        gone = f"In das Kapitel „{here}“ verschoben und hier gestrichen: „{_short(words)}“."
        self.found[origin].append(Finding(Code.CONTENT_REVIEW, gone, words=words))

    def _rebased(self, origin: int | None, index: int) -> Callable[[Inline], Inline] | None:
        if not origin:
            return None
        old, new = self.bound.members[origin], self.bound.members[index]

        def moved(path: str) -> str:
            return posixpath.relpath(path_below(old.folder, path), new.folder or ".")

        def rebased(inline: Inline) -> Inline:
            match inline:
                case Link(target=target) if ":" not in target and not target.startswith("/"):
                    path, sign, anchor = target.partition("#")
                    return replace(inline, target=moved(path or f"/{old.name}.md") + sign + anchor)
                case Image(source=source) if source not in self.pictures and not source.startswith("/"):
                    return replace(inline, source=moved(source))
                case _:
                    return inline

        return rebased

    # ------------------------------------------------------------------ notes

    def _chapter(self, index: int, blocks: Blocks) -> Document:
        """Return a chapter with its footnotes under its own labels."""
        member, notes = self.bound.members[index], self.document.notes
        signs = list(dict.fromkeys(_signs(blocks)))
        elsewhere = set(_signs(self.document.blocks)) - set(signs)
        own = [label for label in notes if _owner_of(label) == index and label not in elsewhere]
        names = {label: label.partition("/")[2] for label in own}
        taken = {*member.document.notes, *names.values()}
        for label in signs:
            if label not in names and label in notes:
                wanted = label.partition("/")[2] or label
                names[label] = next(name for name in chain((wanted,), map(str, count(1))) if name not in taken)
                taken.add(names[label])
        shift = _Shift(-self.bound.spans[index].first, within=self.bound.spans[index])
        label_only = _Shift(0, label=lambda label: names.get(label, label.partition("/")[2] or label))
        made = {name: label_only.of(shift.of(notes[label])) for label, name in names.items()}
        return Document(label_only.of(blocks), made, member.document.front_matter)

    # ------------------------------------------------------------------ findings

    def _report_front(self, placed: list[list[Block]]) -> None:
        """Hand on what was written on the front page: as a note in the first chapter, and as a finding."""
        known = set(_lines_of_text(self.bound.members[_FRONT].document.blocks))
        fresh = [line for line in _lines_of_text(placed[_FRONT]) if line not in known]
        if not fresh or len(self.bound.members) < 2:
            return
        words = " ".join(fresh)
        text = (
            f"Auf der Titelseite steht neu: „{_short(words)}“. Die Seite gehört zu keinem Kapitel: "
            "Es steht als Redaktionsnotiz im ersten."
        )
        self.found[1].append(Finding(Code.CONTENT_REVIEW, text, words=words))
        note = Container(
            name=_NOTE,
            blocks=tuple(Paragraph(children=(Text(line),)) for line in fresh),
            options=(("art", "Von der Titelseite"),),
        )
        if placed[1]:
            placed[1].insert(1, note)

    def _assign(self) -> None:
        """Give each finding to the chapter whose lines, new blocks or old words it speaks of; else to the first."""
        for finding in self.given:
            index = self._subject(finding)
            if finding.line is not None and index:
                finding = replace(finding, line=finding.line - self.bound.spans[index].first)
            self.found[index or 1].append(finding)

    def _subject(self, finding: Finding) -> int | None:
        if finding.line is not None:
            return next((index for index, span in enumerate(self.bound.spans) if finding.line <= span.end), None)
        for wanted in (finding.text, finding.words):
            for block, index in zip(self.document.blocks, self.places, strict=True):
                if index and wanted and wanted in " ".join(_words((block,)).split()):
                    return index
        return None


def stretches(origins: Sequence[int]) -> list[int]:
    """Return which member each block stands in, given which one it comes from.

    Every member is one stretch, in the order of the file that went out, such that as few blocks as possible stand in
    another's; a member most of which stands together elsewhere was moved as a whole.
    """
    if not origins:
        return []
    members = max(origins) + 1
    costs = [[int(origins[0] != member) for member in range(members)]]
    before: list[list[int]] = []
    for origin in origins[1:]:
        best, row, came = 0, [], []
        for member in range(members):
            if costs[-1][member] < costs[-1][best]:
                best = member
            row.append(costs[-1][best] + int(origin != member))
            came.append(best)
        costs.append(row)
        before.append(came)
    member = min(range(members), key=costs[-1].__getitem__)
    found = [member]
    for came in reversed(before):
        member = came[member]
        found.append(member)
    found.reverse()
    _take_moved_home(origins, found)
    return found


def _take_moved_home(origins: Sequence[int], places: list[int]) -> None:
    runs: dict[int, list[range]] = {}
    at = 0
    for origin, group in groupby(origins):
        size = len(list(group))
        runs.setdefault(origin, []).append(range(at, at + size))
        at += size
    for origin, own in runs.items():
        whole = sum(map(len, own))
        at_home = sum(places[at] == origin for run in own for at in run)
        longest = max(own, key=len)
        if at_home == 0 and 2 * len(longest) > whole:
            for at in longest:
                places[at] = origin


@dataclass(frozen=True, slots=True)
class _Shift:
    """Changes lines, labels of notes and inlines all through a block; lines outside of `within` go."""

    by: int
    within: LineRange | None = None
    label: Callable[[str], str] | None = None
    inline: Callable[[Inline], Inline] | None = None

    def of(self, value: Any) -> Any:
        match value:
            case LineRange(first, end):
                if self.within is not None and not self.within.first <= first < self.within.end:
                    return None
                return LineRange(first + self.by, end + self.by)
            case NoteReference(label) if self.label is not None:
                return NoteReference(self.label(label))
            case tuple():
                return tuple(self.of(inner) for inner in value)
            case _ if is_dataclass(value) and not isinstance(value, type):
                made = replace(value, **{entry.name: self.of(getattr(value, entry.name)) for entry in fields(value)})
                return self.inline(made) if self.inline is not None and isinstance(made, Inline) else made
            case _:
                return value


def _paragraphs(document: Document) -> int:
    return sum(1 for _ in lay_out(document).everything())


def _lined(document: Document) -> int:
    """Return how many paragraphs of a document carry lines."""
    return sum(unit.block.lines is not None for unit in lay_out(document).everything())


def _owner_of(label: str) -> int:
    """Return the member a footnote of the bound document belongs to, -1 for a new one."""
    number, sign, _ = label.partition("/")
    return int(number) if sign and number.isdecimal() else -1


def _signs(value: Any) -> Iterator[str]:
    match value:
        case NoteReference(label):
            yield label
        case tuple():
            for inner in value:
                yield from _signs(inner)
        case _ if is_dataclass(value):
            for entry in fields(value):
                yield from _signs(getattr(value, entry.name))
        case _:
            pass


def _with_cells(unit: Unit) -> Iterator[Unit]:
    yield unit
    for row in unit.cells:
        for cell in row:
            for inner in cell:
                yield from _with_cells(inner)


def _words(blocks: Iterable[Block]) -> str:
    return " ".join(_lines_of_text(blocks))


def _lines_of_text(blocks: Iterable[Block]) -> Iterator[str]:
    for block in iterate_blocks(blocks):
        children = getattr(block, "children", None) or getattr(block, "caption", None) or ()
        words = " ".join(plain_text(children).split())
        if words:
            yield words


def _short(words: str) -> str:
    return words if len(words) <= 80 else words[:79].rsplit(" ", 1)[0] + " …"
