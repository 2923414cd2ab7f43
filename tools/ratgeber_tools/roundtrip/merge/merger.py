"""The merge of blocks: a sequence at a time, each kind of block by its parts, words at the end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ratgeber_tools.document import (
    Block,
    BlockQuote,
    Blocks,
    BulletList,
    Container,
    Definition,
    DefinitionList,
    Figure,
    Heading,
    Inlines,
    ListItem,
    OrderedList,
    Paragraph,
    Row,
    Table,
    Text,
)
from ratgeber_tools.roundtrip.merge.alignment import Cluster
from ratgeber_tools.roundtrip.merge.boxes import (
    CAPTION,
    HEADING,
    TERM,
    TICK,
    add_box,
    read_box,
    without_identifiers,
)
from ratgeber_tools.roundtrip.merge.clusters import clusters
from ratgeber_tools.roundtrip.merge.sequences import Order
from ratgeber_tools.roundtrip.merge.settling import ClashError, Settling, beginning, unless_empty
from ratgeber_tools.roundtrip.merge.strays import leaves
from ratgeber_tools.roundtrip.merge.tables import GridClashError, merge_rows
from ratgeber_tools.roundtrip.merge.tokens import BREAK, Token, inlines_of, paragraphs_of, tokens_of
from ratgeber_tools.roundtrip.merge.wording import merge_words

_BLANK = Token(Text(" "))


@dataclass(slots=True)
class Merger(Settling):
    """Merges blocks, and settles what both sides did."""

    # ------------------------------------------------------------------ sequences

    def blocks(self, base: Blocks, ours: Blocks, theirs: Blocks) -> Blocks:
        """Return the merge of a sequence of blocks."""
        if theirs == base or ours == theirs:
            if ours != base:
                self.gone(base, inside=ours + theirs)
            return ours
        if ours == base and not self.loses_targets(base):
            return theirs
        box = read_box(ours[0]) if len(ours) == 1 else None
        if box is not None and base and not box.about and ours[0] not in base:
            return self.into_box(base, box, theirs)
        rows = clusters(base, ours, theirs, by_lines=self.by_lines)
        order = Order(rows.base, rows.ours, rows.theirs, by_lines=self.by_lines, remade=rows.remade)
        self.report_moves(order.disputed_moves())
        merged: list[Block] = []
        for cluster in order.gone():
            self.gone(cluster.blocks)
        for slot in order.slots():
            match slot.base, slot.ours, slot.theirs:
                case Cluster() as old, Cluster() as mine, Cluster() as other:
                    merged += self.cluster(old, mine, other)
                case None, mine, other:
                    added = mine or other or Cluster(())
                    merged += (*added.blocks, *added.boxes)
                case Cluster() as old, mine, other:
                    merged += self._taken_out(old, mine, other)
        return tuple(merged)

    def _taken_out(self, base: Cluster, ours: Cluster | None, theirs: Cluster | None) -> Blocks:
        """Return what is left of blocks that one side took out: nothing, unless the other changed them."""
        if ours is None:
            if (
                theirs is None
                or theirs.blocks == base.blocks
                or self.is_settled(base.blocks, theirs.blocks, ours=False)
            ):
                return ()
            return self.conflict(self.strayed(base.blocks, ours=True), theirs.blocks)
        box = read_box(ours.blocks[0]) if len(ours.blocks) == 1 else None
        if box is not None and read_box(base.blocks[0]) is None:
            return self.into_box(base.blocks, box, self.strayed(base.blocks, ours=False))
        if ours.blocks == base.blocks and not ours.boxes:
            return ()
        if ours.blocks != base.blocks and self.is_settled(base.blocks, ours.blocks, ours=True):
            return ours.boxes
        there = self.strayed(base.blocks, ours=False)
        if isinstance(ours.blocks[0], Heading) and len(ours.blocks) == 1:  # its place in the outline stays
            self.conflicts += 1
            return (*ours.blocks, *add_box(ours.boxes, self.box(without_identifiers(ours.blocks), there, HEADING)))
        return (*self.conflict(ours.blocks, there), *ours.boxes)

    def cluster(self, base: Cluster, ours: Cluster, theirs: Cluster) -> Blocks:
        if theirs.blocks == base.blocks or ours.blocks == theirs.blocks:
            if ours.blocks != base.blocks and ours.blocks == theirs.blocks:
                self.gone(base.blocks, inside=ours.blocks + theirs.blocks)
            return (*ours.blocks, *ours.boxes)
        is_ours = ours.blocks == base.blocks
        if is_ours and not self.loses_targets(base.blocks):
            return (*theirs.blocks, *ours.boxes)
        box = read_box(ours.blocks[0]) if len(ours.blocks) == 1 else None
        if box is not None and read_box(base.blocks[0]) is None:
            return self.into_box(base.blocks, box, theirs.blocks)
        before = self.savepoint()
        try:
            if len(base.blocks) == len(ours.blocks) == len(theirs.blocks) == 1:
                return self._block(base.blocks[0], ours.blocks[0], theirs.blocks[0], ours.boxes)
            if any(not isinstance(block, Heading | Paragraph) for block in (*ours.blocks, *theirs.blocks)):
                return (*self._remade(base, ours, theirs), *ours.boxes)
            return (*self._texts(base, ours, theirs), *ours.boxes)
        except ClashError:
            self.go_back(before)
            if is_ours:
                return (*theirs.blocks, *ours.boxes)
            # one side put it into a list or a box, or took it out of one: there the other's words go on
            said = list(leaves(base.blocks))
            if said == list(leaves(theirs.blocks)) and self.follows(base.blocks, ours.blocks, ours=True):
                return (*theirs.blocks, *ours.boxes)
            if said == list(leaves(ours.blocks)) and self.follows(base.blocks, theirs.blocks, ours=False):
                return (*ours.blocks, *ours.boxes)
            self.gone(base.blocks, inside=ours.blocks + theirs.blocks)
            return (*self.conflict(ours.blocks, theirs.blocks), *ours.boxes)

    def _remade(self, base: Cluster, ours: Cluster, theirs: Cluster) -> Blocks:
        """Merge a paragraph of which one side made a list or a box behind what it left of it.

        Raises `ClashError` if the other side changed what is in there now: then all of it is in conflict.
        """
        before = self.conflicts
        sides = (ours.blocks, theirs.blocks)
        tails = [blocks[1:] for blocks in sides]
        if len(base.blocks) > 1 or all(tails) or not all(isinstance(blocks[0], Paragraph) for blocks in sides):
            raise ClashError
        merged = self._block(base.blocks[0], ours.blocks[0], theirs.blocks[0], ())
        if self.conflicts > before:
            raise ClashError
        return (*merged, *tails[0], *tails[1])

    def _texts(self, base: Cluster, ours: Cluster, theirs: Cluster) -> Blocks:
        """Merge texts of which some were split or joined, as one row of words with breaks in it.

        Raises `ClashError` where a heading is among them and the words clash, or it is open which parts are headings.
        """
        if len(ours.blocks) == len(theirs.blocks) == 1:  # joined by both; one side may have made it a heading
            joined = [token for at, block in enumerate(base.blocks) for token in ([_BLANK] * bool(at) + _row((block,)))]
            return self._block(Paragraph(inlines_of(joined)), ours.blocks[0], theirs.blocks[0], ())
        rows = (_row(version.blocks) for version in (base, ours, theirs))
        merged = merge_words(*rows, keeps_both=self.keeps_both)
        identifiers = tuple(dict.fromkeys(name for block in ours.blocks for name in block.identifiers))
        parts, others = tuple(paragraphs_of(merged.ours)), tuple(paragraphs_of(merged.theirs))
        levels = _levels_of(len(parts), *(tuple(map(_level, version.blocks)) for version in (base, ours, theirs)))
        origins = ours.blocks if len(ours.blocks) == len(parts) else (Paragraph(()),) * len(parts)
        mine: Blocks = tuple(
            _text(level, words, (), origin) for level, words, origin in zip(levels, parts, origins, strict=True)
        )
        if mine:
            mine = (replace(mine[0], identifiers=identifiers), *mine[1:])
        if merged.clashes:
            if any(levels):
                raise ClashError
            return self.conflict(mine, tuple(Paragraph(words) for words in others))
        self.mixed += merged.mixed
        return mine

    # ------------------------------------------------------------------ blocks

    def _block(self, base: Block, ours: Block, theirs: Block, boxes: Blocks) -> Blocks:
        """Return the merge of one block with the conflicts behind it; raises `ClashError` where it cannot."""
        new = (name for name in theirs.identifiers if name not in base.identifiers)
        identifiers = tuple(dict.fromkeys([*ours.identifiers, *new]))  # Word cannot take one out
        match base, ours, theirs:
            case Heading() | Paragraph(), Heading() | Paragraph(), Heading() | Paragraph():
                return self._text_block(base, ours, theirs, identifiers, boxes)
            case BulletList() | OrderedList(), BulletList() | OrderedList(), BulletList() | OrderedList():
                starts = [each.start if isinstance(each, OrderedList) else None for each in (base, ours, theirs)]
                start = self.pick(starts[0], starts[1], starts[2])
                items = self._items(base.items, ours.items, theirs.items)
                if not items:
                    return boxes
                if start is None:
                    return (BulletList(items, identifiers=identifiers, lines=ours.lines), *boxes)
                return (OrderedList(items, start, identifiers=identifiers, lines=ours.lines), *boxes)
            case DefinitionList(), DefinitionList(), DefinitionList():
                definitions = self._definitions(base.items, ours.items, theirs.items)
                return (replace(ours, identifiers=identifiers, items=definitions), *boxes)
            case BlockQuote(), BlockQuote(), BlockQuote():
                blocks = self.blocks(base.blocks, ours.blocks, theirs.blocks)
                return (*((replace(ours, identifiers=identifiers, blocks=blocks),) if blocks else ()), *boxes)
            case Container(), Container(), Container():
                made = replace(
                    ours,
                    identifiers=identifiers,
                    name=self.pick(base.name, ours.name, theirs.name),
                    argument=self.pick(base.argument, ours.argument, theirs.argument),
                    options=self.pick(base.options, ours.options, theirs.options),
                )
                return (replace(made, blocks=self.blocks(base.blocks, ours.blocks, theirs.blocks)), *boxes)
            case Table(), Table(), Table():
                table = replace(
                    ours,
                    identifiers=identifiers,
                    header_rows=self.pick(base.header_rows, ours.header_rows, theirs.header_rows),
                    options=self.pick(base.options, ours.options, theirs.options),
                    rows=self._rows(base, ours, theirs),
                )
                return self._with_caption(table, base.caption, ours.caption, theirs.caption, boxes)
            case Figure(), Figure(), Figure():
                image = replace(
                    ours.image,
                    source=self.pick(base.image.source, ours.image.source, theirs.image.source),
                    alt=self.pick(base.image.alt, ours.image.alt, theirs.image.alt),
                    width_mm=self.pick(base.image.width_mm, ours.image.width_mm, theirs.image.width_mm),
                )
                options = self.pick(base.options, ours.options, theirs.options)
                figure = replace(ours, identifiers=identifiers, image=image, options=options)
                return self._with_caption(figure, base.caption, ours.caption, theirs.caption, boxes)
            case _:
                raise ClashError

    def _rows(self, base: Table, ours: Table, theirs: Table) -> tuple[Row, ...]:
        try:
            rows = merge_rows(base, ours, theirs, by_lines=self.by_lines, merge_blocks=self.blocks)
        except GridClashError as error:
            raise ClashError from error
        if not rows:
            raise ClashError
        return tuple(rows)

    def _text_block(
        self, base: Heading | Paragraph, ours: Heading | Paragraph, theirs: Heading | Paragraph,
        identifiers: tuple[str, ...], boxes: Blocks,
    ) -> Blocks:  # fmt: skip
        levels = list(map(_level, (base, ours, theirs)))
        rows = (tokens_of(version.children) for version in (base, ours, theirs))
        merged = merge_words(*rows, keeps_both=self.keeps_both)
        clashes = merged.clashes
        try:
            level = other_level = self.pick(levels[0], levels[1], levels[2])
        except ClashError:
            clashes, level, other_level = True, levels[1], levels[2]
        mine = _text(level, inlines_of(merged.ours), (), ours)
        other = _text(other_level, inlines_of(merged.theirs), (), theirs)
        if not clashes and not mine.children and ours.children and theirs.children:
            if identifiers:  # a place others refer to
                return (*self.conflict((replace(ours, identifiers=identifiers, number=None),), (theirs,)), *boxes)
            self.notices.append(
                f"Von „{beginning(base)}“ hat jede Seite einen anderen Teil gestrichen. "
                "Der Absatz ist jetzt ganz weg; prüfen Sie, ob das so sein soll."
            )
        if not clashes:
            self.mixed += merged.mixed
            return (*unless_empty(replace(mine, identifiers=identifiers)), *boxes)
        if not level:
            return (*self.conflict((replace(mine, identifiers=identifiers),), (other,)), *boxes)
        self.conflicts += 1  # our heading keeps its place in the outline
        heading = replace(ours, identifiers=identifiers, number=None)
        return (heading, *add_box(boxes, self.box((mine,), (other,), HEADING)))

    def _with_caption(
        self, made: Table | Figure, base: Inlines, ours: Inlines, theirs: Inlines, boxes: Blocks
    ) -> Blocks:
        words, box = self.words(base, ours, theirs, CAPTION)
        return (replace(made, caption=words), *(boxes if box is None else add_box(boxes, box)))

    # ------------------------------------------------------------------ items

    def _items(
        self, base: Sequence[ListItem], ours: Sequence[ListItem], theirs: Sequence[ListItem]
    ) -> tuple[ListItem, ...]:
        merged: list[ListItem] = []
        order = Order(base, ours, theirs, by_lines=self.by_lines)
        self.report_moves(order.disputed_moves())
        for item in order.gone():
            self.gone(item.blocks)
        for slot in order.slots():
            match slot.base, slot.ours, slot.theirs:
                case ListItem() as old, ListItem() as mine, ListItem() as other:
                    item = self._item(old, mine, other)
                    merged += [item] if item.blocks or not old.blocks else []  # one took out what the other left
                case None, mine, other:
                    merged += [item for item in (mine, other) if item is not None]
                case ListItem() as old, mine, other:
                    left = mine or other
                    if left is None or left == old or self._item_follows(old, mine, other):
                        continue
                    merged.append(replace(left, blocks=self._held(old.blocks, mine, other)))
        return tuple(merged)

    def _item_follows(self, base: ListItem, ours: ListItem | None, theirs: ListItem | None) -> bool:
        left = ours or theirs
        assert left is not None
        return left.checked == base.checked and self.is_settled(base.blocks, left.blocks, ours=ours is not None)

    def _item(self, base: ListItem, ours: ListItem, theirs: ListItem) -> ListItem:
        blocks = self.blocks(base.blocks, ours.blocks, theirs.blocks)
        try:
            checked = self.pick(base.checked, ours.checked, theirs.checked)
        except ClashError:
            self.conflicts += 1
            said = [(Paragraph(children=(Text(_TICKS[each.checked]),)),) for each in (ours, theirs)]
            return ListItem(add_box(blocks, self.box(said[0], said[1], TICK)), ours.checked)
        return ListItem(blocks, checked)

    def _definitions(
        self, base: Sequence[Definition], ours: Sequence[Definition], theirs: Sequence[Definition]
    ) -> tuple[Definition, ...]:
        merged: list[Definition] = []
        order = Order(base, ours, theirs, by_lines=self.by_lines)
        self.report_moves(order.disputed_moves())
        for slot in order.slots():
            match slot.base, slot.ours, slot.theirs:
                case Definition() as old, Definition() as mine, Definition() as other:
                    blocks = self.blocks(old.blocks, mine.blocks, other.blocks)
                    term, box = self.words(old.term, mine.term, other.term, TERM)
                    merged.append(Definition(term, blocks if box is None else add_box(blocks, box)))
                case None, mine, other:
                    merged += [item for item in (mine, other) if item is not None]
                case Definition() as old, mine, other:
                    left = mine or other
                    if left is not None and left != old:
                        merged.append(replace(left, blocks=self._held(old.blocks, mine, other)))
        return tuple(merged)

    def _held(self, base: Blocks, ours: ListItem | Definition | None, theirs: ListItem | Definition | None) -> Blocks:
        """Return the conflict in an item that one side took out and the other changed."""
        if ours is None:
            assert theirs is not None
            return self.conflict(self.strayed(base, ours=True), theirs.blocks)
        there = self.strayed(base, ours=False)
        if len(ours.blocks) == 1 and (box := read_box(ours.blocks[0])) is not None and ours.blocks != base:
            return self.into_box(base, box, there)
        return self.conflict(ours.blocks, there)


_TICKS = {None: "kein Kästchen", True: "Kästchen angekreuzt", False: "Kästchen leer"}


def _text(level: int, words: Inlines, identifiers: tuple[str, ...], origin: Block) -> Heading | Paragraph:
    if level:
        return Heading(level, words, identifiers=identifiers, lines=origin.lines)
    return Paragraph(words, identifiers=identifiers, lines=origin.lines)


def _level(block: Block) -> int:
    return block.level if isinstance(block, Heading) else 0


def _levels_of(parts: int, base: tuple[int, ...], ours: tuple[int, ...], theirs: tuple[int, ...]) -> tuple[int, ...]:
    """Return the level of each part of a text, 0 for a paragraph, from those in three versions, all split otherwise.

    Raises `ClashError` where a side made a heading of a part that is not one of those by now, or no heading of one.
    """
    (before, *more) = dict.fromkeys(base)
    changed = {levels for levels in (ours, theirs) if set(levels) != {before}}
    if more or len(changed) > 1:
        raise ClashError
    levels = changed.pop() if changed else (before,)
    if len(levels) == parts:
        return levels
    if len(set(levels)) > 1 or levels[0] not in (0, before):  # a title made of all of it was not meant for each part
        raise ClashError
    return levels[:1] * parts


def _row(blocks: Iterable[Block]) -> list[Token]:
    row: list[Token] = []
    for block in blocks:
        if not isinstance(block, Heading | Paragraph):
            raise ClashError
        row += [BREAK] * bool(row) + tokens_of(block.children)
    return row
