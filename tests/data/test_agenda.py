from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ratgeber_tools.data.agenda import DueStep, agenda, current_cohorts, deadline_advice, to_be_done
from ratgeber_tools.data.appointments import Appointment
from ratgeber_tools.data.cohorts import cohort_in_class, cohort_of, cohort_starting, cohorts_between, cut_off_of
from ratgeber_tools.data.disclosure import Edition, Reason, View
from ratgeber_tools.data.facts import Fact
from ratgeber_tools.data.municipality import Municipality
from ratgeber_tools.data.records import Records
from ratgeber_tools.data.school_years import school_year_of
from ratgeber_tools.data.states import State
from ratgeber_tools.data.steps import DayOfYear, Step, Topic, month_period, parse_day_of_year

CUT_OFF = DayOfYear(6, 30)
TODAY = date(2026, 11, 24)
CONFIRMED = {"zustaendig": "amt", "bestaetigt_durch": "amt", "bestaetigt_am": "01.11.2026"}


def step(identifier: str = "schritt", **values: Any) -> Step:
    entry = {"@kennung": identifier, "titel": identifier, "thema": "schulanfang", "jahr": "-1", "fakten": "regel"}
    return Step.model_validate(entry | values)


def appointment(identifier: str, **values: Any) -> Appointment:
    return Appointment.model_validate({"@kennung": identifier, "titel": identifier, "art": "Frist", **values})


def records(*steps: Step, appointments: tuple[Appointment, ...] = (), **fact: Any) -> Records:
    rule = Fact.model_validate({"@kennung": "regel", "titel": "Regel", "wert": "ja", **fact})
    return Records(
        steps={entry.identifier: entry for entry in steps},
        appointments={entry.identifier: entry for entry in appointments},
        facts={"regel": rule},
    )


def due(data: Records, *, start: int = 2028, edition: Edition = Edition.WORKING) -> tuple[DueStep, ...]:
    return agenda(View(data, edition, TODAY), cohort_starting(start, CUT_OFF), Topic.SCHOOL_START)


# ------------------------------------------------------------------------------------------------------ cohorts


@pytest.mark.parametrize(
    ("birthday", "start"),
    [
        (date(2021, 6, 30), 2027),
        (date(2021, 7, 1), 2028),
        (date(2022, 6, 30), 2028),
        (date(2022, 7, 1), 2029),
        (date(2020, 2, 29), 2026),
        (date(2020, 12, 31), 2027),
        (date(2021, 1, 1), 2027),
    ],
)
def test_the_birthday_decides_the_year_of_school_start(birthday: date, start: int) -> None:
    assert cohort_of(birthday, CUT_OFF).start == start


def test_a_cohort_runs_from_the_day_after_one_cut_off_to_the_next() -> None:
    cohort = cohort_starting(2028, CUT_OFF)
    assert (cohort.first_birthday, cohort.last_birthday) == (date(2021, 7, 1), date(2022, 6, 30))
    assert cohort_starting(2028, DayOfYear(12, 31)).first_birthday == date(2022, 1, 1)


@given(
    st.dates(date(1950, 1, 1), date(2100, 1, 1)),
    st.dates(date(2027, 1, 1), date(2027, 12, 31)).map(lambda day: DayOfYear(day.month, day.day)),
)
def test_every_child_belongs_to_exactly_one_cohort_whatever_the_cut_off(birthday: date, cut_off: DayOfYear) -> None:
    cohort = cohort_of(birthday, cut_off)
    assert cohort.first_birthday <= birthday <= cohort.last_birthday
    assert cohort_starting(cohort.start + 1, cut_off).first_birthday == cohort.last_birthday + timedelta(days=1)
    # On the cut-off day of the year of school start the child is six, a year before it was not.
    age_at_cut_off = cohort.start - birthday.year - ((birthday.month, birthday.day) > cut_off)
    assert age_at_cut_off == 6


def test_a_range_of_birthdays_over_a_cut_off_is_two_cohorts() -> None:
    found = cohorts_between(date(2021, 6, 30), date(2021, 7, 1), CUT_OFF)
    assert [cohort.start for cohort in found] == [2027, 2028]


@pytest.mark.parametrize(("today", "start"), [(date(2027, 7, 31), 2023), (date(2027, 8, 1), 2024)])
def test_class_four_changes_with_the_school_year(today: date, start: int) -> None:
    cohort = cohort_in_class(4, today, CUT_OFF)
    assert cohort.start == start
    assert cohort.class_in(school_year_of(today)) == 4


