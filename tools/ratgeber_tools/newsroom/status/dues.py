"""What is due by the end of a month, office by office: chapters to look through, values that end, open questions."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from ratgeber_tools.data.dates import MONTHS
from ratgeber_tools.data.inventory import RegisterEntry, ending_before
from ratgeber_tools.editorial.notes import Note
from ratgeber_tools.newsroom.status.readings import is_settled
from ratgeber_tools.newsroom.status.survey import ChapterStatus, Survey

_NUMBERS = re.compile(r"(?P<month>\d{1,2})[./](?P<year>\d{4})|(?P<iso_year>\d{4})-(?P<iso_month>\d{1,2})")
_WORDS = re.compile(r"(?P<month>[^\W\d_]+)\s+(?P<year>\d{4})")
_MONTHS_A_YEAR = 12


class Month(NamedTuple):
    year: int
    month: int

    def __str__(self) -> str:
        return f"{MONTHS[self.month - 1]} {self.year}"

    @property
    def first_day(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def following(self) -> Month:
        return Month(self.year + self.month // _MONTHS_A_YEAR, self.month % _MONTHS_A_YEAR + 1)

    @property
    def last_day(self) -> date:
        return self.following.first_day - timedelta(days=1)


def month_of(day: date) -> Month:
    return Month(day.year, day.month)


def parse_month(text: str) -> Month | None:
    """Return the month `text` names (12.2026, 2026-12, Dezember 2026), or None if it names none."""
    words = text.strip()
    if match := _NUMBERS.fullmatch(words):
        month, year = match["month"] or match["iso_month"], match["year"] or match["iso_year"]
        found = Month(int(year), int(month))
    elif match := _WORDS.fullmatch(words):
        names = [name.casefold() for name in MONTHS]
        if match["month"].casefold() not in names:
            return None
        found = Month(int(match["year"]), names.index(match["month"].casefold()) + 1)
    else:
        return None
    return found if 1 <= found.month <= _MONTHS_A_YEAR and found.year >= 1 else None


class OpenQuestion(NamedTuple):
    """An open point of a chapter."""

    chapter: ChapterStatus
    note: Note


@dataclass(slots=True)
class OfficeDues:
    """What one office has to do; `reviews` and `ending` soonest first, with what is overdue.

    `unconfirmed` counts the values it owns and does not stand by on the day of the survey.
    """

    office: str
    reviews: list[ChapterStatus] = field(default_factory=list)
    ending: list[RegisterEntry] = field(default_factory=list)
    questions: list[OpenQuestion] = field(default_factory=list)
    unconfirmed: int = 0

    @property
    def is_dated(self) -> bool:
        """Say whether anything has a day."""
        return bool(self.reviews or self.ending)


def dues(survey: Survey, month: Month) -> tuple[OfficeDues, ...]:
    """Return what is due by the last day of `month`, by office: those with a day first, then by name.

    An office with a chapter to look through by the 15th stands above one that only has values to confirm some day; what
    belongs to no office comes at the end of either group, for somebody has to be found first.
    A day that has come and gone is no value that ends: registration was on it, and nobody has to confirm it anew.
    """
    found: defaultdict[str, OfficeDues] = defaultdict(lambda: OfficeDues(""))
    for chapter in sorted(survey.chapters, key=lambda each: (each.review_by or date.max, each.name)):
        if chapter.review_by is not None and chapter.review_by <= month.last_day:
            found[chapter.office].reviews.append(chapter)
        for note in chapter.notes:
            found[note.office].questions.append(OpenQuestion(chapter, note))
    for entry in ending_before(survey.entries, month.following.first_day):
        if not entry.record.is_dated:
            found[entry.office].ending.append(entry)
    for entry in survey.entries:
        if not is_settled(entry.record, survey.today):
            found[entry.office].unconfirmed += 1
    for office, due in found.items():
        due.office = office
    return tuple(sorted(found.values(), key=lambda due: (not due.is_dated, not due.office, due.office)))
