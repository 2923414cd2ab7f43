"""Paragraphs that were split in two or joined to one, seen as one element in every version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from ratgeber_tools.document import Block, Blocks, Paragraph
from ratgeber_tools.editorial.merge.alignment import Cluster, align, likeness, wording_of
from ratgeber_tools.editorial.merge.boxes import BESIDE, read_box

_ALIKE = 0.8
_NONE: Mapping[int, Blocks] = MappingProxyType({})


class Rows(NamedTuple):
    """Three versions of a sequence in clusters."""

    base: tuple[Cluster, ...]
    ours: tuple[Cluster, ...]
    theirs: tuple[Cluster, ...]


def clusters(base: Blocks, ours: Blocks, theirs: Blocks, *, by_lines: bool) -> Rows:
    """Return three versions of a sequence with split and joined paragraphs as one cluster in each."""
    ours, attached = _with_attached(ours, frozenset(base))
    matchings = (align(base, ours), align(base, theirs, by_lines=by_lines))
    sides = (ours, theirs)
    joined: set[int] = set()  # base indexes that belong to the element before
    for matching, side in zip(matchings, sides, strict=True):
        joined |= _joins(base, side, matching)
    split = [_splits(base, side, matching) for matching, side in zip(matchings, sides, strict=True)]
    for matching, continued, side in zip(matchings, split, sides, strict=True):
        for index in joined:  # what the base joins must be joined here too, where it stands together
            at, before = matching.get(index), matching.get(index - 1)
            if at is not None and before is not None and at == before + 1 and isinstance(side[at], Paragraph):
                continued.add(at)
            elif at is not None:
                joined, split = set(), [set(), set()]
                break
    return Rows(_grouped(base, joined), _grouped(ours, split[0], attached), _grouped(theirs, split[1]))


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
    """Return base paragraphs whose words now stand in the paragraph before."""
    found = set()
    for index in range(1, len(base)):
        before = matching.get(index - 1)
        if index in matching or before is None or not _are_paragraphs(base[index - 1], base[index]):
            continue
        if not _are_paragraphs(side[before]) and read_box(side[before]) is None:
            continue
        words = wording_of(side[before])  # of a conflict: those of one version
        both = likeness(wording_of(base[index - 1]) + wording_of(base[index]), words)
        if both >= _ALIKE and both > likeness(wording_of(base[index - 1]), words):
            found.add(index)
    return found


def _splits(base: Blocks, side: Blocks, matching: dict[int, int]) -> set[int]:
    """Return paragraphs of `side` that hold the rest of the paragraph before."""
    origin = {at: index for index, at in matching.items()}
    found = set()
    for at in range(1, len(side)):
        index = origin.get(at - 1)
        if at in origin or index is None or not _are_paragraphs(base[index], side[at - 1], side[at]):
            continue
        words = wording_of(base[index])
        both = likeness(words, wording_of(side[at - 1]) + wording_of(side[at]))
        if both >= _ALIKE and both > likeness(words, wording_of(side[at - 1])):
            found.add(at)
    return found


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
