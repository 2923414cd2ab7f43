"""A text that one side only set in other marks (bold, a link) and whose words the other changed: both are taken.

Marks and words do not get into each other's way.  What is put in between two words gets the marks both of them got.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeAlias

from ratgeber_tools.document import Inline
from ratgeber_tools.roundtrip.merge.tokens import BREAK, Token

Marks: TypeAlias = tuple[Inline, ...]


def restyled(base: Sequence[Token], ours: Sequence[Token], theirs: Sequence[Token]) -> tuple[Token, ...] | None:
    """Return the words of one side in the marks of both; None if both changed words, or two links meet."""
    if _says_same(base, theirs):
        return _marked(base, ours, theirs)
    return _marked(base, theirs, ours) if _says_same(base, ours) else None


def _says_same(base: Sequence[Token], side: Sequence[Token]) -> bool:
    return len(base) == len(side) and all(one.leaf == other.leaf for one, other in zip(base, side, strict=True))


def _marked(base: Sequence[Token], words: Sequence[Token], marks: Sequence[Token]) -> tuple[Token, ...] | None:
    """Return `words` in the marks of `marks`, which says what `base` says."""
    said, by_now = [token.leaf for token in base], [token.leaf for token in words]
    row: list[Token] = []
    for kind, first, end, start, stop in SequenceMatcher(None, said, by_now, autojunk=False).get_opcodes():
        if kind == "equal":
            for old, here, there in zip(base[first:end], words[start:stop], marks[first:end], strict=True):
                row.append(here._replace(marks=_both(old.marks, here.marks, there.marks)))
        else:
            places = range(first, end) if first < end else range(max(first - 1, 0), min(end + 1, len(base)))
            put_on, taken_off = _common((base[at].marks, marks[at].marks) for at in places if base[at] != BREAK)
            row += (
                token if token == BREAK else token._replace(marks=_both(taken_off, (*token.marks, *taken_off), put_on))
                for token in words[start:stop]
            )
    return None if any(_is_twofold(token.marks) for token in row) else tuple(row)


def _both(base: Marks, ours: Marks, theirs: Marks) -> Marks:
    """Return the marks both have and those one put on; what one took off is off."""
    if theirs == base:
        return ours
    kept = tuple(mark for mark in ours if mark in theirs or mark not in base)
    return (*kept, *(mark for mark in theirs if mark not in base and mark not in kept))


def _common(changes: Iterator[tuple[Marks, Marks]]) -> tuple[Marks, Marks]:
    """Return the marks that were put on at all places, and those that were taken off at all."""
    found = list(changes)
    if not found:
        return (), ()
    before, after = found[0]
    on = tuple(mark for mark in after if all(mark in now and mark not in old for old, now in found))
    off = tuple(mark for mark in before if all(mark in old and mark not in now for old, now in found))
    return on, off


def _is_twofold(marks: Marks) -> bool:
    """Say whether two marks of one kind are on one text, as two links would be."""
    return len({type(mark) for mark in marks}) < len(marks)
