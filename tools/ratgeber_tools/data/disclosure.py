"""What an edition shows of a record, and what it says instead.

=========  ==========================================================================================
working    every value that is known; what parents will not see bears a mark
public     a value that is confirmed or checked; one with a dated official source with a sign and that source; of the
           rest nothing is said as a fact, and the page counts it.  Never a reason to stop a build
print      a value that is confirmed or checked and outlives the brochure, else “bitte erfragen”; one of those makes
           the file a trial print (`Probedruck`).  Such a fact that ends before the brochure does stands on the loose
           date sheet (`loose_sheet`), and print refers to that
=========  ==========================================================================================

Two kinds of record differ.  A date (`is_dated`) names its own day and stays right when it has passed, so a confirmed
one is printed whatever the brochure's life, and in the web it is marked as past.  Contact details that an office has
published itself are shown in the web before it confirms them, with the same sign as what is evidenced: a parent
without any number is worse off than one who hears “wrong extension”.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from ratgeber_tools.data.appointments import Appointment
from ratgeber_tools.data.attestation import Attested
from ratgeber_tools.data.consents import Purpose
from ratgeber_tools.data.facts import Fact
from ratgeber_tools.data.fields import Confidence, Source
from ratgeber_tools.data.grades import evidence, standing_sources
from ratgeber_tools.data.persons import NOBODY, Persons, ShownPerson
from ratgeber_tools.data.places import ContactKind, ContactPoint, Place
from ratgeber_tools.data.records import Records
from ratgeber_tools.data.states import GRADED, VOUCHED, State, end_of, is_vouched, state_of, vouched_on
from ratgeber_tools.quotation import quoted


class Edition(StrEnum):
    WORKING = "arbeitsfassung"
    PUBLIC = "oeffentlich"
    PRINT = "druck"


class Reason(StrEnum):
    """Why an edition does not show a value, in the words of the editors' lists."""

    UNKNOWN = "unbekannt"
    UNCONFIRMED = "unbestätigt"
    EVIDENCED = "nur belegt, von niemandem bestätigt oder geprüft"
    CONTRADICTORY = "widersprüchlich"
    EXPIRED = "abgelaufen"
    ENDS_TOO_SOON = "gilt kürzer als die Broschüre"
    LIFE_UNKNOWN = "Laufzeit der Broschüre ist nicht festgelegt"


_REASONS = {
    State.UNKNOWN: Reason.UNKNOWN,
    State.UNCONFIRMED: Reason.UNCONFIRMED,
    State.EVIDENCED: Reason.EVIDENCED,
    State.CONTRADICTORY: Reason.CONTRADICTORY,
    State.EXPIRED: Reason.EXPIRED,
}

#: So long before its end a value says so itself.
_ENDS_SOON = timedelta(days=60)

#: Sources in which an institution speaks about itself.
_OWN_PUBLICATION = frozenset({Confidence.OFFICIAL, Confidence.INSTITUTION})


