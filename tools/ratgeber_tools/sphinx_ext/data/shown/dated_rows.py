"""Rows of a table of dates: what of each the web makes a card of."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes

from ratgeber_tools.sphinx_ext.data.shown.tiles import TILE, Tile

#: Attribute of a table whose rows are dates: the column of the days, counted from 0.
DATED = "dated"
#: Attributes of its rows beside the tile: the file of the date, empty where there is none; whether it is past.
CALENDAR, PAST = "calendar", "is_past"


def mark_dates(table: nodes.table, column: int, rows: Iterable[tuple[Tile, str, bool]]) -> nodes.table:
    """Note of each row its tile, its calendar file and whether it is past; `rows` are those below the headings."""
    table[DATED] = column
    for row, (tile, calendar, is_past) in zip([*table.findall(nodes.row)][1:], rows, strict=True):
        row[TILE], row[CALENDAR], row[PAST] = tile.as_attribute(), calendar, is_past
    return table
