"""A document laid flat: the units a word processor shows one below the other, each with its place in the tree.

Word knows paragraphs and tables, our model knows items in boxes in lists.  `lay_out` numbers everything that becomes a
paragraph of its own and remembers the way to it; `grow` puts such units, some of them changed, moved, new or gone, back
together.  Both sides of the round trip use it: the writer marks every paragraph with its unit's number, the reader
finds it again.  Pure, standard library only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from itertools import groupby
from typing import NamedTuple

from ratgeber_tools import document as doc
from ratgeber_tools.traversal import inlines_in


class Kind(Enum):
    """What a unit is of its parent, or a block of its own."""

    BLOCK = auto()
    OPENER = auto()  # the line that names a box, or the sign of an item without words
    TERM = auto()
    CAPTION = auto()
    PICTURE = auto()
    GRID = auto()  # a table's cells


class PathStep(NamedTuple):
    """One step down: the key of a parent in `Outline.parents`, and which of its items or parts."""

    parent: int
    slot: int


Path = tuple[PathStep, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """One numbered unit; `block` is the leaf itself, or the block it is part of; `words` what may be edited in it."""

    number: int
    kind: Kind
    path: Path
    block: doc.Block
    words: doc.Inlines = ()
    cells: tuple[tuple[tuple[Unit, ...], ...], ...] = ()  # of a grid: rows of cells of units


@dataclass(frozen=True, slots=True)
class Outline:
    """A document's units in reading order; those of notes by label; `parents` by key."""

    document: doc.Document
    units: tuple[Unit, ...]
    notes: Mapping[str, tuple[Unit, ...]]
    parents: Mapping[int, doc.Block]

    def everything(self) -> Iterator[Unit]:
        """Yield every unit, also those in cells and notes, in the order of their numbers."""
        yield from _with_cells(self.units)
        for units in self.notes.values():
            yield from _with_cells(units)


def _with_cells(units: Iterable[Unit]) -> Iterator[Unit]:
    for unit in units:
        yield unit
        for row in unit.cells:
            for cell in row:
                yield from _with_cells(cell)


def atoms(inlines: Iterable[doc.Inline]) -> Iterator[doc.Inline]:
    """Yield what Word cannot hold by itself, outside in: references and links, records, formulas, pictures, notes."""
    unheld = doc.Link | doc.CrossReference | doc.Role | doc.Math | doc.Foreign | doc.Image | doc.NoteReference
    return (inline for inline in inlines_in(inlines) if isinstance(inline, unheld))


# ------------------------------------------------------------------------------------------------- laying out


def lay_out(document: doc.Document) -> Outline:
    """Return the outline of `document`; equal documents give equal numbers."""
    layer = _Layer()
    units = tuple(layer.blocks(document.blocks, ()))
    notes = {label: tuple(layer.blocks(blocks, ())) for label, blocks in document.notes.items()}
    return Outline(document, units, notes, layer.parents)


@dataclass(slots=True)
class _Layer:
    parents: dict[int, doc.Block] = field(default_factory=dict)
    count: int = 0

    def unit(self, kind: Kind, path: Path, block: doc.Block, words: doc.Inlines = ()) -> Unit:
        self.count += 1
        return Unit(self.count, kind, path, block, words)

    def blocks(self, blocks: Iterable[doc.Block], path: Path) -> Iterator[Unit]:
        for block in blocks:
            yield from self.block(block, path)

    def block(self, block: doc.Block, path: Path) -> Iterator[Unit]:
        key = len(self.parents) + 1

        def at(slot: int) -> Path:
            self.parents.setdefault(key, block)
            return (*path, PathStep(key, slot))

        match block:
            case doc.Heading(children=words) | doc.Paragraph(children=words):
                yield self.unit(Kind.BLOCK, path, block, words)
            case doc.BulletList(items=items) | doc.OrderedList(items=items):
                for slot, item in enumerate(items):
                    place = at(slot)
                    if not item.blocks or not isinstance(item.blocks[0], doc.Paragraph):
                        yield self.unit(Kind.OPENER, place, block)
                    yield from self.blocks(item.blocks, place)
            case doc.Container(blocks=children):
                place = at(0)
                yield self.unit(Kind.OPENER, place, block)
                yield from self.blocks(children, place)
            case doc.BlockQuote(blocks=children):
                place = at(0)
                if not children:
                    yield self.unit(Kind.OPENER, place, block)
                yield from self.blocks(children, place)
            case doc.DefinitionList(items=definitions):
                for slot, definition in enumerate(definitions):
                    place = at(slot)
                    yield self.unit(Kind.TERM, place, block, definition.term)
                    yield from self.blocks(definition.blocks, place)
            case doc.Figure(image=image, caption=caption):
                yield self.unit(Kind.PICTURE, at(0), block, (image,))
                if caption:
                    yield self.unit(Kind.CAPTION, at(0), block, caption)
            case doc.Table(caption=caption):
                if caption:
                    yield self.unit(Kind.CAPTION, at(0), block, caption)
                yield self._grid(block, at(0))
            case _:
                yield self.unit(Kind.BLOCK, path, block)

    def _grid(self, table: doc.Table, path: Path) -> Unit:
        grid = self.unit(Kind.GRID, path, table)
        cells = tuple(tuple(tuple(self.blocks(cell.blocks, ())) for cell in row.cells) for row in table.rows)
        return replace(grid, cells=cells)


