"""How often every sentence stands in a version of a text, apart from what is in conflicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from ratgeber_tools.dialect import CONFLICT, EDITORIAL_NOTE
from ratgeber_tools.document import (
    Block,
    BlockQuote,
    Blocks,
    BulletList,
    Container,
    DefinitionList,
    Figure,
    OrderedList,
    Table,
    plain_text,
)
from ratgeber_tools.prose import sentences
from ratgeber_tools.roundtrip.merge.alignment import texts_of, words_of
from ratgeber_tools.roundtrip.merge.boxes import BESIDE, TERM, read_box


@dataclass(slots=True)
class Standing:
    """Sentences and how often they stand in a text: `settled`, or `disputed` in a conflict or beside one about them."""

    settled: Counter[str] = field(default_factory=Counter)
    disputed: Counter[str] = field(default_factory=Counter)

    @property
    def everything(self) -> Counter[str]:
        return self.settled + self.disputed


def standing(blocks: Blocks) -> Standing:
    """Return the sentences of blocks and all they hold, in reading order.

    A note is one sentence, as it is written by one person at once: notes on different passages begin or end alike.
    """
    found = Standing()
    for sentence, is_disputed in _sentences(blocks, is_disputed=False):
        (found.disputed if is_disputed else found.settled)[sentence] += 1
    return found


def _sentences(blocks: Blocks, *, is_disputed: bool) -> Iterator[tuple[str, bool]]:
    for block, behind in zip_longest(blocks, blocks[1:]):
        beside = read_box(behind)
        yield from _of_block(block, is_disputed=is_disputed, is_beside=beside is not None and beside.about in BESIDE)


def _of_block(block: Block, *, is_disputed: bool, is_beside: bool) -> Iterator[tuple[str, bool]]:
    """Yield the sentences of a block; of one `is_beside` a conflict about its own words, those are disputed."""
    match block:
        case Container(name=name) if name == CONFLICT:
            box = read_box(block)
            for version in (block.blocks,) if box is None else box.versions:
                yield from _sentences(version, is_disputed=True)
        case Container(name=name) if name == EDITORIAL_NOTE:
            yield " ".join(words_of(block)), is_disputed
        case DefinitionList(items=items):
            for item in items:
                beside = (box for inner in item.blocks if (box := read_box(inner)) is not None)
                yield from _of_text(plain_text(item.term), is_disputed or any(box.about == TERM for box in beside))
                yield from _sentences(item.blocks, is_disputed=is_disputed)
        case _:
            for text in _texts(block):
                yield from _of_text(text, is_disputed or is_beside)
            for inner in _held(block):
                yield from _sentences(inner, is_disputed=is_disputed)


def _texts(block: Block) -> Iterator[str]:
    """Yield what stands in a block itself; a caption by itself, since a conflict about it holds no more."""
    if isinstance(block, Figure):
        yield from (f"{block.image.source} {block.image.alt}", plain_text(block.caption))
    else:
        yield from texts_of(block)


def _held(block: Block) -> Iterator[Blocks]:
    match block:
        case BulletList(items=items) | OrderedList(items=items):
            yield from (item.blocks for item in items)
        case Table(rows=rows):
            yield from (cell.blocks for row in rows for cell in row.cells)
        case BlockQuote(blocks=blocks) | Container(blocks=blocks):
            yield blocks
        case _:
            pass


def _of_text(text: str, is_disputed: bool) -> Iterator[tuple[str, bool]]:
    yield from ((sentence, is_disputed) for sentence in sentences.split(" ".join(text.split())) if sentence)
