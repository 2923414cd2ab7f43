"""One date as a file of its own, for whoever taps “In meinen Kalender” beside it.

Such a file is taken once and not asked for again, so there is no ledger: of two with the same UID and number the one
made later holds (RFC 5546, 2.1.5).
"""

from __future__ import annotations

from collections.abc import Mapping

from ratgeber_tools.data.appointments import Appointment
from ratgeber_tools.data.disclosure import Disclosure, View
from ratgeber_tools.exports.calendar_files import as_icalendar, calendar_domain
from ratgeber_tools.exports.events import events_of, is_sure
from ratgeber_tools.exports.ledger import PublishedEvent

_PREFIX = "tag-"


def single_date_name(appointment: Appointment, disclosure: Disclosure) -> str:
    """Return the name of the date's file, empty where there is none: not sure enough, unknown, or past."""
    is_offered = is_sure(disclosure) and appointment.is_known and not disclosure.is_past
    return f"{_PREFIX}{appointment.identifier}.ics" if is_offered else ""


def single_date_files(view: View) -> Mapping[str, bytes]:
    """Return the files of all dates that are still to come, by name."""
    return {
        f"{_PREFIX}{event.name}.ics": as_icalendar(
            event.title,
            {event.name: PublishedEvent(event, 0, view.today)},
            domain=calendar_domain(view),
            today=view.today,
        )
        for event in events_of(view)
        if event.last >= view.today
    }
