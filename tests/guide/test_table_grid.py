"""Where cells lie, and when a table does not come out even."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ratgeber_tools.guide.table_grid import CellSpan, lay_out

ONE = CellSpan()


def test_cells_covered_from_above_push_the_others_aside() -> None:
    grid = lay_out([[ONE, CellSpan(columns=2)], [CellSpan(rows=2), ONE, ONE], [ONE, ONE], [CellSpan(columns=3)]])
    assert grid.columns == 3
    assert grid.positions == ((0, 1), (0, 1, 2), (1, 2), (0,))
    assert not grid.problems


def test_a_short_row_is_named_with_what_is_missing() -> None:
    grid = lay_out([[ONE, ONE, ONE], [ONE]])
    assert grid.problems == ((1, "Zeile 2: Es fehlen 2 Zellen, die Tabelle hat 3 Spalten."),)


def test_a_long_row_is_named_with_its_surplus_cell() -> None:
    grid = lay_out([[ONE], [ONE, ONE]])
    assert grid.problems == ((1, "Zeile 2, Zelle 2: Sie ist überzählig, die Tabelle hat 1 Spalte."),)


def test_a_cell_may_not_reach_over_the_edges() -> None:
    assert "rechten Rand" in lay_out([[ONE, ONE], [ONE, CellSpan(columns=2)]]).problems[0][1]
    assert "letzte Zeile" in lay_out([[CellSpan(rows=2)]]).problems[0][1]


def test_a_cell_may_not_lie_on_one_from_above() -> None:
    grid = lay_out([[ONE, CellSpan(rows=2), ONE], [CellSpan(columns=2), ONE]])
    assert grid.problems == (
        (1, "Zeile 2, Zelle 1: Sie überschneidet sich mit einer Zelle, die von oben hereinreicht."),
    )


def test_an_absurd_span_is_refused_without_filling_memory() -> None:
    grid = lay_out([[CellSpan(columns=10**9, rows=10**9)]])
    assert len(grid.problems) == 1


@given(st.lists(st.lists(st.builds(CellSpan, st.integers(1, 4), st.integers(1, 4)), max_size=4), max_size=5))
def test_a_table_without_problems_fills_every_place_once(rows: list[list[CellSpan]]) -> None:
    grid = lay_out(rows)
    if grid.problems:
        return
    places = [
        (row + down, column + right)
        for row, (cells, starts) in enumerate(zip(rows, grid.positions, strict=True))
        for cell, column in zip(cells, starts, strict=True)
        for down in range(cell.rows)
        for right in range(cell.columns)
    ]
    assert sorted(places) == [(row, column) for row in range(len(rows)) for column in range(grid.columns)]
