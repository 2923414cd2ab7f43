"""Compounds taken apart with the guide's own words: Hortvertrag → Hort, Vertrag.

What joins the parts (Einschulung-s-feier, Klasse-n-fahrt) falls off with the parts' endings.  The script on the search
page does the same to what is typed (`engine/index.js`: `split`).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from ratgeber_tools.search.words import fold, is_stop_word, stem

#: Shorter parts are found in too many words by chance; three letters do only for a noun (Bus, Rad, Amt).
_SHORTEST = 4
_SHORTEST_NOUN = 3
#: A part may be this many letters longer than its stem: joint and ending.
_LONGEST_ENDING = 5


class Compounds:
    """Splits words into parts that are words of the guide."""

    def __init__(self, surfaces: Iterable[str]) -> None:
        """Take the words of the guide as typed, nouns with their capital."""
        self._long: set[str] = set()
        self._nouns: set[str] = set()
        for surface in surfaces:
            if is_stop_word(surface) or not surface[0].isalpha():
                continue
            key = stem(surface)
            if len(key) >= _SHORTEST:
                self._long.add(key)
            elif len(key) == _SHORTEST_NOUN and surface[0].isupper():
                self._nouns.add(key)
        self._split = lru_cache(maxsize=100_000)(self._split_folded)

    def split(self, word: str) -> tuple[str, ...]:
        """Return the stems of the parts, first to last, or nothing where `word` is no compound of known words."""
        return self._split(fold(word))

    def _split_folded(self, word: str) -> tuple[str, ...]:
        best: tuple[str, ...] = ()
        best_shortest = 0
        for cut in range(_SHORTEST_NOUN, len(word) - _SHORTEST_NOUN + 1):
            left = self._known(word[:cut])
            if not left:
                continue
            right = self._known(word[cut:])
            parts = (left, right) if right else (left, *self._split(word[cut:]))
            shortest = min(len(part) for part in parts)
            if len(parts) > 1 and (
                not best or len(parts) < len(best) or (len(parts) == len(best) and shortest > best_shortest)
            ):
                best, best_shortest = parts, shortest
        return best

    def _known(self, piece: str) -> str:
        """Return the stem of a piece that may be a part of a compound, or nothing."""
        if not any(
            piece[:length] in self._long or piece[:length] in self._nouns
            for length in range(max(_SHORTEST_NOUN, len(piece) - _LONGEST_ENDING), len(piece) + 1)
        ):
            return ""
        key = stem(piece)
        return key if key in self._long or key in self._nouns else ""
