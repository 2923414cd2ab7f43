"""A returned export → the chapter's `Document` with the reviewer's edits in it.

Every paragraph is compared with the same paragraph of the file that went out, both read in the same way.  Where they
agree, the chapter's own block stands, with its lines; where they do not, the reviewer's words do.  So whatever Word or
LibreOffice make of a document by saving it shows only where somebody edited.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

from ratgeber_tools.document import (
    Block,
    BlockQuote,
    Blocks,
    BulletList,
    Cell,
    Container,
    Document,
    Figure,
    Heading,
    Image,
    Inlines,
    NoteReference,
    OrderedList,
    Paragraph,
    Picture,
    Table,
    Text,
    ThematicBreak,
    plain_text,
)
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.outline import Grower, Kind, Outline, Placed, Step, Unit, atoms, lay_out, with_cells
from ratgeber_tools.readers.word.assembly.kinds import is_item
from ratgeber_tools.readers.word.assembly.lists import box_state
from ratgeber_tools.readers.word.drafts import Draft, ParagraphDraft, Piece, TableDraft
from ratgeber_tools.readers.word.guard import open_package
from ratgeber_tools.readers.word.inlines.links import EXPORTED_UNIT
from ratgeber_tools.readers.word.package import Package
from ratgeber_tools.readers.word.report import Report, quoted
from ratgeber_tools.readers.word.returned.wordings import Passages, Wording, shown_text, without_languages
from ratgeber_tools.readers.word.style_names import Role

FOREIGN_BOX = "fremdsprache"


@dataclass(frozen=True, slots=True)
class Returned:
    """What came back.

    Blocks of `document` that come from the chapter, edited or not, carry its `lines`; new ones have none.  `known` is
    how many paragraphs of the chapter were found again by their bookmarks (0: copied into another file, say).
    """

    document: Document
    pictures: tuple[Picture, ...]
    findings: tuple[Finding, ...]
    known: int


def read_returned(path: Path, *, sent: Path, chapter: Document) -> Returned:
    """Read the file `path` against `sent`, the file that was made of `chapter`; raises `InputError` as `read` does."""
    theirs, ours = _Copy(path), _Copy(sent)
    reading = _Reading(lay_out(chapter), ours, theirs)
    document = reading.document()
    known = {finding_key(finding) for finding in ours.report.findings([])}
    findings = [
        finding
        for finding in theirs.report.findings([])
        # colours and lines LibreOffice writes out by itself are nobody's edit
        if finding_key(finding) not in known and finding.code is not Code.FORMATTING_SIMPLIFIED
    ]
    return Returned(document, theirs.pictures, (*findings, *reading.findings), len(reading.found))


def finding_key(finding: Finding) -> tuple[object, str]:
    return finding.code, finding.text


class _Copy:
    """One copy of an export: its drafts, flat."""

    def __init__(self, path: Path) -> None:
        from ratgeber_tools.readers.word.reading import Reading

        self.report = Report()
        with open_package(path) as archive:
            package = Package(path, archive, self.report)
            reading = Reading(path, package, self.report, literal=True)
            self.drafts, self.notes = reading.raw()
            self.pictures = reading.pictures()
        self.labels: dict[str, str] = {}  # of the chapter's notes, by Word's

    def everything(self) -> Iterator[ParagraphDraft]:
        yield from _paragraphs(self.drafts)
        for drafts in self.notes.values():
            yield from _paragraphs(drafts)


def _paragraphs(drafts: Iterable[Draft]) -> Iterator[ParagraphDraft]:
    for draft in drafts:
        if isinstance(draft, TableDraft):
            for row in draft.rows:
                for cell in row:
                    yield from _paragraphs(cell.drafts)
        else:
            yield draft


def numbers_of(draft: ParagraphDraft) -> list[int]:
    """Return the units whose marks stand in a paragraph: none in a new one, several in joined ones."""
    return [int(match[1]) for name in draft.bookmarks if (match := EXPORTED_UNIT.fullmatch(name))]


@dataclass(slots=True)
class _Reading:
    outline: Outline
    ours: _Copy
    theirs: _Copy
    units: dict[int, Unit] = field(default_factory=dict)
    sent: dict[int, ParagraphDraft] = field(default_factory=dict)
    passages: Passages = field(default_factory=lambda: Passages({}, {}))
    found: dict[int, None] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    pending: list[Container] = field(default_factory=list)  # notes on the paragraph at hand
    parents: dict[int, Block] = field(default_factory=dict)
    checks: dict[Step, bool | None] = field(default_factory=dict)
    fresh: Iterator[int] = field(default_factory=lambda: count(1_000_000))

    def document(self) -> Document:
        self.units = {unit.number: unit for unit in self.outline.everything()}
        self.parents = dict(self.outline.parents)
        for draft in self.ours.everything():
            for number in numbers_of(draft):
                self.sent.setdefault(number, draft)
        known = {
            f"_rg_{unit.number}_{k}": atom for unit in self.units.values() for k, atom in enumerate(atoms(unit.words))
        }
        self.passages = Passages(known, _shown(self.ours.everything()))
        self._match_notes()
        blocks = self._blocks(self.theirs.drafts)
        notes = self._notes(blocks)
        self._report_missing()
        chapter = self.outline.document
        return Document(blocks, notes, chapter.front_matter)

    # ------------------------------------------------------------------ notes

    def _match_notes(self) -> None:
        """Learn which note of the chapter each of Word's notes is; new ones get the next free number."""
        owners = {unit.number: label for label, units in self.outline.notes.items() for unit in _every(units)}
        for copy in (self.ours, self.theirs):
            for word, drafts in copy.notes.items():
                numbers = [number for draft in _paragraphs(drafts) for number in numbers_of(draft)]
                label = next((owners[number] for number in numbers if number in owners), None)
                copy.labels[word] = label or self._label_of_sign(copy, word)

    def _label_of_sign(self, copy: _Copy, word: str) -> str:
        """Return the label of a note without words of the chapter: that of its sign, else a new one."""
        for draft in copy.everything():
            for piece in draft.pieces:
                if piece.content == NoteReference(word):
                    for name in piece.passages:
                        atom = self.passages.atoms.get(name)
                        if isinstance(atom, NoteReference):
                            return atom.label
        taken = {*self.outline.notes, *copy.labels.values()}
        return next(str(number) for number in count(1) if str(number) not in taken)

    def _notes(self, blocks: Blocks) -> Mapping[str, Blocks]:
        """Return the notes in the chapter's order, new ones last; one whose sign was deleted goes with it."""
        made = {self.theirs.labels[word]: self._blocks(drafts) for word, drafts in self.theirs.notes.items()}
        exported = set(self.ours.labels.values())
        notes: dict[str, Blocks] = {}
        for label, units in self.outline.document.notes.items():
            if label in made:
                notes[label] = made.pop(label)
            elif label not in exported:
                notes[label] = units  # nobody refers to it, or only from where Word has no sign
                self.found.update(dict.fromkeys(unit.number for unit in _every(self.outline.notes[label])))
        return {**notes, **made}

    # ------------------------------------------------------------------ blocks

    def _blocks(self, drafts: Sequence[Draft]) -> Blocks:
        placed: list[Placed] = []
        for draft in drafts:
            if isinstance(draft, TableDraft):
                placed.extend(self._table(draft))
            else:
                placed.extend(self._paragraph(draft, placed))
        return Grower(self.parents, self.checks).grow(placed)

    def _paragraph(self, draft: ParagraphDraft, before: Sequence[Placed]) -> Iterator[Placed]:
        numbers = [number for number in numbers_of(draft) if number in self.units and number not in self.found]
        wording = self._words(draft)
        self._changed(wording)
        number = self._best(numbers, wording) if numbers else None
        made: Placed | None
        if number is None:
            made = self._new(draft, wording, before, None)
        else:
            self.found[number] = None
            made = self._known(self.units[number], draft, wording, before)
        notes = [*draft.editorial, *self.pending]
        self.pending.clear()
        path = made.path if made is not None else before[-1].path if before else ()
        if made is not None:
            yield made
        for block in (*self._blocks(draft.after), *notes):
            yield Placed(_beside(path, made), Kind.BLOCK, block)

    def _best(self, numbers: Sequence[int], wording: Wording) -> int:
        """Return which of several joined paragraphs this one is: the one most of whose words it still holds."""
        words = Counter(plain_text(wording.inlines).split())
        return max(numbers, key=lambda number: sum((words & Counter(self._sent_words(number).split())).values()))

    def _sent_words(self, number: int) -> str:
        return self.sent[number].text if number in self.sent else ""

    def _words(self, draft: ParagraphDraft, copy: _Copy | None = None) -> Wording:
        labels = (copy or self.theirs).labels
        pieces = [
            piece._replace(content=NoteReference(labels.get(piece.content.label, piece.content.label)))
            if isinstance(piece.content, NoteReference)
            else piece
            for piece in draft.pieces
        ]
        return self.passages.words_of(pieces)

    def _is_same(self, sent: ParagraphDraft, draft: ParagraphDraft) -> bool:
        """Whether both copies of a paragraph say the same."""
        ours, theirs = self._words(sent, self.ours), self._words(draft)
        if ours.changed != theirs.changed:
            return False
        return without_languages(ours.inlines) == without_languages(theirs.inlines)

    def _known(
        self, unit: Unit, draft: ParagraphDraft, wording: Wording, before: Sequence[Placed]
    ) -> Placed | None:  # fmt: skip
        sent = self.sent.get(unit.number)
        same_shape = sent is not None and _shape(sent) == _shape(draft)
        if not same_shape and unit.kind is Kind.BLOCK and isinstance(unit.block, Heading | Paragraph):
            return self._new(draft, wording, before, unit)
        if sent is not None and unit.path:
            self._take_check(unit.path[-1], sent, draft)
        same = sent is not None and self._is_same(sent, draft)
        if unit.kind is Kind.BLOCK and not isinstance(unit.block, Heading | Paragraph):
            if not same:
                self._report_changed(unit, draft.text)
            return Placed(unit.path, unit.kind, unit.block)
        if unit.kind is Kind.OPENER:
            return self._opener(unit, draft, same=same)
        if unit.kind is Kind.PICTURE:
            return self._picture(unit, wording)
        words = unit.words if same else self._own_language(unit, wording.inlines)
        if unit.kind is not Kind.BLOCK:
            return Placed(unit.path, unit.kind, words=words)
        if not words and unit.words and not draft.after:
            return None  # emptied: nobody would call that a paragraph
        assert isinstance(unit.block, Heading | Paragraph)
        block = unit.block if same else replace(unit.block, children=words)
        return Placed(unit.path, unit.kind, block)

    def _own_language(self, unit: Unit, words: Inlines) -> Inlines:
        """Return words as they stand in a box of another language: there, that language is not worth a mark."""
        names = {block.name for step in unit.path if isinstance(block := self.parents[step.parent], Container)}
        return without_languages(words, kept=frozenset(atoms(unit.words))) if FOREIGN_BOX in names else words

    def _opener(self, unit: Unit, draft: ParagraphDraft, *, same: bool) -> Placed:
        text = " ".join(draft.text.split())
        block = unit.block
        if same or not text:
            return Placed(unit.path, unit.kind)
        if isinstance(block, Container) and block.blocks and block.argument == self._sent_words(unit.number):
            return Placed(unit.path, unit.kind, words=(Text(text),))
        if isinstance(block, Container):
            self._report_changed(unit, text)
            return Placed(unit.path, unit.kind)
        return Placed(unit.path, Kind.BLOCK, Paragraph(self._words(draft).inlines))

    def _picture(self, unit: Unit, wording: Wording) -> Placed:
        assert isinstance(unit.block, Figure)
        images = [inline for inline in wording.inlines if isinstance(inline, Image)]
        image = images[0] if images else unit.block.image
        return Placed(unit.path, unit.kind, replace(unit.block, image=image, caption=()))

    def _take_check(self, step: Step, sent: ParagraphDraft, draft: ParagraphDraft) -> None:
        if _check(sent) != _check(draft) and isinstance(self.parents[step.parent], BulletList | OrderedList):
            self.checks[step] = _check(draft)

    # ------------------------------------------------------------------ new and restyled paragraphs

    def _new(
        self, draft: ParagraphDraft, wording: Wording, before: Sequence[Placed], unit: Unit | None
    ) -> Placed | None:  # fmt: skip
        """Place a paragraph by what it looks like; a restyled one keeps targets and lines of `unit`."""
        words = wording.inlines
        if not words:
            return Placed((), Kind.BLOCK, ThematicBreak()) if draft.rule_below else None
        known = {} if unit is None else {"identifiers": unit.block.identifiers, "lines": unit.block.lines}
        if draft.role in (Role.HEADING, Role.TITLE):
            level = 1 if draft.role is Role.TITLE else min(draft.level, 6)
            return Placed((), Kind.BLOCK, Heading(level, words, **known))  # type: ignore[arg-type]
        block = Paragraph(words, **known)  # type: ignore[arg-type]
        last = before[-1].path if before else ()
        if is_item(draft):
            return Placed(self._item_path(draft, last), Kind.BLOCK, block)
        return Placed(self._plain_path(draft, last), Kind.BLOCK, block)

    def _item_path(self, draft: ParagraphDraft, last: tuple[Step, ...]) -> tuple[Step, ...]:
        assert draft.label is not None
        last = self._box_path(draft, last)
        ordered, check = draft.label.level.is_ordered, _check(draft)
        lists = [at for at, step in enumerate(last) if isinstance(self.parents[step.parent], BulletList | OrderedList)]
        depth = min(draft.label.depth, len(lists))
        if depth < len(lists):
            at = lists[depth]
            if isinstance(self.parents[last[at].parent], OrderedList) is ordered:
                step = Step(last[at].parent, next(self.fresh))
                self.checks[step] = check
                return (*last[:at], step)
            last = last[:at]
        key = next(self.fresh)
        self.parents[key] = OrderedList((), start=draft.label.ordinal) if ordered else BulletList(())
        step = Step(key, next(self.fresh))
        self.checks[step] = check
        return (*last, step)

    def _plain_path(self, draft: ParagraphDraft, last: tuple[Step, ...]) -> tuple[Step, ...]:
        if draft.role is Role.CONTINUATION:
            return last
        if draft.role in (Role.CONTAINER, Role.QUOTE):
            return self._box_path(draft, last)
        if draft.role is Role.DEFINITION:
            return last
        return self._box_path(draft, last)

    def _box_path(self, draft: ParagraphDraft, last: tuple[Step, ...]) -> tuple[Step, ...]:
        """Return the part of `last` that a paragraph of this style goes on with, or one with a new box."""
        kept = [at for at, step in enumerate(last) if self._is_like(draft, self.parents[step.parent])]
        if kept:
            inner = last[: kept[-1] + 1]
            return last if is_item(draft) else inner
        if draft.role is Role.CONTAINER or draft.role is Role.QUOTE:
            key = next(self.fresh)
            self.parents[key] = BlockQuote(()) if draft.role is Role.QUOTE else Container(draft.container, ())
            return (Step(key, 0),)
        if is_item(draft):
            around = [step for step in last if isinstance(self.parents[step.parent], Container | BlockQuote)]
            return () if around else last
        return ()

    def _is_like(self, draft: ParagraphDraft, parent: Block) -> bool:
        if draft.role is Role.QUOTE:
            return isinstance(parent, BlockQuote)
        return isinstance(parent, Container) and draft.role is Role.CONTAINER and parent.name == draft.container

    # ------------------------------------------------------------------ tables

    def _table(self, draft: TableDraft) -> Iterator[Placed]:
        grid = self._grid_of(draft)
        rows = [
            [Cell(self._blocks(cell.drafts), cell.row_span, cell.column_span) for cell in row] for row in draft.rows
        ]
        if grid is None:
            yield Placed((), Kind.GRID, with_cells(Table((), draft.header_rows), rows))
        else:
            table = grid.block
            assert isinstance(table, Table)
            self.found[grid.number] = None
            sent = self._sent_table(grid)
            if sent is not None and _grid_shape(sent) == _grid_shape(draft):
                rows = _as_the_chapter_has_it(table, rows)
            same_head = sent is None or draft.header_rows == sent.header_rows
            head = table.header_rows if same_head else draft.header_rows
            yield Placed(grid.path, Kind.GRID, with_cells(table, rows, header_rows=head))
        for note in draft.editorial:
            yield Placed((), Kind.BLOCK, note)

    def _grid_of(self, draft: TableDraft) -> Unit | None:
        """Return the table of the chapter that most of the paragraphs in `draft` come from."""
        inside = {number for paragraph in _paragraphs([draft]) for number in numbers_of(paragraph)}
        grids = [unit for unit in self.units.values() if unit.kind is Kind.GRID and unit.number not in self.found]
        if not inside:
            return next((unit for unit in grids if not any(True for _ in _inner(unit))), None)
        # of a table and the one around it, both hold the paragraphs of the inner one: the smaller fits
        own = {unit.number: {inner.number for inner in _inner(unit)} for unit in grids}
        best = max(grids, key=lambda unit: (len(inside & own[unit.number]), -len(own[unit.number])), default=None)
        if best is None or not inside & {inner.number for inner in _inner(best)}:
            return None
        return best

    def _sent_table(self, grid: Unit) -> TableDraft | None:
        """Return the table as it went out."""
        own = {unit.number for unit in _inner(grid)}
        found: list[tuple[int, int, TableDraft]] = []
        for draft in _tables([*self.ours.drafts, *(d for note in self.ours.notes.values() for d in note)]):
            inside = {number for paragraph in _paragraphs([draft]) for number in numbers_of(paragraph)}
            if inside & own if own else not inside:
                found.append((len(inside & own), -len(inside), draft))
        return max(found, key=lambda entry: entry[:2])[2] if found else None

    # ------------------------------------------------------------------ reports

    def _changed(self, wording: Wording) -> None:
        for name, words in wording.changed.items():
            self._note(self.passages.shown.get(name, ""), words)
        for words in wording.lost.values():
            if words.strip():
                self._report_deleted(words)

    def _report_deleted(self, words: str) -> None:
        self.findings.append(
            Finding(
                Code.PROTECTED_CHANGED,
                f"Eine geschützte Stelle wurde gelöscht: {quoted(words)}. Prüfen Sie, ob sie entfallen soll.",
                words=" ".join(words.split()),
            )
        )

    def _note(self, before: str, words: str) -> None:
        """Report a protected passage that was changed, also with a note beside it."""
        text = (
            f"Eine geschützte Angabe wurde geändert: vorher {quoted(before)}, jetzt {quoted(words)}. "
            "Die Angabe steht unverändert im Kapitel: Ändern Sie sie dort, wo sie herkommt, etwa in den Daten."
        )
        self.findings.append(Finding(Code.PROTECTED_CHANGED, text, words=" ".join(words.split())))
        note = Container("redaktionsnotiz", (Paragraph((Text(text),)),), options=(("art", "Änderung aus Word"),))
        self.pending.append(note)

    def _report_changed(self, unit: Unit, words: str) -> None:
        self._note(self._sent_words(unit.number), words)

    def _report_missing(self) -> None:
        """Report protected passages that are gone; the deletion itself is carried out like any other."""
        for unit in self.units.values():
            is_protected = unit.kind is Kind.BLOCK and not isinstance(unit.block, Heading | Paragraph)
            if is_protected and unit.number not in self.found:
                self._report_deleted(self._sent_words(unit.number))


