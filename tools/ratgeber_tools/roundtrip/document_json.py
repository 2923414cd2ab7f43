"""A document as JSON and back, exact to the mark and the source line: what is kept of a file that was read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any, TypeAlias, get_args

from ratgeber_tools.document import Block, Cell, Definition, Document, Inline, LineRange, ListItem, Row

#: Stands for the class of an element; no field is called so.
_KIND = "art"
_KINDS: Mapping[str, type] = {
    kind.__name__: kind for kind in (*get_args(Block), *get_args(Inline), ListItem, Definition, Row, Cell)
}
#: The fields of each kind with their defaults, which are left out.
_KindFields: TypeAlias = Mapping[type, tuple[tuple[str, Any], ...]]
_FIELDS: _KindFields = {kind: tuple((entry.name, entry.default) for entry in fields(kind)) for kind in _KINDS.values()}
#: Not what somebody wrote: where a block stood, and the targets Word cannot show.
_PLACES = frozenset({"lines", "identifiers"})
_WRITTEN: _KindFields = {
    kind: tuple(entry for entry in own if entry[0] not in _PLACES) for kind, own in _FIELDS.items()
}


def as_values(document: Document) -> dict[str, Any]:
    """Return blocks and notes of a document as values JSON has; the front matter does not go out and stays away."""
    return _values(document, _FIELDS)


def from_values(values: Mapping[str, Any]) -> Document:
    """Return the document `as_values` was given; raises `ValueError`, `KeyError` or `TypeError` for anything else."""
    return Document(_decoded(values["text"]), {label: _decoded(found) for label, found in values["fussnoten"].items()})


def content(document: Document) -> str:
    """Return what somebody wrote in a document as one text: the same for two files that say the same."""
    return json.dumps(_values(document, _WRITTEN), ensure_ascii=False, sort_keys=True, check_circular=False)


def _values(document: Document, kept: _KindFields) -> dict[str, Any]:
    notes = {label: _encoded(note, kept) for label, note in document.notes.items()}
    return {"text": _encoded(document.blocks, kept), "fussnoten": notes}


def _encoded(value: Any, kept: _KindFields) -> Any:
    if isinstance(value, tuple):
        return [_encoded(inner, kept) for inner in value]
    entries = kept.get(type(value))
    if entries is None:
        return value
    made: dict[str, Any] = {_KIND: type(value).__name__}
    for name, default in entries:
        found = getattr(value, name)
        if default is MISSING or found != default:
            made[name] = found if type(found) is str else _encoded(found, kept)
    return made


def _decoded(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_decoded(inner) for inner in value)
    if not isinstance(value, dict):
        return value
    given = {name: _decoded(inner) for name, inner in value.items() if name != _KIND}
    if given.get("lines") is not None:
        given["lines"] = LineRange(*given["lines"])
    return _KINDS[value[_KIND]](**given)
