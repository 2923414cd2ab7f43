"""Three versions of a table → one: cell by cell; rows may come and go on both sides, columns on one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from ratgeber_tools.document import Blocks, Cell, Row, Table
from ratgeber_tools.editorial.merge.alignment import align
from ratgeber_tools.editorial.merge.sequences import Order

#: Merges three versions of what is in a cell.
MergeBlocks = Callable[[Blocks, Blocks, Blocks], Blocks]

Rows = Sequence[Row]


class GridClashError(Exception):
    """The tables differ in a way that no row or column explains; both must be kept."""


class _Columns(NamedTuple):
    """What one side did to the columns: which base columns it kept, and what it put in, by the kept one before."""

    kept: tuple[int, ...]
    places: tuple[int, ...]  # of the kept ones in the side's rows
    added: tuple[tuple[int, int], ...]  # (number of kept columns before, place in the side's rows)


def merge_rows(base: Table, ours: Table, theirs: Table, *, by_lines: bool, merge_blocks: MergeBlocks) -> Rows:
    """Return the merged rows; raises `GridClashError`."""

    def row(old: Row, mine: Row, other: Row) -> Row:
        return Row(
            tuple(
                replace(cell, blocks=merge_blocks(before.blocks, cell.blocks, after.blocks))
                for before, cell, after in zip(old.cells, mine.cells, other.cells, strict=True)
            )
        )

    versions = (base, ours, theirs)
    same_grid = len({_grid(version) for version in versions}) == 1
    widths = [{len(row.cells) for row in version.rows} for version in versions]
    is_plain = all(len(width) == 1 for width in widths) and all(
        cell.row_span == cell.column_span == 1 for version in versions for row in version.rows for cell in row.cells
    )
    try:
        if not is_plain:
            raise GridClashError
        if widths[0] == widths[1] == widths[2]:
            return [made for made, _ in _by_row(base.rows, ours.rows, theirs.rows, row, by_lines=by_lines)]
        if widths[0] not in (widths[1], widths[2]):
            raise GridClashError
        return _by_column(base, ours, theirs, row, by_lines=by_lines)
    except GridClashError:
        if same_grid:
            return [row(*rows) for rows in zip(*(version.rows for version in versions), strict=True)]
        raise


def _by_row(
    base: Rows, ours: Rows, theirs: Rows, merged: Callable[[Row, Row, Row], Row], *, by_lines: bool
) -> list[tuple[Row, tuple[Row | None, Row | None]]]:
    """Return merged rows, each with ours and theirs that it comes from."""
    found: list[tuple[Row, tuple[Row | None, Row | None]]] = []
    for slot in Order(base, ours, theirs, by_lines=by_lines).slots():
        match slot.base, slot.ours, slot.theirs:
            case Row() as old, Row() as mine, Row() as other:
                found.append((merged(old, mine, other), (mine, other)))
            case None, mine, other:
                found += [(row, (mine, other)) for row in (mine, other) if row is not None]
            case old, mine, other:
                if (mine or other) not in (None, old):
                    raise GridClashError
    return found


def _by_column(
    base: Table, ours: Table, theirs: Table, merged: Callable[[Row, Row, Row], Row], *, by_lines: bool
) -> Rows:
    """Merge tables of which one has columns more or less, by what all have, and put its new columns in again."""
    we_did = len(ours.rows[0].cells) != len(base.rows[0].cells)
    side, still = (ours, theirs) if we_did else (theirs, ours)
    columns = _columns_of(base, side)
    gone = set(range(len(base.rows[0].cells))) - set(columns.kept)
    for column in gone:
        known = {row.cells[column] for row in base.rows}
        if any(row.cells[column] not in known for row in still.rows):
            raise GridClashError
    narrow_base = _narrowed(base.rows, columns.kept)
    narrow_still = _narrowed(still.rows, columns.kept)
    narrow_side = _narrowed(side.rows, columns.places)
    full = dict(zip(map(id, narrow_side), side.rows, strict=True))
    pair = (narrow_side, narrow_still) if we_did else (narrow_still, narrow_side)
    rows = []
    for made, origins in _by_row(narrow_base, *pair, merged, by_lines=by_lines):
        origin = origins[0 if we_did else 1]
        whole = full[id(origin)] if origin is not None else None
        cells = list(made.cells)
        for before, place in reversed(columns.added):
            cells.insert(before, whole.cells[place] if whole is not None else Cell(()))
        rows.append(Row(tuple(cells)))
    return rows


def _columns_of(base: Table, side: Table) -> _Columns:
    matching = align(_turned(base), _turned(side))
    kept = tuple(sorted(matching))
    places = tuple(matching[column] for column in kept)
    if list(places) != sorted(places):
        raise GridClashError
    added = tuple(
        (sum(1 for known in places if known < place), place)
        for place in range(len(side.rows[0].cells))
        if place not in places
    )
    return _Columns(kept, places, added)


def _turned(table: Table) -> list[Row]:
    return [Row(tuple(column)) for column in zip(*(row.cells for row in table.rows), strict=True)]


def _narrowed(rows: Rows, columns: Sequence[int]) -> list[Row]:
    return [Row(tuple(row.cells[column] for column in columns)) for row in rows]


def _grid(table: Table) -> tuple[tuple[tuple[int, int], ...], ...]:
    return tuple(tuple((cell.row_span, cell.column_span) for cell in row.cells) for row in table.rows)
