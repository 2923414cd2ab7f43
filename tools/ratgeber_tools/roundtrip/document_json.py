"""A document as JSON and back, exact to the mark and the source line: what is kept of a file that was read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any, get_args

from ratgeber_tools.document import Block, Cell, Definition, Document, Inline, LineRange, ListItem, Row

#: Stands for the class of an element; no field is called so.
_KIND = "art"
_KINDS: Mapping[str, type] = {
    kind.__name__: kind for kind in (*get_args(Block), *get_args(Inline), ListItem, Definition, Row, Cell)
}
#: The fields of each kind with their defaults, which are left out.
_FIELDS = {kind: tuple((entry.name, entry.default) for entry in fields(kind)) for kind in _KINDS.values()}
#: Not what somebody wrote: where a block stood, and the targets Word cannot show.
_PLACES = frozenset({"lines", "identifiers"})


def as_values(document: Document) -> dict[str, Any]:
    """Return blocks and notes of a document as values JSON has; the front matter does not go out and stays away."""
    return {"text": _encoded(document.blocks), "fussnoten": {k: _encoded(v) for k, v in document.notes.items()}}


def from_values(values: Mapping[str, Any]) -> Document:
    """Return the document `as_values` was given; raises `ValueError`, `KeyError` or `TypeError` for anything else."""
    return Document(_decoded(values["text"]), {label: _decoded(found) for label, found in values["fussnoten"].items()})


def content(document: Document) -> str:
    """Return what somebody wrote in a document as one text: the same for two files that say the same."""
    return json.dumps(_without_places(as_values(document)), ensure_ascii=False, sort_keys=True)


def _encoded(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_encoded(inner) for inner in value]
    entries = _FIELDS.get(type(value))
    if entries is None:
        return value
    made: dict[str, Any] = {_KIND: type(value).__name__}
    for name, default in entries:
        found = getattr(value, name)
        if default is MISSING or found != default:
            made[name] = found if type(found) is str else _encoded(found)
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


def _without_places(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_places(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    return {name: _without_places(inner) for name, inner in value.items() if name not in _PLACES}
