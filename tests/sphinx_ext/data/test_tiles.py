"""What stands on a date's tile."""

from __future__ import annotations

from datetime import date

import pytest

from ratgeber_tools.sphinx_ext.data.shown.tiles import Tile


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2027, 8, 23), date(2027, 8, 23), ("Montag", "23", "August 2027")),
        (date(2027, 2, 15), date(2027, 2, 18), ("Mo bis Do", "15–18", "Februar 2027")),
        (date(2026, 12, 21), date(2027, 1, 2), ("ab Mo", "21", "Dezember 2026")),
        (None, date(2027, 3, 1), ("bis Mo", "1", "März 2027")),
        (date(2027, 2, 15), None, ("ab Mo", "15", "Februar 2027")),
        (None, None, ("Tag", "folgt", "")),
        (date(2028, 2, 1), date(2028, 2, 29), ("im", "Feb", "2028")),
    ],
)
def test_a_day_a_period_a_deadline(first: date | None, last: date | None, words: tuple[str, str, str]) -> None:
    tile = Tile(first, last)
    assert tile.words == words
    assert Tile.read(tile.as_attribute()) == tile
