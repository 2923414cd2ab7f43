"""Calendars as files: RFC 5545, whole days, one file a calendar."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import icalendar

from ratgeber_tools.data.disclosure import Edition, View
from ratgeber_tools.exports.events import CalendarEvent, calendars
from ratgeber_tools.exports.ledger import Ledger, PublishedEvent, advance, read_ledger, write_ledger
from ratgeber_tools.files import held, write_whole

#: Where the ledgers lie below the guide's folder.
LEDGERS = Path("redaktion", "kalender")
#: How often a subscribed calendar should look for corrections (RFC 7986, 5.7).
REFRESH = timedelta(days=1)
#: When a calendar reminds: at nine in the morning a week before, and the day before.
REMINDERS = (timedelta(days=6, hours=15), timedelta(hours=15))
PRODUCT = "-//Elternratgeber//Was ist wann dran//DE"


def calendar_files(view: View, guide: Path) -> Mapping[str, bytes]:
    """Return the calendar files of an edition by name (`ferien.ics`); one without any event is left out.

    Numbers come from the ledgers below `guide`, which are not changed.  Raises `InputError` if one is damaged.
    """
    return {f"{name}.ics": content for name, (content, _) in _build(view, guide).items()}


def publish_calendars(view: View, guide: Path, target: Path) -> tuple[Path, ...]:
    """Write the public calendars into `target`, then the ledgers; return the calendar files.

    Raises `InputError` or `TargetError`; then no ledger has been changed.
    """
    with held(guide / LEDGERS):
        built = _build(view, guide)
        written = []
        for name, (content, _) in built.items():
            path = target / f"{name}.ics"
            write_whole(path, content)
            written.append(path)
        _note(built, guide)
    return tuple(written)


def is_our_calendar(path: Path) -> bool:
    """Say whether the file is a calendar written here; nobody edits those by hand."""
    return f"PRODID:{PRODUCT}".encode() in path.read_bytes()[:1000]


def note_published(view: View, guide: Path) -> tuple[Path, ...]:
    """Write down that the calendars of a public edition are out; return the ledgers that changed.

    Raises `InputError` if a ledger is damaged, `TargetError` if one cannot be written.
    """
    with held(guide / LEDGERS):
        return _note(_build(view, guide), guide)


def _note(built: Mapping[str, tuple[bytes, Ledger]], guide: Path) -> tuple[Path, ...]:
    changed = []
    for name, (_, ledger) in built.items():
        path = guide / LEDGERS / f"{name}.yaml"
        if not path.is_file() or read_ledger(path) != ledger:
            write_ledger(path, ledger)
            changed.append(path)
    return tuple(changed)


def as_icalendar(title: str, ledger: Ledger, *, domain: str, today: date) -> bytes:
    """Return one calendar file; `domain` is the part of every UID behind the `@`.

    An event that was cancelled is told until its day has passed.
    """
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", title)
    calendar.add("x-wr-calname", title)
    calendar.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", icalendar.vDuration(REFRESH))
    for published in _told(ledger, today):
        calendar.add_component(_component(published, domain))
    return bytes(calendar.to_ical())


def _told(ledger: Ledger, today: date) -> list[PublishedEvent]:
    told = [entry for entry in ledger.values() if not (entry.is_cancelled and entry.event.last < today)]
    return sorted(told, key=lambda entry: (entry.event.first, entry.event.name))


def calendar_domain(view: View) -> str:
    """Return the part of every UID behind the `@`; an event of the working edition is never one that is published."""
    domain = view.records.municipality.calendar_domain or "elternratgeber"
    return f"{domain}-arbeitsfassung" if view.edition is Edition.WORKING else domain


def _build(view: View, guide: Path) -> dict[str, tuple[bytes, Ledger]]:
    is_public = view.edition is not Edition.WORKING
    domain = calendar_domain(view)
    built: dict[str, tuple[bytes, Ledger]] = {}
    for calendar in calendars(view):
        before = read_ledger(guide / LEDGERS / f"{calendar.name}.yaml") if is_public else {}
        ledger = advance(before, calendar.events, view.today)
        if _told(ledger, view.today):  # a calendar without events is none (RFC 5545, 3.6)
            content = as_icalendar(calendar.title, ledger, domain=domain, today=view.today)
            built[calendar.name] = (content, ledger)
    return built


def _component(published: PublishedEvent, domain: str) -> icalendar.Event:
    """A whole-day event: the end is the day after the last (RFC 5545, 3.6.1), and nobody is busy because of it."""
    event = published.event
    component = icalendar.Event()
    changed = datetime.combine(published.changed_on, time(), tzinfo=UTC)
    component.add("uid", f"{event.name}@{domain}")
    component.add("sequence", published.sequence)
    component.add("dtstamp", changed)
    component.add("last-modified", changed)
    component.add("dtstart", event.first)
    component.add("dtend", event.last + timedelta(days=1))
    component.add("summary", event.title)
    description = "\n".join(part for part in (event.description, _asking(event), event.link) if part)
    if description:  # many programs show this alone, so what stands below is here as well
        component.add("description", description)
    if event.place:
        component.add("location", event.place)
    if event.contact:
        component.add("contact", event.contact)
    if event.link:
        component.add("url", event.link)
    if event.reminds and not published.is_cancelled:
        for before in REMINDERS:
            component.add_component(_reminder(event.title, before))
    component.add("status", "CANCELLED" if published.is_cancelled else "CONFIRMED")
    component.add("transp", "TRANSPARENT")
    return component


def _asking(event: CalendarEvent) -> str:
    return f"Fragen: {event.contact}" if event.contact else ""


def _reminder(title: str, before: timedelta) -> icalendar.Alarm:
    """A reminder `before` the day begins (RFC 5545, 3.6.6); calendars people subscribe to may leave it out."""
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", -before)
    return alarm
