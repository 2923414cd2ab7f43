"""What goes into which calendar: one a cohort and topic, and one a kind of appointment.  Pure.

Only days an edition shows become events, so a public calendar holds nothing that is unconfirmed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ratgeber_tools.data.agenda import DueStep, agenda, current_cohorts, topics_in
from ratgeber_tools.data.appointments import Appointment, AppointmentKind
from ratgeber_tools.data.cohorts import Cohort, cut_off_of
from ratgeber_tools.data.disclosure import Ask, Disclosure, Edition, View
from ratgeber_tools.data.exhibition import Exhibition
from ratgeber_tools.data.funding import Funding
from ratgeber_tools.data.places import School
from ratgeber_tools.data.states import state_of
from ratgeber_tools.data.steps import TOPIC_TITLES, Topic


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """A whole day or several, both included; `name` is the part of the UID before the `@`.

    `contact` is whom to ask, with the number; `link` a whole address; `reminds`: a calendar says so in time.
    """

    name: str
    title: str
    first: date
    last: date
    description: str = ""
    place: str = ""
    contact: str = ""
    link: str = ""
    reminds: bool = False

    @property
    def fingerprint(self) -> str:
        """What changes when anything a parent sees changes."""
        words = "\x1f".join(
            (
                self.title,
                self.first.isoformat(),
                self.last.isoformat(),
                self.description,
                self.place,
                self.contact,
                self.link,
                str(self.reminds),
            )
        )
        return hashlib.sha256(words.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Calendar:
    """A file `name`.ics and the title under which a parent sees it."""

    name: str
    title: str
    events: tuple[CalendarEvent, ...]


#: Calendars of appointments: file name, title, kinds.
APPOINTMENT_CALENDARS: tuple[tuple[str, str, frozenset[AppointmentKind]], ...] = (
    (
        "ferien",
        "Ferien und Schulbeginn",
        frozenset({AppointmentKind.HOLIDAYS, AppointmentKind.PUBLIC_HOLIDAY, AppointmentKind.TERM_START}),
    ),
    ("offene-tuer", "Tage der offenen Tür", frozenset({AppointmentKind.OPEN_DAY})),
)


def calendars(view: View) -> tuple[Calendar, ...]:
    """Return every calendar of the guide as `view` shows it, also those without an event."""
    return (
        *_cohort_calendars(view),
        *_appointment_calendars(view),
        *_funding_calendars(view),
        *_exhibition_calendars(view),
    )


def calendars_of(appointment: Appointment) -> Iterator[str]:
    """Yield the names of the calendars an appointment belongs to, by its kind and by whose it is."""
    yield from (name for name, _, kinds in APPOINTMENT_CALENDARS if appointment.kind in kinds)
    if appointment.funding is not None:
        yield f"foerderung-{appointment.funding}"
    if appointment.exhibition is not None:
        yield f"ausstellung-{appointment.exhibition}"


def calendar_name(topic: Topic, cohort: Cohort) -> str:
    """Return the file name of a cohort's calendar: `schulanfang-2028`, `wechsel-2027` by the year of the change."""
    return f"{topic.value}-{_year_of(topic, cohort)}"


def calendar_title(topic: Topic, cohort: Cohort) -> str:
    """Return what a parent reads: “Schulanfang 2028”, “Wechsel nach Klasse 4, 2027”."""
    separator = ", " if topic is Topic.AFTER_CLASS_4 else " "
    return f"{TOPIC_TITLES[topic]}{separator}{_year_of(topic, cohort)}"


def _year_of(topic: Topic, cohort: Cohort) -> int:
    return cohort.start if topic is Topic.SCHOOL_START else cohort.start + 4


def _cohort_calendars(view: View) -> Iterator[Calendar]:
    cut_off = cut_off_of(view.records)
    if cut_off is None:
        return
    for topic in topics_in(view.records):
        for cohort in current_cohorts(view, topic, cut_off.day):
            events = tuple(_event_of(due, view) for due in agenda(view, cohort, topic) if _has_days(due))
            yield Calendar(calendar_name(topic, cohort), calendar_title(topic, cohort), events)


