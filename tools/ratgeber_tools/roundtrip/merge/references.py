"""Footnote signs in a document: which there are, and the same under other labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from ratgeber_tools.document import Block, Document, NoteReference


def note_labels(blocks: Iterable[Block]) -> tuple[str, ...]:
    """Return the labels that signs in `blocks` refer to, in reading order."""
    return tuple(dict.fromkeys(_labels(tuple(blocks))))


def rename_notes(document: Document, names: Mapping[str, str]) -> Document:
    """Return `document` with notes and their signs under the labels in `names`."""
    notes = {names.get(label, label): _renamed(blocks, names) for label, blocks in document.notes.items()}
    return replace(document, blocks=_renamed(document.blocks, names), notes=notes)


def _labels(value: object) -> Iterator[str]:
    match value:
        case NoteReference(label):
            yield label
        case tuple():
            for inner in value:
                yield from _labels(inner)
        case _ if is_dataclass(value):
            for entry in fields(value):
                yield from _labels(getattr(value, entry.name))
        case _:
            pass


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    match value:
        case NoteReference(label):
            return NoteReference(names.get(label, label))
        case tuple() if type(value) is tuple:
            return tuple(_renamed(inner, names) for inner in value)
        case _ if is_dataclass(value) and not isinstance(value, type):
            return replace(
                value, **{entry.name: _renamed(getattr(value, entry.name), names) for entry in fields(value)}
            )
        case _:
            return value