def _inner(unit: Unit) -> Iterator[Unit]:
    for row in unit.cells:
        for cell in row:
            yield from _every(cell)


def _every(units: Iterable[Unit]) -> Iterator[Unit]:
    for unit in units:
        yield unit
        yield from _inner(unit)


def _tables(drafts: Iterable[Draft]) -> Iterator[TableDraft]:
    for draft in drafts:
        if isinstance(draft, TableDraft):
            for row in draft.rows:
                for cell in row:
                    yield from _tables(cell.drafts)
            yield draft


def _grid_shape(draft: TableDraft) -> list[list[tuple[int, int]]]:
    return [[(cell.row_span, cell.column_span) for cell in row] for row in draft.rows]


def _as_the_chapter_has_it(table: Table, rows: list[list[Cell]]) -> list[list[Cell]]:
    """Return `rows` with the chapter's own spans, without the empty cells that Word wants at the end of short rows."""
    if len(rows) != len(table.rows):
        return rows
    shaped: list[list[Cell]] = []
    for known, cells in zip(table.rows, rows, strict=True):
        if len(cells) < len(known.cells) or any(cell.blocks for cell in cells[len(known.cells) :]):
            return rows
        shaped.append([replace(own, blocks=cell.blocks) for own, cell in zip(known.cells, cells, strict=False)])
    return shaped


def _shown(drafts: Iterable[ParagraphDraft]) -> Mapping[str, str]:
    """Return what each passage showed in the file that went out."""
    pieces: dict[str, list[Piece]] = {}
    for draft in drafts:
        for piece in draft.pieces:
            for name in piece.passages:
                pieces.setdefault(name, []).append(piece)
    return {name: shown_text(members) for name, members in pieces.items()}


def _shape(draft: ParagraphDraft) -> tuple[object, ...]:
    """Return what kind of paragraph it is; another kind means that somebody restyled it."""
    item = is_item(draft)
    label = draft.label if item else None
    return (
        draft.role, draft.level, draft.container, item,
        label.level.is_ordered if label else None, label.depth if label else None,
    )  # fmt: skip


def _check(draft: ParagraphDraft) -> bool | None:
    if draft.checked is not None:
        return draft.checked
    return box_state(draft.label) if draft.label is not None else None


def _beside(path: tuple[Step, ...], made: Placed | None) -> tuple[Step, ...]:
    """Return where a note on a paragraph stands: behind it, but outside of what only holds captions and terms."""
    if made is not None and made.kind in (Kind.CAPTION, Kind.PICTURE):
        return path[:-1]
    return path
