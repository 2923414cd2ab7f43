"""The merge for rooms, counted through: whatever words it would lose or double, for whatever reason, are in a conflict.

`roundtrip.merge` counts sentences.  A room that several people restructured for an hour without a network has met cases
in which a word of one side was in none of those it kept, or a paragraph one had joined to another stood there as it was
as well.  Nobody at the desk reads a list of notices, so it is put where somebody sees it: what is there twice in a box
with the blocks it stands in, what is missing in one at the chapter's end.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from ratgeber_tools.dialect import CONFLICT
from ratgeber_tools.document import Block, Blocks, Container, Document, iterate_blocks
from ratgeber_tools.roundtrip.merge import Merge, VersionSource, merge
from ratgeber_tools.roundtrip.merge.alignment import texts_of
from ratgeber_tools.roundtrip.merge.boxes import Box, without_identifiers

_WORD = re.compile(r"\w+")


def merge_safely(base: Document, ours: Document, theirs: Document, source: VersionSource) -> Merge:
    """Merge as `roundtrip.merge` does for people who write at the same time; no word of either side is lost."""
    merged = merge(base, ours, theirs, by_lines=True, source=source, keeps_both=True)
    before, mine, other = _words_of(base), _words_of(ours), _words_of(theirs)
    doubled = {word for word, number in _words_of(merged.document).items() if number > 1 == before[word] == mine[word]}
    if any(other[word] == 1 for word in doubled):
        merged = _without_doubles(merged, {word for word in doubled if other[word] == 1}, ours, theirs, source)
    needed = (mine - (before - other)) | (other - (before - mine))
    missing = needed - _words_of(merged.document)
    if not missing:
        return merged
    boxes: list[Block] = []
    added = {id(ours): ((mine - before) & missing).total(), id(theirs): ((other - before) & missing).total()}
    for side in sorted(
        (theirs, ours), key=lambda side: -added[id(side)]
    ):  # who put in what is missing has the rest too
        document = replace(merged.document, blocks=(*merged.document.blocks, *boxes))
        found = _holding(side, needed - _words_of(document), known=frozenset(document.blocks))
        if found:
            versions: tuple[Blocks, ...] = ((), found) if side is theirs else (found, ())
            boxes.append(Box(versions, sources=(source,)).block())
    document = replace(merged.document, blocks=(*merged.document.blocks, *boxes))
    return replace(merged, document=document, conflicts=merged.conflicts + len(boxes))


def _without_doubles(merged: Merge, words: set[str], ours: Document, theirs: Document, source: VersionSource) -> Merge:
    """Return a merge with blocks in a conflict that hold one of `words`, which every version has once, a second time.

    In a conflict a word stands in several versions, as it should.
    """
    there = Counter(word for block in merged.document.blocks for word in _settled_words(block))
    doubled = {word for word in words if there[word] > 1}
    if not doubled:
        return merged

    def holds(block: Block) -> bool:
        return not doubled.isdisjoint(_settled_words(block))

    versions = tuple(tuple(filter(holds, side.blocks)) for side in (ours, theirs))
    box = Box(tuple(map(without_identifiers, versions)), sources=(source,)).block()
    first = next(at for at, block in enumerate(merged.document.blocks) if holds(block))
    before, behind = merged.document.blocks[:first], merged.document.blocks[first:]
    document = replace(merged.document, blocks=(*before, box, *(block for block in behind if not holds(block))))
    return replace(merged, document=document, conflicts=merged.conflicts + 1)


def _settled_words(block: Block) -> list[str]:
    """Return the words of a block that are in no conflict's box; a heading beside one about it counts as any other."""
    found: list[str] = []
    inside = 0
    for each in iterate_blocks((block,)):
        if inside:
            inside -= 1
        elif isinstance(each, Container) and each.name == CONFLICT:
            inside = sum(1 for _ in iterate_blocks(each.blocks))
        else:
            found += _words_in_itself(each)
    return found


def _words_in_itself(block: Block) -> list[str]:
    return [word for text in texts_of(block) for word in _WORD.findall(text)]


def _words_of(document: Document) -> Counter[str]:
    return _words_in([*document.blocks, *(block for blocks in document.notes.values() for block in blocks)])


def _words_in(blocks: Iterable[Block]) -> Counter[str]:
    return Counter(word for block in iterate_blocks(blocks) for word in _words_in_itself(block))


def _holding(document: Document, missing: Counter[str], *, known: frozenset[Block]) -> Blocks:
    """Return the blocks of a document with the words that are missing; none that stands in the result already."""
    found: list[Block] = []
    for block in (*document.blocks, *(each for blocks in document.notes.values() for each in blocks)):
        if not missing:
            break
        if block not in known and (here := _words_in([block])) & missing:
            found.append(block)
            missing = missing - here
    return tuple(without_identifiers(tuple(found)))
