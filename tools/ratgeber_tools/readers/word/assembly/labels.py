"""Which notes a chapter refers to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ratgeber_tools.document import (
    Block,
    DefinitionList,
    Figure,
    Heading,
    Inlines,
    NoteReference,
    Paragraph,
    Table,
    iterate_blocks,
)
from ratgeber_tools.traversal import inlines_in


def labels_in(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the label of every note reference in `blocks`."""
    for block in iterate_blocks(blocks):
        match block:
            case Heading(children=children) | Paragraph(children=children):
                yield from _labels(children)
            case Table(caption=caption) | Figure(caption=caption):
                yield from _labels(caption)
            case DefinitionList(items=items):
                for item in items:
                    yield from _labels(item.term)
            case _:
                pass


def _labels(inlines: Inlines) -> Iterator[str]:
    return (inline.label for inline in inlines_in(inlines) if isinstance(inline, NoteReference))
