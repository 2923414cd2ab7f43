"""Texts that were split in two or joined to one, or became a list or a box, seen as one element in every version.

Where a block comes from is told by its sentences, whatever kind of block they stand in by now.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from ratgeber_tools.document import (
    Block,
    BlockQuote,
    Blocks,
    BulletList,
    Container,
    DefinitionList,
    Heading,
    OrderedList,
    Paragraph,
)
from ratgeber_tools.roundtrip.merge.alignment import Cluster, align, common, comparable, wording_of
from ratgeber_tools.roundtrip.merge.boxes import BESIDE, read_box

#: Of its words, a part that was split off or joined to others keeps at least this share.
_OF_ITS_WORDS = 0.4
#: The same for one that was also moved past the other part; high, since two paragraphs may share turns of phrase.
_OF_ITS_WORDS_MOVED = 0.8
#: The same for one that became another kind of block, and the least words to tell it by.
_OF_ITS_WORDS_REMADE, _LEAST_WORDS = 0.6, 3
#: What a paragraph may become, or be made of.
_REMADE = (Paragraph, BulletList, OrderedList, BlockQuote, Container, DefinitionList)
_NONE: Mapping[int, Blocks] = MappingProxyType({})
_NO_PLACES: Mapping[int, int] = MappingProxyType({})


class Rows(NamedTuple):
    """Three versions of a sequence in clusters.

    `remade` says, for ours and for theirs, which cluster of the base is which one there though of another kind.
    """

    base: tuple[Cluster, ...]
    ours: tuple[Cluster, ...]
    theirs: tuple[Cluster, ...]
    remade: tuple[Mapping[int, int], Mapping[int, int]] = (_NO_PLACES, _NO_PLACES)


def clusters(base: Blocks, ours: Blocks, theirs: Blocks, *, by_lines: bool) -> Rows:
    """Return three versions of a sequence with split and joined texts as one cluster in each."""
    ours, attached = _with_attached(ours, frozenset(base))
    matchings = (align(base, ours), align(base, theirs, by_lines=by_lines))
    sides = (ours, theirs)
    remade = [_remade(base, side, matching) for matching, side in zip(matchings, sides, strict=True)]
    joined: set[int] = set()  # base indexes that belong to the element before
    for matching, side in zip(matchings, sides, strict=True):
        joined |= _joins(base, side, matching)
    split = [_splits(base, side, matching) for matching, side in zip(matchings, sides, strict=True)]
    for matching, continued, side, other_kind in zip(matchings, split, sides, remade, strict=True):
        for index in joined:  # what the base joins must be joined here too, where it stands together
            at, before = matching.get(index), matching.get(index - 1)
            if at is None or before is None:
                continue
            while at in continued:  # from the last part of the one before to the first of this one
                at -= 1
            while before + 1 in continued:
                before += 1
            may_be = [isinstance(side[k], Heading | Paragraph) or k in other_kind.values() for k in (at, before)]
            if at != before + 1 or not all(may_be):
                return Rows(_grouped(base, set()), _grouped(ours, set(), attached), _grouped(theirs, set()))
            continued.add(at)
    places = [
        {_number(index, joined): _number(at, continued) for index, at in found.items()}
        for found, continued in zip(remade, split, strict=True)
    ]
    return Rows(
        _grouped(base, joined), _grouped(ours, split[0], attached), _grouped(theirs, split[1]), (places[0], places[1])
    )


def _number(at: int, continued: set[int]) -> int:
    """Return the number of the cluster that the block `at` is in."""
    return sum(1 for k in range(1, at + 1) if k not in continued)


def _remade(base: Blocks, side: Blocks, matching: dict[int, int]) -> dict[int, int]:
    """Return, and put into `matching`, blocks of the base that became another kind of block, by its first one."""
    found: dict[int, int] = {}
    taken = set(matching.values())
    for index, block in enumerate(base):
        if index in matching or not isinstance(block, _REMADE):
            continue
        whole = wording_of(block)
        for at, other in enumerate(side):
            if at in taken or not isinstance(other, _REMADE) or comparable(block, other) or read_box(other) is not None:
                continue
            words = wording_of(other)
            if common(words, whole) >= max(_LEAST_WORDS, _OF_ITS_WORDS_REMADE * len(words)):
                found[index] = matching[index] = at
                taken.add(at)
                break
    return found


def _with_attached(blocks: Blocks, known: frozenset[Block]) -> tuple[Blocks, dict[int, Blocks]]:
    """Return `blocks` without the conflicts that belong to the block before, and these by its index.

    Those in `known` are older than all versions and blocks like any other.
    """
    kept: list[Block] = []
    attached: dict[int, Blocks] = {}
    for block in blocks:
        box = read_box(block)
        if box is not None and box.about in BESIDE and kept and block not in known:
            attached[len(kept) - 1] = (*attached.get(len(kept) - 1, ()), block)
        else:
            kept.append(block)
    return tuple(kept), attached


def _joins(base: Blocks, side: Blocks, matching: dict[int, int]) -> set[int]:
    """Return base paragraphs whose words now stand in one with those of the paragraph before."""
    found: set[int] = set()
    matching = dict(matching)
    for index in range(1, len(base)):
        here, before = matching.get(index), matching.get(index - 1)
        at = before if here is None else here
        if at is None or (here is not None and before is not None):
            continue
        if not _are_paragraphs(base[index - 1], base[index]):
            continue
        if not _are_paragraphs(side[at]) and read_box(side[at]) is None:
            continue
        known, rest = (index - 1, index) if here is None else (index, index - 1)
        words = wording_of(side[at])  # of a conflict: those of one version
        if _is_part(wording_of(base[rest]), wording_of(base[known]), words, first=rest < known):
            found.add(index)
            matching[rest] = at
    return found


def _splits(base: Blocks, side: Blocks, matching: dict[int, int]) -> set[int]:
    """Return texts of `side` that go on with what the one before holds of a heading or paragraph of the base.

    Those put in between two parts belong to it as well.
    """
    taken = set(matching.values())
    found: set[int] = set()
    for index, known in matching.items():
        is_remade = not comparable(base[index], side[known])
        if not is_remade and not all(isinstance(block, Heading | Paragraph) for block in (base[index], side[known])):
            continue
        whole = wording_of(base[index])
        for step in (1, -1):
            words, last = wording_of(side[known]), known
            at = known + step
            while 0 <= at < len(side) and at not in taken and _may_be_part(side[at]):
                if _is_part(wording_of(side[at]), words, whole, first=step < 0):
                    words = wording_of(side[at]) + words if step < 0 else words + wording_of(side[at])
                    between = range(last + 1, at + 1) if step > 0 else range(at + 1, last + 1)
                    found.update(between)
                    taken.update((*between, at))
                    last = at
                at += step
    return found


def _is_part(rest: list[str], known: list[str], whole: list[str], *, first: bool) -> bool:
    """Say whether the words of `rest`, beside those `known` to come from `whole`, come from it too."""
    both = rest + known if first else known + rest
    if not rest:
        return False
    if common(both, whole) - common(known, whole) >= _OF_ITS_WORDS * len(rest):
        return True
    swapped = known + rest if first else rest + known
    return common(swapped, whole) - common(known, whole) >= _OF_ITS_WORDS_MOVED * len(rest)


def _may_be_part(block: Block) -> bool:
    return isinstance(block, Heading | Paragraph) or (isinstance(block, _REMADE) and read_box(block) is None)


def _are_paragraphs(*blocks: Block) -> bool:
    return all(isinstance(block, Paragraph) for block in blocks)


def _grouped(
    blocks: Sequence[Block], continued: set[int], attached: Mapping[int, Blocks] = _NONE
) -> tuple[Cluster, ...]:
    groups: list[tuple[list[Block], list[Block]]] = []
    for at, block in enumerate(blocks):
        if not (at in continued and groups):
            groups.append(([], []))
        groups[-1][0].append(block)
        groups[-1][1].extend(attached.get(at, ()))
    return tuple(Cluster(tuple(group), tuple(boxes)) for group, boxes in groups)
