"""Fact sheets going out: which entries an office is asked about, in which words, and what a sheet says of itself.

A sheet carries all that is needed to judge it when it comes back: whose it is, of which day, of which guide, how many
entries it has, and of each entry two digests, one of the record as it was and one of the words shown.  None of
this is believed: what was asked is kept in the guide (`sent_fact_sheets`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ratgeber_tools.data.attestation import Attested
from ratgeber_tools.data.dates import format_date
from ratgeber_tools.data.inventory import RegisterEntry, inventory
from ratgeber_tools.data.records import Key, Records
from ratgeber_tools.data.states import State
from ratgeber_tools.data.validation import closest
from ratgeber_tools.dialect import slug
from ratgeber_tools.errors import InputError
from ratgeber_tools.fact_sheets.uses import uses_of
from ratgeber_tools.fact_sheets.values import digest_of, lines_of, short_digest, title_of
from ratgeber_tools.guide import Guide
from ratgeber_tools.quotation import quoted
from ratgeber_tools.writers.word.fact_sheet import FormField, Sheet, SheetEntry, SheetSection

RIGHT, CHANGED, DROPPED, REMARK = "stimmt", "geändert in:", "entfällt", "Anmerkung:"
FORM = (FormField(RIGHT), FormField(CHANGED), FormField(DROPPED), FormField(REMARK, has_box=False))
#: The form of an entry without a value, where nothing can be right yet.
OPEN, NAMED = "noch offen", "lautet:"
OPEN_FORM = (FormField(OPEN, has_box=False), FormField(NAMED), FormField(DROPPED), FORM[3])

#: How the sheet of a school says whose it is, before the school's identifier.
SCHOOL_SHEET = "schule."

FILLED_ON, ELSE = "datum", "sonst"
CLOSING = ((FILLED_ON, "Ausgefüllt am"), (ELSE, "Was wir sonst noch wissen sollten"))

_SECTIONS = (
    ("facts", "Fristen, Beträge und Regeln"),
    ("appointments", "Termine"),
    ("contacts", "Anschriften, Telefonnummern und Sprechzeiten"),
    ("operators", "Träger"),
    ("schools", "Schulen"),
    ("social_work", "Schulsozialarbeit"),
    ("funding", "Förderung"),
    ("films", "Filme"),
    ("exhibitions", "Ausstellungen"),
)
_MARK = re.compile(r"(?P<key>[0-9a-f]{8})_(?P<record>[0-9a-f]{12})_(?P<words>[0-9a-f]{8})")
_IDENTITY = re.compile(
    r"(?P<office>(?:schule\.)?[a-z0-9-]+)\|(?P<day>\d{4}-\d{2}-\d{2})\|(?P<guide>[a-z0-9-]+)"
    r"\|(?P<entries>\d+)\|(?P<lines>[0-9a-f ]*)"
)


@dataclass(frozen=True, slots=True)
class SheetIdentity:
    """What a sheet says of itself; `lines` are digests of the lines around its entries, which are ours."""

    office: str
    day: date
    guide: str
    entries: int
    lines: frozenset[str] = frozenset()

    def __str__(self) -> str:
        lines = " ".join(sorted(self.lines))
        return f"{self.office}|{self.day.isoformat()}|{self.guide}|{self.entries}|{lines}"


@dataclass(frozen=True, slots=True)
class EntryMark:
    """An entry's mark, taken apart: digests of its key, of the record, and of the words shown."""

    key: str
    record: str
    words: str

    def __str__(self) -> str:
        return f"{self.key}_{self.record}_{self.words}"


def parse_identity(text: str) -> SheetIdentity | None:
    match = _IDENTITY.fullmatch(text)
    if match is None:
        return None
    try:
        day = date.fromisoformat(match["day"])
    except ValueError:
        return None
    return SheetIdentity(match["office"], day, match["guide"], int(match["entries"]), frozenset(match["lines"].split()))


def parse_mark(text: str) -> EntryMark | None:
    match = _MARK.fullmatch(text)
    return EntryMark(match["key"], match["record"], match["words"]) if match is not None else None


def guide_name(records: Records) -> str:
    """Return what tells one town's sheets from another's."""
    return slug(records.municipality.name) or "ratgeber"


def key_digest(key: Key) -> str:
    return short_digest("/".join(key), 8)