def test_the_cut_off_comes_from_the_fact_the_municipality_names() -> None:
    fact = Fact.model_validate({"@kennung": "stichtag", "titel": "Stichtag", "wert": "30. September"})
    municipality = Municipality.model_validate({"stichtag": "stichtag"})
    found = cut_off_of(Records(facts={"stichtag": fact}, municipality=municipality))
    assert found is not None
    assert found.day == DayOfYear(9, 30)
    assert cut_off_of(Records(municipality=municipality)) is None


@pytest.mark.parametrize("text", ["29.02.", "31.04.", "30. Juno", "Juni", "30.06.2027", ""])
def test_a_day_that_not_every_year_has_is_no_cut_off(text: str) -> None:
    assert parse_day_of_year(text) is None


@pytest.mark.parametrize("text", ["30.06.", "30. 6.", "30. Juni"])
def test_a_day_of_the_year_may_be_written_in_figures_or_words(text: str) -> None:
    assert parse_day_of_year(text) == CUT_OFF


# --------------------------------------------------------------------------------------------------------- days


def test_a_fixed_deadline_falls_into_the_year_counted_from_the_start() -> None:
    (found,) = due(records(step(bis="01.03.")))
    assert (found.days.words, found.days.first, found.days.last) == (
        "bis Montag, 1. März 2027", None, date(2027, 3, 1),
    )  # fmt: skip
    assert found.advice == ""


def test_a_deadline_on_a_sunday_names_the_friday_before() -> None:
    (found,) = due(records(step(bis="01.03.")), start=2027)
    assert found.days.last == date(2026, 3, 1)
    assert "Erledigen Sie es bis Freitag, 27. Februar 2026" in found.advice


def test_a_deadline_behind_a_public_holiday_goes_back_past_holiday_and_weekend() -> None:
    holiday = appointment("karfreitag", art="Feiertag", von="26.03.2027")
    data = records(appointments=(holiday,))
    assert "bis Donnerstag, 25. März 2027" in deadline_advice(date(2027, 3, 28), data)
    assert deadline_advice(date(2027, 3, 25), data) == ""


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)))
def test_a_day_on_a_weekend_and_no_other_is_advised_against(day: date) -> None:
    advice = deadline_advice(day, records())
    assert bool(advice) == (day.weekday() >= 5)
    assert "bis Samstag" not in advice
    assert "bis Sonntag" not in advice


def test_february_ends_on_the_29th_in_a_leap_year() -> None:
    assert month_period(2028, 2) == (date(2028, 2, 1), date(2028, 2, 29))
    assert month_period(2027, 2)[1] == date(2027, 2, 28)
    assert month_period(2027, 12) == (date(2027, 12, 1), date(2027, 12, 31))
    (found,) = due(records(step(monat="Februar")), start=2029)
    assert found.days.last == date(2028, 2, 29)


def test_known_days_of_an_appointment_replace_the_rule() -> None:
    known = appointment("tage-2027", von="08.02.2027", bis="12.02.2027")
    (found,) = due(records(step(termin="tage-{jahr}", monat="Februar"), appointments=(known,)))
    assert (found.days.words, found.sources) == ("08.02. bis 12.02.2027", known.sources)


def test_an_unknown_date_shows_the_month_and_who_will_tell() -> None:
    unknown = appointment("tage-2027", bekanntgabe="Die Stadt nennt die Tage im Januar 2027.")
    (found,) = due(records(step(termin="tage-{jahr}", monat="Februar"), appointments=(unknown,)))
    assert (found.days.words, found.days.note) == ("Februar 2027", "Die Stadt nennt die Tage im Januar 2027.")
    (found,) = due(records(step(termin="tage-{jahr}"), appointments=(unknown,)))
    assert found.days.words == "Die Stadt nennt die Tage im Januar 2027."
    assert not found.days.is_known


def test_a_date_nobody_has_written_down_is_not_known() -> None:
    (found,) = due(records(step(termin="tage-{jahr}")))
    assert found.days.words == "noch nicht bekannt"


def test_before_and_after_holidays_means_the_nearest_weekday() -> None:
    holidays = appointment("ferien-2027", art="Ferien", von="01.02.2027", bis="05.02.2027")
    before, after = due(
        records(step("a", vor="ferien-{jahr}"), step("b", nach="ferien-{jahr}"), appointments=(holidays,))
    )
    assert before.days.words == "spätestens Freitag, 29. Januar 2027"
    assert after.days.words == "ab Montag, 8. Februar 2027"
    assert after.days.is_open


def test_steps_come_in_order_of_days_and_an_unknown_one_stays_behind_its_neighbour() -> None:
    data = records(
        step("april", bis="30.04."),
        step("unbekannt", fakten=()),
        step("januar", monat="Januar"),
        step("start", jahr="0"),
    )
    assert [entry.step.identifier for entry in due(data)] == ["januar", "april", "unbekannt", "start"]


