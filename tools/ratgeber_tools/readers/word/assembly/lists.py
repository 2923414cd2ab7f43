"""Lists: a run of numbered and continuing paragraphs becomes nested lists."""

from __future__ import annotations

from dataclasses import dataclass, field

from ratgeber_tools.document import Block, Blocks, BulletList, ListItem, OrderedList
from ratgeber_tools.readers.word.drafts import ParagraphDraft
from ratgeber_tools.readers.word.numbering import Label

CHECKED_GLYPHS = frozenset("☑☒🗹🗷")
EMPTY_GLYPHS = frozenset("☐")


@dataclass(slots=True)
class _DraftItem:
    blocks: list[Block]
    checked: bool | None
    left: int


@dataclass(slots=True)
class _List:
    depth: int
    ordered: bool
    start: int
    last: int
    format: str
    items: list[_DraftItem] = field(default_factory=list)

    def block(self) -> Block:
        items = tuple(ListItem(tuple(item.blocks), item.checked) for item in self.items)
        return OrderedList(items, start=self.start) if self.ordered else BulletList(items)

    def takes(self, label: Label) -> bool:
        """Whether an item with `label` goes on with this list as Word would print it."""
        if label.level.is_ordered != self.ordered:
            return False
        return not self.ordered or (label.ordinal == self.last + 1 and label.level.format == self.format)


class ListBuilder:
    """Collects items; `finish` returns the lists they make."""

    def __init__(self) -> None:
        self._open: list[_List] = []
        self._done: list[Block] = []

    def add(self, label: Label, blocks: Blocks, *, checked: bool | None, left: int) -> None:
        """Add an item at its depth; an item that does not follow on opens a list of its own."""
        while self._open and self._open[-1].depth > label.depth:
            self._close()
        if self._open and self._open[-1].depth == label.depth and not self._open[-1].takes(label):
            self._close()
        if not self._open or self._open[-1].depth < label.depth:
            self._open.append(
                _List(label.depth, label.level.is_ordered, label.ordinal, label.ordinal, label.level.format)
            )
        top = self._open[-1]
        top.last = label.ordinal
        top.items.append(_DraftItem(list(blocks), checked, left))

    def skip(self, label: Label) -> None:
        """Pass over an empty item: the list goes on behind it."""
        for entry in self._open:
            if entry.depth == label.depth and entry.takes(label):
                entry.last = label.ordinal

    def go_on(self, draft: ParagraphDraft, blocks: Blocks) -> None:
        """Add blocks to the item they stand under by their depth or indent; without one they stand for themselves."""
        if not self._open:  # the items above were empty
            self._done.extend(blocks)
            return
        if draft.label is not None:
            while len(self._open) > 1 and self._open[-1].depth > draft.label.depth:
                self._close()
        elif draft.left:
            while len(self._open) > 1 and self._open[-1].items[-1].left > draft.left:
                self._close()
        self._open[-1].items[-1].blocks.extend(blocks)

    def finish(self) -> Blocks:
        while self._open:
            self._close()
        return tuple(self._done)

    def _close(self) -> None:
        block = self._open.pop().block()
        if self._open:
            self._open[-1].items[-1].blocks.append(block)
        else:
            self._done.append(block)


def box_state(label: Label, *, literal: bool = False) -> bool | None:
    """Return the state of a box that a list prints as its bullet; None for an ordinary bullet.

    Taken literally, a sign of a symbol font is only a bullet.
    """
    glyph = label.level.text.strip() if literal else label.level.sign or label.level.text.strip()
    if label.level.is_ordered or not glyph:
        return None
    if glyph in CHECKED_GLYPHS:
        return True
    return False if glyph in EMPTY_GLYPHS else None