def line_digest(line: str) -> str:
    return short_digest(" ".join(line.split()), 6)


def words_digest(words: str) -> str:
    return short_digest(" ".join(words.split()), 8)


def offices(records: Records, today: date) -> Sequence[str]:
    """Return the identifiers of all offices that have something to answer, in the order of the data."""
    asked = {entry.record.owner for entry in inventory(records, today) if _is_asked(entry)}
    return [office for office in records.contacts if office in asked]


def sheet_for(
    guide: Guide, office: str, *, today: date, send_to: str = "", uses: Mapping[Key, Sequence[str]] | None = None
) -> Sheet:
    """Return the sheet of one office; `send_to` says where it goes back to, else the guide's editorial office does.

    `uses` spares finding them again for each office.  Raises `InputError` for an office that is not known or not asked.
    """
    records = guide.data.records
    if office not in records.contacts:
        hint = closest(office, records.contacts)
        raise InputError(f"Die Stelle {quoted(office)} gibt es in anlaufstellen.yaml nicht.{hint}")
    entries = [entry for entry in inventory(records, today) if entry.record.owner == office and _is_asked(entry)]
    if not entries:
        raise InputError(
            f"Für {quoted(office)} gibt es nichts zu bestätigen: Bei keiner Angabe steht die Stelle unter „zustaendig“."
        )
    uses = uses_of(guide, today) if uses is None else uses
    name = records.contacts[office].name
    header = f"Elternratgeber · Faktenblatt · {name} · Stand {format_date(today)}"
    title = f"Faktenblatt: {name}"
    introduction = _introduction(len(entries), send_to or editorial_office(records), today)
    sections = tuple(
        SheetSection(heading, tuple(_sheet_entry(entry, records, uses.get(entry.key, ())) for entry in group))
        for collection, heading in _SECTIONS
        if (group := [entry for entry in entries if entry.key.collection == collection])
    )
    ours = (header, title, *introduction, *(section.title for section in sections))
    identity = SheetIdentity(office, today, guide_name(records), len(entries), frozenset(map(line_digest, ours)))
    return Sheet(str(identity), today, header, title, introduction, sections, CLOSING)


def _is_asked(entry: RegisterEntry) -> bool:
    """Say whether an office is asked: not for a day that is over, nor for what no office of a town can confirm."""
    return not entry.record.is_nationwide and not (entry.record.is_dated and entry.state is State.EXPIRED)


def _sheet_entry(entry: RegisterEntry, records: Records, uses: Sequence[str]) -> SheetEntry:
    record: Attested = entry.record
    title, lines = title_of(record, records), lines_of(record, records)
    used = tuple(uses) or ("Bisher in keinem Kapitel.",)
    words = words_digest(" ".join((title, *lines, *used)))
    mark = EntryMark(key_digest(entry.key), digest_of(entry.key, record), words)
    return SheetEntry(str(mark), title, lines, used, FORM if record.is_known else OPEN_FORM)


def _introduction(number: int, send_to: str, today: date) -> tuple[str, ...]:
    asked = "eine Angabe" if number == 1 else f"{number} Angaben"
    return tuple(
        _sentences(
            f"Im Elternratgeber steht {asked}, für die Ihre Stelle zuständig ist."
            if number == 1
            else f"Im Elternratgeber stehen {asked}, für die Ihre Stelle zuständig ist.",
            f"Dies ist der Stand vom {format_date(today)}.",
            send_to,
        )
    )


def _sentences(first: str, state: str, send_to: str) -> Iterator[str]:
    yield f"{first} {state} Gedruckt und veröffentlicht wird nur, was Sie bestätigen."
    yield (
        "So geht es: Kreuzen Sie unter jeder Angabe ein Kästchen an, mit einem Klick oder einem x. Hat sich etwas "
        "geändert, schreiben Sie dazu, wie es jetzt heißt. Den Text der Angabe selbst lassen Sie bitte stehen. Was wir "
        "sonst wissen sollten, gehört unter „Anmerkung“."
    )
    yield f"Danach speichern Sie die Datei und schicken sie zurück an: {send_to}."


def editorial_office(records: Records) -> str:
    """Return where sheets go back to unless somebody says otherwise."""
    office = records.contacts.get(records.municipality.editorial_office or "")
    if office is None:
        return "die Stelle, von der die Datei kam"
    return ", ".join(filter(None, (office.name, office.mail)))
