"""How wide a table's columns should be, and how small its type, judged by the words in its cells.

A5 leaves about 116 mm.  In 9.5 pt type that is some seventy characters a line, less what the cells' insets take.
Each column gets at least room for its longest word, so that words stay whole; what is left goes to the columns with
the most text, by the square root, so that one long column does not starve the others.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

#: Characters a line holds at density 0, 1, 2 (9.5, 8.5, 7.5 pt), and what a column's insets cost in characters.
CHARACTERS_PER_LINE = (70, 78, 90)
INSET = 2

#: Longer "words" (addresses, slips of the keyboard) may be broken, so they claim no more than this.
LONGEST_CLAIM = 24

#: More columns than this cannot be read on A5, however small the type.
MOST_COLUMNS = 12


@dataclass(frozen=True, slots=True)
class Layout:
    """`fractions`: one weight a column; `density`: 0 normal, 1 small, 2 smallest type."""

    fractions: tuple[float, ...]
    density: int


def lay_out(columns: Sequence[Sequence[str]], *, wanted: Sequence[float] = ()) -> Layout:
    """Return the layout for `columns`, each the texts of its cells; `wanted` are widths an author asked for."""
    claims = [_longest_word(texts) + INSET for texts in columns]
    needed = sum(claims)
    density = next((step for step, room in enumerate(CHARACTERS_PER_LINE) if needed <= room), 2)
    spare = max(0, CHARACTERS_PER_LINE[density] - needed)
    weights = list(wanted) if wanted else [math.sqrt(_typical_length(texts)) for texts in columns]
    total = sum(weights) or 1
    if wanted:
        room = max(CHARACTERS_PER_LINE[density], needed)
        fractions = [max(claim, room * weight / total) for claim, weight in zip(claims, weights, strict=True)]
    else:
        fractions = [claim + spare * weight / total for claim, weight in zip(claims, weights, strict=True)]
    return Layout(fractions=tuple(round(fraction, 2) for fraction in fractions), density=density)


def _longest_word(texts: Sequence[str]) -> int:
    longest = max((len(word) for text in texts for word in text.split()), default=1)
    return min(longest, LONGEST_CLAIM)


def _typical_length(texts: Sequence[str]) -> int:
    """The longest cell decides how many lines a row takes."""
    return max((len(text) for text in texts), default=0) + 1
