"""Dates as people in a town hall type them."""

from __future__ import annotations

import re
from datetime import date

_GERMAN = re.compile(r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})")
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})")


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
    return f"{day:%d.%m.%Y}"
