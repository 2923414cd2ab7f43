"""An editor who changes a chapter at random: what `benchmarks.merging` has two of, who know nothing of each other.

Each edit is drawn on its own, by the weights in `EDITS`, which were set before the first result was seen: mostly
words, often sentences, now and then a whole paragraph, item or section's order.  A word is found by chance among all
words of the chapter, a block among all blocks.  Records, addresses and everything else a reviewer cannot type stay.
What is put in are made-up words, each once only and with the editor's mark, so that every one can be found again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

from ratgeber_tools.document import (
    Block,
    BlockQuote,
    Blocks,
    BulletList,
    Container,
    Document,
    Heading,
    ListItem,
    OrderedList,
    Paragraph,
    Table,
    Text,
    iterate_blocks,
)
from ratgeber_tools.prose import sentences
from ratgeber_tools.roundtrip.merge.tokens import Token, inlines_of, text_of, tokens_of

#: How many of 100 edits are of this kind.
EDITS = {
    "replace_word": 30,
    "insert_word": 10,
    "delete_word": 10,
    "add_sentence": 12,
    "delete_sentence": 10,
    "add_block": 8,
    "delete_block": 6,
    "move_block": 4,
    "add_item": 6,
    "delete_item": 4,
}
_SENTENCE_WORDS = 4
_BLANK = Token(Text(" "))


@dataclass(slots=True)
class Editor:
    """Changes documents; `mark` is in every word put in.  Only new blocks are without source lines."""

    mark: str
    chance: Random
    count: int = field(default=0)

    def edited(self, document: Document, edits: int) -> Document:
        """Return `document` after that many edits, one after the other."""
        blocks = document.blocks
        done = 0
        while done < edits:
            kind = self.chance.choices(list(EDITS), weights=list(EDITS.values()))[0]
            changed = getattr(self, f"_{kind}")(blocks)
            if changed is not None:
                blocks, done = changed, done + 1
        return replace(document, blocks=blocks)

    def _word(self) -> str:
        self.count += 1
        return f"{self.mark}{self.count}x"

    def _sentence(self) -> str:
        return " ".join(self._word().capitalize() if n == 0 else self._word() for n in range(_SENTENCE_WORDS)) + "."

    # ------------------------------------------------------------------ words

    def _at_a_word(self, blocks: Blocks, change: Callable[[list[Token], int], None]) -> Blocks | None:
        places = [
            (number, at)
            for number, block in enumerate(iterate_blocks(blocks))
            if isinstance(block, Heading | Paragraph)
            for at, token in enumerate(tokens_of(block.children))
            if isinstance(token.leaf, Text) and token.is_word
        ]
        if not places:
            return None
        number, at = self.chance.choice(places)

        def changed(block: Block) -> Blocks:
            assert isinstance(block, Heading | Paragraph)
            row = tokens_of(block.children)
            change(row, at)
            return (replace(block, children=inlines_of(row)),) if inlines_of(row) else ()

        return _with_block(blocks, number, changed)

    def _replace_word(self, blocks: Blocks) -> Blocks | None:
        def change(row: list[Token], at: int) -> None:
            row[at] = Token(Text(self._word()), row[at].marks)

        return self._at_a_word(blocks, change)

    def _insert_word(self, blocks: Blocks) -> Blocks | None:
        def change(row: list[Token], at: int) -> None:
            row[at + 1 : at + 1] = [_BLANK, Token(Text(self._word()))]

        return self._at_a_word(blocks, change)

    def _delete_word(self, blocks: Blocks) -> Blocks | None:
        def change(row: list[Token], at: int) -> None:
            del row[at]
            if 0 < at < len(row) and text_of(row[at - 1 : at]).isspace() and text_of(row[at : at + 1]).isspace():
                del row[at]

        return self._at_a_word(blocks, change)

    # ------------------------------------------------------------------ sentences

    def _paragraph(self, blocks: Blocks, *, at_least: int) -> tuple[int, list[tuple[int, int]]] | None:
        """Return a paragraph by chance, by its number, and its sentences' places in its tokens."""
        found = []
        for number, block in enumerate(iterate_blocks(blocks)):
            if isinstance(block, Paragraph):
                spans = list(_sentence_spans(tokens_of(block.children)))
                if len(spans) >= at_least:
                    found.append((number, spans))
        return self.chance.choice(found) if found else None

    def _add_sentence(self, blocks: Blocks) -> Blocks | None:
        chosen = self._paragraph(blocks, at_least=1)
        if chosen is None:
            return None
        number, spans = chosen
        _, end = self.chance.choice(spans)

        def changed(block: Block) -> Blocks:
            assert isinstance(block, Paragraph)
            row = tokens_of(block.children)
            row[end:end] = [_BLANK, *tokens_of([Text(self._sentence())])]
            return (replace(block, children=inlines_of(row)),)

        return _with_block(blocks, number, changed)

    def _delete_sentence(self, blocks: Blocks) -> Blocks | None:
        chosen = self._paragraph(blocks, at_least=2)
        if chosen is None:
            return None
        number, spans = chosen
        first, end = self.chance.choice(spans)

        def changed(block: Block) -> Blocks:
            assert isinstance(block, Paragraph)
            row = tokens_of(block.children)
            del row[max(first - 1, 0) : end]  # with the blank before it
            return (replace(block, children=inlines_of(row)),)

        return _with_block(blocks, number, changed)

    # ------------------------------------------------------------------ blocks and items

    def _number_of(self, blocks: Blocks, kinds: tuple[type, ...]) -> int | None:
        numbers = [number for number, block in enumerate(iterate_blocks(blocks)) if isinstance(block, kinds)]
        return self.chance.choice(numbers) if numbers else None

    def _add_block(self, blocks: Blocks) -> Blocks | None:
        number = self._number_of(blocks, (Heading, Paragraph, BulletList, OrderedList, Table, Container))
        new = Paragraph(children=(Text(f"{self._sentence()} {self._sentence()}"),))
        return None if number is None else _with_block(blocks, number, lambda block: (block, new))

    def _delete_block(self, blocks: Blocks) -> Blocks | None:
        number = self._number_of(blocks, (Paragraph,))
        return None if number is None else _with_block(blocks, number, lambda block: ())

    def _move_block(self, blocks: Blocks) -> Blocks | None:
        places = [at for at, block in enumerate(blocks) if isinstance(block, Paragraph | BulletList | Container)]
        if len(places) < 2:
            return None
        order = list(blocks)
        block = order.pop(self.chance.choice(places))
        order.insert(self.chance.randint(1, len(order)), block)
        return tuple(order)

    def _change_items(self, blocks: Blocks, change: Callable[[list[ListItem]], None]) -> Blocks | None:
        number = self._number_of(blocks, (BulletList, OrderedList))

        def changed(block: Block) -> Blocks:
            assert isinstance(block, BulletList | OrderedList)
            items = list(block.items)
            change(items)
            return (replace(block, items=tuple(items)),) if items else ()

        return None if number is None else _with_block(blocks, number, changed)

    def _add_item(self, blocks: Blocks) -> Blocks | None:
        def change(items: list[ListItem]) -> None:
            like = self.chance.choice(items)
            new = Paragraph(children=(Text(f"{self._word()} {self._word()}"),))
            checked = None if like.checked is None else False
            items.insert(items.index(like) + 1, ListItem((new,), checked))

        return self._change_items(blocks, change)

    def _delete_item(self, blocks: Blocks) -> Blocks | None:
        return self._change_items(blocks, lambda items: items.remove(self.chance.choice(items)))


