"""Opening hours as people write them, read for a page that says until when somebody is there today.

Hours are sentences of an office (“dienstags von 8 bis 12 Uhr und von 13.30 bis 17.30 Uhr”).  What is not understood
whole is not understood at all: half of an office's hours would send a parent away, or to a closed door.  Standard
library only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_DAYS = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
_DAY = rf"(?:{'|'.join(_DAYS)}|sonnabend)s?"
_TIME = r"(\d{1,2})(?:[.:](\d{2}))?"
_SPAN = rf"(?:von\s+)?{_TIME}\s*(?:Uhr\s+)?(?:bis|–|-)\s*{_TIME}(?:\s*Uhr)?"
_LINE = re.compile(
    rf"(?i)\s*(?P<days>{_DAY}(?:\s*(?:,|und|bis|–|-)\s*{_DAY})*)\s*:?\s*(?P<spans>{_SPAN}(?:\s*(?:,|und)\s*{_SPAN})*)\.?\s*"
)
_WHOLE_DAY = 24 * 60


@dataclass(frozen=True, slots=True, order=True)
class OfficeHours:
    """One time somebody is there: `day` counted from Monday as 1 (ISO 8601), minutes since midnight."""

    day: int
    begin: int
    end: int


def read_hours(lines: Iterable[str]) -> tuple[OfficeHours, ...]:
    """Return when somebody is there, in order; nothing if any of the lines says more than days and times."""
    found: set[OfficeHours] = set()
    for line in lines:
        match = _LINE.fullmatch(line)
        openings = () if match is None else tuple(_openings(match["days"], match["spans"]))
        if not openings:
            return ()
        found.update(openings)
    return tuple(sorted(found))


def as_attribute(openings: Iterable[OfficeHours]) -> str:
    """Return hours for a page's script: `2:480-720 2:810-1050`."""
    return " ".join(f"{each.day}:{each.begin}-{each.end}" for each in openings)


def _openings(days: str, spans: str) -> Iterator[OfficeHours]:
    """Yield nothing where a time is none, or ends before it begins."""
    times = [(_minutes(*match[:2]), _minutes(*match[2:])) for match in re.findall(f"(?i){_SPAN}", spans)]
    if all(0 <= begin < end <= _WHOLE_DAY for begin, end in times):
        yield from (OfficeHours(day, begin, end) for day in _days(days) for begin, end in times)


def _minutes(hours: str, minutes: str) -> int:
    past = int(minutes or 0)
    return int(hours) * 60 + past if past < 60 else -1


def _days(words: str) -> Iterator[int]:
    """Yield the numbers of days: “montags und mittwochs”, “montags bis freitags”."""
    before, is_range = 0, False
    for word in re.findall(rf"(?i){_DAY}|bis|–|-", words):
        number = _number(word)
        if number is None:
            is_range = True
            continue
        yield from range(before + 1 if is_range and before else number, number + 1)
        before, is_range = number, False


def _number(word: str) -> int | None:
    name = word.casefold().removesuffix("s").replace("sonnabend", "samstag")
    return _DAYS.index(name) + 1 if name in _DAYS else None
