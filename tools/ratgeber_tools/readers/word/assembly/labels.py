"""Which notes a chapter refers to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ratgeber_tools.document import (
    Block,
    CrossReference,
    DefinitionList,
    Emphasis,
    Figure,
    Heading,
    Inlines,
    Link,
    NoteReference,
    Paragraph,
    Strikethrough,
    Strong,
    Table,
    iterate_blocks,
)


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
    for inline in inlines:
        match inline:
            case NoteReference(label):
                yield label
            case (
                Strong(children) | Emphasis(children) | Strikethrough(children) | Link(children=children)
                | CrossReference(children=children)
            ):  # fmt: skip
                yield from _labels(children)
            case _:
                pass
