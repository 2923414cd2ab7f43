"""Cohorts: the children who start school in the same year, by their birthdays.

The cut-off is a fact (§ 37 SchulG LSA: whoever is six by 30 June), so a new law is one changed value.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from ratgeber_tools.data.records import Records
from ratgeber_tools.data.school_years import SchoolYear, school_year_of
from ratgeber_tools.data.steps import DayOfYear, parse_day_of_year

#: Age a child has reached on the cut-off day when it must start school.
STARTING_AGE = 6
CLASSES = range(1, 14)


class CutOff(NamedTuple):
    """The last birthday of a cohort, and the fact that says so."""

    day: DayOfYear
    fact: str


class Cohort(NamedTuple):
    """Children born from `first_birthday` to `last_birthday`, both included, who start school in August `start`."""

    start: int
    first_birthday: date
    last_birthday: date

    @property
    def school_year(self) -> SchoolYear:
        """The school year they start in."""
        return SchoolYear(self.start)

    def class_in(self, year: SchoolYear) -> int | None:
        """Return the class these children are usually in, None before and after school."""
        number = year.start - self.start + 1
        return number if number in CLASSES else None


def cut_off_of(records: Records) -> CutOff | None:
    """Return the cut-off the municipality names, None if its fact is missing or names no day."""
    name = records.municipality.cut_off_fact or ""
    fact = records.facts.get(name)
    day = parse_day_of_year(fact.value) if fact is not None else None
    return None if day is None else CutOff(day, name)


def cohort_starting(year: int, cut_off: DayOfYear) -> Cohort:
    """Return the cohort that starts school in August of `year`."""
    first = cut_off.in_year(year - STARTING_AGE - 1) + timedelta(days=1)
    return Cohort(year, first, cut_off.in_year(year - STARTING_AGE))


def cohort_of(birthday: date, cut_off: DayOfYear) -> Cohort:
    """Return the cohort of a child; one born on the cut-off day belongs to the earlier one."""
    is_earlier = (birthday.month, birthday.day) <= cut_off
    return cohort_starting(birthday.year + STARTING_AGE + (0 if is_earlier else 1), cut_off)


def cohort_in_class(number: int, today: date, cut_off: DayOfYear) -> Cohort:
    """Return the cohort that is usually in class `number` on `today`."""
    return cohort_starting(school_year_of(today).start - number + 1, cut_off)


def cohorts_between(first: date, last: date, cut_off: DayOfYear) -> tuple[Cohort, ...]:
    """Return the cohorts of all children born from `first` to `last`, oldest first."""
    starts = range(cohort_of(first, cut_off).start, cohort_of(last, cut_off).start + 1)
    return tuple(cohort_starting(start, cut_off) for start in starts)
