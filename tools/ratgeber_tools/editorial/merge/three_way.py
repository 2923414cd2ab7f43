"""Base, our version and theirs of a chapter → the merged chapter, with conflicts where both sides disagree.

Whatever one side alone changed, moved, added or took out is taken.  Where both changed the same words differently,
both versions stay, in a `{konflikt}` in place of the passage or, where no box can stand, behind it.  A sentence with
changes of both sides in different places is merged and reported.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import TypeVar

from ratgeber_tools.document import (
    Block,
    BlockQuote,
    Blocks,
    BulletList,
    Container,
    Definition,
    DefinitionList,
    Document,
    Figure,
    Heading,
    Inlines,
    ListItem,
    OrderedList,
    Paragraph,
    Row,
    Strong,
    Table,
    Text,
)
from ratgeber_tools.editorial.merge.alignment import Cluster
from ratgeber_tools.editorial.merge.clusters import clusters
from ratgeber_tools.editorial.merge.references import note_labels, rename_notes
from ratgeber_tools.editorial.merge.sequences import Order
from ratgeber_tools.editorial.merge.tokens import BREAK, Token, inlines_of, paragraphs_of, tokens_of
from ratgeber_tools.editorial.merge.wording import merge_words

CONFLICT = "konflikt"
_OURS, _THEIRS = "Im Ratgeber:", "Aus Word:"
_GONE = "(gestrichen)"

V = TypeVar("V", bound=Hashable)


class _ClashError(Exception):
    """Both sides changed what cannot be merged; whoever holds the block keeps both versions of it."""


@dataclass(frozen=True, slots=True)
class Merge:
    """The merged chapter, how many conflicts are in it, and sentences that hold changes of both sides.

    `notices` are German sentences on what else somebody should look at.
    """

    document: Document
    conflicts: int
    mixed: tuple[str, ...]
    notices: tuple[str, ...] = ()


def merge(base: Document, ours: Document, theirs: Document, *, by_lines: bool = False) -> Merge:
    """Merge `theirs` into `ours`; `by_lines` says that its blocks carry the source lines of `base`."""
    theirs = _with_own_notes(base, ours, theirs)
    merger = _Merger(by_lines=by_lines)
    blocks = merger.blocks(base.blocks, ours.blocks, theirs.blocks)
    notes: dict[str, Blocks] = {}
    for label in dict.fromkeys([*ours.notes, *theirs.notes, *base.notes]):
        versions = [version.notes.get(label, ()) for version in (base, ours, theirs)]
        if label in ours.notes and label in theirs.notes:
            notes[label] = merger.blocks(*versions)
        elif label not in base.notes:
            notes[label] = versions[1] or versions[2]
        elif label in ours.notes or label in theirs.notes:
            notes[label] = versions[1] or versions[2]  # kept while a sign refers to it
    kept = note_labels(blocks)
    for label in list(notes):
        if label not in kept and not (label in ours.notes and label not in note_labels(ours.blocks)):
            del notes[label]
    ordered = {
        label: notes[label] for label in [*(k for k in kept if k in notes), *(n for n in notes if n not in kept)]
    }
    return Merge(Document(blocks, ordered, ours.front_matter), merger.conflicts, tuple(merger.mixed))


def _with_own_notes(base: Document, ours: Document, theirs: Document) -> Document:
    """Return `theirs` with new notes under labels nobody else has."""
    clashing = [label for label in theirs.notes if label not in base.notes and label in ours.notes]
    names: dict[str, str] = {}
    for label in clashing:
        if theirs.notes[label] != ours.notes[label]:
            taken = {*base.notes, *ours.notes, *theirs.notes, *names.values()}
            names[label] = next(str(number) for number in count(1) if str(number) not in taken)
    return rename_notes(theirs, names) if names else theirs


@dataclass(slots=True)
class _Merger:
    by_lines: bool
    conflicts: int = 0
    mixed: list[str] = field(default_factory=list)

    # ------------------------------------------------------------------ sequences

    def blocks(self, base: Blocks, ours: Blocks, theirs: Blocks) -> Blocks:
        if theirs == base or ours == theirs:
            return ours
        if ours == base:
            return theirs
        rows = clusters(base, ours, theirs, by_lines=self.by_lines)
        merged: list[Block] = []
        for slot in Order(rows.base, rows.ours, rows.theirs, by_lines=self.by_lines).slots():
            match slot.base, slot.ours, slot.theirs:
                case Cluster() as old, Cluster() as mine, Cluster() as other:
                    merged += self._cluster(old, mine, other)
                case None, mine, other:
                    merged += (mine or other or Cluster(())).blocks
                case Cluster() as old, mine, other:
                    left = mine or other
                    if left is not None and left.blocks != old.blocks:
                        merged += self._conflict(mine.blocks if mine else (), other.blocks if other else ())
        return tuple(merged)

    def _cluster(self, base: Cluster, ours: Cluster, theirs: Cluster) -> Blocks:
        if theirs.blocks == base.blocks or ours.blocks == theirs.blocks:
            return ours.blocks
        if ours.blocks == base.blocks:
            return theirs.blocks
        before = self.conflicts, len(self.mixed)
        try:
            if len(base.blocks) == len(ours.blocks) == len(theirs.blocks) == 1:
                return self._block(base.blocks[0], ours.blocks[0], theirs.blocks[0])
            return self._paragraphs(base, ours, theirs)
        except _ClashError:
            self.conflicts = before[0]
            del self.mixed[before[1] :]
            return self._conflict(ours.blocks, theirs.blocks)

    def _paragraphs(self, base: Cluster, ours: Cluster, theirs: Cluster) -> Blocks:
        """Merge paragraphs of which some were split or joined, as one row of words with breaks in it."""
        merged = merge_words(*(_row(version.blocks) for version in (base, ours, theirs)))
        identifiers = ours.blocks[0].identifiers
        mine, other = (
            tuple(Paragraph(children=inlines) for inlines in paragraphs_of(row)) for row in (merged.ours, merged.theirs)
        )
        if merged.clashes:
            return self._conflict(mine, other, identifiers=identifiers)
        self.mixed += merged.mixed
        return (replace(mine[0], identifiers=identifiers), *mine[1:]) if mine else ()

    # ------------------------------------------------------------------ blocks

    def _block(self, base: Block, ours: Block, theirs: Block) -> Blocks:
        """Return the merge of one block, with its conflict where it has one; raises `_ClashError` where it cannot."""
        identifiers = self._pick(base.identifiers, ours.identifiers, theirs.identifiers)
        match base, ours, theirs:
            case Heading() | Paragraph(), Heading() | Paragraph(), Heading() | Paragraph():
                return self._text_block(base, ours, theirs, identifiers)
            case BulletList(), BulletList(), BulletList():
                items = self._items(base.items, ours.items, theirs.items)
                return (replace(ours, identifiers=identifiers, items=items),)
            case OrderedList(), OrderedList(), OrderedList():
                start = self._pick(base.start, ours.start, theirs.start)
                items = self._items(base.items, ours.items, theirs.items)
                return (replace(ours, identifiers=identifiers, items=items, start=start),)
            case DefinitionList(), DefinitionList(), DefinitionList():
                definitions = self._definitions(base.items, ours.items, theirs.items)
                return (replace(ours, identifiers=identifiers, items=definitions),)
            case BlockQuote(), BlockQuote(), BlockQuote():
                blocks = self.blocks(base.blocks, ours.blocks, theirs.blocks)
                return (replace(ours, identifiers=identifiers, blocks=blocks),)
            case Container(), Container(), Container():
                made = replace(
                    ours,
                    identifiers=identifiers,
                    name=self._pick(base.name, ours.name, theirs.name),
                    argument=self._pick(base.argument, ours.argument, theirs.argument),
                    options=self._pick(base.options, ours.options, theirs.options),
                )
                return (replace(made, blocks=self.blocks(base.blocks, ours.blocks, theirs.blocks)),)
            case Table(), Table(), Table():
                return self._table(base, ours, theirs, identifiers)
            case Figure(), Figure(), Figure():
                image = replace(
                    ours.image,
                    source=self._pick(base.image.source, ours.image.source, theirs.image.source),
                    alt=self._pick(base.image.alt, ours.image.alt, theirs.image.alt),
                    width_mm=self._pick(base.image.width_mm, ours.image.width_mm, theirs.image.width_mm),
                )
                options = self._pick(base.options, ours.options, theirs.options)
                caption, beside = self._words(base.caption, ours.caption, theirs.caption)
                made_figure = replace(ours, identifiers=identifiers, image=image, caption=caption, options=options)
                return (made_figure, *beside)
            case _:
                raise _ClashError

    def _text_block(
        self, base: Heading | Paragraph, ours: Heading | Paragraph, theirs: Heading | Paragraph,
        identifiers: tuple[str, ...],
    ) -> Blocks:  # fmt: skip
        level = self._pick(*(block.level if isinstance(block, Heading) else 0 for block in (base, ours, theirs)))

        def made(children: Inlines) -> Block:
            if level:
                return Heading(level=level, children=children, identifiers=identifiers)
            return Paragraph(children=children, identifiers=identifiers)

        if level:
            children, beside = self._words(base.children, ours.children, theirs.children)
            return (made(children), *beside)
        merged = merge_words(tokens_of(base.children), tokens_of(ours.children), tokens_of(theirs.children))
        mine = inlines_of(merged.ours)
        if merged.clashes:
            other = inlines_of(merged.theirs)
            return self._conflict((Paragraph(children=mine),), (Paragraph(children=other),), identifiers=identifiers)
        self.mixed += merged.mixed
        return (made(mine),)

    def _items(
        self, base: Sequence[ListItem], ours: Sequence[ListItem], theirs: Sequence[ListItem]
    ) -> tuple[ListItem, ...]:
        merged: list[ListItem] = []
        for slot in Order(base, ours, theirs, by_lines=self.by_lines).slots():
            match slot.base, slot.ours, slot.theirs:
                case ListItem() as old, ListItem() as mine, ListItem() as other:
                    merged.append(self._item(old, mine, other))
                case None, mine, other:
                    merged += [item for item in (mine, other) if item is not None]
                case old, mine, other:
                    left = mine or other
                    if left is not None and left != old:
                        blocks = self._conflict(mine.blocks if mine else (), other.blocks if other else ())
                        merged.append(replace(left, blocks=blocks))
        return tuple(merged)

    def _item(self, base: ListItem, ours: ListItem, theirs: ListItem) -> ListItem:
        blocks = self.blocks(base.blocks, ours.blocks, theirs.blocks)
        try:
            checked = self._pick(base.checked, ours.checked, theirs.checked)
        except _ClashError:
            self.conflicts += 1
            return ListItem(
                (*blocks, _box((_said(_box_words(ours.checked)),), (_said(_box_words(theirs.checked)),))), ours.checked
            )
        return ListItem(blocks, checked)

    def _definitions(
        self, base: Sequence[Definition], ours: Sequence[Definition], theirs: Sequence[Definition]
    ) -> tuple[Definition, ...]:
        merged: list[Definition] = []
        for slot in Order(base, ours, theirs, by_lines=self.by_lines).slots():
            match slot.base, slot.ours, slot.theirs:
                case Definition() as old, Definition() as mine, Definition() as other:
                    term, beside = self._words(old.term, mine.term, other.term)
                    blocks = self.blocks(old.blocks, mine.blocks, other.blocks)
                    merged.append(Definition(term, (*blocks, *beside)))
                case None, mine, other:
                    merged += [item for item in (mine, other) if item is not None]
                case old, mine, other:
                    left = mine or other
                    if left is not None and left != old:
                        blocks = self._conflict(mine.blocks if mine else (), other.blocks if other else ())
                        merged.append(replace(left, blocks=blocks))
        return tuple(merged)

    def _table(self, base: Table, ours: Table, theirs: Table, identifiers: tuple[str, ...]) -> Blocks:
        """Merge by cell; rows may come and go on both sides, columns and spans on one."""
        header_rows = self._pick(base.header_rows, ours.header_rows, theirs.header_rows)
        options = self._pick(base.options, ours.options, theirs.options)
        if len({_grid(base), _grid(ours), _grid(theirs)}) == 1:
            rows = [self._row(*versions) for versions in zip(base.rows, ours.rows, theirs.rows, strict=True)]
        else:
            if len({len(row.cells) for table in (base, ours, theirs) for row in table.rows}) != 1:
                raise _ClashError
            if any(cell.row_span != 1 for table in (base, ours, theirs) for row in table.rows for cell in row.cells):
                raise _ClashError
            rows = []
            for slot in Order(base.rows, ours.rows, theirs.rows, by_lines=self.by_lines).slots():
                match slot.base, slot.ours, slot.theirs:
                    case Row() as old, Row() as mine, Row() as other:
                        rows.append(self._row(old, mine, other))
                    case None, mine, other:
                        rows += [row for row in (mine, other) if row is not None]
                    case old, mine, other:
                        if (mine or other) not in (None, old):
                            raise _ClashError
        caption, beside = self._words(base.caption, ours.caption, theirs.caption)
        made = replace(
            ours, identifiers=identifiers, rows=tuple(rows), header_rows=header_rows, caption=caption, options=options
        )
        return (made, *beside)

    def _row(self, base: Row, ours: Row, theirs: Row) -> Row:
        return Row(
            tuple(
                replace(mine, blocks=self.blocks(old.blocks, mine.blocks, other.blocks))
                for old, mine, other in zip(base.cells, ours.cells, theirs.cells, strict=True)
            )
        )

    # ------------------------------------------------------------------ words and values

    def _words(self, base: Inlines, ours: Inlines, theirs: Inlines) -> tuple[Inlines, Blocks]:
        """Return merged words of a place that holds no box, and the box that stands behind it in a conflict."""
        merged = merge_words(tokens_of(base), tokens_of(ours), tokens_of(theirs))
        mine = inlines_of(merged.ours)
        if not merged.clashes:
            self.mixed += merged.mixed
            return mine, ()
        other = inlines_of(merged.theirs)
        return mine, self._conflict((Paragraph(children=mine),), (Paragraph(children=other),))

    def _pick(self, base: V, ours: V, theirs: V) -> V:
        if theirs in (base, ours):
            return ours
        if ours == base:
            return theirs
        raise _ClashError

    def _conflict(self, ours: Blocks, theirs: Blocks, *, identifiers: tuple[str, ...] = ()) -> Blocks:
        self.conflicts += 1
        return (replace(_box(ours, theirs), identifiers=identifiers),)


def _box(ours: Blocks, theirs: Blocks) -> Container:
    """Return both versions in a box that the working edition shows and no release takes."""
    parts: list[Block] = []
    for title, blocks in ((_OURS, ours), (_THEIRS, theirs)):
        parts.append(Paragraph(children=(Strong((Text(title),)),)))
        parts += map(_without_heading, blocks or (_said(_GONE),))
    return Container(name=CONFLICT, blocks=tuple(parts))


def _without_heading(block: Block) -> Block:
    """Return a block as it may stand in a box: a heading there would break the chapter's outline."""
    return Paragraph(children=block.children) if isinstance(block, Heading) else block


def _said(words: str) -> Paragraph:
    return Paragraph(children=(Text(words),))


def _box_words(checked: bool | None) -> str:
    return {None: "kein Kästchen", True: "Kästchen angekreuzt", False: "Kästchen leer"}[checked]


def _row(blocks: Iterable[Block]) -> list[Token]:
    row: list[Token] = []
    for block in blocks:
        if not isinstance(block, Paragraph):
            raise _ClashError
        row += [BREAK] * bool(row) + tokens_of(block.children)
    return row


def _grid(table: Table) -> tuple[tuple[tuple[int, int], ...], ...]:
    return tuple(tuple((cell.row_span, cell.column_span) for cell in row.cells) for row in table.rows)
