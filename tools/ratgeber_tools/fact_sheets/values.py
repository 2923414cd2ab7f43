"""What a fact sheet says of a record, in lines an office reads, and a digest of all the record holds.

The digest rests on every value of the record but its sources, the editors' remark and the confirmation itself: an
office confirms what it has seen, so anything else that changes meanwhile is for a person.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from typing import Any

from pydantic import BaseModel

from ratgeber_tools.data.absence import ABSENT
from ratgeber_tools.data.appointments import Appointment
from ratgeber_tools.data.attestation import Attested
from ratgeber_tools.data.dates import format_date
from ratgeber_tools.data.facts import Fact
from ratgeber_tools.data.places import Place
from ratgeber_tools.data.presentation.fields import label_of, missing_in
from ratgeber_tools.data.records import Key, Records
from ratgeber_tools.data.social_work import SocialWorkSite

UNKNOWN = "Noch unbekannt: Bitte nennen Sie uns den Wert."

_NOT_CONFIRMED = {"sources", "note", "confirmed_by", "confirmed_on", "confirmed_value", "checks"}
#: Fields shown in a way of their own, or not at all; who works somewhere is nobody's business on a sheet by mail.
_ELSEWHERE = {
    *_NOT_CONFIRMED,
    "identifier",
    "owner",
    "valid_until",
    "contradictions",
    "scope",
    "name",
    "title",
    "person",
    "absent",
}
_ADDRESS = {"street", "postcode", "town"}
_APPOINTMENT_DAYS = {"first", "last", "is_open_ended"}
#: What our keys are called that the table of fields does not know and whose own spelling would not do.
_LABELS = {
    "strasse": "Straße", "plz": "Postleitzahl", "gehoert_zu": "Gehört zu", "schulform_hinweis": "Zur Schulform",
    "foerderung": "Förderung", "erwartet_bis": "Erwartet bis", "selbstpruefung": "Selbstprüfung",
    "rest_des_topfes": "Rest des Topfes", "vorfuehrungen": "Vorführungen", "wer_beantragt": "Wer beantragt",
    "masse": "Maße", "zahl_der_tafeln": "Zahl der Tafeln",
}  # fmt: skip


def title_of(record: Attested, records: Records) -> str:
    """Return what the sheet calls a record."""
    if isinstance(record, SocialWorkSite):
        school = records.schools.get(record.school)
        return f"Schulsozialarbeit: {school.name if school else record.school}"
    return record.label


def lines_of(record: Attested, records: Records) -> tuple[str, ...]:
    """Return everything of a record that an office is asked about, a line each."""
    return (*_values(record, records), *_limits(record))


def digest_of(key: Key, record: Attested) -> str:
    """Return 12 hexadecimal digits that change with any value of the record."""
    values = record.model_dump(mode="json", by_alias=True, exclude=_NOT_CONFIRMED, exclude_defaults=True)
    return short_digest(json.dumps([*key, values], sort_keys=True, ensure_ascii=False), 12)


def short_digest(text: str, digits: int) -> str:
    return sha256(text.encode("utf-8")).hexdigest()[:digits]


def _values(record: Attested, records: Records) -> Iterator[str]:
    if isinstance(record, Fact):
        yield record.value_with_unit or UNKNOWN
        if record.wording:
            yield f"Als Satz: {record.wording}"
        if record.law:
            yield f"Rechtsgrundlage: {record.law}"
        return
    skipped = set(_ELSEWHERE)
    if isinstance(record, Appointment):
        yield record.period or UNKNOWN
        skipped |= _APPOINTMENT_DAYS
    elif not record.is_known:
        yield UNKNOWN
    elif isinstance(record, Place) and record.address:
        yield f"Anschrift: {record.address}"
        skipped |= _ADDRESS
    for name, field in type(record).model_fields.items():
        value = getattr(record, name)
        if name not in skipped and value not in (None, "", (), False):
            label = label_of(type(record), name) or _label(field.alias or name)
            yield from _flat(label, value, records)
        elif record.has_no(name):
            yield f"{label_of(type(record), name) or _label(field.alias or name)}: {ABSENT}"
    if missing := missing_in(record):
        yield f"Das wissen wir nicht: {', '.join(missing)}"


def _limits(record: Attested) -> Iterator[str]:
    if record.valid_until is not None:
        yield f"Gilt bis: {format_date(record.valid_until)}"
    for contradiction in record.contradictions:
        source = f" ({contradiction.source.title})" if contradiction.source is not None else ""
        yield f"Anders an anderer Stelle: {contradiction.statement}{source}"


def _flat(label: str, value: Any, records: Records) -> Iterator[str]:
    """Yield a value as lines; parts of a larger value bear its label before their own."""
    if isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            part = getattr(value, name)
            if part not in (None, "", (), False):
                yield from _flat(f"{label}, {_label(field.alias or name)}", part, records)
    elif isinstance(value, tuple) and any(isinstance(part, BaseModel) for part in value):
        for number, part in enumerate(value, start=1):
            yield from _flat(f"{label} {number}", part, records)
    elif isinstance(value, tuple):
        yield f"{label}: {'; '.join(_plain(part, records) for part in value)}"
    else:
        yield f"{label}: {_plain(value, records)}"


def _plain(value: Any, records: Records) -> str:
    if isinstance(value, date):
        return format_date(value)
    if value is True:
        return "ja"
    return _called(value, records) if isinstance(value, str) else str(value)


def _called(identifier: str, records: Records) -> str:
    """Return what a record is called, for a value that names one; any other value as it is."""
    for collection in ("contacts", "schools", "operators", "facts", "appointments", "funding", "exhibitions"):
        record = records.get(Key(collection, identifier))
        if isinstance(record, Attested):
            return record.label
    return identifier


def _label(alias: str) -> str:
    return _LABELS.get(alias, alias[:1].upper() + alias[1:].replace("_", " "))
