"""Rows of cells as HTML has them → rows of the cells that start in each, on a grid without holes or overlaps."""

from __future__ import annotations

from collections.abc import Sequence

from ratgeber_tools.readers.word.drafts import CellDraft
from ratgeber_tools.readers.word.tables import FIRST_ROW_LOOKS_DIFFERENT, MOST_COLUMNS


def on_grid(rows: Sequence[Sequence[CellDraft]]) -> list[list[CellDraft]]:
    """Return the rows with spans cut to what is free and empty cells where a row leaves the grid open."""
    taken: set[tuple[int, int]] = set()
    starts: list[list[tuple[int, CellDraft]]] = []
    for at, cells in enumerate(rows):
        column = 0
        found: list[tuple[int, CellDraft]] = []
        for cell in cells:
            while (at, column) in taken:
                column += 1
            cell.row_span = max(1, min(cell.row_span, len(rows) - at))
            width = 1
            while width < min(cell.column_span, MOST_COLUMNS) and (at, column + width) not in taken:
                width += 1
            cell.column_span = width
            taken |= {(at + down, column + right) for down in range(cell.row_span) for right in range(width)}
            found.append((column, cell))
            column += width
        starts.append(found)
    width = _squeeze_columns(starts)
    taken = {
        (at + down, column + right)
        for at, cells in enumerate(starts)
        for column, cell in cells
        for down in range(cell.row_span)
        for right in range(cell.column_span)
    }
    filled = [_filled(at, cells, width, taken) for at, cells in enumerate(starts)]
    return filled if all(filled) else _without_covered_rows(filled)


def _squeeze_columns(starts: Sequence[list[tuple[int, CellDraft]]]) -> int:
    """Take out columns that no cell starts or ends at; return how many remain."""
    last = max((at for cells in starts for at, _ in cells), default=0)  # what no cell begins in says nothing
    for at, cell in (each for cells in starts for each in cells):
        cell.column_span = min(cell.column_span, last + 1 - at)
    edges = {0, *(edge for cells in starts for at, cell in cells for edge in (at, at + cell.column_span))}
    number = {edge: at for at, edge in enumerate(sorted(edges))}
    for cells in starts:
        for at, (column, cell) in enumerate(cells):
            cells[at] = (number[column], cell)
            cell.column_span = number[column + cell.column_span] - number[column]
    return len(number) - 1


def _filled(
    at: int, cells: Sequence[tuple[int, CellDraft]], width: int, taken: set[tuple[int, int]]
) -> list[CellDraft]:
    row = dict(cells)
    for column in range(width):
        if (at, column) not in taken:
            row[column] = CellDraft([])
    return [row[column] for column in sorted(row)]


def _without_covered_rows(rows: Sequence[list[CellDraft]]) -> list[list[CellDraft]]:
    """Take out rows in which no cell starts; cells that cover them get shorter."""
    kept = [bool(row) for row in rows]
    for at, row in enumerate(rows):
        for cell in row:
            cell.row_span = max(1, sum(kept[at : at + cell.row_span]))
    return [row for row in rows if row]


def looks_of_head(look: str) -> bool:
    """Say whether a table's look, as Word's clipboard gives it (`mso-yfti-tbllook`), sets its first row apart."""
    return look.isdecimal() and bool(int(look) & FIRST_ROW_LOOKS_DIFFERENT)
