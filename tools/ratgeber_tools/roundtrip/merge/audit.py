"""The merge checked by counting: whatever the rules of the merge are, no word may come back or be lost unseen.

How often a word may stand in the result follows from how often it stands in the three versions.  Where the result has
it more often outside conflicts, or less often with them, a sentence is named for somebody to compare.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ratgeber_tools.document import Block, Document, Heading, Paragraph, iterate_blocks, plain_text
from ratgeber_tools.prose import sentences
from ratgeber_tools.roundtrip.merge.alignment import words_of
from ratgeber_tools.roundtrip.merge.boxes import read_box

_WORD = re.compile(r"\w+")


def audit(base: Document, ours: Document, theirs: Document, merged: Document) -> Iterator[str]:
    """Yield a German sentence for each passage of `merged` that no rule explains; nothing for a sound merge."""
    counts = [_words(_blocks(version)) for version in (base, ours, theirs)]
    everything = _words(_blocks(merged))
    disputed = _words(block for block in iterate_blocks(_blocks(merged)) if read_box(block) is not None)
    settled = everything - disputed
    too_many, too_few = set(), set()
    for word in {*counts[0], *counts[1], *counts[2], *settled}:
        before, mine, other = (count[word] for count in counts)
        put_in = max(mine - before, 0), max(other - before, 0)
        taken_out = max(before - mine, 0), max(before - other, 0)
        if word not in disputed and settled[word] > before - max(taken_out) + sum(put_in):
            too_many.add(word)
        if everything[word] < before - sum(taken_out) + max(put_in):
            too_few.add(word)
    yield from _named(
        too_many, merged, (ours, theirs), "steht im Ergebnis, obwohl eine Seite davon etwas gestrichen hat"
    )
    for version in (ours, theirs):
        yield from _named(too_few, version, (merged,), "steht im Ergebnis nicht mehr vollständig")


def _blocks(document: Document) -> Iterator[Block]:
    yield from document.blocks
    for blocks in document.notes.values():
        yield from blocks


def _words(blocks: Iterator[Block]) -> Counter[str]:
    """Return how often each word stands in blocks and what they hold, those of conflicts counted once as boxes."""
    return Counter(word for block in blocks for word in _WORD.findall(" ".join(words_of(block))))


def _named(words: set[str], document: Document, known: tuple[Document, ...], what: str) -> Iterator[str]:
    """Yield sentences of `document` with `words` in them that are not in every one of `known`, then words left over."""
    if not words:
        return
    shared = set.intersection(*({*_sentences(version)} for version in known))
    left = set(words)
    for sentence in dict.fromkeys(_sentences(document)):
        met = left & {*_WORD.findall(sentence)}
        if met and sentence not in shared:
            left -= met
            yield f"Bitte vergleichen: „{sentence}“ {what}."
    left &= {word for block in _blocks(document) for word in _WORD.findall(" ".join(words_of(block)))}
    if left:  # in a caption, a term, a text for those who do not see
        yield f"Bitte vergleichen: „{' '.join(sorted(left))}“ {what}."


def _sentences(document: Document) -> Iterator[str]:
    for block in iterate_blocks(_blocks(document)):
        if isinstance(block, Heading | Paragraph):
            yield from sentences.split(" ".join(plain_text(block.children).split()))
