"""Which stretches of a chapter a merge has to look at: those where the versions differ, as few as can be told apart.

A chapter of a hundred blocks in which two people changed a paragraph each is merged in two paragraphs.  A stretch can
be told apart only if nothing went in or out of it: as many paragraphs and headings as before on each side, each like
the one that stood there.  All others are looked at together, from the first of them to the last, since what is missing
in one may be what is new in another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ratgeber_tools.document import Blocks, Document
from ratgeber_tools.roundtrip.merge.alignment import comparable, is_alike, words_of
from ratgeber_tools.roundtrip.merge.boxes import count_targets, read_box
from ratgeber_tools.roundtrip.merge.strays import leaves
from ratgeber_tools.traversal import note_labels


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring top-level blocks of the three versions, from `first` on in all of them."""

    first: int
    base: Blocks
    ours: Blocks
    theirs: Blocks


def touched(base: Document, ours: Document, theirs: Document) -> tuple[Stretch, ...] | None:
    """Return the stretches to be merged, ascending; None if the chapter has to be seen as a whole.

    Outside of them all versions are equal.  A whole chapter is needed where footnotes differ, or where a target
    changed its stretch.
    """
    if not (base.notes == ours.notes == theirs.notes):
        return None
    found = tuple(_stretches(base.blocks, ours.blocks, theirs.blocks))
    if any(note_labels(each.base) != note_labels(side) for each in found for side in (each.ours, each.theirs)):
        return None
    targets = [count_targets(each.base) for each in found]
    for each, known in zip(found, targets, strict=True):
        for side in (each.ours, each.theirs):
            if any(name not in known for name in count_targets(side)):
                return None
    return found


def put_back(document: Document, stretches: Iterable[tuple[Stretch, Blocks]]) -> Document:
    """Return `document`, which is ours, with what each stretch of it has become."""
    made: list[Blocks] = []
    position = 0
    for stretch, blocks in stretches:
        made += [document.blocks[position : stretch.first], blocks]
        position = stretch.first + len(stretch.ours)
    made.append(document.blocks[position:])
    return replace(document, blocks=tuple(block for blocks in made for block in blocks))


def _stretches(base: Blocks, ours: Blocks, theirs: Blocks) -> Iterator[Stretch]:
    least = min(len(base), len(ours), len(theirs))
    start = next((at for at in range(least) if not base[at] == ours[at] == theirs[at]), least)
    end = next((at for at in range(least - start) if not base[-1 - at] == ours[-1 - at] == theirs[-1 - at]), 0)
    sides = tuple(blocks[start : len(blocks) - end] for blocks in (base, ours, theirs))
    whole = Stretch(start, *sides)
    if not len(sides[0]) == len(sides[1]) == len(sides[2]):
        yield whole
        return
    runs = list(_runs(whole))
    open_ones = [
        at for at, run in enumerate(runs) if not (_is_closed(run.base, run.ours) and _is_closed(run.base, run.theirs))
    ]
    if not open_ones:
        yield from runs
        return
    first, last = runs[open_ones[0]], runs[open_ones[-1]]
    begin, stop = first.first - start, last.first - start + len(last.base)
    yield from runs[: open_ones[0]]
    yield Stretch(first.first, *(blocks[begin:stop] for blocks in sides))
    yield from runs[open_ones[-1] + 1 :]


def _runs(whole: Stretch) -> Iterator[Stretch]:
    """Yield the neighbouring blocks that are not equal in all versions, each run as one stretch."""
    begin: int | None = None
    for at, versions in enumerate([*zip(whole.base, whole.ours, whole.theirs, strict=True), None]):
        is_same = versions is None or versions[0] == versions[1] == versions[2]
        if is_same and begin is not None:
            yield Stretch(whole.first + begin, whole.base[begin:at], whole.ours[begin:at], whole.theirs[begin:at])
            begin = None
        elif not is_same and begin is None:
            begin = at


def _is_closed(base: Blocks, side: Blocks) -> bool:
    """Say whether nothing went in or out: block for block and paragraph for paragraph the same, in other words."""
    if not all(comparable(one, other) and read_box(other) is None for one, other in zip(base, side, strict=True)):
        return False
    before, now = list(leaves(base)), list(leaves(side))
    return len(before) == len(now) and all(
        one == other or is_alike(words_of(one), words_of(other)) for one, other in zip(before, now, strict=True)
    )