def _sentence_spans(row: list[Token]) -> Iterator[tuple[int, int]]:
    """Yield first token and the one behind the last of each sentence, without the blanks between them."""
    breaks = set(sentences.breaks(text_of(row)))
    first = position = 0
    for at, token in enumerate(row):
        if position in breaks:
            yield first, at
            first = at + 1
        position += len(text_of([token]))
    yield first, len(row)


def _with_block(blocks: Blocks, number: int, change: Callable[[Block], Blocks]) -> Blocks:
    """Return `blocks` with the block that `iterate_blocks` yields as that number put through `change`."""
    position = -1

    def walk(found: Blocks) -> Blocks:
        nonlocal position
        made: list[Block] = []
        for block in found:
            position += 1
            mine = position == number
            inner = _inner(block, walk)
            made += change(inner) if mine else (inner,)
        return tuple(made)

    return walk(blocks)


def _inner(block: Block, walk: Callable[[Blocks], Blocks]) -> Block:
    """Return `block` with the blocks in it put through `walk`."""
    match block:
        case BulletList(items=items) | OrderedList(items=items):
            kept = tuple(replace(item, blocks=walk(item.blocks)) for item in items)
            return replace(block, items=tuple(item for item in kept if item.blocks or not items))
        case Table(rows=rows):
            return replace(
                block,
                rows=tuple(
                    replace(row, cells=tuple(replace(cell, blocks=walk(cell.blocks)) for cell in row.cells))
                    for row in rows
                ),
            )
        case BlockQuote(blocks=inner) | Container(blocks=inner):
            return replace(block, blocks=walk(inner))
        case _:
            return block


def numbered(document: Document) -> Document:
    """Return `document` with a number behind each word that can be edited, so that every one is another."""
    count = 0

    def renamed(value: Any) -> Any:
        nonlocal count
        if isinstance(value, Heading | Paragraph):
            row = tokens_of(value.children)
            for at, token in enumerate(row):
                if isinstance(token.leaf, Text) and token.is_word:
                    count += 1
                    row[at] = Token(Text(f"{token.leaf.text}{count}y"), token.marks)
            return replace(value, children=inlines_of(row))
        return _inner(value, lambda blocks: tuple(renamed(block) for block in blocks))

    return replace(document, blocks=tuple(renamed(block) for block in document.blocks))
