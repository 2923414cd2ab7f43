"""Rules of “Was ist wann dran?”: what is due in which year of a child's way into and through school.

A rule is counted from the year the child starts school: `jahr: -1` is the year before, `jahr: 4` the year it changes
after class 4.  It says when in one of these ways, and the first that leads to days counts:

* `termin: anmeldetage-{jahr}`: the days of that appointment, `{jahr}` being the calendar year of the step;
* `vor:` or `nach:` with an appointment: the last weekday before it begins, or from the first weekday after it ends;
* `von:` and `bis:` with day and month (`01.03.`), or `monat:` (`Februar`).

Without any, or where nothing is known yet, `bekanntgabe` says who will tell.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Any, NamedTuple

from pydantic import AfterValidator, BeforeValidator, Field

from ratgeber_tools.data.attestation import Record
from ratgeber_tools.data.dates import MONTHS
from ratgeber_tools.data.fields import Identifiers, Text, choice_of, mistake

_NUMBERS = re.compile(r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.")
_WORDS = re.compile(r"(?P<day>\d{1,2})\.\s?(?P<month>[A-Za-zä]+)")
_TEMPLATE = re.compile(r"[a-z0-9-]*(?:\{jahr\}[a-z0-9-]*)?")
_A_COMMON_YEAR = 2027


class Topic(StrEnum):
    """Which way the steps belong to; each has its own table and calendar."""

    SCHOOL_START = "schulanfang"
    AFTER_CLASS_4 = "wechsel"


#: What parents call each.
TOPIC_TITLES = {Topic.SCHOOL_START: "Schulanfang", Topic.AFTER_CLASS_4: "Wechsel nach Klasse 4"}


class DayOfYear(NamedTuple):
    """A day that every year has, so not 29 February."""

    month: int
    day: int

    def in_year(self, year: int) -> date:
        return date(year, self.month, self.day)


def parse_day_of_year(text: str) -> DayOfYear | None:
    """Return the day written as `30.06.` or `30. Juni`, or None if it is none or not in every year."""
    match = _NUMBERS.fullmatch(text.strip()) or _WORDS.fullmatch(text.strip())
    if match is None:
        return None
    month = int(match["month"]) if match["month"].isdigit() else _month_number(match["month"])
    try:
        date(_A_COMMON_YEAR, month, int(match["day"]))
    except ValueError:
        return None
    return DayOfYear(month, int(match["day"]))


def _month_number(name: str) -> int:
    """Return 1 to 12, or 0 for a word that names no month."""
    return next((number for number, month in enumerate(MONTHS, 1) if month.casefold() == name.casefold()), 0)


def _as_day_of_year(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    day = parse_day_of_year(value)
    if day is None:
        raise mistake(f"„{value}“ ist kein Tag, den es in jedem Jahr gibt. Schreiben Sie zum Beispiel 01.03.")
    return day


def _as_month(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    number = int(value) if value.isdigit() and 1 <= int(value) <= 12 else _month_number(value)
    if not number:
        raise mistake(f"„{value}“ ist kein Monat. Schreiben Sie zum Beispiel Februar.")
    return number


def _template(value: str) -> str:
    if not _TEMPLATE.fullmatch(value):
        raise mistake(f"„{value}“ ist keine Kennung eines Termins. Für das Jahr steht {{jahr}}: ferien-{{jahr}}.")
    return value


YearDay = Annotated[DayOfYear, BeforeValidator(_as_day_of_year)]
AppointmentName = Annotated[str, AfterValidator(_template)]


class Step(Record):
    """One thing to do.  `facts` are what the rule rests on: the step is as certain as the least certain of them."""

    title: Text = Field(alias="titel")
    topic: Annotated[Topic, choice_of(Topic)] = Field(alias="thema")
    year: int = Field(alias="jahr")
    text: Text = Field(default="")
    appointment: AppointmentName = Field(alias="termin", default="")
    before: AppointmentName = Field(alias="vor", default="")
    after: AppointmentName = Field(alias="nach", default="")
    first: YearDay | None = Field(alias="von", default=None)
    last: YearDay | None = Field(alias="bis", default=None)
    month: Annotated[int, BeforeValidator(_as_month)] | None = Field(alias="monat", default=None)
    announcement: Text = Field(alias="bekanntgabe", default="")
    facts: Identifiers = Field(alias="fakten", default=())
    chapter: Text = Field(alias="kapitel", default="")

    def appointment_names(self, start: int) -> Mapping[str, str]:
        """Return the appointments the rule looks at for children who start school in year `start`, by key."""
        year = str(start + self.year)
        named = {"termin": self.appointment, "vor": self.before, "nach": self.after}
        return {key: name.replace("{jahr}", year) for key, name in named.items() if name}


def month_period(year: int, month: int) -> tuple[date, date]:
    """Return the first and last day of a month."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), following - timedelta(days=1)
