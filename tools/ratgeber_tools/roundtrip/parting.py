"""A document of several chapters, taken apart again after somebody has edited it; pure."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, count

from ratgeber_tools import document as doc
from ratgeber_tools.errors import InputError
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import path_below
from ratgeber_tools.outline import lay_out
from ratgeber_tools.quotation import quoted
from ratgeber_tools.roundtrip.binding import FRONT, Bound, note_owner
from ratgeber_tools.roundtrip.shifting import Shift
from ratgeber_tools.roundtrip.stretches import stretches
from ratgeber_tools.traversal import note_labels

_NOTE = "redaktionsnotiz"


@dataclass(frozen=True, slots=True)
class ChapterShare:
    """What came back of one chapter; blocks that come from it carry its own lines.

    `known` is about how many of its paragraphs were found again by their marks.
    """

    document: doc.Document
    findings: tuple[Finding, ...]
    known: int


def apart(
    bound: Bound,
    document: doc.Document,
    *,
    findings: Sequence[Finding] = (),
    pictures: frozenset[str] = frozenset(),
    known: int | None = None,
) -> tuple[ChapterShare, ...]:
    """Return the share of each chapter in `document`, the bound document as it came back; the front page has none.

    A block belongs to the chapter it stands in.  One that comes from another chapter is new there: it is gone where it
    was, links and pictures in it are set to rights, and a finding says so.  A chapter of which nothing came back is as
    it was, with a finding.  What was written on the front page is a note in the first chapter.  `pictures` are the
    names of those that came with the file, `known` is how many paragraphs of the whole file were found by their marks
    (None: all that have lines).  Raises `InputError` if the chapters cannot be told apart.
    """
    return _Parting(bound, document, findings, pictures, known).shares()


@dataclass(slots=True)
class _Parting:
    bound: Bound
    document: doc.Document
    given: Sequence[Finding]
    pictures: frozenset[str]
    known: int | None
    found: list[list[Finding]] = field(default_factory=list)
    places: tuple[int, ...] = ()

    def shares(self) -> tuple[ChapterShare, ...]:
        members = self.bound.members
        self.found = [[] for _ in members]
        placed: list[list[doc.Block]] = [[] for _ in members]
        self.places = tuple(self._places())
        for block, index in zip(self.document.blocks, self.places, strict=True):
            placed[index].append(self._settled(block, index) if index else block)
        self._report_front(placed)
        self._assign()
        shares: list[ChapterShare] = []
        marked = self._marked()
        for index, member in enumerate(members):
            if index == FRONT:
                continue
            document = self._chapter(index, tuple(placed[index]))
            if not placed[index] and member.document.blocks:
                text = (
                    f"Das Kapitel {quoted(member.title)} steht nicht mehr in der Datei. Es bleibt, wie es ist: "
                    "Soll es entfallen, nehmen Sie es selbst aus dem Ratgeber."
                )
                self.found[index].append(Finding(Code.CONTENT_REVIEW, text))
                document = member.document
            lined = _lined(document) / max(_lined(member.document), 1)
            known = round(_paragraphs(member.document) * lined * marked)
            shares.append(ChapterShare(document, tuple(self.found[index]), known))
        return tuple(shares)

    def _marked(self) -> float:
        """Return the share of paragraphs found by their marks among those that are there, by marks or by words."""
        if self.known is None:
            return 1
        whole = self.bound.document
        there = _paragraphs(whole) * _lined(self.document) / max(_lined(whole), 1)
        return min(self.known / max(there, 1), 1)

    # ------------------------------------------------------------------ which block stands where

    def _origin(self, block: doc.Block) -> int | None:
        lines = (inner.lines for inner in doc.iterate_blocks((block,)) if inner.lines is not None)
        return next(map(self._owner_of_lines, lines), None)

    def _owner_of_lines(self, lines: doc.LineRange) -> int:
        return next(index for index, span in enumerate(self.bound.spans) if lines.first < span.end)

    def _places(self) -> Iterator[int]:
        """Yield the member each block stands in; what has no lines goes with what stands before it."""
        origins = [self._origin(block) for block in self.document.blocks]
        if not any(origins) and any(member.document.blocks for member in self.bound.members[1:]):
            yield from self._places_by_title()
            return
        homes = iter(stretches([origin for origin in origins if origin is not None]))
        current = FRONT
        for origin in origins:
            if origin is not None:
                current = next(homes)
            yield FRONT if origin == FRONT else current

    def _places_by_title(self) -> Iterator[int]:
        """Tell the chapters by their titles where nothing else is left, as after copying into a new file."""
        names = {" ".join(member.title.split()): index for index, member in enumerate(self.bound.members) if index}
        current = FRONT
        places = []
        for block in self.document.blocks:
            if isinstance(block, doc.Heading) and block.level == 1:
                current = names.get(" ".join(doc.plain_text(block.children).split()), current)
            places.append(current)
        if not any(places):
            raise InputError(
                "Die Datei enthält mehrere Kapitel, lässt sie aber nicht mehr unterscheiden: Es fehlen die "
                "unsichtbaren Marken und die Titel. Bitten Sie um die Datei, die ausgegeben wurde, mit den Änderungen "
                "darin."
            )
        yield from places

    def _settled(self, block: doc.Block, index: int) -> doc.Block:
        """Return a block with the lines of the chapter it stands in; whatever comes from elsewhere is new there."""
        span = self.bound.spans[index]
        inside = doc.iterate_blocks((block,))
        origins = {self._owner_of_lines(inner.lines) for inner in inside if inner.lines is not None}
        foreign = origins - {index}
        for origin in sorted(foreign):
            self._report_moved(block, origin, index)
        rebase = self._rebased(self._origin(block), index) if foreign else None
        shift: doc.Block = Shift(-span.first, within=span, inline=rebase).of(block)
        return shift

    def _report_moved(self, block: doc.Block, origin: int, index: int) -> None:
        words = " ".join(_words((block,)).split())
        if origin == FRONT:
            return
        here, there = self.bound.members[index].title, self.bound.members[origin].title
        text = (
            f"Aus dem Kapitel „{there}“ hierher verschoben: „{_short(words)}“. Dort ist es gestrichen, hier neu. "
            "Prüfen Sie Verweise und Bilder darin."
        )
        self.found[index].append(Finding(Code.CONTENT_REVIEW, text, words=words))
        gone = f"In das Kapitel „{here}“ verschoben und hier gestrichen: „{_short(words)}“."
        self.found[origin].append(Finding(Code.CONTENT_REVIEW, gone, words=words))

    def _rebased(self, origin: int | None, index: int) -> Callable[[doc.Inline], doc.Inline] | None:
        if not origin:
            return None
        old, new = self.bound.members[origin], self.bound.members[index]

        def moved(path: str) -> str:
            return posixpath.relpath(path_below(old.folder, path), new.folder or ".")

        def rebased(inline: doc.Inline) -> doc.Inline:
            match inline:
                case doc.Link(target=target) if ":" not in target and not target.startswith("/"):
                    path, sign, anchor = target.partition("#")
                    return replace(inline, target=moved(path or f"/{old.name}.md") + sign + anchor)
                case doc.Image(source=source) if source not in self.pictures and not source.startswith("/"):
                    return replace(inline, source=moved(source))
                case _:
                    return inline

        return rebased

    # ------------------------------------------------------------------ notes

    def _chapter(self, index: int, blocks: doc.Blocks) -> doc.Document:
        """Return a chapter with its footnotes under its own labels."""
        member, notes = self.bound.members[index], self.document.notes
        signs = list(note_labels(blocks))
        elsewhere = set(note_labels(self.document.blocks)) - set(signs)
        own = [label for label in notes if note_owner(label) == index and label not in elsewhere]
        names = {label: label.partition("/")[2] for label in own}
        taken = {*member.document.notes, *names.values()}
        for label in signs:
            if label not in names and label in notes:
                wanted = label.partition("/")[2] or label
                names[label] = next(name for name in chain((wanted,), map(str, count(1))) if name not in taken)
                taken.add(names[label])
        shift = Shift(-self.bound.spans[index].first, within=self.bound.spans[index])
        label_only = Shift(label=lambda label: names.get(label, label.partition("/")[2] or label))
        made = {name: label_only.of(shift.of(notes[label])) for label, name in names.items()}
        return doc.Document(label_only.of(blocks), made, member.document.front_matter)

    # ------------------------------------------------------------------ findings

    def _report_front(self, placed: list[list[doc.Block]]) -> None:
        """Hand on what was written on the front page: as a note in the first chapter, and as a finding."""
        known = set(_lines_of_text(self.bound.members[FRONT].document.blocks))
        fresh = [line for line in _lines_of_text(placed[FRONT]) if line not in known]
        if not fresh or len(self.bound.members) < 2:
            return
        words = " ".join(fresh)
        text = (
            f"Auf der Titelseite steht neu: „{_short(words)}“. Die Seite gehört zu keinem Kapitel: "
            "Es steht als Redaktionsnotiz im ersten."
        )
        self.found[1].append(Finding(Code.CONTENT_REVIEW, text, words=words))
        notes = [block for block in placed[FRONT] if isinstance(block, doc.Container) and block.name == _NOTE]
        others = set(_lines_of_text(block for block in placed[FRONT] if block not in notes)) - known
        note = doc.Container(
            name=_NOTE,
            blocks=tuple(doc.Paragraph(children=(doc.Text(line),)) for line in fresh if line in others),
            options=(("art", "Von der Titelseite"),),
        )
        if placed[1]:
            placed[1][1:1] = [*notes, *((note,) if others else ())]

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


def _paragraphs(document: doc.Document) -> int:
    return sum(1 for _ in lay_out(document).everything())


def _lined(document: doc.Document) -> int:
    """Return how many paragraphs of a document carry lines."""
    return sum(unit.block.lines is not None for unit in lay_out(document).everything())


def _words(blocks: Iterable[doc.Block]) -> str:
    return " ".join(_lines_of_text(blocks))


def _lines_of_text(blocks: Iterable[doc.Block]) -> Iterator[str]:
    for block in doc.iterate_blocks(blocks):
        children = getattr(block, "children", None) or getattr(block, "caption", None) or ()
        words = " ".join(doc.plain_text(children).split())
        if words:
            yield words


def _short(words: str) -> str:
    return words if len(words) <= 80 else words[:79].rsplit(" ", 1)[0] + " …"
