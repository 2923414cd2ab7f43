"""School years: from 1 August to 31 July (§ 23 SchulG LSA), written `2026/27`."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

_WRITTEN = re.compile(r"(?P<start>\d{4})/(?P<end>\d{2}|\d{4})")
FIRST_MONTH = 8


class SchoolYear(NamedTuple):
    """A school year by the calendar year it starts in."""

    start: int

    def __str__(self) -> str:
        return f"{self.start}/{(self.start + 1) % 100:02}"

    @property
    def first_day(self) -> date:
        return date(self.start, FIRST_MONTH, 1)

    @property
    def last_day(self) -> date:
        return date(self.start + 1, FIRST_MONTH - 1, 31)

    @property
    def following(self) -> SchoolYear:
        return SchoolYear(self.start + 1)


def school_year_of(day: date) -> SchoolYear:
    """Return the school year `day` lies in."""
    return SchoolYear(day.year if day.month >= FIRST_MONTH else day.year - 1)


def parse_school_year(text: str) -> SchoolYear | None:
    """Return the school year written as `2026/27` or `2026/2027`, or None if it is none."""
    match = _WRITTEN.fullmatch(text.strip())
    if match is None:
        return None
    year = SchoolYear(int(match["start"]))
    return year if match["end"] in (str(year)[-2:], str(year.start + 1)) else None
