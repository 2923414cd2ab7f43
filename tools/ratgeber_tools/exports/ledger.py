"""Sequence numbers: what was published before, so that a correction reaches the calendars that have it already.

An event keeps its UID for ever.  Its `SEQUENCE` rises by one whenever anything in it changes (RFC 5545, 3.8.7.4), and
one that is dropped before its day is sent once more as cancelled.  The ledger is a small YAML file a calendar under
`redaktion/kalender/`, written when calendars are published; a build only reads it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from ratgeber_tools.data.dates import format_date, parse_date
from ratgeber_tools.data.yaml_edit import quoted
from ratgeber_tools.data.yaml_tree import read_yaml
from ratgeber_tools.errors import InputError
from ratgeber_tools.exports.events import CalendarEvent
from ratgeber_tools.files import read_text, write_whole

_HEAD = """\
# Stand eines veröffentlichten Kalenders.  Das Werkzeug schreibt diese Datei; bitte nicht von Hand ändern,
# sonst erreichen Berichtigungen die Kalender der Eltern nicht.
"""


@dataclass(frozen=True, slots=True)
class PublishedEvent:
    """An event as last published: its number, the day of its last change, and whether it was cancelled."""

    event: CalendarEvent
    sequence: int
    changed_on: date
    is_cancelled: bool = False


Ledger = Mapping[str, PublishedEvent]


def advance(ledger: Ledger, events: Iterable[CalendarEvent], today: date) -> dict[str, PublishedEvent]:
    """Return the ledger after publishing `events` on `today`: what is new, changed, dropped, and what is past.

    An event that is no longer there and whose last day has passed stays as it was; nobody needs its cancellation.
    """
    after: dict[str, PublishedEvent] = {}
    for event in events:
        before = ledger.get(event.name)
        if before is None:
            after[event.name] = PublishedEvent(event, 0, today)
        elif before.event == event and not before.is_cancelled:
            after[event.name] = before
        else:
            after[event.name] = PublishedEvent(event, before.sequence + 1, today)
    for name, before in ledger.items():
        if name in after:
            continue
        if before.is_cancelled or before.event.last < today:
            after[name] = before
        else:
            after[name] = replace(before, sequence=before.sequence + 1, changed_on=today, is_cancelled=True)
    return after


def read_ledger(path: Path) -> dict[str, PublishedEvent]:
    """Read a ledger; one that does not exist is empty.

    Raises `InputError` if the file is damaged: starting anew would number corrections from 0, and calendars that have
    a higher number would ignore them.
    """
    if not path.is_file():
        return {}
    tree = read_yaml(read_text(path))
    try:
        if tree.mistakes:
            raise ValueError
        return {name: _read_entry(name, values) for name, values in tree.values.items()}
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(
            f"{path} ist beschädigt. Holen Sie die Datei aus der Versionsverwaltung zurück; ohne sie erreichen "
            "Berichtigungen die Kalender der Eltern nicht."
        ) from error


def write_ledger(path: Path, ledger: Ledger) -> None:
    """Write a ledger whole; raises `TargetError` if that is not possible.

    Two runs must not build on the same ledger: hold its folder (`files.held`) from reading to writing.
    """
    lines = [_HEAD]
    for name, entry in sorted(ledger.items()):
        lines.append(f"{name}:")
        lines += [f"  {key}: {value}" for key, value in _entry_lines(entry)]
        lines.append("")
    write_whole(path, "\n".join(lines))


def _entry_lines(entry: PublishedEvent) -> Iterable[tuple[str, str]]:
    event = entry.event
    yield "folge", str(entry.sequence)
    yield "seit", format_date(entry.changed_on)
    yield "abgesagt", "ja" if entry.is_cancelled else "nein"
    yield "von", format_date(event.first)
    yield "bis", format_date(event.last)
    yield "titel", quoted(event.title)
    yield "beschreibung", quoted(event.description)
    yield "ort", quoted(event.place)
    yield "fragen", quoted(event.contact)
    yield "adresse", quoted(event.link)
    yield "erinnern", "ja" if event.reminds else "nein"


def _read_entry(name: str, values: Any) -> PublishedEvent:
    event = CalendarEvent(
        name=name,
        title=values["titel"],
        first=_day(values["von"]),
        last=_day(values["bis"]),
        description=values["beschreibung"],
        place=values["ort"],
        contact=values.get("fragen", ""),  # ledgers written before events had these
        link=values.get("adresse", ""),
        reminds=values.get("erinnern") == "ja",
    )
    return PublishedEvent(event, int(values["folge"]), _day(values["seit"]), values["abgesagt"] == "ja")


def _day(text: str) -> date:
    day = parse_date(text)
    if day is None:
        raise ValueError(text)
    return day
