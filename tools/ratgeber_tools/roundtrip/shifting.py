"""Blocks with other line numbers, other labels of footnotes or other inlines; everything else stays the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ratgeber_tools.document import Document, Inline, LineRange, NoteReference
from ratgeber_tools.traversal import map_values


@dataclass(frozen=True, slots=True)
class Shift:
    """Changes lines, labels of notes and inlines all through a block; lines outside of `within` go."""

    by: int = 0
    within: LineRange | None = None
    label: Callable[[str], str] | None = None
    inline: Callable[[Inline], Inline] | None = None

    def of(self, value: Any) -> Any:
        """Return a block, an inline or a tuple of such, changed all through; of the same type as `value`."""
        return map_values(value, self._changed)

    def _changed(self, value: Any) -> Any:
        match value:
            case LineRange(first, end):
                if self.within is not None and not self.within.first <= first < self.within.end:
                    return None
                return LineRange(first + self.by, end + self.by)
            case NoteReference(label) if self.label is not None:
                return NoteReference(self.label(label))
            case _ if self.inline is not None and isinstance(value, Inline):
                return self.inline(value)
            case _:
                return value


def rename_notes(document: Document, names: Mapping[str, str]) -> Document:
    """Return `document` with notes and their signs under the labels in `names`."""
    if all(label == name for label, name in names.items()):
        return document
    shift = Shift(label=lambda label: names.get(label, label))
    notes = {names.get(label, label): shift.of(blocks) for label, blocks in document.notes.items()}
    return replace(document, blocks=shift.of(document.blocks), notes=notes)
