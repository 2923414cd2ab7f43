"""What is left of blocks after somebody only took out: whole sentences, items, blocks.

Where the other side took out all of it, nobody disagrees: what one let stand, the other did not change.
"""

from __future__ import annotations

from typing import Any

from ratgeber_tools.document import (
    Block,
    BlockQuote,
    Blocks,
    BulletList,
    Container,
    ListItem,
    OrderedList,
    Paragraph,
)
from ratgeber_tools.roundtrip.merge.tokens import tokens_of
from ratgeber_tools.roundtrip.merge.wording import merge_words


def is_shortened(base: Blocks, left: Blocks) -> bool:
    """Say whether `left` is `base` with nothing changed but whole sentences, items and blocks left out."""
    return _in_order(base, left)


def _in_order(base: tuple[Any, ...], left: tuple[Any, ...]) -> bool:
    rest = iter(base)
    return all(any(_is_part(part, element) for element in rest) for part in left)


def _is_part(left: Block | ListItem, base: Block | ListItem) -> bool:
    if left == base:
        return True
    match left, base:
        case Paragraph(), Paragraph() if left.identifiers == base.identifiers:
            row = tokens_of(base.children)
            merged = merge_words(row, (), tokens_of(left.children))
            return not merged.clashes and not merged.ours
        case ListItem(), ListItem():
            return left.checked == base.checked and _in_order(base.blocks, left.blocks)
        case BulletList(), BulletList():
            return left.identifiers == base.identifiers and _in_order(base.items, left.items)
        case OrderedList(), OrderedList():
            return left.identifiers == base.identifiers and _in_order(base.items, left.items)
        case BlockQuote(), BlockQuote():
            return left.identifiers == base.identifiers and _in_order(base.blocks, left.blocks)
        case Container(), Container():
            same = (left.name, left.argument, left.options, left.identifiers) == (
                base.name, base.argument, base.options, base.identifiers,
            )  # fmt: skip
            return same and _in_order(base.blocks, left.blocks)
        case _:
            return False
