"""What a page has to know to offer calendars: which there are, whether anything is in them, and where they will be."""

from __future__ import annotations

from dataclasses import dataclass

from ratgeber_tools.data.disclosure import Edition, View
from ratgeber_tools.data.queries import Query
from ratgeber_tools.exports.events import calendars

#: Folder of the calendar files below the web pages.
FOLDER = "kalender"


@dataclass(frozen=True)
class OfferedCalendar:
    name: str
    title: str
    is_empty: bool

    @property
    def file(self) -> str:
        return f"{FOLDER}/{self.name}.ics"


@dataclass(frozen=True)
class CalendarOffer:
    """The calendars asked for; `address` is where the public edition will stand, empty if nobody has said.

    The working edition has none: what it shows is not what lies there.
    """

    calendars: tuple[OfferedCalendar, ...]
    address: str


@dataclass(frozen=True)
class CalendarsQuery(Query[CalendarOffer]):
    """Calendars by name; one this edition does not have, of a cohort long at school, is left out."""

    names: tuple[str, ...]

    def answer(self, view: View) -> CalendarOffer:
        found = {calendar.name: calendar for calendar in calendars(view)}
        return CalendarOffer(
            tuple(
                OfferedCalendar(name, found[name].title, not found[name].events) for name in self.names if name in found
            ),
            (view.records.municipality.guide_web or "") if view.edition is Edition.PUBLIC else "",
        )
