"""What the overview takes from each chapter's own text, kept for whoever surveys the guide again and again.

Measuring the sentences is nearly all a survey costs.  A chapter that is the same object as last time is not read
again; a guide remembered hands out the same one as long as its file is (`guide.remembered`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ratgeber_tools.data.attestation import Attested
from ratgeber_tools.data.records import Records
from ratgeber_tools.data.states import VOUCHED, State, is_vouched, state_of
from ratgeber_tools.editorial.addressees import Offices
from ratgeber_tools.editorial.notes import Note, open_notes
from ratgeber_tools.guide import Chapter, Guide
from ratgeber_tools.guide.body_text import body_measure
from ratgeber_tools.guide.record_uses import lists_in, uses_in
from ratgeber_tools.prose.readability import Measure


@dataclass(frozen=True, slots=True)
class ChapterReading:
    """A chapter with its extent, its open points, and the records it names that no office stands by.

    `lists` names the directives that list records beyond those.
    """

    chapter: Chapter
    measure: Measure
    notes: tuple[Note, ...]
    unconfirmed: tuple[str, ...]
    lists: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Basis:
    """What open points and records rest on beside the text; `roles` are the offices' names from their table."""

    records: Records
    roles: tuple[str, ...]
    today: date

    def is_same(self, other: _Basis | None) -> bool:
        """Say whether readings on `other` hold; records are compared as objects, for they are many."""
        return (
            other is not None
            and self.records is other.records
            and self.roles == other.roles
            and (self.today == other.today)
        )


class ChapterReadings:
    """Remembers the last reading of every chapter; for one caller at a time."""

    def __init__(self) -> None:
        self._known: dict[str, ChapterReading] = {}
        self._basis: _Basis | None = None

    def read(self, guide: Guide, offices: Offices, *, roles: tuple[str, ...], today: date) -> list[ChapterReading]:
        """Return the reading of each chapter on `today`, without index pages; `offices` follow from data and `roles`.

        What was saved is read anew; where the records, the table of offices or the day are others, the open points
        and records of all chapters are looked at again, and their sentences are not measured again.
        """
        basis = _Basis(guide.data.records, roles, today)
        is_valid = basis.is_same(self._basis)
        found: dict[str, ChapterReading] = {}
        for chapter in guide:
            if chapter.is_index:
                continue
            known = self._known.get(chapter.name)
            if known is not None and known.chapter is not chapter:
                known = None
            found[chapter.name] = known if known is not None and is_valid else _read(chapter, known, basis, offices)
        self._known, self._basis = found, basis
        return list(found.values())


def is_settled(record: Attested, today: date) -> bool:
    """Say whether nobody has to be asked about `record`: confirmed and not ended, or a confirmed day in the past."""
    state = state_of(record, today)
    return state in VOUCHED or (state is State.EXPIRED and record.is_dated and is_vouched(record, today))


def _read(chapter: Chapter, before: ChapterReading | None, basis: _Basis, offices: Offices) -> ChapterReading:
    return ChapterReading(
        chapter,
        measure=before.measure if before is not None else body_measure(chapter),
        notes=tuple(open_notes(chapter, offices)),
        unconfirmed=tuple(dict.fromkeys(_unconfirmed(chapter, basis.records, basis.today))),
        lists=before.lists if before is not None else tuple(dict.fromkeys(lists_in(chapter))),
    )


def _unconfirmed(chapter: Chapter, records: Records, today: date) -> Iterator[str]:
    """Yield the records the chapter names and nobody stands by; one that does not exist is a check's matter."""
    for use in uses_in(chapter):
        key = use.key_in(records)
        record = records.get(key) if key is not None else None
        if isinstance(record, Attested) and not is_settled(record, today):
            yield use.identifier