# ------------------------------------------------------------------------------------------------------- states


def test_a_step_is_as_certain_as_the_least_certain_fact_it_rests_on() -> None:
    other = Fact.model_validate({"@kennung": "zweite", "titel": "Zweite", "wert": "ja"})
    data = records(step(bis="01.03.", fakten=["regel", "zweite"]), **CONFIRMED)
    both = Records(steps=data.steps, facts={**data.facts, "zweite": other})
    assert due(both)[0].state is State.UNCONFIRMED
    assert due(data)[0].state is State.CONFIRMED
    assert due(both, edition=Edition.PUBLIC)[0].reason is Reason.UNCONFIRMED
    assert due(data, edition=Edition.PUBLIC)[0].is_shown


def test_days_that_rest_on_nothing_are_in_no_public_edition() -> None:
    holidays = appointment("ferien-2027", art="Ferien", von="01.02.2027", bis="05.02.2027")
    data = records(step(bis="01.03.", fakten=()), appointments=(holidays,))
    assert due(data, edition=Edition.PUBLIC)[0].reason is Reason.UNCONFIRMED
    assert due(data)[0].is_shown


# -------------------------------------------------------------------------------------------------- current ones


_FIRST_DAYS = ((2026, "17.08.2026"), (2027, "23.08.2027"), (2028, "04.09.2028"))


@pytest.mark.parametrize(
    ("today", "starts"),
    [
        (date(2026, 11, 24), [2027, 2028]),
        (date(2027, 8, 23), [2027, 2028, 2029]),
        (date(2027, 8, 24), [2028, 2029]),
        (date(2028, 1, 1), [2028, 2029]),
    ],
)
def test_the_current_cohorts_are_those_between_their_first_and_last_step(today: date, starts: list[int]) -> None:
    first_days = tuple(appointment(f"start-{year}", von=day) for year, day in _FIRST_DAYS)
    data = records(step(monat="Januar"), step("start", jahr="0", termin="start-{jahr}"), appointments=first_days)
    found = current_cohorts(View(data, Edition.WORKING, today), Topic.SCHOOL_START, CUT_OFF)
    assert [cohort.start for cohort in found] == starts


def test_without_rules_there_are_no_cohorts() -> None:
    assert current_cohorts(View(records(), Edition.WORKING, TODAY), Topic.SCHOOL_START, CUT_OFF) == ()


# ------------------------------------------------------------------------------------------------------ on paper


def printed(*steps: Step, appears: str = "", until: str = "31.07.2029") -> View:
    town = {"broschuere": {"gilt_bis": until} | ({"erscheint_am": appears} if appears else {})}
    data = records(*steps, **CONFIRMED, gueltig_bis="31.12.2035")
    return View(dataclasses.replace(data, municipality=Municipality.model_validate(town)), Edition.PRINT, TODAY)


def test_a_booklet_has_the_cohorts_that_act_between_its_first_and_its_last_day() -> None:
    view = printed(step("a", bis="01.03."), step("b", jahr="0", bis="01.08."), appears="01.03.2027")
    starts = [cohort.start for cohort in current_cohorts(view, Topic.SCHOOL_START, CUT_OFF)]
    assert starts == [2027, 2028, 2029, 2030]
    later = printed(step("a", bis="01.03."), step("b", jahr="0", bis="01.08."), appears="01.08.2028")
    assert [cohort.start for cohort in current_cohorts(later, Topic.SCHOOL_START, CUT_OFF)] == [2028, 2029, 2030]


def test_a_booklet_leaves_out_what_is_over_when_it_appears_and_what_comes_after_its_end() -> None:
    view = printed(
        step("vorher", bis="28.02."), step("darin", bis="01.03."), step("danach", jahr="0", bis="02.03."),
        appears="01.03.2027", until="01.03.2028",
    )  # fmt: skip
    steps = agenda(view, cohort_starting(2028, CUT_OFF), Topic.SCHOOL_START)
    assert [entry.step.identifier for entry in to_be_done(steps, view)] == ["darin"]


def test_a_reprint_leaves_out_what_is_over_on_its_day() -> None:
    view = printed(step("vorher", bis="23.11."), step("noch", bis="24.11."), appears="01.01.2026")
    steps = agenda(view, cohort_starting(2027, CUT_OFF), Topic.SCHOOL_START)
    assert [entry.step.identifier for entry in to_be_done(steps, view)] == ["noch"]


def test_other_editions_show_every_step() -> None:
    steps = due(records(step("vorher", bis="28.02.")), start=2020)
    assert to_be_done(steps, View(records(), Edition.PUBLIC, TODAY)) == steps
