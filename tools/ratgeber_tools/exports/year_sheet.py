"""The calendar of a school year as plain words, ready to be set: one sheet to hang up, with room for a family's days.

It is paper whoever prints it, so it holds only what somebody stands by; the editors' own copy has all that is known,
and says what parents do not get.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ratgeber_tools.data.appointments import Appointment, AppointmentKind
from ratgeber_tools.data.dates import MONTHS, WEEKDAYS, format_date, format_with_weekday
from ratgeber_tools.data.disclosure import Edition, View
from ratgeber_tools.data.school_years import SchoolYear
from ratgeber_tools.data.states import is_vouched

#: Kinds whose days bear their own name; those of `_NAMED` that of the kind; what is longer gets a number and a line.
_FREE = frozenset({AppointmentKind.HOLIDAYS, AppointmentKind.PUBLIC_HOLIDAY})
_NAMED = {AppointmentKind.TERM_START: "Schulbeginn", AppointmentKind.ENROLMENT: "Einschulung"}
_LISTED = frozenset({AppointmentKind.REGISTRATION, AppointmentKind.DEADLINE, AppointmentKind.EVENT})
_YEAR = re.compile(r"\s+\d{4}(?:/\d{2})?$")
_MONTHS_OF_A_YEAR = 12
_SATURDAY = 5
#: Behind what nobody stands by, in the editors' own copy.
DOUBT, UNCONFIRMED = "?", "unbestätigt"


@dataclass(frozen=True, slots=True)
class SheetDay:
    """A day: `kind` is `frei`, `tag`, `wochenende` or empty, `label` what is printed, `words` what is read out."""

    number: int
    weekday: str
    kind: str
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class SheetMonth:
    name: str
    days: tuple[SheetDay, ...]


@dataclass(frozen=True, slots=True)
class YearSheet:
    """Everything on the sheet; `dates` are what the numbers in the days stand for, `missing` what is not known yet."""

    title: str
    guide: str
    as_of: str
    months: tuple[SheetMonth, ...]
    dates: tuple[str, ...]
    missing: str
    address: str


def year_sheet(view: View, year: SchoolYear) -> YearSheet:
    """Return the sheet of a school year as of `view.today`."""
    concerned = [entry for entry in view.records.appointments.values() if _concerns(entry, year)]
    shown = [entry for entry in concerned if _is_shown(entry, view)]
    listed = [entry for entry in shown if entry.kind in _LISTED]
    days = _days(shown, listed, view)
    municipality = view.records.municipality
    return YearSheet(
        title=f"Schuljahr {year}",
        guide=municipality.guide_title,
        as_of=format_date(view.today),
        months=tuple(_month(first, days) for first in _firsts(year)),
        dates=tuple(f"{number}  {_title(entry, view)}: {entry.period}" for number, entry in enumerate(listed, start=1)),
        missing=" ".join(filter(None, (_doubted(shown, view), _missing(concerned, shown, view)))),
        address=municipality.guide_web or "",
    )


def _concerns(entry: Appointment, year: SchoolYear) -> bool:
    if entry.kind not in _FREE | _NAMED.keys() | _LISTED or entry.school or entry.funding or entry.exhibition:
        return False
    if not entry.has_days:
        return not entry.is_known and entry.school_year == year and entry.kind in _FREE | _NAMED.keys()
    first, last = _span(entry)
    return first <= year.last_day and last >= year.first_day


def _span(entry: Appointment) -> tuple[date, date]:
    """Return first and last day; what is open-ended or a deadline is one day."""
    first = entry.first or entry.last
    assert first is not None
    return first, first if entry.is_open_ended or entry.last is None else entry.last


def _is_shown(entry: Appointment, view: View) -> bool:
    """Say whether an entry may stand on the sheet; a day that is past stays right."""
    return entry.is_known and (view.edition is Edition.WORKING or is_vouched(entry, view.today))


def _title(entry: Appointment, view: View) -> str:
    return entry.title if is_vouched(entry, view.today) else f"{entry.title} ({UNCONFIRMED})"


def _days(
    shown: Sequence[Appointment], listed: Sequence[Appointment], view: View
) -> dict[date, tuple[AppointmentKind, str]]:
    """Return what is on which day; of two on one day the one that means no school counts."""
    found: dict[date, tuple[AppointmentKind, str]] = {}
    for entry in sorted(shown, key=lambda each: each.kind in _FREE):
        first, last = _span(entry)
        words = _NAMED.get(entry.kind) or _YEAR.sub("", entry.title)
        if entry in listed:
            words = f"({listed.index(entry) + 1})"
        if not is_vouched(entry, view.today):
            words += f" {DOUBT}"
        for offset in range((last - first).days + 1):
            found[first + timedelta(offset)] = entry.kind, words
    return found


def _firsts(year: SchoolYear) -> Iterator[date]:
    month = year.first_day.month
    for number in range(_MONTHS_OF_A_YEAR):
        yield date(year.start + (month - 1 + number) // 12, (month - 1 + number) % 12 + 1, 1)


def _month(first: date, days: dict[date, tuple[AppointmentKind, str]]) -> SheetMonth:
    length = calendar.monthrange(first.year, first.month)[1]
    return SheetMonth(
        f"{MONTHS[first.month - 1]} {first.year}",
        tuple(_day(first.replace(day=number), days) for number in range(1, length + 1)),
    )


def _day(day: date, days: dict[date, tuple[AppointmentKind, str]]) -> SheetDay:
    kind, words = days.get(day, (None, ""))
    is_named_anew = day.day == 1 or day.weekday() == 0 or days.get(day - timedelta(1), (None, ""))[1] != words
    look = "frei" if kind in _FREE else "tag" if kind else "wochenende" if day.weekday() >= _SATURDAY else ""
    spoken = ", ".join(filter(None, (format_with_weekday(day), words)))
    return SheetDay(day.day, WEEKDAYS[day.weekday()][:2], look, words if words and is_named_anew else "", spoken)


def _doubted(shown: Sequence[Appointment], view: View) -> str:
    is_doubted = any(not is_vouched(entry, view.today) for entry in shown)
    return f"{DOUBT} = {UNCONFIRMED}, das steht nicht auf dem Blatt für Eltern." if is_doubted else ""


def _missing(concerned: Sequence[Appointment], shown: Sequence[Appointment], view: View) -> str:
    """Say what is not on the sheet because it is not known or nobody stands by it, and whom to ask."""
    left_out = [entry for entry in concerned if entry not in shown]
    if not left_out:
        return ""
    whom = view.whom_to_ask(left_out[0])
    way = f" ({whom.via or whom.office}, Telefon {whom.phone})" if whom.phone else ""
    return f"Steht noch nicht fest, bitte erfragen: {', '.join(entry.title for entry in left_out)}{way}."
