"""The register looked at from the office's side: what is open, what ends when, who has to say something."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ratgeber_tools.data.appointments import Appointment
from ratgeber_tools.data.attestation import Attested
from ratgeber_tools.data.facts import Fact
from ratgeber_tools.data.records import Key, Origin, Records
from ratgeber_tools.data.school_years import SchoolYear, school_year_of
from ratgeber_tools.data.states import State, end_of, new_value, state_of

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?:-(\d\d)(?!\d))?(?!\d)")


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """A record with what the lists say about it."""

    key: Key
    record: Attested
    origin: Origin
    state: State
    end: date | None
    office: str  # name of the owner, empty if nobody is named

    @property
    def state_in_words(self) -> str:
        if self.state is State.EXPIRED and self.record.is_dated:
            return "vorbei"
        return f"{self.state.value}: {self.new_value}" if self.new_value else self.state.value

    @property
    def new_value(self) -> str:
        """What is said of a value that somebody has changed since it was vouched for, "" of any other."""
        return new_value(self.record) if self.state is State.UNCONFIRMED else ""

    @property
    def value(self) -> str:
        """The value in a few words, empty for records that are more than one value."""
        if isinstance(self.record, Fact):
            return self.record.value_with_unit
        return self.record.period if isinstance(self.record, Appointment) else ""


def inventory(records: Records, today: date) -> tuple[RegisterEntry, ...]:
    """Return every record an office can confirm, file by file."""
    return tuple(
        RegisterEntry(
            key=key,
            record=record,
            origin=records.origins[key],
            state=state_of(record, today),
            end=end_of(record),
            office=_office(records, record),
        )
        for key, record in records.attested()
    )


def ending_before(entries: Iterable[RegisterEntry], day: date) -> Iterator[RegisterEntry]:
    """Yield what ends before `day`, soonest first, with what has ended already."""
    found = [(entry.end, index, entry) for index, entry in enumerate(entries) if entry.end and entry.end < day]
    yield from (entry for _, _, entry in sorted(found, key=lambda row: row[:2]))


def by_office(entries: Iterable[RegisterEntry]) -> Mapping[str, Sequence[RegisterEntry]]:
    """Return the entries by owner, in the order of their names; those without an owner last."""
    groups: defaultdict[str, list[RegisterEntry]] = defaultdict(list)
    for entry in entries:
        groups[entry.office].append(entry)
    return dict(sorted(groups.items(), key=lambda group: (not group[0], group[0])))


@dataclass(frozen=True, slots=True)
class SchoolYearChanges:
    """What the next school year asks for."""

    year: SchoolYear
    ending: tuple[RegisterEntry, ...]  # values that no longer hold when it begins, or end within it
    unknown: tuple[RegisterEntry, ...]  # its dates that nobody has named yet
    unconfirmed: tuple[RegisterEntry, ...]  # its dates that are named but not confirmed
    missing: tuple[
        tuple[RegisterEntry, str], ...
    ]  # this year's dates without an entry for the next, and its identifier


def school_year_changes(records: Records, today: date) -> SchoolYearChanges:
    """Return what changes with the school year after the one `today` lies in."""
    this = school_year_of(today)
    entries = inventory(records, today)
    dates = [(entry, entry.record) for entry in entries if isinstance(entry.record, Appointment)]
    coming = [entry for entry, appointment in dates if appointment.school_year == this.following]
    return SchoolYearChanges(
        year=this.following,
        ending=tuple(
            entry for entry in ending_before(entries, this.following.following.first_day) if not entry.record.is_dated
        ),
        unknown=tuple(entry for entry in coming if entry.state is State.UNKNOWN),
        unconfirmed=tuple(
            entry for entry in coming if entry.state in (State.EVIDENCED, State.UNCONFIRMED, State.CONTRADICTORY)
        ),
        missing=tuple(
            (entry, successor)
            for entry, appointment in dates
            if appointment.school_year == this
            and (successor := a_year_on(entry.key.identifier)) != entry.key.identifier
            and successor not in records.appointments
        ),
    )


def a_year_on(identifier: str) -> str:
    """Return the identifier with every year one later: `ferien-2027` → `ferien-2028`, `-2026-27` → `-2027-28`."""

    def following(match: re.Match[str]) -> str:
        year = int(match[1]) + 1
        return f"{year}-{(year + 1) % 100:02}" if match[2] else str(year)

    return _YEAR.sub(following, identifier)


def uses_in_data(records: Records) -> Mapping[Key, Sequence[str]]:
    """Return which records other records rest on, each with the places in words."""
    uses: defaultdict[Key, list[str]] = defaultdict(list)
    for key, place, _ in _uses(records):
        uses[key].append(place)
    return {key: tuple(dict.fromkeys(places)) for key, places in uses.items()}


def users_in_data(records: Records) -> Mapping[Key, Sequence[Key | None]]:
    """Return which records rest on each, None for the municipality; who owns a record does not rest on it."""
    users: defaultdict[Key, list[Key | None]] = defaultdict(list)
    for key, place, user in _uses(records):
        if not place.startswith(_OWNS):
            users[key].append(user)
    return {key: tuple(dict.fromkeys(found)) for key, found in users.items()}


_OWNS = "zuständig für"


def _uses(records: Records) -> Iterator[tuple[Key, str, Key | None]]:
    """Yield each use of a record by another: what is used, the place in words, and what uses it."""
    for step in records.steps.values():
        user = Key("steps", step.identifier)
        for fact in step.facts:
            yield Key("facts", fact), step_place(step.identifier), user
        patterns = [name for name in (step.appointment, step.before, step.after) if name]
        for name in records.appointments:
            if any(re.fullmatch(re.escape(pattern).replace(r"\{jahr\}", r"\d{4}"), name) for pattern in patterns):
                yield Key("appointments", name), step_place(step.identifier), user
    for funding in records.funding.values():
        remaining = (funding.remaining,) if funding.remaining else ()
        named = [("facts", (*funding.facts, *remaining)), ("appointments", funding.deadlines)]
        for part in (*funding.steps, *funding.voting):
            named += [("facts", part.facts), ("appointments", part.appointments)]
        for collection, identifiers in named:
            for identifier in identifiers:
                place = f"Förderung „{funding.identifier}“"
                yield Key(collection, identifier), place, Key("funding", funding.identifier)
    for key, record in records.attested():
        if record.owner is not None and record.owner != key.identifier:
            yield Key("contacts", record.owner), f"{_OWNS} „{key.identifier}“", key
    for identifier, place in _named_by_municipality(records):
        yield Key("contacts" if identifier in records.contacts else "facts", identifier), place, None
    for film in records.films.values():
        if film.screenings is not None:
            place = f"Vorführungen von „{film.identifier}“"
            yield Key("contacts", film.screenings), place, Key("films", film.identifier)
    for exhibition in records.exhibitions.values():
        if exhibition.lending.contact is not None:
            place = f"Ausleihe von „{exhibition.identifier}“"
            yield Key("contacts", exhibition.lending.contact), place, Key("exhibitions", exhibition.identifier)
    for school in records.schools.values():
        if school.operator is not None:
            place = f"Träger von „{school.identifier}“"
            yield Key("operators", school.operator), place, Key("schools", school.identifier)


def step_place(identifier: str) -> str:
    """Return how a step is called among the places that rest on a record."""
    return f"Schritt „{identifier}“"


def _named_by_municipality(records: Records) -> Iterator[tuple[str, str]]:
    municipality = records.municipality
    for identifier in (
        municipality.information,
        municipality.editorial_office,
        municipality.cut_off_fact,
        municipality.imprint.contact,
        municipality.imprint.data_protection,
        municipality.imprint.accessibility_contact,
        municipality.accessibility.ombuds_office,
    ):
        if identifier is not None:
            yield identifier, "Kommune"


def _office(records: Records, record: Attested) -> str:
    owner = records.contacts.get(record.owner or "")
    return owner.name if owner is not None else ""
