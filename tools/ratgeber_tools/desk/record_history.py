"""What became of a record: who changed what of it, and when, from the history of its file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ratgeber_tools.data.attestation import CONFIRMATION_KEYS
from ratgeber_tools.data.dates import local_day
from ratgeber_tools.data.record_edits import RecordFile
from ratgeber_tools.data.record_fields import typed_record
from ratgeber_tools.data.yaml_tree import read_yaml
from ratgeber_tools.desk.record_forms import said
from ratgeber_tools.history import Repository

#: Older changes than so many of the file are not looked at.
_MOST_CHANGES = 400
_NEXT_ENTRY = re.compile(r"^[^\s#]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class RecordChange:
    """What an office changed on a day: label, what it said before and afterwards, for each field."""

    office: str
    day: date
    changes: tuple[tuple[str, str, str], ...]
    is_new: bool = False
    is_vouched: bool = False


def history_of(
    place: RecordFile,
    repository: Repository | None,
    office_of: Callable[[str], str],
    names: Mapping[str, Mapping[str, str]],
) -> list[RecordChange]:
    """Return what became of a record, the newest change first; nothing where there is no history."""
    if repository is None:
        return []
    edits = repository.edits([repository.relative(place.path)])[:_MOST_CHANGES]
    wanted = {blob for edit in edits for blob in (edit.after, *edit.before) if blob}
    contents = repository.read_blobs(wanted)
    parts = {blob: _part(content.decode("utf-8", "replace"), place.entry) for blob, content in contents.items()}
    found = []
    for edit in edits:
        after = parts.get(edit.after or "", "")
        before = parts.get(edit.before[0] or "", "") if edit.before else ""
        if after != before:
            change = _change(before, after, place, names)
            office, day = office_of(edit.change.author_mail), local_day(edit.change.moment)
            if change is not None:
                found.append(RecordChange(office, day, *change))
    return found


def _part(text: str, entry: str | None) -> str:
    """Return the lines of an entry."""
    if entry is None:
        return text
    start = re.search(rf"^{re.escape(entry)}:", text, re.MULTILINE)
    if start is None:
        return ""
    end = _NEXT_ENTRY.search(text, start.end())
    return text[start.start() : end.start() if end else len(text)]


def _change(
    before: str, after: str, place: RecordFile, names: Mapping[str, Mapping[str, str]]
) -> tuple[tuple[tuple[str, str, str], ...], bool, bool] | None:
    """Return what differs, whether the record is new, and whether somebody vouched for it; None for nothing said."""
    old, new = _values(before, place), _values(after, place)
    was, now = typed_record(place.fields, old), typed_record(place.fields, new)
    differing = tuple(
        (each.label, said(each, was[each.key], names), said(each, now[each.key], names))
        for each in place.fields
        if was[each.key] != now[each.key]
    )
    is_vouched = any(new.get(key) and new.get(key) != old.get(key) for key in CONFIRMATION_KEYS)
    return (differing, not before, is_vouched) if differing or is_vouched else None


def _values(part: str, place: RecordFile) -> dict[str, Any]:
    values = read_yaml(part).values
    found = values if place.entry is None else values.get(place.entry)
    return found if isinstance(found, dict) else {}
