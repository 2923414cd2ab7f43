"""How wide the columns of a table should be, judged by the words in its cells, so that no word is broken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

_CHARACTER = 135  # twips a letter of 11 point takes at most on average
_MARGINS = 216  # of a cell, left and right together
_LONGEST_LINE = 45  # letters; more would only make a column wide that may as well break its lines


class CellText(NamedTuple):
    """Where a cell begins, how many columns it covers, and what it says."""

    column: int
    width: int
    text: str


def column_widths(cells: Iterable[CellText], *, columns: int, total: int) -> list[int]:
    """Return the width of each of `columns` columns, together `total` (twips).

    Every column is at least as wide as its longest word, as far as there is room; what is left goes where lines are
    long.
    """
    least = [_MARGINS + _CHARACTER] * columns
    wanted = list(least)
    for cell in cells:
        words = cell.text.split() or [""]
        share = max(cell.width, 1)
        for column in range(cell.column, min(cell.column + share, columns)):
            least[column] = max(least[column], _needed(max(map(len, words)), share))
            wanted[column] = max(wanted[column], _needed(min(len(cell.text), _LONGEST_LINE), share))
    if sum(least) >= total:
        return _scaled(least, total)
    room = total - sum(least)
    further = [more - few for more, few in zip(wanted, least, strict=True)]
    if sum(further) == 0:
        further = [1] * columns
    return _scaled([few + room * more // sum(further) for few, more in zip(least, further, strict=True)], total)


def _needed(letters: int, share: int) -> int:
    return (_MARGINS + _CHARACTER * (letters + 2)) // share


def _scaled(widths: Sequence[int], total: int) -> list[int]:
    scaled = [max(width * total // sum(widths), 1) for width in widths]
    scaled[-1] += max(total - sum(scaled), 0)
    return scaled
