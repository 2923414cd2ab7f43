"""How wide a table's columns should be, and how small its type, judged by the words in its cells.

A5 leaves about 116 mm.  Widths are counted in average characters of Source Sans 3, so no font has to be read.  Each
column gets at least room for its longest word, so that words stay whole; what is left goes to the columns in measure
of what they would need to stay on one line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

#: Average characters a line holds at density 0, 1, 2 (9.5, 8.5, 7.5 pt type) when nothing else stands in it.
CHARACTERS_PER_LINE = (70.0, 78.0, 92.0)

#: What the space beside a cell's words costs, in characters.
INSET = 2.0

#: Longer "words" (addresses, slips of the keyboard) may be broken, so they claim no more than this.
LONGEST_CLAIM = 30.0

#: A cell longer than this takes several lines anyway and asks for no more room.
LONGEST_LINE = 60.0

#: Hyphenated or not, a word needs room for a syllable like „schluss“; narrower columns cannot hold German.
NARROWEST = 8.0

_NARROW = frozenset("iljtfrI.,:;'’()[]|! -")
_WIDE = frozenset("mwMWÄÖÜOQG%€@—–…")


@dataclass(frozen=True, slots=True)
class ColumnLayout:
    """One weight a column; `density` is 0 normal, 1 small, 2 smallest type; `hyphenate` if a word must break.

    `fits` is False for a table A5 cannot hold, however small and however hyphenated.
    """

    fractions: tuple[float, ...]
    density: int
    hyphenate: bool
    fits: bool = True


def lay_out(columns: Sequence[Sequence[str]], *, wanted: Sequence[float] = ()) -> ColumnLayout:
    """Return the layout for `columns`, each the texts of its cells; `wanted` are proportions an author asked for."""
    longest = [
        max((text_width(word) for text in texts for word in _unbreakable(text)), default=1.0) for texts in columns
    ]
    claims = [min(width, LONGEST_CLAIM) + INSET for width in longest]
    density = next((step for step, room in enumerate(CHARACTERS_PER_LINE) if sum(claims) <= room), 2)
    room = CHARACTERS_PER_LINE[density]
    claims = _squeeze(claims, room)
    if wanted:
        total = sum(wanted) or 1.0
        widths = [max(claim, room * share / total) for claim, share in zip(claims, wanted, strict=True)]
        widths = _squeeze(widths, room)
    else:
        lines = [min(max(map(text_width, texts), default=1.0), LONGEST_LINE) + INSET for texts in columns]
        widths = _share(claims, lines, room)
    needs = [word + INSET for word in longest]
    hyphenate = any(need > width for need, width in zip(needs, widths, strict=True))
    fits = all(min(need, NARROWEST + INSET) <= width + 0.1 for need, width in zip(needs, widths, strict=True))
    return ColumnLayout(tuple(round(width, 2) for width in widths), density, hyphenate, fits)


def _squeeze(claims: Sequence[float], room: float) -> list[float]:
    """Cut the largest claims down to one bound until all fit into `room`; small claims are left alone."""
    bound = max(claims)
    rest, left = room, sorted(claims)
    while left and sum(left) > rest:
        if left[0] * len(left) > rest:  # even the smallest wants more than an equal share
            bound = rest / len(left)
            break
        rest -= left.pop(0)
        bound = rest / len(left) if left else bound
    return [min(claim, bound) for claim in claims]


def _share(claims: Sequence[float], lines: Sequence[float], room: float) -> list[float]:
    """Give every column its claim, then what is left by how much more it would need for one line."""
    wishes = [max(0.0, line - claim) for claim, line in zip(claims, lines, strict=True)]
    spare = max(0.0, room - sum(claims))
    total = sum(wishes)
    if total <= spare:  # everything fits on one line; the rest is spread evenly in proportion
        return [claim + wish for claim, wish in zip(claims, wishes, strict=True)]
    return [claim + spare * wish / total for claim, wish in zip(claims, wishes, strict=True)]


def text_width(text: str) -> float:
    """Return the width of `text` in average characters."""
    return sum(
        0.6
        if character in _NARROW
        else 1.4
        if character in _WIDE
        else 1.2
        if character.isupper() or character.isdigit()
        else 1.05
        for character in text
    )


def _unbreakable(text: str) -> list[str]:
    """Split where Typst may end a line without a hyphen of its own."""
    return re.split(r"[\s\u200b]+|(?<=[-–/])", text)
