"""Words typed into a chapter that belong into the data: which record says so already, and what a new one begins with.

What counts as such words is said by the check (`checks.typed_values`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ratgeber_tools.checks.typed_values import TypedKind, typed_kind
from ratgeber_tools.data.appointments import Appointment
from ratgeber_tools.data.attestation import Record
from ratgeber_tools.data.dates import format_date, parse_date
from ratgeber_tools.data.facts import Fact
from ratgeber_tools.data.places import Place
from ratgeber_tools.data.steps import parse_day_of_year
from ratgeber_tools.desk.register import KINDS, Register, RegisterKind, RegisterRow
from ratgeber_tools.search.words import fold

_SUM = re.compile(r"(?P<value>\d[\d.]*(?:\s\d{3})*(?:,\d\d?)?)\s?(?P<unit>Euro|EUR|€|Cent)")
_LONG_DAY = re.compile(r"(?P<day>\d{1,2}\.\s?[A-Za-zä]+)\s(?P<year>\d{4})")
_NUMBER = re.compile(r"\+?\d[\d /-]*\d")
_UNITS = {"EUR": "Euro", "€": "Euro"}


@dataclass(frozen=True, slots=True)
class NewFrom:
    """A kind of record that words could become, with what its form begins with."""

    kind: RegisterKind
    values: Mapping[str, str]


def kinds_for(words: str) -> list[NewFrom]:
    """Return what a new record made of words could be, the likeliest first."""
    by_collection = {kind.collection: kind for kind in KINDS}
    match typed_kind(words):
        case TypedKind.SUM:
            found = _SUM.search(words)
            value = found["value"] if found else words
            unit = _UNITS.get(found["unit"], found["unit"]) if found else ""
            return [NewFrom(by_collection["facts"], {"wert": value, "einheit": unit})]
        case TypedKind.NUMBER:
            found = _NUMBER.search(words)
            return [NewFrom(by_collection["contacts"], {"telefon": " ".join((found[0] if found else words).split())})]
        case TypedKind.DAY:
            day = _day(words)
            appointment = NewFrom(by_collection["appointments"], {"art": "Frist", "bis": day})
            rule = NewFrom(by_collection["facts"], {"wert": words})
            return [appointment, rule] if day else [rule, appointment]
    return [NewFrom(by_collection["facts"], {"wert": words})]


def _day(words: str) -> str:
    """Return the day some words name with its year, as it is typed in a form; "" for none."""
    for part in re.findall(r"\d{1,2}\.\s?\d{1,2}\.\s?\d{4}", words):
        if (found := parse_date(part)) is not None:
            return format_date(found)
    named = _LONG_DAY.search(words)
    day = parse_day_of_year(named["day"]) if named else None
    return format_date(day.in_year(int(named["year"]))) if named and day else ""


def saying(register: Register, words: str) -> list[RegisterRow]:
    """Return the records that say these words already, those whose value they are first."""
    wanted = _plain(words)
    if not wanted:
        return []
    day, number = _day(words), _digits(words) if typed_kind(words) is TypedKind.NUMBER else ""
    found: list[tuple[int, RegisterRow]] = []
    for row in register.rows:
        record = register.records.get(row.key) if row.entry else None
        match record:
            case Fact(value=value, value_with_unit=whole) if value and wanted in (_plain(value), _plain(whole)):
                found.append((0, row))
            case Fact(wording=wording) if wanted in _plain(wording):
                found.append((1, row))
            case Appointment(first=first, last=last) if day and day in [
                format_date(each) for each in (first, last) if each
            ]:
                found.append((0, row))
            case Place(phone=phone) if number and phone and _digits(phone) == number:
                found.append((0, row))
    return [row for _, row in sorted(found, key=lambda each: each[0])]


def chip_of(row: RegisterRow, record: Record | None, words: str = "") -> tuple[str, str] | None:
    """Return role and content that show a record in place of `words`; None for what no sentence shows."""
    match record:
        case Fact():
            return "fakt", row.key.identifier
        case Appointment():
            return "termin", row.key.identifier
        case Place(phone=phone):
            is_number = typed_kind(words) is TypedKind.NUMBER and phone
            return "kontakt", f"{row.key.identifier} telefon" if is_number else row.key.identifier
    return None


def _plain(words: str) -> str:
    return fold(" ".join(words.split())).strip(" .,;:")


def _digits(words: str) -> str:
    return "".join(sign for sign in words if sign.isdigit())