# ---------------------------------------------------------------------------------------------------- growing


@dataclass(frozen=True, slots=True)
class Placed:
    """A unit on its way back: `block` made ready (None for words of a parent), `words` of captions, terms, openers.

    `words` of an opener are None where the parent's own argument stays.
    """

    path: Path
    kind: Kind
    block: doc.Block | None = None
    words: doc.Inlines | None = None


@dataclass(slots=True)
class Grower:
    """Puts units together again.

    `parents` holds the blocks paths speak of, also new ones; `checks` the boxes of items that are new or were ticked,
    by step.  A parent that comes twice, because something was put in its middle, keeps its targets and its lines at
    the first place only.
    """

    parents: Mapping[int, doc.Block]
    checks: Mapping[PathStep, bool | None] = field(default_factory=dict)
    _made: set[int] = field(default_factory=set)

    def grow(self, placed: Sequence[Placed], *, depth: int = 0) -> doc.Blocks:
        """Return the blocks of `placed`, whose paths agree in their first `depth` steps."""
        blocks: list[doc.Block] = []
        for key, group in groupby(placed, key=lambda unit: unit.path[depth].parent if len(unit.path) > depth else None):
            members = list(group)
            if key is None:
                blocks.extend(block for unit in members if (block := _alone(unit)) is not None)
            else:
                blocks.extend(self._parent(key, members, depth))
        return tuple(blocks)

    def _parent(self, key: int, members: list[Placed], depth: int) -> doc.Blocks:
        parent = self.parents[key]
        if key in self._made:
            parent = replace(parent, identifiers=(), lines=None)
        self._made.add(key)
        inner = [unit for unit in members if unit.kind is not Kind.OPENER or len(unit.path) > depth + 1]
        match parent:
            case doc.BulletList() | doc.OrderedList():
                return (replace(parent, items=tuple(self._items(parent, members, depth))),)
            case doc.Container():
                openers = [unit for unit in members if unit.kind is Kind.OPENER and len(unit.path) == depth + 1]
                words = openers[0].words if openers else None
                argument = parent.argument if words is None else doc.plain_text(words)
                return (replace(parent, blocks=self.grow(inner, depth=depth + 1), argument=argument),)
            case doc.BlockQuote():
                return (replace(parent, blocks=self.grow(inner, depth=depth + 1)),)
            case doc.DefinitionList():
                return (replace(parent, items=tuple(self._definitions(parent, members, depth))),)
            case doc.Figure() | doc.Table():
                return _with_caption(members)
            case _:
                raise AssertionError(parent)

    def _items(
        self, parent: doc.BulletList | doc.OrderedList, members: list[Placed], depth: int
    ) -> Iterator[doc.ListItem]:
        for step, group in groupby(members, key=lambda unit: unit.path[depth]):
            own = [unit for unit in group if unit.kind is not Kind.OPENER or len(unit.path) > depth + 1]
            known = parent.items[step.slot].checked if step.slot < len(parent.items) else None
            yield doc.ListItem(self.grow(own, depth=depth + 1), checked=self.checks.get(step, known))

    def _definitions(self, parent: doc.DefinitionList, members: list[Placed], depth: int) -> Iterator[doc.Definition]:
        for step, group in groupby(members, key=lambda unit: unit.path[depth]):
            own = list(group)
            terms = [unit for unit in own if unit.kind is Kind.TERM and len(unit.path) == depth + 1]
            known = parent.items[step.slot].term if step.slot < len(parent.items) else ()
            rest = [unit for unit in own if not terms or unit is not terms[0]]
            words = terms[0].words if terms else known
            yield doc.Definition(words or (), self.grow(rest, depth=depth + 1))


def _alone(unit: Placed) -> doc.Block | None:
    if unit.block is not None:
        return unit.block
    return doc.Paragraph(unit.words) if unit.words else None


def _with_caption(members: list[Placed]) -> doc.Blocks:
    """Return the picture or table with its caption; a caption whose picture is gone becomes a paragraph."""
    blocks: list[doc.Block] = []
    caption: doc.Inlines | None = None
    for unit in members:
        if unit.kind is Kind.CAPTION:
            last = blocks[-1] if blocks else None
            if isinstance(last, doc.Figure | doc.Table) and not last.caption:
                blocks[-1] = replace(last, caption=unit.words or ())
            else:
                if caption:
                    blocks.append(doc.Paragraph(caption))
                caption = unit.words
        elif unit.block is not None:
            block = unit.block
            if caption and isinstance(block, doc.Table | doc.Figure):
                block, caption = replace(block, caption=caption), None
            blocks.append(block)
    if caption:
        blocks.append(doc.Paragraph(caption))
    return tuple(blocks)


def with_cells(table: doc.Table, rows: Sequence[Sequence[doc.Cell]], **changes: object) -> doc.Table:
    """Return `table` with `rows` of cells, its caption left to the unit that holds it."""
    return replace(table, rows=tuple(doc.Row(tuple(cells)) for cells in rows), caption=(), **changes)  # type: ignore[arg-type]
