"""The loose date sheet as plain words, ready to be set: `data.loose_sheet` decides what stands on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ratgeber_tools.data.appointments import Appointment, AppointmentKind
from ratgeber_tools.data.attestation import Attested
from ratgeber_tools.data.dates import format_date
from ratgeber_tools.data.disclosure import Ask, View
from ratgeber_tools.data.facts import Fact
from ratgeber_tools.data.loose_sheet import LooseSheet, loose_sheet
from ratgeber_tools.data.states import end_of

#: Tables of appointments: heading, kinds; what is in none of them belongs to the first.
_TABLES: tuple[tuple[str, frozenset[AppointmentKind]], ...] = (
    ("Termine und Fristen", frozenset()),
    (
        "Ferien und Schulbeginn",
        frozenset(
            {
                AppointmentKind.HOLIDAYS,
                AppointmentKind.PUBLIC_HOLIDAY,
                AppointmentKind.TERM_START,
                AppointmentKind.SCHOOL_YEAR,
            }
        ),
    ),
)
_SUMS = "Beträge und andere Werte"


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A heading and rows of two cells."""

    heading: str
    head: tuple[str, str]
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SheetQuestion:
    """An office, how to reach it, and what it has to be asked."""

    office: str
    way: str
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DateSheet:
    """Everything on the two sides; empty strings are left out.  `reasons` say why it is no clean press file."""

    title: str
    guide: str
    as_of: str
    holds_until: str
    tables: tuple[SheetTable, ...]
    questions: tuple[SheetQuestion, ...]
    address: str
    reasons: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        return not self.tables and not self.questions


def date_sheet(view: View) -> DateSheet:
    """Return the sheet as of `view.today`, in the words parents read."""
    municipality = view.records.municipality
    sheet = loose_sheet(view)
    return DateSheet(
        title="Termine und Beträge",
        guide=municipality.guide_title,
        as_of=format_date(view.today),
        holds_until=format_date(sheet.valid_until) if sheet.valid_until else "",
        tables=tuple(_tables(sheet)),
        questions=tuple(_question(whom, entries) for whom, entries in sheet.open_entries),
        address=municipality.guide_web or "",
        reasons=tuple(_reasons(sheet, view)),
    )


def _tables(sheet: LooseSheet) -> Iterator[SheetTable]:
    elsewhere = frozenset(kind for _, kinds in _TABLES for kind in kinds)
    for heading, kinds in _TABLES:
        found = [
            entry for entry in sheet.appointments if entry.kind in kinds or (not kinds and entry.kind not in elsewhere)
        ]
        if found:
            yield SheetTable(heading, ("Was", "Wann"), tuple((entry.title, _days(entry)) for entry in found))
    if sheet.facts:
        usual = _usual_end(sheet.facts)
        rows = tuple((fact.title, _value(fact, usual)) for fact in sheet.facts)
        yield SheetTable(_SUMS, ("Was", f"Wert, gilt bis {format_date(usual)}" if usual else "Wert"), rows)


def _days(appointment: Appointment) -> str:
    if not appointment.is_known:
        return appointment.announcement
    return ", ".join(part for part in (appointment.period, appointment.time, appointment.place) if part)


def _usual_end(facts: Sequence[Fact]) -> date | None:
    """Return the day on which more than half of the values end: it is said once, above them; None without one."""
    ends = Counter(end_of(fact) for fact in facts)
    end, number = ends.most_common(1)[0]
    return end if number > 1 and number * 2 > len(facts) else None


def _value(fact: Fact, usual: date | None) -> str:
    end = end_of(fact)
    return f"{fact.value_with_unit}, gilt bis {format_date(end)}" if end and end != usual else fact.value_with_unit


def _question(whom: Ask, entries: tuple[Attested, ...]) -> SheetQuestion:
    way = ""
    if whom.phone is not None:
        way = f"Auskunft: {whom.via}, Telefon {whom.phone}" if whom.via else f"Telefon {whom.phone}"
    return SheetQuestion(whom.office, way, tuple(entry.label for entry in entries))


def _reasons(sheet: LooseSheet, view: View) -> Iterator[str]:
    if view.records.municipality.brochure.valid_until is None:
        yield "Wie lange die Broschüre gilt, steht nicht fest (kommune.yaml: broschuere, gilt_bis)."
    for whom, entries in sheet.open_entries:
        office = whom.office or "die zuständige Stelle"
        yield f"Nicht bestätigt, fragen: {office}: {', '.join(entry.label for entry in entries)}."
