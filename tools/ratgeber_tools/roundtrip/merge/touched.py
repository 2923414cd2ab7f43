"""Which stretches of a chapter a merge has to look at: those where the versions differ, as few as can be told apart.

A chapter of a hundred blocks in which two people changed a paragraph each is merged in two paragraphs.  What parts them
are blocks that stand once in every version, word for word, and in the same order.

A stretch is merged by itself only if nothing went in or out of it: as many paragraphs and headings as before on each
side, each like the one that stood there.  All others are one stretch, since what is missing in one may be what is new
in another; in place of what lies between them, which is the same in all versions, they have a seam.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ratgeber_tools.document import Block, Blocks, Document, Verbatim
from ratgeber_tools.roundtrip.merge.alignment import comparable, is_alike, moved, words_of
from ratgeber_tools.roundtrip.merge.boxes import count_targets, read_box
from ratgeber_tools.roundtrip.merge.strays import leaves
from ratgeber_tools.traversal import note_labels

#: What no chapter can hold: a reader of text files refuses it.
_SEAM = "\N{NULL}"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Top-level blocks of the three versions that are merged together; `places` are the ones they have in ours.

    With several places there are seams between them, in each version.
    """

    places: tuple[range, ...]
    base: Blocks
    ours: Blocks
    theirs: Blocks


def touched(base: Document, ours: Document, theirs: Document) -> tuple[Stretch, ...] | None:
    """Return the stretches to be merged; None if the chapter has to be seen as a whole.

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


def put_back(document: Document, stretches: Iterable[tuple[Stretch, Blocks]]) -> Document | None:
    """Return `document`, which is ours, with what each stretch of it has become; None if a merge lost a seam."""
    made: list[tuple[range, Blocks]] = []
    for stretch, blocks in stretches:
        parts = list(_unseamed(blocks))
        if len(parts) != len(stretch.places):
            return None
        made += zip(stretch.places, parts, strict=True)
    put: list[Block] = []
    position = 0
    for place, blocks in sorted(made, key=lambda part: part[0].start):
        put += (*document.blocks[position : place.start], *blocks)
        position = place.stop
    return replace(document, blocks=(*put, *document.blocks[position:]))


def _stretches(base: Blocks, ours: Blocks, theirs: Blocks) -> Iterator[Stretch]:
    parts = [part for gap in _gaps(base, ours, theirs) for part in _runs(gap)]
    open_ones: list[Stretch] = []
    for part in parts:
        if _is_closed(part.base, part.ours) and _is_closed(part.base, part.theirs):
            yield part
        else:
            open_ones.append(part)
    if open_ones:
        yield Stretch(
            tuple(place for part in open_ones for place in part.places),
            _seamed([part.base for part in open_ones]),
            _seamed([part.ours for part in open_ones]),
            _seamed([part.theirs for part in open_ones]),
        )


def _gaps(base: Blocks, ours: Blocks, theirs: Blocks) -> Iterator[Stretch]:
    """Yield what lies between the blocks that all versions have in common, where it is not the same in all."""
    begin = (0, 0, 0)
    for end in (*_in_common(base, ours, theirs), (len(base), len(ours), len(theirs))):
        sides = [side[start:stop] for side, start, stop in zip((base, ours, theirs), begin, end, strict=True)]
        if not sides[0] == sides[1] == sides[2]:
            yield Stretch((range(begin[1], end[1]),), *sides)
        begin = (end[0] + 1, end[1] + 1, end[2] + 1)


def _in_common(*versions: Blocks) -> Iterator[tuple[int, int, int]]:
    """Yield where in each version the blocks are that each has once, in the same order in all."""
    places: list[dict[Block, list[int]]] = [{} for _ in versions]
    for known, version in zip(places, versions, strict=True):
        for at, block in enumerate(version):
            known.setdefault(block, []).append(at)
    base, ours, theirs = places
    here, there = {}, {}
    for block, (at, *others) in base.items():
        mine, other = ours.get(block, ()), theirs.get(block, ())
        if not others and len(mine) == len(other) == 1:
            here[at], there[at] = mine[0], other[0]
    for at in moved(here):
        del there[at]
    stray = moved(there)
    yield from ((at, here[at], there[at]) for at in sorted(there) if at not in stray)


def _runs(gap: Stretch) -> Iterator[Stretch]:
    """Yield the neighbouring blocks that are not equal in all versions, if there are as many in each: else all."""
    if not len(gap.base) == len(gap.ours) == len(gap.theirs):
        yield gap
        return
    first = gap.places[0].start
    begin: int | None = None
    for at, versions in enumerate([*zip(gap.base, gap.ours, gap.theirs, strict=True), None]):
        is_same = versions is None or versions[0] == versions[1] == versions[2]
        if is_same and begin is not None:
            sides = (side[begin:at] for side in (gap.base, gap.ours, gap.theirs))
            yield Stretch((range(first + begin, first + at),), *sides)
            begin = None
        elif not is_same and begin is None:
            begin = at


def _is_closed(base: Blocks, side: Blocks) -> bool:
    """Say whether nothing went in or out: block for block and paragraph for paragraph the same, in other words."""
    if len(base) != len(side):
        return False
    if not all(comparable(one, other) and read_box(other) is None for one, other in zip(base, side, strict=True)):
        return False
    before, now = list(leaves(base)), list(leaves(side))
    return len(before) == len(now) and all(
        one == other or is_alike(words_of(one), words_of(other)) for one, other in zip(before, now, strict=True)
    )


def _seamed(parts: Sequence[Blocks]) -> Blocks:
    """Return neighbouring parts as one sequence, a seam between each two, the same one in every version."""
    made: list[Block] = []
    for number, part in enumerate(parts):
        made += (*([Verbatim(f"{_SEAM}{number}")] if number else []), *part)
    return tuple(made)


def _unseamed(blocks: Blocks) -> Iterator[Blocks]:
    """Yield the parts between the seams; fewer than went in if one is missing or not where it was."""
    part: list[Block] = []
    number = 0
    for block in blocks:
        if isinstance(block, Verbatim) and block.source == f"{_SEAM}{number + 1}":
            yield tuple(part)
            number, part = number + 1, []
        else:
            part.append(block)
    yield tuple(part)
