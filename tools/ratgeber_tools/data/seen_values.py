"""A source speaks for the value it was seen for: what becomes of sources once somebody writes another value.

Nothing is taken out.  A source that nobody has looked at again gets the digest of the value it named (`gesehen_wert`);
while the record says something else, it vouches for nothing (`grades.standing_sources`), and it does again should the
old value come back.  A new source, or one seen on a later day, is for the value it is written with.  As the digest
stands in the data, a value that is changed by hand or by merging two people's changes does not inherit it either.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import TypeGuard

from pydantic import BaseModel

from ratgeber_tools.data.attestation import Attested
from ratgeber_tools.data.dates import format_date, parse_date
from ratgeber_tools.data.fields import SEEN_VALUE
from ratgeber_tools.data.grades import said_digest
from ratgeber_tools.data.loading import record_from
from ratgeber_tools.data.provenance import mark_of
from ratgeber_tools.data.record_fields import order_of
from ratgeber_tools.data.yaml_records import entry_of, with_record
from ratgeber_tools.data.yaml_tree import Tree

_SOURCES, _SEEN_ON, _CONFIRMED_VALUE = "quellen", "gesehen_am", "bestaetigt_wert"
#: The digest of no value: that of an entry that could not be read.
_UNREADABLE = "00000000"


def with_seen_values(
    before: str,
    after: str,
    entry: str | None,
    model: type[BaseModel],
    *,
    seen: Collection[str] = (),
    seen_for: Mapping[str, Tree] | None = None,
) -> str:
    """Return the text of a data file, `after` an entry was changed in it, with what its sources were seen for.

    `before` is the text as it was.  `seen` are the marks (`source_mark`) of sources that were looked at again;
    `seen_for` is what the entry says for who has looked, where others have changed it as well.  Raises `YamlEditError`.
    """
    fresh = entry_of(after, entry)
    rows = fresh.get(_SOURCES) if fresh is not None else None
    if entry is None or fresh is None or not isinstance(rows, list) or not issubclass(model, Attested):
        return after
    old = entry_of(before, entry)
    was, now = (_digest(values, model, entry) if values is not None else "" for values in (old, fresh))
    known = old.get(_SOURCES) if old is not None else None
    looked = now if seen_for is None else _digest(seen_for, model, entry)
    marked = _marked(
        rows, known if isinstance(known, list) else [], was="" if was == now else was, now=looked, seen=seen
    )
    return after if marked == rows else with_record(after, entry, {_SOURCES: marked}, order=order_of(model))


def with_source_seen(text: str, entry: str, model: type[BaseModel], address: str, day: date) -> str:
    """Return the text of a data file in which somebody has seen on `day` that a source says what an entry says.

    A source seen since stays as it is.  Raises `YamlEditError`.
    """
    fresh = entry_of(text, entry) or {}
    rows = fresh.get(_SOURCES)
    if not isinstance(rows, list):
        return text
    digest = _digest(fresh, model, entry)
    seen: list[Tree] = [
        {**row, _SEEN_ON: format_date(day), SEEN_VALUE: digest}
        if isinstance(row, dict) and row.get("adresse") == address and not _is_later(row, day)
        else row
        for row in rows
    ]
    return with_record(text, entry, {_SOURCES: seen}, order=order_of(model))


def with_noted_values(text: str, entry: str, record: Attested) -> str:
    """Return the text of a data file in which an entry says of what its sources and its confirmation are.

    They are of what it says, where they do not say otherwise.  Raises `YamlEditError`.
    """
    known = entry_of(text, entry) or {}
    rows, digest = known.get(_SOURCES), said_digest(record)
    wanted: dict[str, Tree] = {}
    if isinstance(rows, list):
        wanted[_SOURCES] = [{**row, SEEN_VALUE: digest} if _lacks_value(row) else row for row in rows]
    if record.confirmed_on is not None and not record.confirmed_value:
        wanted[_CONFIRMED_VALUE] = digest
    is_new = any(known.get(key) != value for key, value in wanted.items())
    return with_record(text, entry, wanted, order=order_of(type(record))) if is_new else text


def _lacks_value(row: Tree) -> TypeGuard[dict[str, Tree]]:
    return isinstance(row, dict) and not row.get(SEEN_VALUE)


def source_mark(row: Mapping[str, object]) -> str:
    """Return what tells the sources of an entry apart: the address, or the title of what has none."""
    return mark_of(str(row.get("titel") or ""), str(row.get("adresse") or ""))


def _marked(
    rows: Sequence[Tree], known: Sequence[Tree], *, was: str, now: str, seen: Collection[str]
) -> list[Tree]:  # fmt: skip
    """Return the sources `rows`, those of them that are new or seen since for `now`; `was` is "" for the same value."""
    left = [row for row in known if isinstance(row, dict)]
    marked: list[Tree] = []
    for row in rows:
        if not isinstance(row, dict):
            marked.append(row)
            continue
        mark = source_mark(row)
        old = next((each for each in left if source_mark(each) == mark), None)
        if old is not None:
            left.remove(old)
        if old is None or mark in seen or _is_seen_since(row, old):
            digest: Tree = now
        else:
            digest = old.get(SEEN_VALUE) or was
        rest = {key: value for key, value in row.items() if key != SEEN_VALUE}
        marked.append({**rest, SEEN_VALUE: digest} if digest else rest)
    return marked


def _is_seen_since(row: Mapping[str, Tree], old: Mapping[str, Tree]) -> bool:
    day = _day(row)
    return day is not None and not _is_later(old, day) and day != _day(old)


def _is_later(row: Mapping[str, Tree], day: date) -> bool:
    known = _day(row)
    return known is not None and known > day


def _day(row: Mapping[str, Tree]) -> date | None:
    typed = row.get(_SEEN_ON)
    return parse_date(typed) if isinstance(typed, str) else None


def _digest(values: Mapping[str, Tree], model: type[BaseModel], entry: str) -> str:
    record, _ = record_from(values, model, entry)
    return said_digest(record) if record is not None else _UNREADABLE
