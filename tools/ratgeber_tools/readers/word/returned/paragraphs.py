"""The paragraphs and tables of one story of a returned export become blocks: known ones, edited ones, new ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ratgeber_tools import dialect
from ratgeber_tools import document as doc
from ratgeber_tools.dialect import GLOSSARY_DIRECTIVE
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.outline import Grower, Kind, Path, Placed, Unit, atoms
from ratgeber_tools.readers.word.assembly.kinds import is_item
from ratgeber_tools.readers.word.drafts import Draft, ParagraphDraft, TableDraft
from ratgeber_tools.readers.word.report import quoted
from ratgeber_tools.readers.word.returned.comments import ReturnedComments
from ratgeber_tools.readers.word.returned.comparison import Comparison
from ratgeber_tools.readers.word.returned.copies import Copy, check_of, shape
from ratgeber_tools.readers.word.returned.grids import Grids
from ratgeber_tools.readers.word.returned.identity import Identity
from ratgeber_tools.readers.word.returned.newcomers import place_new
from ratgeber_tools.readers.word.returned.pieces import names_in
from ratgeber_tools.readers.word.returned.places import Places, captions_beside
from ratgeber_tools.readers.word.returned.protection import Protection
from ratgeber_tools.readers.word.returned.recovery import is_sealed
from ratgeber_tools.readers.word.returned.wordings import Wording, without_languages

FOREIGN_BOX = dialect.FOREIGN_BOX


@dataclass(slots=True)
class ParagraphsReader:
    """Makes blocks of drafts; `found` are the units that are there again, `new_sources` pictures that are not ours."""

    units: Mapping[int, Unit]
    theirs: Copy
    sent: Mapping[int, ParagraphDraft]
    identity: Identity
    comparison: Comparison
    places: Places
    grids: Grids
    protection: Protection
    comments: ReturnedComments
    found: set[int] = field(default_factory=set)
    new_sources: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    _heading: str = ""  # the one above
    _known_sources: frozenset[str] = frozenset()
    _all_names: set[str] | None = None

    def __post_init__(self) -> None:
        images = (atom for unit in self.units.values() for atom in atoms(unit.words) if isinstance(atom, doc.Image))
        self._known_sources = frozenset(image.source for image in images)

    def blocks(self, drafts: Sequence[Draft]) -> doc.Blocks:
        """Return the blocks of one story, or of a cell in it."""
        placed: list[Placed] = []
        for at, draft in enumerate(drafts):
            if isinstance(draft, TableDraft):
                placed.append(self._table(draft))
            else:
                placed.extend(self._paragraph(draft, placed, drafts[at + 1] if at + 1 < len(drafts) else None))
        placed = self.places.keep_boxes_whole(captions_beside(self.places.without_emptied_words(placed)))
        return Grower(self.places.parents, self.places.checks).grow(self.places.settle(placed))

    def report_missing(self) -> None:
        """Report protected blocks that are gone; the deletion itself is carried out like any other."""
        for unit in self.units.values():
            is_free = isinstance(unit.block, doc.Heading | doc.Paragraph | doc.ThematicBreak)
            is_protected = unit.kind is Kind.BLOCK and not is_free
            words = self._sent_words(unit.number)
            if is_protected and unit.number not in self.found and words.strip():
                self.protection.deleted(words)

    # ------------------------------------------------------------------ one table, one paragraph

    def _table(self, draft: TableDraft) -> Placed:
        unit = self.grids.of_draft.get(id(draft))
        if unit is not None:
            self.found.add(unit.number)
        path = () if unit is None else unit.path
        return Placed(path, Kind.GRID, self.grids.table(draft, self.blocks))

    def _paragraph(
        self, draft: ParagraphDraft, before: Sequence[Placed], following: Draft | None
    ) -> Iterator[Placed]:  # fmt: skip
        wording = self.comparison.words(draft)
        self._meet_pictures(draft, wording)
        number = self.identity.of(draft)
        unit = self.units[number] if number is not None else self._picture_of_caption(wording, following)
        notes: list[doc.Block] = []
        if unit is None:
            made = place_new(draft, wording.inlines, before, self.places)
        else:
            self.found.add(unit.number)
            made, notes = self._known(unit, draft, wording, before)
        if made:
            if isinstance(made[-1].block, doc.Heading):
                self._heading = doc.plain_text(made[-1].block.children)
            notes = [*self.protection.changed(wording), *notes]
            if unit is not None:
                self._report_lost(unit, draft)
        yield from made
        last = made[-1] if made else None
        path = last.path if last is not None else before[-1].path if before else ()
        remarks = self.comments.notes(draft.remarks, beside=draft.text, heading=self._heading)
        for block in (*self.blocks(draft.after), *notes, *remarks):
            yield Placed(self._beside(path, last), Kind.BLOCK, block)

    def _beside(self, path: Path, made: Placed | None) -> Path:
        """Return where a note on a paragraph stands: behind it, but outside of what only holds captions and terms.

        A box that the data fill has no room either: words in it would stand in place of its record.
        """
        if made is None or not path:
            return path
        parent = self.places.parents.get(path[-1].parent)
        is_filled = made.kind is Kind.OPENER and isinstance(parent, doc.Container) and not parent.blocks
        return path[:-1] if is_filled or made.kind in (Kind.CAPTION, Kind.PICTURE) else path

    def _sent_words(self, number: int) -> str:
        return self.sent[number].text if number in self.sent else ""

    # ------------------------------------------------------------------ paragraphs of the chapter

    def _known(
        self, unit: Unit, draft: ParagraphDraft, wording: Wording, before: Sequence[Placed]
    ) -> tuple[list[Placed], list[doc.Block]]:
        """Return a paragraph of the chapter at its place, and notes to stand beside it; nothing if it was emptied."""
        sent = self.sent.get(unit.number)
        if sent is not None and unit.path:
            self._take_label(unit, sent, draft)
        is_text = unit.kind is Kind.BLOCK and isinstance(unit.block, doc.Heading | doc.Paragraph)
        if is_text and (sent is None or shape(sent) != shape(draft)):
            return place_new(draft, wording.inlines, before, self.places, unit=unit), []
        # the words of a glossary have styles of their own: that of its first line says nothing about them
        names_box = (
            unit.kind is Kind.OPENER and isinstance(unit.block, doc.Container) and unit.block.name != GLOSSARY_DIRECTIVE
        )
        self.places.note_style(unit.path, draft, names_box=names_box)
        same = sent is not None and self.comparison.is_same(sent, draft, wording)
        if unit.kind is Kind.OPENER:
            return self._opener(unit, draft, wording, same=same)
        if unit.kind is Kind.PICTURE:
            return self._picture(unit, wording), []
        if unit.kind is Kind.BLOCK and not is_text:
            return self._protected(unit, draft, same=same)
        words = unit.words if same else self._own_language(unit, wording.inlines)
        if unit.kind is not Kind.BLOCK:
            return [Placed(unit.path, unit.kind, words=words)], []
        if not words and unit.words and not draft.after:
            return [], []  # nobody would call that a paragraph
        assert isinstance(unit.block, doc.Heading | doc.Paragraph)
        block = unit.block if same else replace(unit.block, children=words)
        return [Placed(unit.path, unit.kind, block)], []

    def _take_label(self, unit: Unit, sent: ParagraphDraft, draft: ParagraphDraft) -> None:
        """Take the box before an item if it was ticked, and the number a list begins with if that was changed."""
        step, places = unit.path[-1], self.places
        parent = places.parents[step.parent]
        if not isinstance(parent, doc.BulletList | doc.OrderedList):
            return
        if check_of(sent) != check_of(draft):
            places.checks[step] = check_of(draft)
        if draft.label is None or not is_item(draft) or step in places.ordinals:
            return
        places.ordinals[step] = draft.label.ordinal
        shifted = sent.label is not None and sent.label.ordinal != draft.label.ordinal
        if self.theirs.is_by_libreoffice and isinstance(parent, doc.OrderedList) and parent.start == 0:
            return  # it knows no list that begins at 0
        if isinstance(parent, doc.OrderedList) and step.slot == 0 and shifted and sent.label is not None:
            start = parent.start + draft.label.ordinal - sent.label.ordinal
            places.parents[step.parent] = replace(parent, start=max(start, 0))

    def _own_language(self, unit: Unit, words: doc.Inlines) -> doc.Inlines:
        """Return words as they stand in a box of another language: there, that language is not worth a mark."""
        parents = (self.places.parents[step.parent] for step in unit.path)
        if any(isinstance(block, doc.Container) and block.name == FOREIGN_BOX for block in parents):
            return without_languages(words, kept=frozenset(atoms(unit.words)))
        return words

    def _protected(self, unit: Unit, draft: ParagraphDraft, *, same: bool) -> tuple[list[Placed], list[doc.Block]]:
        if same or draft.text.split() == self._sent_words(unit.number).split():
            return [Placed(unit.path, unit.kind, unit.block)], []
        if not draft.text.strip() and not isinstance(unit.block, doc.ThematicBreak):
            self.protection.deleted(self._sent_words(unit.number))
            return [], []
        note = self.protection.note(self._sent_words(unit.number), draft.text)
        return [Placed(unit.path, unit.kind, unit.block)], [note]

    def _opener(
        self, unit: Unit, draft: ParagraphDraft, wording: Wording, *, same: bool
    ) -> tuple[list[Placed], list[doc.Block]]:
        """Return the line that names a box; emptied, it is no more than what is left in its box."""
        text = " ".join(draft.text.split())
        block, here = unit.block, Placed(unit.path, unit.kind)
        if same:
            return [here], []
        if not text:
            return ([] if self._sent_words(unit.number).strip() else [here]), []
        if isinstance(block, doc.Container) and block.blocks and block.argument == self._sent_words(unit.number):
            return [replace(here, words=(doc.Text(text),))], []
        if isinstance(block, doc.Container):
            return [here], [self.protection.note(self._sent_words(unit.number), text)]
        return [Placed(unit.path, Kind.BLOCK, doc.Paragraph(wording.inlines))], []

    def _picture(self, unit: Unit, wording: Wording) -> list[Placed]:
        """Return a picture with what somebody typed beside it; without the picture, only that is left."""
        assert isinstance(unit.block, doc.Figure)
        images = [inline for inline in wording.inlines if isinstance(inline, doc.Image)]
        rest = tuple(inline for inline in wording.inlines if not images or inline is not images[0])
        made: list[Placed] = []
        if images:
            made.append(Placed(unit.path, unit.kind, replace(unit.block, image=images[0], caption=())))
        if any(not isinstance(inline, doc.Text) or inline.text.strip() for inline in rest):
            made.append(Placed(unit.path[:-1], Kind.BLOCK, doc.Paragraph(rest)))
        return made

    def _picture_of_caption(self, wording: Wording, following: Draft | None) -> Unit | None:
        """Return the picture of the chapter that a new one stands for: the caption below is still the old one's."""
        number = self.identity.of(following) if isinstance(following, ParagraphDraft) else None
        if number is None or self.units[number].kind is not Kind.CAPTION:
            return None
        block = self.units[number].block
        if not isinstance(block, doc.Figure) or not wording.inlines:
            return None
        if not all(isinstance(inline, doc.Image) for inline in wording.inlines):
            return None
        pictures = (unit for unit in self.units.values() if unit.kind is Kind.PICTURE and unit.block is block)
        unit = next(pictures, None)
        taken = set(self.identity.units.values())
        return None if unit is None or unit.number in taken else unit

    # ------------------------------------------------------------------ reports

    def _report_lost(self, unit: Unit, draft: ParagraphDraft) -> None:
        """Report sealed passages of a paragraph that are marked nowhere any more."""
        if unit.number not in self.sent:
            return
        gone = names_in(self.sent[unit.number].pieces) - self._present
        atoms_ = self.comparison.passages.atoms
        self.protection.missing(sorted(name for name in gone if name in atoms_ and is_sealed(atoms_[name])), draft.text)

    @property
    def _present(self) -> set[str]:
        if self._all_names is None:
            self._all_names = {name for draft in self.theirs.everything() for name in names_in(draft.pieces)}
        return self._all_names

    def _meet_pictures(self, draft: ParagraphDraft, wording: Wording) -> None:
        """Remember pictures the chapter does not have, and report those without alternative text."""
        for atom in atoms(wording.inlines):
            if isinstance(atom, doc.Image) and atom.source not in self._known_sources:
                self.new_sources.add(atom.source)
                if not atom.alt:
                    text = "Ein neues Bild hat keinen Alternativtext: Schreiben Sie ihn ins Kapitel"
                    near = f" (bei {quoted(draft.text)})." if draft.text.strip() else "."
                    self.findings.append(Finding(Code.PICTURE_REVIEW, text + near, heading=self._heading))
