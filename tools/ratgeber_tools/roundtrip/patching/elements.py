"""What a patch goes through: elements of the source with their lines, and how a kind of them is written."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from ratgeber_tools.document import Blocks, LineRange
from ratgeber_tools.roundtrip.patching.source import SourceLine, SourcePlace

E = TypeVar("E", bound=Hashable)


class WholeError(Exception):
    """A block cannot be entered; it is written as a whole."""


@dataclass(frozen=True, slots=True)
class SourceNote:
    """A footnote's text where it stands in the source."""

    label: str
    blocks: Blocks


class Known(NamedTuple, Generic[E]):
    """An element of the source and its lines."""

    element: E
    lines: LineRange


@dataclass(frozen=True, slots=True)
class Sequences(Generic[E]):
    """How the elements of one kind of sequence are written: whole, and into what is there.

    `enter` raises `WholeError` where it cannot; `gap` is what stands between two new neighbours.
    """

    write: Callable[[E, SourcePlace, Sequence[SourceLine]], list[SourceLine]]
    enter: Callable[[Known[E], E, SourcePlace], list[SourceLine]]
    gap: tuple[str, ...]
