"""Where the cells of a table with merged cells lie, and what is wrong with a table that does not come out even.

Pure arithmetic on spans, shared by the check and by the `{tabelle}` directive so both say the same sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

#: More columns than a page can hold, and far more rows than a reader can follow; stops absurd spans early.
LARGEST_SPAN = 1000


class CellSpan(NamedTuple):
    """How many columns and rows a cell covers, itself included."""

    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """The outcome: `columns` of the table, the first column of every cell (rows of cells, 0-based), and problems.

    `problems` holds `(row, sentence)` with the 0-based row and a German sentence; positions are only meaningful
    when there is none.
    """

    columns: int
    positions: tuple[tuple[int, ...], ...]
    problems: tuple[tuple[int, str], ...]


def lay_out(rows: Sequence[Sequence[CellSpan]]) -> Grid:
    """Place each cell in the first free column of its row, as HTML does, and check that every place is filled once.

    `rows` lists the cells that start in each row; cells covered by a span are left out.
    """
    open_until: list[int] = []  # for each column the first row that is free again
    positions: list[tuple[int, ...]] = []
    problems: list[tuple[int, str]] = []
    width = 0
    for index, cells in enumerate(rows):
        if index == 0:
            width = sum(min(cell.columns, LARGEST_SPAN) for cell in cells)
            open_until = [0] * width
        starts: list[int] = []
        column = 0
        for number, cell in enumerate(cells, start=1):
            while column < width and open_until[column] > index:
                column += 1
            problem = _misplacement(cell, index, column, open_until, width, len(rows))
            if problem:
                problems.append((index, f"Zeile {index + 1}, Zelle {number}: {problem}"))
                break
            starts.append(column)
            open_until[column : column + cell.columns] = [index + cell.rows] * cell.columns
            column += cell.columns
        else:
            missing = sum(until <= index for until in open_until[column:])
            if missing:
                problems.append((index, _shortfall(index, width, missing)))
        positions.append(tuple(starts))
    return Grid(width, tuple(positions), tuple(problems))


def _misplacement(
    cell: CellSpan, row: int, column: int, open_until: Sequence[int], width: int, row_count: int
) -> str | None:
    if not (1 <= cell.columns <= LARGEST_SPAN and 1 <= cell.rows <= LARGEST_SPAN):
        return "Eine Zelle kann nicht so viele Spalten oder Zeilen überdecken."
    if column >= width:
        return f"Sie ist überzählig, die Tabelle hat {_count(width, 'Spalte', 'Spalten')}."
    if column + cell.columns > width:
        return f"Sie reicht über den rechten Rand hinaus, die Tabelle hat {_count(width, 'Spalte', 'Spalten')}."
    if any(until > row for until in open_until[column : column + cell.columns]):
        return "Sie überschneidet sich mit einer Zelle, die von oben hereinreicht."
    if row + cell.rows > row_count:
        return f"Sie reicht über die letzte Zeile hinaus, die Tabelle hat {_count(row_count, 'Zeile', 'Zeilen')}."
    return None


def _shortfall(row: int, width: int, missing: int) -> str:
    verb = "fehlt" if missing == 1 else "fehlen"
    cells = _count(missing, "Zelle", "Zellen")
    return f"Zeile {row + 1}: Es {verb} {cells}, die Tabelle hat {_count(width, 'Spalte', 'Spalten')}."


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
