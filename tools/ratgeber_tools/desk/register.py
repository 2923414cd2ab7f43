"""The data of the town as the desk shows them: every record with what it says, who stands by it, and where it is used.

What parents see of a record is said as the public edition says it (`data.presentation`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from ratgeber_tools.data.attestation import Attested, Record
from ratgeber_tools.data.disclosure import Disclosure, Edition, View
from ratgeber_tools.data.facts import Fact
from ratgeber_tools.data.grades import official_sources, said_digest
from ratgeber_tools.data.inventory import RegisterEntry, inventory, users_in_data
from ratgeber_tools.data.municipality import Municipality
from ratgeber_tools.data.persons import NOBODY, Persons
from ratgeber_tools.data.presentation.fields import missing_in
from ratgeber_tools.data.record_edits import RecordFile, RecordModel
from ratgeber_tools.data.record_fields import CHAPTERS, PERSONS, YEARLY
from ratgeber_tools.data.records import COLLECTIONS, MUNICIPALITY_FILE, Key, Records
from ratgeber_tools.data.states import State
from ratgeber_tools.data.steps import Step
from ratgeber_tools.desk.protocol import RefusedError
from ratgeber_tools.editorial.office_names import office_identifier
from ratgeber_tools.editorial.shown.records import list_lines, record_lines, record_words
from ratgeber_tools.editorial.shown.words import ShownWords
from ratgeber_tools.errors import InputError
from ratgeber_tools.guide import Guide
from ratgeber_tools.guide.record_uses import listed_collections, record_uses
from ratgeber_tools.search.words import fold

#: So long before its end somebody is asked whether a value still holds.
ENDS_SOON = timedelta(days=60)
#: The town itself: the one record of its file.
TOWN = "kommune"
TOWN_ENTRY = "stadt"
_GONE = "Diese Angabe gibt es nicht mehr. Gehen Sie zurück zur Liste."


@dataclass(frozen=True, slots=True)
class RegisterKind:
    """A kind of record: how its pages are addressed, the attribute of `Records` it lies in, and what it is called."""

    stem: str
    collection: str
    model: RecordModel
    one: str
    many: str


_PLURALS = {
    "contacts": "Anlaufstellen",
    "operators": "Träger",
    "facts": "Fristen, Beträge, Regeln",
    "appointments": "Termine",
    "schools": "Schulen",
    "social_work": "Schulsozialarbeit",
    "funding": "Förderung",
    "steps": "Schritte: was wann dran ist",
    "films": "Film",
    "exhibitions": "Ausstellung",
}
_SINGULARS = {"facts": "Frist, Betrag oder Regel", "social_work": "Schulsozialarbeit an einer Schule"}
KINDS: tuple[RegisterKind, ...] = (
    *(
        RegisterKind(
            Path(each.file).stem, each.name, each.model, _SINGULARS.get(each.name, each.german), _PLURALS[each.name]
        )
        for each in sorted(COLLECTIONS, key=lambda each: each.name not in ("facts", "appointments"))
    ),
    RegisterKind(TOWN, "municipality", Municipality, "Die Stadt", "Die Stadt, das Impressum, das Heft"),
)


class RegisterFilter(StrEnum):
    """What is looked for, as the address of the list has it."""

    UNCONFIRMED = "unbestaetigt"
    ENDING = "endet"
    CONTRADICTORY = "widerspruch"
    MISSING = "fehlt"
    OVER = "vorbei"


FILTER_WORDS = {
    RegisterFilter.UNCONFIRMED: "noch nicht bestätigt",
    RegisterFilter.ENDING: "endet bald",
    RegisterFilter.CONTRADICTORY: "widersprüchlich",
    RegisterFilter.MISSING: "fehlt",
    RegisterFilter.OVER: "gilt nicht mehr",
}


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One record in a list; a record nobody can confirm has no `entry`."""

    kind: RegisterKind
    key: Key
    label: str
    entry: RegisterEntry | None = None
    missing: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        return f"/angaben/{self.kind.stem}/{self.key.identifier}"

    @property
    def value(self) -> str:
        return self.entry.value if self.entry else ""

    def is_found(self, wanted: RegisterFilter | None, today: date) -> bool:
        entry = self.entry
        if wanted is None:
            return True
        if entry is None:
            return False
        match wanted:
            case RegisterFilter.UNCONFIRMED:
                return entry.state in (State.UNCONFIRMED, State.EVIDENCED)
            case RegisterFilter.ENDING:
                return (
                    entry.end is not None
                    and entry.state is not State.EXPIRED
                    and entry.end - today <= ENDS_SOON
                    and not entry.record.is_dated
                )
            case RegisterFilter.CONTRADICTORY:
                return entry.state is State.CONTRADICTORY
            case RegisterFilter.MISSING:
                return entry.state is State.UNKNOWN or bool(self.missing)
            case RegisterFilter.OVER:
                return entry.state is State.EXPIRED and not entry.record.is_dated


