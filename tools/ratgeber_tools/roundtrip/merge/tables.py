"""Three versions of a table → one: cell by cell; rows and columns may come and go on both sides."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from ratgeber_tools.document import Blocks, Cell, Row, Table
from ratgeber_tools.roundtrip.merge.alignment import align
from ratgeber_tools.roundtrip.merge.sequences import Order

#: Merges three versions of what is in a cell.
MergeBlocks = Callable[[Blocks, Blocks, Blocks], Blocks]

Rows = Sequence[Row]


class GridClashError(Exception):
    """The tables differ in a way that no row or column explains; both must be kept."""


@dataclass(frozen=True, slots=True)
class _Narrow(Row):
    """A row cut down to the columns all versions have, and the row it was."""

    whole: Row = field(compare=False)


class _Columns(NamedTuple):
    """What one side did to the columns: where each of the base's is now, and which are new."""

    places: Mapping[int, int]
    added: tuple[int, ...]


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
    same_grid = len({version.spans for version in versions}) == 1
    widths = [{len(row.cells) for row in version.rows} for version in versions]
    is_plain = all(len(width) == 1 for width in widths) and not any(version.has_spans for version in versions)
    try:
        if not is_plain:
            raise GridClashError
        if widths[0] == widths[1] == widths[2]:
            return [made for made, _ in _by_row(base.rows, ours.rows, theirs.rows, row, by_lines=by_lines)]
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
    """Merge tables with columns more or less by the columns all have, and put the new ones in again."""
    sides = (ours, theirs)
    columns = [_columns_of(base, side) for side in sides]
    kept = sorted(set(columns[0].places) & set(columns[1].places))
    for number, side in enumerate(sides):
        for column in set(columns[number].places) - set(kept):  # the other side took it out: did we leave it alone?
            known = {row.cells[column] for row in base.rows}
            if any(row.cells[columns[number].places[column]] not in known for row in side.rows):
                raise GridClashError
    places = [[found.places[column] for column in kept] for found in columns]
    narrow = [_narrowed(side.rows, at) for side, at in zip(sides, places, strict=True)]
    found = _by_row(_narrowed(base.rows, kept), narrow[0], narrow[1], merged, by_lines=by_lines)
    for number in range(2):
        left_out = (row for row in narrow[number] if all(row is not pair[number] for _, pair in found))
        if any(row.whole.cells[at].blocks for row in left_out for at in columns[number].added):
            raise GridClashError  # one side took out a row in which the other filled a new column
    origins = [[row.whole if isinstance(row, _Narrow) else None for row in pair] for _, pair in found]
    added = _new_columns(origins, columns, places)
    return [
        Row(tuple(_with_new(made.cells, [(before, cells[index]) for before, cells in added])))
        for index, (made, _) in enumerate(found)
    ]


def _new_columns(
    origins: Sequence[Sequence[Row | None]], columns: Sequence[_Columns], places: Sequence[Sequence[int]]
) -> list[tuple[int, list[Cell]]]:
    """Return new columns as (number of kept ones before, cells), ours first; one both put in once."""
    found: list[tuple[int, list[Cell]]] = []
    for number in range(2):
        for at in columns[number].added:
            before = sum(1 for place in places[number] if place < at)
            cells = [row.cells[at] if (row := pair[number]) is not None else Cell(()) for pair in origins]
            for known in found if number else ():
                if known[0] == before and all(
                    mine == other or pair[0] is None or pair[1] is None
                    for mine, other, pair in zip(known[1], cells, origins, strict=True)
                ):
                    known[1][:] = [
                        mine if pair[0] is not None else other
                        for mine, other, pair in zip(known[1], cells, origins, strict=True)
                    ]
                    break
            else:
                found.append((before, cells))
    return sorted(found, key=lambda column: column[0])


def _with_new(cells: Sequence[Cell], new: Sequence[tuple[int, Cell]]) -> list[Cell]:
    made: list[Cell] = []
    for at in range(len(cells) + 1):
        made += [cell for before, cell in new if before == at]
        made += cells[at : at + 1]
    return made


def _columns_of(base: Table, side: Table) -> _Columns:
    places = align(_turned(base), _turned(side))
    if sorted(places.values()) != [places[column] for column in sorted(places)]:
        raise GridClashError
    return _Columns(places, tuple(at for at in range(len(side.rows[0].cells)) if at not in places.values()))


def _turned(table: Table) -> list[Row]:
    return [Row(tuple(column)) for column in zip(*(row.cells for row in table.rows), strict=True)]


def _narrowed(rows: Rows, columns: Sequence[int]) -> list[_Narrow]:
    return [_Narrow(tuple(row.cells[column] for column in columns), row) for row in rows]
