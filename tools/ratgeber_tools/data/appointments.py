"""Appointments (`termine`): school years, holidays, registration periods, deadlines, open days."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field

from ratgeber_tools.data.absence import ABSENT
from ratgeber_tools.data.attestation import Attested
from ratgeber_tools.data.dates import format_date, format_period
from ratgeber_tools.data.fields import GermanDate, Identifier, Text, YesNo, choice_of, mistake
from ratgeber_tools.data.school_years import SchoolYear, parse_school_year


class AppointmentKind(StrEnum):
    SCHOOL_YEAR = "Schuljahr"
    HOLIDAYS = "Ferien"
    PUBLIC_HOLIDAY = "Feiertag"
    TERM_START = "Unterrichtsbeginn"
    ENROLMENT = "Einschulung"
    REGISTRATION = "Anmeldung"
    DEADLINE = "Frist"
    OPEN_DAY = "Tag der offenen Tür"
    EVENT = "Veranstaltung"
    EXHIBITION = "Ausstellung"


def _as_school_year(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    year = parse_school_year(value)
    if year is None:
        raise mistake(f"„{value}“ ist kein Schuljahr. Schreiben Sie zum Beispiel 2026/27.")
    return year


class Appointment(Attested):
    """A day or a period, both ends included; without `first` and `last` it is not known yet.

    A deadline that has no first day has only `last`; an open end means any day from the first on.  `announcement` says
    when and by whom an unknown one will be told (“Die Stadt nennt die Tage im Januar 2027.”), `expected_by` is the day
    by which it should be known.  Of one that does not take place, `first` says that there is none.
    """

    is_dated: ClassVar[bool] = True

    title: Text = Field(alias="titel")
    kind: Annotated[AppointmentKind, choice_of(AppointmentKind)] = Field(alias="art")
    school_year: Annotated[SchoolYear, BeforeValidator(_as_school_year)] | None = Field(alias="schuljahr", default=None)
    first: GermanDate | None = Field(alias="von", default=None)
    last: GermanDate | None = Field(alias="bis", default=None)
    is_open_ended: YesNo = Field(alias="ende_offen", default=False)
    announcement: Text = Field(alias="bekanntgabe", default="")
    expected_by: GermanDate | None = Field(alias="erwartet_bis", default=None)
    time: Text = Field(alias="uhrzeit", default="")
    place: Text = Field(alias="ort", default="")
    school: Identifier | None = Field(alias="schule", default=None)
    funding: Identifier | None = Field(alias="foerderung", default=None)
    exhibition: Identifier | None = Field(alias="ausstellung", default=None)

    @property
    def label(self) -> str:
        return self.title

    @property
    def is_known(self) -> bool:
        return self.has_days or self.is_none

    @property
    def is_none(self) -> bool:
        return self.has_no("first")

    @property
    def has_days(self) -> bool:
        return self.first is not None or self.last is not None

    def is_announced(self, today: date) -> bool:
        """Say whether somebody will tell a day that is not known, and is not late with it."""
        is_late = self.expected_by is not None and self.expected_by < today
        return not self.is_known and bool(self.announcement) and not is_late

    @property
    def last_day(self) -> date | None:
        return None if self.is_open_ended else self.last or self.first

    @property
    def period(self) -> str:
        """The days as parents read them, empty if unknown."""
        match self.first, self.last:
            case None, None:
                return ABSENT if self.is_none else ""
            case None, last if last is not None:
                return f"bis {format_date(last)}"
            case first, None if first is not None:
                return f"ab {format_date(first)}" if self.is_open_ended else format_date(first)
            case first, last if first is not None and last is not None:
                return format_period(first, last)
        return ""
