"""Which notes a chapter refers to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ratgeber_tools import document as doc
from ratgeber_tools.traversal import inlines_in


def labels_in(blocks: Iterable[doc.Block]) -> Iterator[str]:
    """Yield the label of every note reference in `blocks`."""
    for block in doc.iterate_blocks(blocks):
        match block:
            case doc.Heading(children=children) | doc.Paragraph(children=children):
                yield from _labels(children)
            case doc.Table(caption=caption) | doc.Figure(caption=caption):
                yield from _labels(caption)
            case doc.DefinitionList(items=items):
                for item in items:
                    yield from _labels(item.term)
            case _:
                pass


def _labels(inlines: doc.Inlines) -> Iterator[str]:
    return (inline.label for inline in inlines_in(inlines) if isinstance(inline, doc.NoteReference))
