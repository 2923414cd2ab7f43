"""What a page asks of the data, and the answer as plain values.

A page remembers its questions and a fingerprint of each answer.  If the answer is another one at the next build,
because a record, the day or a consent has changed, that page and no other is read again.  So an answer holds all that
is shown and nothing else: a record nobody shows changes no page.  Answers hold no sets, whose order changes from one
run to the next.
"""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from ratgeber_tools.data.absence import ABSENT
from ratgeber_tools.data.appointments import Appointment, AppointmentKind
from ratgeber_tools.data.attestation import Attested
from ratgeber_tools.data.dates import format_date
from ratgeber_tools.data.disclosure import Ask, Disclosure, View
from ratgeber_tools.data.places import ContactKind, ContactPoint
from ratgeber_tools.data.records import Key
from ratgeber_tools.data.school_years import SchoolYear

_Answer = TypeVar("_Answer")
_Record = TypeVar("_Record", bound=Attested, covariant=True)


@dataclass(frozen=True)
class ShownRecord(Generic[_Record]):
    """A record with what the edition does with it."""

    record: _Record
    disclosure: Disclosure


class Query(ABC, Generic[_Answer]):
    """A question; hashable and picklable, so that a page can keep it."""

    @abstractmethod
    def answer(self, view: View) -> _Answer:
        """Return all that a page shows for this question."""


def fingerprint_of(answer: object) -> str:
    """Return what differs when an answer does."""
    return hashlib.sha256(repr(answer).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class RecordQuery(Query["ShownRecord[Attested] | Ask"]):
    """One record by name, of the first kind that has it; if it is gone, whom to ask instead."""

    collections: tuple[str, ...]
    identifier: str

    def answer(self, view: View) -> ShownRecord[Attested] | Ask:
        for collection in self.collections:
            record = view.records.get(Key(collection, self.identifier))
            if isinstance(record, Attested):
                return ShownRecord(record, view.disclose(record))
        return view.whom_to_ask()


@dataclass(frozen=True)
class MunicipalityQuery(Query["str | Ask"]):
    """A value of the municipality by its German key; if it is unset, whom to ask."""

    key: str

    def answer(self, view: View) -> str | Ask:
        return municipality_values(view).get(self.key, "") or view.whom_to_ask()


def municipality_values(view: View) -> dict[str, str]:
    """Return the municipality's single values by the keys a chapter may name; unset ones are empty.

    A contact is given by its name and a day as it is written: nobody can do anything with an identifier.
    """
    municipality, contacts = view.records.municipality, view.records.contacts
    parts = {"imprint", "accessibility", "brochure", "funding_notices", "local_names", "parts"}
    values = municipality.model_dump(by_alias=True, exclude=parts)
    for part in (municipality.imprint, municipality.accessibility):
        values |= part.model_dump(by_alias=True, exclude={"absent"})
        values |= {type(part).model_fields[name].alias or name: ABSENT for name in part.absent}
    in_words = {key: format_date(value) if isinstance(value, date) else value or "" for key, value in values.items()}
    return {
        key: contacts[value].name if value in contacts else value
        for key, value in in_words.items()
        if isinstance(value, str)
    }


@dataclass(frozen=True)
class ContactsQuery(Query[tuple[ShownRecord[ContactPoint], ...]]):
    kinds: frozenset[ContactKind] = frozenset()
    topics: frozenset[str] = frozenset()

    def answer(self, view: View) -> tuple[ShownRecord[ContactPoint], ...]:
        topics = {topic.casefold() for topic in self.topics}
        return tuple(
            ShownRecord(contact, view.disclose(contact))
            for contact in view.records.contacts.values()
            if (not self.kinds or contact.kind in self.kinds)
            and (not topics or topics & {topic.casefold() for topic in contact.topics})
        )


@dataclass(frozen=True)
class AppointmentsQuery(Query[tuple[ShownRecord[Appointment], ...]]):
    """In the order of their days; those not known yet come last, in the order typed."""

    kinds: frozenset[AppointmentKind] = frozenset()
    years: frozenset[SchoolYear] = frozenset()
    schools: frozenset[str] = frozenset()
    funding: str = ""
    exhibition: str = ""

    def answer(self, view: View) -> tuple[ShownRecord[Appointment], ...]:
        found = [
            entry
            for entry in view.records.appointments.values()
            if (not self.kinds or entry.kind in self.kinds)
            and (not self.years or entry.school_year in self.years)
            and (not self.schools or entry.school in self.schools)
            and (not self.funding or entry.funding == self.funding)
            and (not self.exhibition or entry.exhibition == self.exhibition)
        ]
        found.sort(key=lambda entry: entry.first or entry.last or date.max)
        return tuple(ShownRecord(entry, view.disclose(entry)) for entry in found)


#: Of the days to come parents have no use for: a school year has no day on which anything is to be done.
_NO_DAY_TO_KEEP = frozenset({AppointmentKind.SCHOOL_YEAR, AppointmentKind.EXHIBITION})


@dataclass(frozen=True)
class NextDatesQuery(Query[tuple[ShownRecord[Appointment], ...]]):
    """The next days parents should know, in order; in every edition only what the public one shows.

    Deadlines of funders are nothing for parents, and are left out.
    """

    number: int

    def answer(self, view: View) -> tuple[ShownRecord[Appointment], ...]:
        shown = (
            ShownRecord(entry, view.disclose(entry))
            for entry in view.records.appointments.values()
            if entry.kind not in _NO_DAY_TO_KEEP
            and not entry.funding
            and (entry.last_day or entry.first or date.min) >= view.today
        )
        found = [each for each in shown if each.disclosure.is_shown and each.disclosure.is_for_parents]
        found.sort(key=lambda each: each.record.first or each.record.last or date.max)
        return tuple(found[: self.number])


@dataclass(frozen=True)
class SchoolYearsQuery(Query[tuple[SchoolYear, ...]]):
    """The school years that are not over and of which any holidays are in the register, in order."""

    def answer(self, view: View) -> tuple[SchoolYear, ...]:
        years = {
            entry.school_year
            for entry in view.records.appointments.values()
            if entry.school_year and entry.kind is AppointmentKind.HOLIDAYS
        }
        return tuple(sorted(year for year in years if year.last_day >= view.today))
