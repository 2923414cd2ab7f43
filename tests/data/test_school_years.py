from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ratgeber_tools.data.dates import a_year_later, format_date, format_period, format_with_weekday, parse_date
from ratgeber_tools.data.school_years import SchoolYear, parse_school_year, school_year_of

days = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 12, 31))


def test_the_school_year_turns_on_the_first_of_august() -> None:
    assert str(school_year_of(date(2027, 7, 31))) == "2026/27"
    assert str(school_year_of(date(2027, 8, 1))) == "2027/28"


@given(days)
def test_every_day_lies_in_its_school_year(day: date) -> None:
    year = school_year_of(day)
    assert year.first_day <= day <= year.last_day
    assert year.following.first_day == year.last_day + timedelta(days=1)
    assert parse_school_year(str(year)) == year


@pytest.mark.parametrize("text", ["2026/28", "2026", "26/27", "2026-27", ""])
def test_what_is_no_school_year_is_not_guessed(text: str) -> None:
    assert parse_school_year(text) is None


def test_the_turn_of_a_century_is_written_with_two_digits() -> None:
    assert str(SchoolYear(2099)) == "2099/00"
    assert parse_school_year("2026/2027") == SchoolYear(2026)


@given(days)
def test_a_date_as_printed_is_read_back(day: date) -> None:
    assert parse_date(format_date(day)) == day


def test_a_period_names_the_year_once_unless_it_turns() -> None:
    assert format_period(date(2026, 10, 19), date(2026, 10, 30)) == "19.10. bis 30.10.2026"
    assert format_period(date(2026, 12, 21), date(2027, 1, 2)) == "21.12.2026 bis 02.01.2027"
    assert format_period(date(2027, 3, 1), date(2027, 3, 1)) == "01.03.2027"


def test_a_year_after_a_leap_day_is_the_28th() -> None:
    assert a_year_later(date(2028, 2, 29)) == date(2029, 2, 28)
    assert a_year_later(date(2027, 2, 28)) == date(2028, 2, 28)
    assert format_with_weekday(date(2028, 2, 29)) == "Dienstag, 29. Februar 2028"
