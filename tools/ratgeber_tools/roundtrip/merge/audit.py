"""The merge checked by counting: whatever the rules of a merge are, no sentence may come back, double or be lost.

How often a sentence may stand in the result follows from how often it stands in the three versions.  A sentence is in
doubt if it stands in the result, outside conflicts,

* more often than either side justifies: it is doubled;
* although one side struck it and the other left it alone: it is back;

or if neither side struck it, or one put it in, and it is nowhere: it is lost.  A sentence both sides changed has no
twin in the result: then its words tell, and what either side made of it may not stand there beside the other's unasked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ratgeber_tools.roundtrip.merge.alignment import likeness
from ratgeber_tools.roundtrip.merge.standing import Standing

#: Of fewer words, two people put in the same by chance: "Ja", "Kontakt:".
_LEAST_WORDS = 3
#: What became of a sentence has this share of its words.
_ALIKE = 0.5


def doubts(base: Standing, ours: Standing, theirs: Standing, merged: Standing) -> tuple[str, ...]:
    """Return the sentences of a merged text that are in doubt, in its order; none for a sound merge."""
    found: list[str] = []
    there, mine, other = (version.everything for version in (merged, ours, theirs))
    novel = [sentence for sentence in there if not (mine[sentence] or other[sentence])]
    for sentence in dict.fromkeys([*merged.settled, *ours.settled, *theirs.settled]):
        if base.disputed[sentence] or theirs.disputed[sentence]:
            continue  # that of a conflict that went out
        most, least = _bounds(base.settled[sentence], ours.settled[sentence], theirs.settled[sentence], sentence)
        if ours.disputed[sentence]:
            most = max(most, ours.settled[sentence], theirs.settled[sentence])
        is_too_often = merged.settled[sentence] > most and (mine[sentence] or other[sentence])
        if is_too_often or (there[sentence] < least and not _is_changed(sentence, base, novel)):
            found.append(sentence)
    return tuple(dict.fromkeys([*found, *_changed_twice(base, ours, theirs, merged)]))


def alike(sentence: str, among: Iterable[str]) -> str:
    """Return what of `among` a sentence was made of, or became: the one most alike; "" if none is."""
    own = sentence.split()
    scored = [(likeness(each.split(), own), each) for each in among]
    share, best = max(scored, key=lambda entry: entry[0], default=(0.0, ""))
    return best if share >= _ALIKE else ""


def _bounds(base: int, ours: int, theirs: int, sentence: str) -> tuple[int, int]:
    """Return how often a sentence may stand in the result at most outside conflicts, and at least with them."""
    if ours >= base and theirs >= base:
        is_short = len(sentence.split()) < _LEAST_WORDS
        return ours + theirs - base if is_short else max(ours, theirs), max(ours, theirs)
    if ours <= base and theirs <= base:
        return min(ours, theirs), max(0, ours + theirs - base)
    return max(ours, theirs), max(ours, theirs) - base  # one put in what the other took out elsewhere


def _is_changed(sentence: str, base: Standing, novel: Sequence[str]) -> bool:
    """Say whether a sentence went into one that has changes of both sides: all its words, or all that were put in."""
    if not novel:
        return False
    put_in = Counter(sentence.split()) - Counter(alike(sentence, base.settled).split())
    return any(not put_in - Counter(other.split()) for other in novel)


def _changed_twice(base: Standing, ours: Standing, theirs: Standing, merged: Standing) -> Iterator[str]:
    """Yield what both sides made of one sentence, if both versions of it stand in the result."""
    gone = [
        sentence
        for sentence, number in base.settled.items()
        if number == 1 and not ours.settled[sentence] and not theirs.settled[sentence]
    ]
    if not gone:
        return
    sides = [
        [each for each in one.settled if merged.settled[each] and not (base.settled[each] or other.settled[each])]
        for one, other in ((ours, theirs), (theirs, ours))
    ]
    made = [{origin: each for each in side if (origin := alike(each, gone))} for side in sides]
    for sentence in gone:
        if sentence in made[0] and sentence in made[1]:
            yield from (made[0][sentence], made[1][sentence])
