"""Dates as people in a town hall type them, and as parents read them; and the one clock that says what day it is."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

#: The guide's days begin and end here, whatever clock a server keeps; `ratgeber-daten.js` says the same.
GUIDE_ZONE = ZoneInfo("Europe/Berlin")

_GERMAN = re.compile(r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})")
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})")

MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip
WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")


def local_now() -> datetime:
    """Return the moment it is, with Germany's offset; the only place that asks the machine, for the tool's edges."""
    return datetime.now(GUIDE_ZONE)


def local_today() -> date:
    """Return the day it is in Germany, wherever the machine stands; for the edges of the tool only."""
    return local_now().date()


def local_day(moment: datetime) -> date:
    """Return the day of `moment` (with a time zone) in Germany; in winter 23:30 UTC is half past midnight of the next.

    Commits and release entries carry the offset of the machine that made them, often a server's UTC.
    """
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone, so nobody knows its day")
    return moment.astimezone(GUIDE_ZONE).date()


def start_of_day(day: date) -> datetime:
    """Return the moment at which `day` begins in Germany."""
    return datetime.combine(day, time(), GUIDE_ZONE)


def parse_date(text: str) -> date | None:
    """Return the day `text` names (24.11.2026, 1. 3. 2027 or 2026-11-24), or None if it names none."""
    match = _GERMAN.fullmatch(text.strip()) or _ISO.fullmatch(text.strip())
    if match is None:
        return None
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def format_date(day: date) -> str:
    """Return `day` as parents read it: 24.11.2026."""
    return f"{day.day:02}.{day.month:02}.{day.year:04}"


def format_long(day: date) -> str:
    """Return `day` in words: 1. März 2027."""
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def format_with_weekday(day: date) -> str:
    """Return `day` with its weekday: Montag, 1. März 2027."""
    return f"{WEEKDAYS[day.weekday()]}, {format_long(day)}"


def format_period(first: date, last: date) -> str:
    """Return a period, both days included: 19.10. bis 30.10.2026, over New Year with both years."""
    if first == last:
        return format_date(first)
    start = f"{first.day:02}.{first.month:02}." if first.year == last.year else format_date(first)
    return f"{start} bis {format_date(last)}"


def a_year_later(day: date) -> date:
    """Return the same day a year later; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)