@dataclass(frozen=True, slots=True)
class Ask:
    """Whom to ask: an office by name, its phone if it may be shown, or the office through which to reach it."""

    office: str
    phone: str | None = None
    via: str = ""


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What an edition does with one record.

    `reason` is None where the value is shown.  `until` is its last day, `confirmed_on` the day of its confirmation or
    check.  `is_provisional` says that a public edition shows it with a sign, because nobody but `evidence` stands by
    it; `is_past` is what it adds in words, `is_dated` says that the value will only be past after `until`, not wrong.
    `is_for_parents` says whether the public edition shows the value, also where editors look; `evidence` is by what,
    where nobody stands by it.  `ends_soon`: the value itself says until when it holds.
    `is_on_sheet` says that the loose date sheet of a printed edition shows the value instead, `is_announced` that
    print says who will tell the day, which is all there is to know: nothing is missing then.
    """

    state: State
    reason: Reason | None
    ask: Ask
    confirmed_on: date | None = None
    until: date | None = None
    is_provisional: bool = False
    is_past: bool = False
    is_dated: bool = False
    is_on_sheet: bool = False
    is_announced: bool = False
    evidence: Source | None = None
    is_for_parents: bool = True
    ends_soon: bool = False

    @property
    def is_shown(self) -> bool:
        return self.reason is None


@dataclass(frozen=True, slots=True)
class View:
    """Who looks: which edition, on which local German day; and the people it may show, if any."""

    records: Records
    edition: Edition
    today: date
    persons: Persons = NOBODY
    #: What has been asked before, by the record's `id`: records do not change, and a page names one many times.
    _disclosed: dict[int, tuple[Attested, Disclosure]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    @property
    def purpose(self) -> Purpose:
        """What people have to have agreed to before this edition shows them."""
        return Purpose.PRINT if self.edition is Edition.PRINT else Purpose.WEB

    @property
    def cover(self) -> date | None:
        """The day until which a consent has to hold: in print the brochure's last one, None while that is unset."""
        return self.closing if self.edition is Edition.PRINT else self.today

    @property
    def opening(self) -> date:
        """The first day on which this edition is read: a booklet not before it appears."""
        appears_on = self.records.municipality.brochure.appears_on if self.edition is Edition.PRINT else None
        return max(self.today, appears_on or self.today)

    @property
    def closing(self) -> date | None:
        """The last day on which this edition is read, None for one that is made anew every day or has no end yet."""
        return self.records.municipality.brochure.valid_until if self.edition is Edition.PRINT else None

    def person(self, identifier: str | None) -> ShownPerson | None:
        """Return what this edition may show of a person: in print only what holds as long as the brochure."""
        return self.persons.shown(identifier, self.purpose, self.today, cover=self.cover)

    def disclose(self, record: Attested) -> Disclosure:
        """Return what this edition does with `record`."""
        known = self._disclosed.get(id(record))
        if known is None or known[0] is not record:
            known = self._disclosed[id(record)] = record, self._disclosure(record)
        return known[1]

    def _disclosure(self, record: Attested) -> Disclosure:
        state = state_of(record, self.today)
        shown_by = self._shown_by(record, state) if self.edition is not Edition.PRINT else None
        for_parents = None if shown_by is not None else self._reason(record, state)
        reason = for_parents
        if self.edition is Edition.WORKING:
            reason = Reason.UNKNOWN if state is State.UNKNOWN else None
        until = end_of(record)
        return Disclosure(
            state=state,
            reason=reason,
            ask=self.whom_to_ask(record),
            confirmed_on=vouched_on(record, self.today),
            until=until,
            is_provisional=shown_by is not None and self.edition is Edition.PUBLIC,
            is_past=record.is_dated and state is State.EXPIRED,
            is_dated=record.is_dated,
            is_on_sheet=self._is_on_sheet(record, reason),
            is_announced=self._is_announced(record),
            evidence=shown_by,
            is_for_parents=for_parents is None,
            ends_soon=until is not None and not record.is_dated and until - self.today <= _ENDS_SOON,
        )

    def _shown_by(self, record: Attested, state: State) -> Source | None:
        """Return the source by which a value is shown that nobody stands by."""
        if state is State.EVIDENCED:
            return evidence(standing_sources(record), self.today)
        return _own_publication(record) if state is State.UNCONFIRMED else None

    def _is_on_sheet(self, record: Attested, reason: Reason | None) -> bool:
        """Say whether the loose sheet, where the town hands one out, gives a value that ends before the brochure."""
        is_handed_out = self.records.municipality.brochure.refers_to_sheet
        return is_handed_out and reason is Reason.ENDS_TOO_SOON and isinstance(record, Fact)

    def _is_announced(self, record: Attested) -> bool:
        return self.edition is Edition.PRINT and isinstance(record, Appointment) and record.is_announced(self.opening)

    def whom_to_ask(self, record: Attested | None = None) -> Ask:
        """Return the owner of `record`, or the office for whatever has no owner.

        An office without a phone of its own is reached through the municipality's information.
        """
        owner = self.records.contacts.get(record.owner or "") if record is not None else None
        return self._ask(None if owner is record else owner)

    def whom_to_ask_about_gaps(self) -> Ask:
        """Return the editorial office: it fills in what the guide does not know yet."""
        return self._ask(self.records.contacts.get(self.records.municipality.editorial_office or ""))

    def _ask(self, office: ContactPoint | None) -> Ask:
        information = self.records.contacts.get(self.records.municipality.information or "")
        if office is None:
            office, information = information, None
        if office is None:
            return Ask(self.records.municipality.official_name)
        phone = self._phone(office)
        if phone is not None or information is None or information is office:
            return Ask(office.name, phone)
        return Ask(office.name, self._phone(information), via=information.name)

    def _phone(self, contact: ContactPoint) -> str | None:
        """Return a number that may be shown: not an expired or disputed one, and in print only one vouched for."""
        state = state_of(contact, self.today)
        if self.edition is Edition.PRINT:
            return contact.phone if state in VOUCHED else None
        return contact.phone if state in GRADED or state is State.UNCONFIRMED else None

    def _reason(self, record: Attested, state: State) -> Reason | None:
        """Return why parents do not see a value: in print for paper, else in the web."""
        if record.is_dated and state is State.EXPIRED and is_vouched(record, self.today):
            return None
        if state not in VOUCHED:
            return _REASONS[state]
        if self.edition is not Edition.PRINT or record.is_dated:
            return None
        end = end_of(record)
        brochure_end = self.records.municipality.brochure.valid_until
        if brochure_end is None:
            return Reason.LIFE_UNKNOWN
        return Reason.ENDS_TOO_SOON if end is not None and end < brochure_end else None


def lacks_its_number(contact: ContactPoint) -> bool:
    """Say whether it is somebody to call in an emergency, and nobody knows how: with it no edition is made."""
    return contact.kind is ContactKind.EMERGENCY and not contact.is_known


def missing_number(contact: ContactPoint) -> str:
    """Return the sentence that check, build and release say alike."""
    return f"Für den Notfall steht hier {quoted(contact.name)} ({contact.identifier}), und die Nummer fehlt."


def _own_publication(record: Attested) -> Source | None:
    """Return the source in which a place speaks about itself."""
    if not isinstance(record, Place):
        return None
    return next((source for source in standing_sources(record) if source.confidence in _OWN_PUBLICATION), None)
