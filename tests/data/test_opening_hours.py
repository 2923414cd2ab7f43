"""OfficeHours hours a page may count with: understood whole, or not at all."""

from __future__ import annotations

import pytest

from ratgeber_tools.data.opening_hours import OfficeHours, as_attribute, read_hours


def test_days_and_times_as_offices_write_them_are_understood() -> None:
    lines = ["dienstags von 8 bis 12 Uhr und von 13.30 bis 17.30 Uhr", "donnerstags von 8 bis 12 Uhr"]
    assert read_hours(lines) == (OfficeHours(2, 480, 720), OfficeHours(2, 810, 1050), OfficeHours(4, 480, 720))
    assert as_attribute(read_hours(lines)) == "2:480-720 2:810-1050 4:480-720"


def test_several_days_share_their_times() -> None:
    assert [each.day for each in read_hours(["montags bis samstags von 14 bis 20 Uhr"])] == [1, 2, 3, 4, 5, 6]
    assert [each.day for each in read_hours(["Montag, Mittwoch und Sonnabend: 9 bis 11:30 Uhr"])] == [1, 3, 6]


@pytest.mark.parametrize(
    "line",
    [
        "Tag und Nacht",
        "dienstags von 8 bis 12 Uhr und nach Vereinbarung",
        "dienstags von 8 bis 12 Uhr, nicht in den Ferien",
        "jeden ersten Montag von 8 bis 12 Uhr",
        "dienstags von 12 bis 8 Uhr",
        "dienstags von 8 bis 25 Uhr",
        "dienstags von 8.75 bis 12 Uhr",
        "von 8 bis 12 Uhr",
        "",
    ],
)
def test_hours_that_say_more_or_less_are_not_counted_with(line: str) -> None:
    assert read_hours([line]) == ()


def test_one_line_that_is_not_understood_takes_the_others_with_it() -> None:
    assert read_hours(["dienstags von 8 bis 12 Uhr", "nach Vereinbarung"]) == ()
