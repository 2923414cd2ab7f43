"""The calendar of a school year in words: which day says what, and what does not get onto it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from data.data_files import write_data
from ratgeber_tools.data.disclosure import Edition, View
from ratgeber_tools.data.loading import load_records
from ratgeber_tools.data.school_years import SchoolYear
from ratgeber_tools.exports.year_sheet import SheetDay, YearSheet, year_sheet

CONFIRMED = "  zustaendig: amt\n  bestaetigt_durch: amt\n  bestaetigt_am: 24.11.2026\n"
OFFICE = f"amt:\n  name: Schulamt\n  art: Amt\n  telefon: 0340 204-2040\n{CONFIRMED}"
DATES = (
    f"herbst:\n  titel: Herbstferien 2026\n  art: Ferien\n  von: 23.10.2026\n  bis: 27.10.2026\n{CONFIRMED}"
    f"feiertag:\n  titel: Reformationstag\n  art: Feiertag\n  von: 31.10.2026\n{CONFIRMED}"
    f"abgabe:\n  titel: Abgabe der Erklärung\n  art: Frist\n  von: 08.02.2027\n  ende_offen: ja\n{CONFIRMED}"
    f"start:\n  titel: Erster Schultag\n  art: Unterrichtsbeginn\n  von: 17.08.2026\n{CONFIRMED}"
    f"tuer:\n  titel: Offene Tür\n  art: Tag der offenen Tür\n  schule: gs\n  von: 10.10.2026\n{CONFIRMED}"
    f"danach:\n  titel: Sommerferien 2028\n  art: Ferien\n  von: 01.08.2027\n  bis: 02.08.2027\n{CONFIRMED}"
    "winter:\n  titel: Winterferien 2027\n  art: Ferien\n  von: 01.02.2027\n  bis: 02.02.2027\n  zustaendig: amt\n"
    "frei:\n  titel: Freie Tage\n  art: Ferien\n  schuljahr: 2026/27\n  zustaendig: amt\n"
)


def sheet(folder: Path, edition: Edition) -> YearSheet:
    write_data(folder, anlaufstellen=OFFICE, termine=DATES)
    return year_sheet(View(load_records(folder).records, edition, date(2026, 12, 1)), SchoolYear(2026))


@pytest.fixture
def printed(tmp_path: Path) -> YearSheet:
    return sheet(tmp_path, Edition.PUBLIC)


def on(made: YearSheet, day: date) -> SheetDay:
    return made.months[(day.month - 8) % 12].days[day.day - 1]


def test_the_months_go_from_august_to_july(printed: YearSheet) -> None:
    assert [month.name for month in printed.months][:: len(printed.months) - 1] == ["August 2026", "Juli 2027"]
    assert sum(len(month.days) for month in printed.months) == 365


def test_holidays_are_named_on_their_first_day_and_each_monday_and_read_out_on_every_day(printed: YearSheet) -> None:
    days = [on(printed, date(2026, 10, number)) for number in range(22, 29)]
    assert [(day.kind, day.label) for day in days] == [
        ("", ""),
        ("frei", "Herbstferien"),
        ("frei", ""),
        ("frei", ""),
        ("frei", "Herbstferien"),
        ("frei", ""),
        ("", ""),
    ]
    assert days[2].words == "Samstag, 24. Oktober 2026, Herbstferien"


def test_a_day_with_a_long_name_bears_a_number_and_the_name_stands_below(printed: YearSheet) -> None:
    assert on(printed, date(2027, 2, 8)).label == "(1)"
    assert on(printed, date(2027, 2, 9)).label == ""
    assert printed.dates == ("1  Abgabe der Erklärung: ab 08.02.2027",)
    assert on(printed, date(2026, 8, 17)).label == "Schulbeginn"


def test_what_concerns_one_school_or_another_year_is_not_on_it(printed: YearSheet) -> None:
    assert on(printed, date(2026, 10, 10)).kind == "wochenende"
    assert "Sommerferien" not in str(printed)


def test_what_nobody_stands_by_is_left_out_and_told_with_whom_to_ask(printed: YearSheet) -> None:
    assert on(printed, date(2027, 2, 1)).kind == ""
    assert printed.missing == (
        "Steht noch nicht fest, bitte erfragen: Winterferien 2027, Freie Tage (Schulamt, Telefon 0340 204-2040)."
    )


def test_editors_see_it_with_a_question_mark(tmp_path: Path) -> None:
    made = sheet(tmp_path, Edition.WORKING)
    assert on(made, date(2027, 2, 1)).label == "Winterferien ?"
    assert on(made, date(2026, 10, 23)).label == "Herbstferien"
    assert made.missing.startswith("? = unbestätigt, das steht nicht auf dem Blatt für Eltern. Steht noch nicht fest")
