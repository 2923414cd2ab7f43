"""A record changed by a form: what of it is wrong and where, what others changed meanwhile, and who no longer vouches.

A form holds what its record said when it was made (`base`).  Two people who change different values, or different
lines of one, are both right; where both changed the same, somebody has to look again, and both values are there.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from ratgeber_tools import files
from ratgeber_tools.data.attestation import Attested, Record
from ratgeber_tools.data.both_sides import lines_of_both
from ratgeber_tools.data.grades import said_digest
from ratgeber_tools.data.loading import LoadResult, assemble, load_files, parse_file, record_from
from ratgeber_tools.data.record_fields import (
    RecordField,
    RecordFieldKind,
    Typed,
    fields_of,
    labels_in,
    order_of,
    typed,
    typed_record,
    without_empty,
)
from ratgeber_tools.data.seen_values import with_seen_values
from ratgeber_tools.data.validation import Invalid, ProblemKind
from ratgeber_tools.data.yaml_records import entry_of, with_new_record, with_record
from ratgeber_tools.data.yaml_tree import Tree
from ratgeber_tools.findings import Severity

#: Mistakes by the path of their field (`quellen.0.titel`), "" for what concerns no single one.
Problems = Mapping[str, Sequence[str]]
#: What a record is: a kind of entry, or the whole of a file.
RecordModel = type[BaseModel]

_MISSING = "Das fehlt hier noch."


@dataclass(frozen=True, slots=True)
class Merged:
    """What a record is to say by a form and by what came meanwhile.

    `meanwhile` are the labels of what others changed; `conflicts` what they changed to, by the path of a field that the
    form changed as well: there `values` has the form's.
    """

    values: dict[str, Typed]
    meanwhile: tuple[str, ...] = ()
    conflicts: Mapping[str, Typed] = field(default_factory=dict)


def merged(
    fields: Sequence[RecordField], base: Mapping[str, Typed], mine: Mapping[str, Typed], now: Mapping[str, Typed]
) -> Merged:
    """Return what comes of a form made from `base` and filled in as `mine`, where the record says `now`."""
    values: dict[str, Typed] = {}
    conflicts: dict[str, Typed] = {}
    meanwhile: list[str] = []
    for each in fields:
        values[each.key], found = _merged_value(each, base[each.key], mine[each.key], now[each.key], each.key)
        conflicts |= found
        if now[each.key] not in (base[each.key], mine[each.key]):
            meanwhile.append(each.label)
    return Merged(values, tuple(meanwhile), conflicts)


def _merged_value(each: RecordField, base: Typed, mine: Typed, now: Typed, path: str) -> tuple[Typed, dict[str, Typed]]:
    if mine == now or now == base:
        return mine, {}
    if mine == base:
        return now, {}
    if each.kind is RecordFieldKind.GROUP:
        assert isinstance(base, dict)
        assert isinstance(mine, dict)
        assert isinstance(now, dict)
        group: dict[str, Typed] = {}
        conflicts: dict[str, Typed] = {}
        for part in each.parts:
            here = f"{path}.{part.key}"
            group[part.key], found = _merged_value(part, base[part.key], mine[part.key], now[part.key], here)
            conflicts |= found
        return group, conflicts
    if isinstance(base, list) and isinstance(mine, list) and isinstance(now, list):
        both = lines_of_both(base, mine, now)
        if both is not None:
            return both, {}
    return mine, {path: now}


# ---------------------------------------------------------------------------------------------- what is wrong


def problems_in(
    values: Mapping[str, Typed], model: type[BaseModel], identifier: str | None
) -> tuple[BaseModel | None, Problems]:
    """Return the record that values of a form make, or each mistake at its field, as loading the file finds them."""
    record, invalid = record_from(_as_read(values), model, identifier)
    fields = fields_of(model)
    return record, _by_path((_path_of(slip, fields), _sentence(slip, fields)) for slip in invalid)


def _as_read(values: Mapping[str, Typed]) -> dict[str, Any]:
    """Return values of a form as they are read from a file."""
    return {key: said for key, each in values.items() if (said := without_empty(each)) is not None}


def _by_path(found: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    problems: dict[str, list[str]] = {}
    for path, sentence in found:
        if sentence not in problems.setdefault(path, []):
            problems[path].append(sentence)
    return problems


def _path_of(slip: Invalid, fields: Sequence[RecordField]) -> str:
    """Return the path of the field a mistake is at: a choice or a line has no parts of its own."""
    path: list[str] = []
    parts = fields
    for step in slip.place:
        if isinstance(step, int):
            if not parts:
                break
            path.append(str(step))
            continue
        found = next((each for each in parts if each.key == step), None)
        if found is None:
            break
        path.append(str(step))
        parts = found.parts
    return ".".join(path)


def _sentence(slip: Invalid, fields: Sequence[RecordField]) -> str:
    if slip.kind is ProblemKind.MISSING_KEY:
        return _MISSING
    sentence = in_labels(slip.sentence, labels_in(fields))
    own = sentence.partition("“: ")
    return own[2] if sentence.startswith("„") and own[2] else sentence


def in_labels(sentence: str, labels: Mapping[str, str]) -> str:
    """Return a sentence about a record with what people read in place of the keys."""
    for key, label in labels.items():
        sentence = (
            sentence.replace(f"„{key}“", f"„{label}“")
            .replace(f"„{key}, ", f"„{label}, ")
            .replace(f" in {key}, ", f" in „{label}“, ")
        )
        sentence = sentence.replace(f", {key}“", f", {label}“")
    return sentence


# ---------------------------------------------------------------------------------------------- what is written


@dataclass(frozen=True, slots=True)
class RecordFile:
    """Where a record stands: its file, the key it stands under (None: the file is one record), and what it is."""

    path: Path
    entry: str | None
    model: type[BaseModel]

    @property
    def fields(self) -> tuple[RecordField, ...]:
        return fields_of(self.model)

    @property
    def identifier(self) -> str | None:
        """What the record is called in itself, None where it does not say."""
        return self.entry if issubclass(self.model, Record) else None

    def text(self) -> str:
        """Return the text of the file; one that does not exist is empty."""
        return files.read_exactly(self.path) if self.path.is_file() else ""

    def said(self, text: str) -> dict[str, Typed] | None:
        """Return what the record says in the text of its file, as a form has it; None if it is not there."""
        found = entry_of(text, self.entry)
        return None if found is None else typed_record(self.fields, found)


def with_values(
    text: str,
    place: RecordFile,
    before: Mapping[str, Typed],
    after: Mapping[str, Typed],
    *,
    seen: Collection[str] = (),
    seen_for: Mapping[str, Typed] | None = None,
) -> str:
    """Return the text of a data file with what a form changed in a record; raises `YamlEditError`.

    Where that is no longer what an office has confirmed, its confirmation goes with it, and its sources speak for the
    old value alone but for those `seen` again, for `seen_for` where that is another (`seen_values`).
    """
    raw = entry_of(text, place.entry) or {}
    changed: dict[str, Tree] = {
        each.key: _as_written(each, after[each.key], raw.get(each.key))
        for each in place.fields
        if after[each.key] != before[each.key]
    }
    if changed:
        gone = dict.fromkeys(lapsed(place, text, after), "")
        fresh = with_record(text, place.entry, {**changed, **gone}, order=order_of(place.model))
    else:
        fresh = text
    looked = None if seen_for is None or seen_for == after else _as_read(seen_for)
    return with_seen_values(text, fresh, place.entry, place.model, seen=seen, seen_for=looked)


def with_new(text: str, place: RecordFile, values: Mapping[str, Typed]) -> str:
    """Return the text of a data file with a new record behind the others; raises `YamlEditError`."""
    assert place.entry is not None
    filled = {key: _as_tree(each) for key, each in values.items() if without_empty(each) is not None}
    order = order_of(place.model)
    ordered = {key: filled[key] for key in order if key in filled}
    fresh = with_new_record(text, place.entry, ordered, order=order)
    return with_seen_values(text, fresh, place.entry, place.model)


def lapsed(place: RecordFile, text: str, after: Mapping[str, Typed]) -> tuple[str, ...]:
    """Return the keys of what no longer counts once a record says `after`: an office vouched for other words.

    So it is with another value, owner, scope or end; a check covers the words alone, unless its end was moved.
    """
    found = entry_of(text, place.entry) or {}
    before, _ = record_from(found, place.model, place.identifier)
    now, _ = problems_in(after, place.model, place.identifier)
    if not isinstance(before, Attested) or not isinstance(now, Attested):
        return ()
    is_moved = before.valid_until != now.valid_until
    is_other = said_digest(before) != said_digest(now) or (before.owner, before.scope) != (now.owner, now.scope)
    confirmation = ("bestaetigt_durch", "bestaetigt_am", "bestaetigt_wert") if is_moved or is_other else ()
    return tuple(key for key in (*confirmation, *(("pruefungen",) if is_moved else ())) if found.get(key))


def new_mistakes(text: str, place: RecordFile, known: LoadResult) -> Problems:
    """Return what does not fit together in the data once the file of a record reads `text`, and did before."""
    loaded = load_files(place.path.parent)
    loaded[place.path.name] = parse_file(text.encode("utf-8"), place.path)
    said = {(finding.code, finding.text) for finding in known.findings}
    fields = place.fields
    found = []
    for finding in assemble(place.path.parent, loaded).findings:
        if (finding.code, finding.text) in said or finding.severity is not Severity.ERROR:
            continue
        words = (
            finding.text.partition("“: ")[2] if place.entry and f"„{place.entry}“: " in finding.text else finding.text
        )
        key = next((each.key for each in fields if f"„{each.key}“" in words), "")
        found.append((key, in_labels(words, labels_in(fields))))
    return _by_path(found)


def _as_written(field: RecordField, value: Typed, raw: Tree) -> Tree:
    """Return a value as it is to be written: what says the same as before stays as it was typed, at any depth."""
    if typed(field, raw) == value:
        return raw
    by_key = {part.key: part for part in field.parts}
    if isinstance(value, dict):
        inner = raw if isinstance(raw, dict) else {}
        return {key: _as_written(by_key[key], each, inner.get(key)) for key, each in value.items()}
    if isinstance(value, list) and field.parts and isinstance(raw, list):
        row = replace(field, kind=RecordFieldKind.GROUP)
        return [_as_written(row, each, old) for each, old in _beside(row, value, raw)]
    plain: Tree = _as_tree(value)
    return plain


def _beside(row: RecordField, fresh: Sequence[Typed], raw: Sequence[Tree]) -> Iterator[tuple[Typed, Tree]]:
    """Yield each row of a list with the one it was, None for a new one."""
    before, after = [json.dumps(typed(row, each)) for each in raw], [json.dumps(each) for each in fresh]
    for kind, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "delete":
            old: list[Tree] = [*raw[i:j], *[None] * (m - k)]
            yield from zip(fresh[k:m], old, strict=False)


def _as_tree(value: Typed) -> Any:
    """Return a value as it is written: empty parts stay, so that what a group has at other keys stays, too."""
    if isinstance(value, list):
        return [said for each in value if (said := without_empty(each)) is not None]
    if isinstance(value, dict):
        return {key: _as_tree(each) for key, each in value.items()}
    return value