def events_of(view: View) -> tuple[CalendarEvent, ...]:
    """Return every appointment of the register that this edition vouches for as an event of its own, past ones too."""
    return _events([*view.records.appointments.values()], view)


def is_sure(disclosure: Disclosure) -> bool:
    """Say whether a day may go into a calendar: a phone remembers it long after the page has taken it back."""
    return disclosure.is_shown and not disclosure.is_provisional


def _appointment_calendars(view: View) -> Iterator[Calendar]:
    for name, title, kinds in APPOINTMENT_CALENDARS:
        found = [entry for entry in view.records.appointments.values() if entry.kind in kinds]
        yield Calendar(name, title, _events(found, view))


def _funding_calendars(view: View) -> Iterator[Calendar]:
    for funding in view.records.funding.values():
        found = [entry for entry in view.records.appointments.values() if entry.funding == funding.identifier]
        yield Calendar(*funding_calendar(funding), _events(found, view))


def funding_calendar(funding: Funding) -> tuple[str, str]:
    """Return file name and title of a programme's calendar."""
    return f"foerderung-{funding.identifier}", f"Fristen {funding.name}"


def _exhibition_calendars(view: View) -> Iterator[Calendar]:
    for exhibition in view.records.exhibitions.values():
        found = [entry for entry in view.records.appointments.values() if entry.exhibition == exhibition.identifier]
        yield Calendar(*exhibition_calendar(exhibition), _events(found, view))


def exhibition_calendar(exhibition: Exhibition) -> tuple[str, str]:
    """Return file name and title of an exhibition's calendar."""
    return f"ausstellung-{exhibition.identifier}", f"Termine {exhibition.name}"


def _has_days(due: DueStep) -> bool:
    return due.is_shown and due.days.is_known and not due.is_provisional


def _event_of(due: DueStep, view: View) -> CalendarEvent:
    """A deadline is an event on its last day, an open end one on its first: a calendar cannot say “any time up to”."""
    days = due.days
    first, last = days.first, days.last
    title = due.step.title
    if first is None:
        first = last
        title = f"Letzter Tag: {title}"
    elif last is None:
        title = f"Ab heute: {title}"
    assert first is not None
    if view.edition is Edition.WORKING:
        title = f"{title} ({due.state.value})"
    description = " ".join(part for part in (due.step.text, due.days.note, due.advice) if part)
    return CalendarEvent(
        f"{due.step.identifier}-{due.cohort.start}",
        title,
        first,
        last or first,
        description,
        contact=_contact(due.ask),
        link=_guide_address(view),
        reminds=True,
    )


def _events(appointments: list[Appointment], view: View) -> tuple[CalendarEvent, ...]:
    found = []
    for entry in appointments:
        first, last = entry.first or entry.last, entry.last_day or entry.first
        if first is None or last is None or not is_sure(view.disclose(entry)):
            continue
        title = entry.title
        if view.edition is Edition.WORKING:
            title = f"{title} ({state_of(entry, view.today).value})"
        school = view.records.schools.get(entry.school or "")
        is_school_shown = school is not None and view.disclose(school).is_shown
        found.append(
            CalendarEvent(
                entry.identifier,
                title,
                first,
                last,
                entry.time,
                entry.place or (_where(school) if school is not None and is_school_shown else ""),
                contact=_contact(view.whom_to_ask(entry)),
                link=(school.web if school is not None and is_school_shown else "") or _guide_address(view),
                reminds=entry.kind is not AppointmentKind.PUBLIC_HOLIDAY,
            )
        )
    return tuple(sorted(found, key=lambda event: (event.first, event.name)))


def _where(school: School) -> str:
    return ", ".join(part for part in (school.name, school.address) if part)


def _contact(ask: Ask) -> str:
    """Return whom to ask, as one line for a calendar: “Schulamt, Telefon 0340 204-0”."""
    who = f"{ask.office} ({ask.via})" if ask.via else ask.office
    return f"{who}, Telefon {ask.phone}" if ask.phone else who


def _guide_address(view: View) -> str:
    """Return where the guide is; what a working edition shows is not what lies there."""
    return (view.records.municipality.guide_web or "") if view.edition is Edition.PUBLIC else ""
