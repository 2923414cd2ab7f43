"""A sentence in doubt, at all places it stands at, as one conflict: the blocks of ours about it, and those of theirs.

Whatever led to the doubt, what is in the conflict is whole: with a block go all that share a sentence with it in the
other versions, so that nothing of it is left behind, and nothing of it stands somewhere else as well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import NamedTuple

from ratgeber_tools.dialect import CONFLICT
from ratgeber_tools.document import Block, BlockQuote, Blocks, Container, Heading, iterate_blocks
from ratgeber_tools.roundtrip.merge.audit import alike
from ratgeber_tools.roundtrip.merge.boxes import HEADING, Box, add_box, read_box
from ratgeber_tools.roundtrip.merge.standing import Standing, standing

#: Makes a conflict of ours and theirs.
MakeBox = Callable[[Blocks, Blocks], Box]


class Enclosed(NamedTuple):
    """A merged sequence in which all about a sentence is in one place, and how many conflicts it has more or less.

    `agreed` is what both sides say the same of it, so that no conflict is needed.
    """

    blocks: Blocks
    conflicts: int
    agreed: Blocks


class Versions(NamedTuple):
    """Three versions of a sequence of blocks, and what was made of them."""

    base: Blocks
    ours: Blocks
    theirs: Blocks
    merged: Blocks


def enclosed(versions: Versions, sentence: str, doubts: Collection[str], make_box: MakeBox) -> Enclosed:
    """Return the merged blocks with all about `sentence`, one of those in `doubts`, in one conflict.

    It stands where ours has the sentence.  In a box that holds all of it in every version it stands inside.
    """
    base, ours, theirs, merged = versions
    sides = _SideSentences.of(merged, ours), _SideSentences.of(ours, ours), _SideSentences.of(theirs, ())
    reached = _reached(standing(base).everything, sides, sentence, doubts)
    found = [side.places(reached) for side in sides]
    inside = _one_box(sides, found, sentence)
    if inside is not None:
        mine, other, both = inside
        made = enclosed(Versions(base, mine.blocks, other.blocks, both.blocks), sentence, doubts, make_box)
        at = found[0][0]
        return made._replace(blocks=(*merged[:at], replace(both, blocks=made.blocks), *merged[at + 1 :]))
    taken, said, answer = (tuple(side.blocks[at] for at in places) for side, places in zip(sides, found, strict=True))
    place = _place(sides, found)
    before = [block for at, block in enumerate(merged[:place]) if at not in found[0]]
    behind = [block for at, block in enumerate(merged[place:], place) if at not in found[0]]
    more = _conflicts_in(said) - _conflicts_in(taken)
    if said == answer:
        return Enclosed((*before, *said, *behind), more, said)
    box = make_box(said, answer)
    if any(isinstance(block, Heading) for block in said):  # its place in the outline stays
        return Enclosed((*before, *add_box(said, replace(box, about=HEADING)), *behind), more + 1, ())
    return Enclosed((*before, box.block(), *behind), more + 1, ())


@dataclass(frozen=True, slots=True)
class _SideSentences:
    """The blocks of a version and the sentences in each; a conflict of an earlier merge has none, it stays."""

    blocks: Blocks
    sentences: tuple[Counter[str], ...]

    @classmethod
    def of(cls, blocks: Blocks, ours: Blocks) -> _SideSentences:
        old = [box.versions for block in ours if (box := read_box(block)) is not None]
        return cls(
            blocks, tuple((Standing() if _is_one_of(block, old) else standing((block,))).everything for block in blocks)
        )

    def places(self, sentences: Collection[str]) -> list[int]:
        return [at for at, found in enumerate(self.sentences) if any(each in sentences for each in found)]


def _is_one_of(block: Block, old: Iterable[tuple[Blocks, ...]]) -> bool:
    """Say whether a block is one of the `old` conflicts, or one of them with a version more."""
    box = read_box(block)
    return box is not None and any(box.versions[: len(versions)] == versions for versions in old)


def _reached(
    base: Counter[str], sides: Sequence[_SideSentences], start: str, doubts: Collection[str]
) -> frozenset[str]:
    """Return the sentences that go with one: those of all blocks with one of them, as far as that leads.

    One that stands in several places tells nothing, unless it is in doubt itself.  Headings stay where they are.
    """
    counts = [sum(side.sentences, Counter[str]()) for side in sides]
    forms = _forms(base, counts)
    reached: set[str] = set()
    waiting = {start}
    while waiting:
        reached |= waiting
        met = {
            other
            for side in sides
            for block, found in zip(side.blocks, side.sentences, strict=True)
            if not waiting.isdisjoint(found)
            for each in found
            if each in doubts or not isinstance(block, Heading)
            for other in (each, *forms.get(each, ()))
        }
        waiting = {each for each in met - reached if each in doubts or max(count[each] for count in counts) == 1}
    return frozenset(reached)


def _forms(base: Counter[str], counts: Sequence[Counter[str]]) -> Mapping[str, set[str]]:
    """Return what sentences of the base became in each version: those of one origin lead to each other."""
    became: dict[str, set[str]] = {}
    for count in counts:
        gone = [each for each in base if not count[each]]
        for sentence in count:
            if not base[sentence] and (origin := alike(sentence, gone)):
                became.setdefault(origin, {origin}).add(sentence)
    return {form: forms for forms in became.values() for form in forms}


def _one_box(
    sides: Sequence[_SideSentences], found: Sequence[Sequence[int]], sentence: str
) -> tuple[Container | BlockQuote, Container | BlockQuote, Container | BlockQuote] | None:
    """Return the box or quotation that has all of it in ours, theirs and the result; None if there is none."""
    if not all(len(places) == 1 for places in found):
        return None
    merged, mine, other = (side.blocks[places[0]] for side, places in zip(sides, found, strict=True))
    boxes = [each for each in (mine, other, merged) if isinstance(each, Container | BlockQuote)]
    if len(boxes) < 3 or any(map(_is_conflict, boxes)):
        return None
    is_one = len({replace(box, blocks=(), identifiers=()) for box in boxes}) == 1
    is_inside = any(sentence in standing(box.blocks).everything for box in boxes)
    return (boxes[0], boxes[1], boxes[2]) if is_one and is_inside else None


def _place(sides: Sequence[_SideSentences], found: Sequence[Sequence[int]]) -> int:
    """Return where in the result the conflict goes: where ours has it, else theirs, else where it would stand."""
    merged = sides[0]
    for side, places in zip(sides[1:], found[1:], strict=True):
        own = Counter(chain.from_iterable(side.sentences[at] for at in places))
        at = next((at for at in found[0] if own & merged.sentences[at]), None)
        if at is not None:
            return at
    if found[0]:
        return found[0][0]
    for side, places in zip(sides[1:], found[1:], strict=True):
        for before in reversed(range(places[0] if places else 0)):
            for at, block in enumerate(merged.blocks):
                if block == side.blocks[before] or side.sentences[before] & merged.sentences[at]:
                    return at + 1
    return sum(1 for block in merged.blocks[:1] if isinstance(block, Heading))


def _is_conflict(block: Block) -> bool:
    return isinstance(block, Container) and block.name == CONFLICT


def _conflicts_in(blocks: Blocks) -> int:
    return sum(1 for block in iterate_blocks(blocks) if _is_conflict(block))
