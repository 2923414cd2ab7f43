"""A date as a tile: the day large, its weekday above, its month below.

A drawing beside words that say the same, so it is not read aloud.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from ratgeber_tools.data.appointments import Appointment
from ratgeber_tools.data.dates import MONTHS, WEEKDAYS
from ratgeber_tools.data.queries import ShownRecord

#: Attribute of a node that shows a date: `first/last` as days of ISO 8601, either may be empty.
TILE = "kachel"


@dataclass(frozen=True, slots=True)
class Tile:
    """The days it shows; without `first` it is a deadline, without `last` it begins and nobody says when it ends.

    Without either the day is still to be told, and the tile keeps its place.
    """

    first: date | None
    last: date | None

    @classmethod
    def of(cls, appointment: Appointment) -> Tile:
        first, last = appointment.first, appointment.last_day
        return cls(first, last)

    @classmethod
    def read(cls, attribute: str) -> Tile:
        first, last = (date.fromisoformat(day) if day else None for day in attribute.split("/"))
        return cls(first, last)

    def as_attribute(self) -> str:
        return "/".join(day.isoformat() if day is not None else "" for day in (self.first, self.last))

    @property
    def end(self) -> str:
        """The last day as in ISO 8601, empty where nobody knows it."""
        return self.last.isoformat() if self.last is not None else ""

    @property
    def is_open(self) -> bool:
        """Say whether the day is still to be told."""
        return self.first is None and self.last is None

    @property
    def words(self) -> tuple[str, str, str]:
        """What stands above, large and below: `("Mo bis Do", "15–18", "Februar 2027")`; below may be nothing."""
        first, last = self.first, self.last
        day = first or last
        if day is None:
            return ("Tag", "folgt", "")
        below = f"{MONTHS[day.month - 1]} {day.year}"
        if first is None:
            return (f"bis {_short(day)}", str(day.day), below)
        if last is None or (first.year, first.month) != (last.year, last.month):
            return (f"ab {_short(first)}", str(first.day), below)
        if first.day == 1 and (last + timedelta(days=1)).day == 1:
            return ("im", MONTHS[day.month - 1][:3], str(day.year))
        if first == last:
            return (WEEKDAYS[first.weekday()], str(first.day), below)
        return (f"{_short(first)} bis {_short(last)}", f"{first.day}–{last.day}", below)


def tile_of(shown: ShownRecord[Appointment]) -> Tile:
    """Return the tile of a date as parents may see it: without days nobody stands by."""
    is_seen = shown.disclosure.is_shown and shown.disclosure.is_for_parents
    return Tile.of(shown.record) if is_seen else Tile(None, None)


def _short(day: date) -> str:
    return WEEKDAYS[day.weekday()][:2]