@dataclass(frozen=True, slots=True)
class UsePlace:
    """Where a record is used: an address at the desk and what it is called."""

    place: str
    words: str


@dataclass(frozen=True)
class Register:
    """The records of a guide on a day, as an office sees them; `persons` lie outside the project."""

    guide: Guide
    today: date
    office: str = ""
    persons: Persons = field(default=NOBODY)

    @property
    def records(self) -> Records:
        return self.guide.data.records

    @property
    def folder(self) -> Path:
        return self.guide.folder / "daten"

    @cached_property
    def office_identifier(self) -> str | None:
        """The office that looks, as the records name it; None for one that is no contact point."""
        try:
            return office_identifier(self.office, self.records) if self.office else None
        except InputError:
            return None

    @cached_property
    def rows(self) -> tuple[RegisterRow, ...]:
        """Every record, kind by kind, in the order typed."""
        entries = {entry.key: entry for entry in inventory(self.records, self.today)}
        found = []
        for kind in KINDS:
            if kind.stem == TOWN:
                found.append(
                    RegisterRow(kind, Key("municipality", TOWN_ENTRY), self.records.municipality.name or kind.one)
                )
                continue
            for identifier, record in getattr(self.records, kind.collection).items():
                key = Key(kind.collection, identifier)
                missing = missing_in(record) if isinstance(record, Attested) else ()
                found.append(RegisterRow(kind, key, self.label(record), entries.get(key), missing))
        return tuple(found)

    def label(self, record: Record) -> str:
        """Return what a record is called; social work by its school."""
        if isinstance(record, Step):
            return record.title
        school = self.records.schools.get(getattr(record, "school", None) or "")
        if school is not None and not hasattr(record, "title"):
            return f"Schulsozialarbeit, {school.name}"
        assert isinstance(record, Attested)
        return record.label

    def find(
        self, words: str = "", stem: str = "", wanted: RegisterFilter | None = None, owner: str = ""
    ) -> list[RegisterRow]:
        """Return the records that have all of `words`, of a kind, in a state, of an office (its identifier)."""
        asked = [fold(word) for word in words.split()]
        return [
            row
            for row in self.rows
            if (not stem or row.kind.stem == stem)
            and row.is_found(wanted, self.today)
            and (not owner or (row.entry is not None and row.entry.record.owner == owner))
            and (not asked or all(word in self._words(row) for word in asked))
        ]

    def _words(self, row: RegisterRow) -> str:
        record = self.records.get(row.key) if row.kind.stem != TOWN else None
        note = record.note if isinstance(record, Attested) else ""
        wording = record.wording if isinstance(record, Fact) else ""
        office = row.entry.office if row.entry else ""
        phone = getattr(record, "phone", None) or ""
        return fold(" ".join((row.label, row.value, row.kind.many, office, wording, note, phone)))

    def owners(self) -> list[tuple[str, str]]:
        """Return the offices that own a record, by name."""
        owned = {record.owner for _, record in self.records.attested() if record.owner}
        found = [(each, self.records.contacts[each].name) for each in owned if each in self.records.contacts]
        return sorted(found, key=lambda each: each[1])

    def row(self, stem: str, identifier: str) -> RegisterRow:
        """Return a record; raises `RefusedError` for one there is not."""
        found = next((row for row in self.rows if row.kind.stem == stem and row.key.identifier == identifier), None)
        if found is None:
            raise RefusedError(_GONE)
        return found

    def may_confirm(self, row: RegisterRow) -> bool:
        """Say whether the office that looks can confirm a record: its owner, of what is known and of this town."""
        record = row.entry.record if row.entry else None
        mine = self.office_identifier
        return (
            record is not None and mine is not None and record.owner == mine
            and record.is_known and not record.is_nationwide
        )  # fmt: skip

    def to_check(self) -> dict[str, list[RegisterRow]]:
        """Return what could be looked up at an official source today, by the source's address, the most first.

        What somebody vouches for is left out, and what the office that looks has checked already.
        """
        found: dict[str, list[RegisterRow]] = {}
        for row in self.rows:
            if row.entry is None or row.entry.state in (State.CONFIRMED, State.CHECKED, State.UNKNOWN, State.EXPIRED):
                continue
            record = row.entry.record
            for source in official_sources(record.sources):
                assert source.address is not None
                if not self.has_checked(record, source.address):
                    found.setdefault(source.address, []).append(row)
        return dict(sorted(found.items(), key=lambda each: -len(each[1])))

    def has_checked(self, record: Attested, address: str) -> bool:
        digest = said_digest(record) if record.checks else ""
        return any(
            check.office == self.office_identifier and check.digest == digest and check.address == address
            for check in record.checks
        )

    # ------------------------------------------------------------------ one record

    def file_of(self, stem: str, identifier: str | None) -> RecordFile:
        """Return where a record of a kind stands; raises `RefusedError` for a kind there is not."""
        kind = kind_of(stem)
        if kind.stem == TOWN:
            return RecordFile(self.folder / MUNICIPALITY_FILE, None, Municipality)
        return RecordFile(self.folder / f"{kind.stem}.yaml", identifier, kind.model)

    @cached_property
    def _public(self) -> View:
        return View(self.records, Edition.PUBLIC, self.today, self.persons)

    def disclosure(self, record: Attested) -> Disclosure:
        """Return what the public edition does with a record."""
        return self._public.disclose(record)

    def seen_by_parents(self, row: RegisterRow) -> list[str]:
        """Return the lines parents read of a record; of what they do not see, whom they can ask."""
        identifier, view = row.key.identifier, self._public
        if row.entry is not None and not (shown := self.disclosure(row.entry.record)).is_for_parents:
            ask = shown.ask
            ways = ", ".join(filter(None, [ask.via or ask.office, ask.phone and f"Telefon {ask.phone}"]))
            return [f"Nichts davon. Fragen können sie hier: {ways}." if ways else "Nichts davon."]
        match row.key.collection:
            case "facts":
                return [record_words("wortlaut", identifier, view)]
            case "appointments":
                return list(record_lines("termin", identifier, {}, view) or ())[1:]
            case "contacts" | "schools" | "operators":
                return list(record_lines("kontakt", identifier, {}, view) or ())[1:]
            case "funding" | "films" | "exhibitions":
                name = {"funding": "foerderung", "films": "film", "exhibitions": "ausstellung"}[row.key.collection]
                return [line for line in record_lines(name, identifier, {}, view) or () if line][1:]
            case "social_work":
                site = self.records.social_work[identifier]
                return list(list_lines("schulsozialarbeit", {"schule": site.school}, view) or ())[1:]
            case "steps":
                step = self.records.steps[identifier]
                return [step.title, *filter(None, [step.text, step.announcement])]
        return []

    def chapters_using(self, row: RegisterRow) -> list[UsePlace]:
        """Return the chapters that name a record or list its kind, each once, in reading order."""
        found: dict[str, str] = {}
        for use in record_uses(self.guide):
            if use.key_in(self.records) == row.key:
                found.setdefault(use.chapter.name, "")
        for chapter in listed_collections(self.guide).get(row.key.collection, ()):
            found.setdefault(chapter.name, "in einer Liste")
        return [
            UsePlace(f"/kapitel/{name}", f"{self.title_of(name)}{f' ({how})' if how else ''}")
            for name, how in found.items()
        ]

    def records_using(self, row: RegisterRow) -> list[UsePlace]:
        """Return the records that rest on one."""
        by_key = {each.key: each for each in self.rows}
        town = by_key[Key("municipality", TOWN_ENTRY)]
        users = users_in_data(self.records).get(row.key, ())
        found = [town if key is None else by_key[key] for key in users if key is None or key in by_key]
        return [UsePlace(each.place, f"{each.label} ({each.kind.one})") for each in found]

    def title_of(self, name: str) -> str:
        chapter = self.guide.chapters.get(name)
        return (ShownWords(self.guide, chapter, self.today).title if chapter else "") or name

    # ------------------------------------------------------------------ what a form offers

    def choices(self, collection: str) -> list[tuple[str, str]]:
        """Return what a field can name: identifiers with what they are called, in the order of the words."""
        if collection == CHAPTERS:
            return [(name, self.title_of(name)) for name in self.guide.chapters]
        if collection == PERSONS:
            return sorted(((key, each.name) for key, each in self.persons.entries.items()), key=lambda each: each[1])
        if collection == YEARLY:
            return list(self._yearly())
        rows = [row for row in self.rows if row.key.collection == collection]
        said = [(row.key.identifier, f"{row.label}: {row.value}" if row.value else row.label) for row in rows]
        return sorted(said, key=lambda each: fold(each[1]))

    def _yearly(self) -> Iterator[tuple[str, str]]:
        """Yield appointments that come every year, by their identifier with the year left open."""
        found: dict[str, str] = {}
        for identifier, appointment in self.records.appointments.items():
            year = next((part for part in identifier.split("-") if part.isdigit() and len(part) == 4), "")
            if year:
                label = appointment.label.replace(year, "").strip()
                found.setdefault(identifier.replace(year, "{jahr}"), f"{label} (jedes Jahr)")
            else:
                found[identifier] = appointment.label
        yield from sorted(found.items(), key=lambda each: fold(each[1]))


def kind_of(stem: str) -> RegisterKind:
    """Return a kind by how its pages are addressed; raises `RefusedError` for one there is not."""
    found = next((kind for kind in KINDS if kind.stem == stem), None)
    if found is None:
        raise RefusedError(_GONE)
    return found


def by_kind(rows: Sequence[RegisterRow]) -> list[tuple[RegisterKind, list[RegisterRow]]]:
    """Return the rows by their kind, in the order of the kinds."""
    return [(kind, found) for kind in KINDS if (found := [row for row in rows if row.kind is kind])]
