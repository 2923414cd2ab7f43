"""Blocks with other line numbers, other labels of footnotes or other inlines; everything else stays the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from ratgeber_tools.document import Inline, LineRange, NoteReference


@dataclass(frozen=True, slots=True)
class Shift:
    """Changes lines, labels of notes and inlines all through a block; lines outside of `within` go."""

    by: int
    within: LineRange | None = None
    label: Callable[[str], str] | None = None
    inline: Callable[[Inline], Inline] | None = None

    def of(self, value: Any) -> Any:
        """Return a block, an inline or a tuple of such, changed all through; of the same type as `value`."""
        match value:
            case LineRange(first, end):
                if self.within is not None and not self.within.first <= first < self.within.end:
                    return None
                return LineRange(first + self.by, end + self.by)
            case NoteReference(label) if self.label is not None:
                return NoteReference(self.label(label))
            case tuple():
                return tuple(self.of(inner) for inner in value)
            case _ if is_dataclass(value) and not isinstance(value, type):
                made = replace(value, **{entry.name: self.of(getattr(value, entry.name)) for entry in fields(value)})
                return self.inline(made) if self.inline is not None and isinstance(made, Inline) else made
            case _:
                return value


def signs_in(value: Any) -> Iterator[str]:
    """Yield the labels of the footnotes that blocks or inlines refer to, in reading order."""
    match value:
        case NoteReference(label):
            yield label
        case tuple():
            for inner in value:
                yield from signs_in(inner)
        case _ if is_dataclass(value):
            for entry in fields(value):
                yield from signs_in(getattr(value, entry.name))
        case _:
            pass
