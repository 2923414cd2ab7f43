"""Two versions of a text sentence by sentence, and within a changed sentence word by word.

Sentences are matched in order, then by likeness: a sentence that was rewritten is one change with its words marked,
not one sentence gone and another come.  One that only stands elsewhere is no change of words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from typing import NamedTuple, TypeVar

T = TypeVar("T")

#: Sentences that share fewer of their words are two different sentences.
_ALIKE = 0.5


class Mark(Enum):
    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


class SentencePiece(NamedTuple):
    """Words of a sentence, blanks between them single, with what became of them."""

    mark: Mark
    words: str


@dataclass(frozen=True, slots=True)
class SentenceChange:
    """A sentence before and after; `old` is empty for a new one, `new` for one that is gone."""

    old: str
    new: str

    def pieces(self) -> tuple[SentencePiece, ...]:
        """Return the sentence's words: of a changed one those kept, removed and added, in reading order."""
        return tuple(compare_words(self.old, self.new))


def compare_sentences(old: Sequence[str], new: Sequence[str]) -> tuple[SentenceChange, ...]:
    """Return what changed from `old` to `new`, in reading order of the new text."""
    changes: list[SentenceChange] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if kind != "equal":
            changes += _pair(old[old_start:old_end], new[new_start:new_end])
    return tuple(_without_moved(changes))


def compare_words(old: str, new: str) -> Iterator[SentencePiece]:
    for mark, words in compare_rows(old.split(), new.split()):
        yield SentencePiece(mark, " ".join(words))


def compare_rows(
    old: Sequence[T], new: Sequence[T], *, parts: Callable[[T], bool] = lambda each: True
) -> Iterator[tuple[Mark, Sequence[T]]]:
    """Yield what is kept, removed and added between two rows of words, in reading order.

    Changes between which nothing stays that `parts` them are one: a blank left between two new words is nothing to see.
    """
    opcodes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    gone_from = come_from = 0
    for number, (kind, old_start, old_end, new_start, new_end) in enumerate(opcodes):
        is_inside = 0 < number < len(opcodes) - 1
        if kind != "equal" or (is_inside and not any(map(parts, old[old_start:old_end]))):
            continue
        yield from _filled((Mark.REMOVED, old[gone_from:old_start]), (Mark.ADDED, new[come_from:new_start]))
        yield from _filled((Mark.KEPT, old[old_start:old_end]))
        gone_from, come_from = old_end, new_end
    yield from _filled((Mark.REMOVED, old[gone_from:]), (Mark.ADDED, new[come_from:]))


def _filled(*rows: tuple[Mark, Sequence[T]]) -> Iterator[tuple[Mark, Sequence[T]]]:
    yield from (row for row in rows if row[1])


def _pair(old: Sequence[str], new: Sequence[str]) -> Iterator[SentenceChange]:
    """Match sentences that stand in the same place, each new one with the most alike old one not yet passed."""
    position = 0
    for sentence in new:
        likeness = [
            (_likeness(candidate, sentence), -at) for at, candidate in enumerate(old[position:], start=position)
        ]
        best, at = max(likeness, default=(0.0, 0))
        if best < _ALIKE:
            yield SentenceChange("", sentence)
            continue
        yield from (SentenceChange(gone, "") for gone in old[position:-at])
        yield SentenceChange(old[-at], sentence)
        position = -at + 1
    yield from (SentenceChange(gone, "") for gone in old[position:])


def _likeness(old: str, new: str) -> float:
    """Return the share of words two sentences have in common in the same order, 0 to 1."""
    before, after = old.split(), new.split()
    shared = Counter(before) & Counter(after)
    if 2 * sum(shared.values()) < _ALIKE * (len(before) + len(after)):  # order cannot make it more
        return 0.0
    return SequenceMatcher(None, before, after, autojunk=False).ratio()


def _without_moved(changes: Sequence[SentenceChange]) -> Iterator[SentenceChange]:
    """Leave out sentences that are only gone here because they stand elsewhere now."""
    gone = Counter(change.old for change in changes if not change.new)
    come = Counter(change.new for change in changes if not change.old)
    moved = gone & come
    left_out = {side: Counter(moved) for side in ("old", "new")}
    for change in changes:
        for side, sentence, other in (("old", change.old, change.new), ("new", change.new, change.old)):
            if sentence and not other and left_out[side][sentence]:
                left_out[side][sentence] -= 1
                break
        else:
            yield change
