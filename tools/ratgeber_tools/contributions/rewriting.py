"""Documents with their pictures exchanged, or with the blocks in a block changed; everything else stays the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple

from ratgeber_tools import document as doc
from ratgeber_tools.traversal import inlines_in, map_inlines, own_inlines

#: Returns the picture to put in the place of the given one, or None to leave it out.
Exchange = Callable[[doc.Image], doc.Image | None]


class PlacedImage(NamedTuple):
    """A picture and the words of the heading above it (empty before the first, and in footnotes)."""

    image: doc.Image
    heading: str


def images(document: doc.Document) -> Iterator[PlacedImage]:
    """Yield every picture of the document in reading order, those of the footnotes last."""
    heading = ""
    for block in doc.iterate_blocks(document.blocks):
        if isinstance(block, doc.Heading):
            heading = doc.plain_text(block.children)
        yield from (PlacedImage(image, heading) for image in _images_of(block))
    for note in document.notes.values():
        for block in doc.iterate_blocks(note):
            yield from (PlacedImage(image, "") for image in _images_of(block))


def exchange_images(document: doc.Document, exchange: Exchange) -> doc.Document:
    """Return the document with every picture exchanged.

    A figure whose picture is left out becomes a paragraph of its caption, or goes if it has none; so does a paragraph
    or heading that held nothing else.
    """
    return replace(
        document,
        blocks=_blocks(document.blocks, exchange),
        notes={label: _blocks(note, exchange) for label, note in document.notes.items()},
    )


def with_blocks(block: doc.Block, change: Callable[[doc.Blocks], doc.Blocks]) -> doc.Block | None:
    """Return `block` with the blocks in it changed; None if it has none."""
    match block:
        case doc.BulletList(items=items) | doc.OrderedList(items=items):
            return replace(block, items=tuple(replace(item, blocks=change(item.blocks)) for item in items))
        case doc.Table(rows=rows):
            changed = (doc.Row(tuple(replace(cell, blocks=change(cell.blocks)) for cell in row.cells)) for row in rows)
            return replace(block, rows=tuple(changed))
        case doc.BlockQuote(blocks=blocks) | doc.Container(blocks=blocks):
            return replace(block, blocks=change(blocks))
        case doc.DefinitionList(items=definitions):
            return replace(block, items=tuple(doc.Definition(item.term, change(item.blocks)) for item in definitions))
        case _:
            return None


def without_places(document: doc.Document) -> doc.Document:
    """Return a document whose blocks do not know where they stood; what they say stays the same."""

    def bare(blocks: doc.Blocks) -> doc.Blocks:
        return tuple(replace(with_blocks(block, bare) or block, lines=None) for block in blocks)

    return replace(
        document, blocks=bare(document.blocks), notes={label: bare(note) for label, note in document.notes.items()}
    )


def _images_of(block: doc.Block) -> Iterator[doc.Image]:
    return (inline for inline in own_inlines(block) if isinstance(inline, doc.Image))


def _blocks(blocks: doc.Blocks, exchange: Exchange) -> doc.Blocks:
    return tuple(new for block in blocks if (new := _block(block, exchange)) is not None)


def _block(block: doc.Block, exchange: Exchange) -> doc.Block | None:
    match block:
        case doc.Heading(children=children) | doc.Paragraph(children=children):
            changed = _inlines(children, exchange)
            return replace(block, children=changed) if changed or not children else None
        case doc.Figure(image=image, caption=caption):
            exchanged, words = exchange(image), _inlines(caption, exchange)
            if exchanged is not None:
                return replace(block, image=exchanged, caption=words)
            return doc.Paragraph(words, identifiers=block.identifiers, lines=block.lines) if words else None
        case doc.BulletList(items=items) | doc.OrderedList(items=items):
            return replace(block, items=tuple(_item(item, exchange) for item in items))
        case doc.Table(rows=rows, caption=caption):
            return replace(block, rows=tuple(_row(row, exchange) for row in rows), caption=_inlines(caption, exchange))
        case doc.BlockQuote(blocks=children) | doc.Container(blocks=children):
            return replace(block, blocks=_blocks(children, exchange))
        case doc.DefinitionList(items=definitions):
            return replace(
                block,
                items=tuple(
                    doc.Definition(_inlines(item.term, exchange), _blocks(item.blocks, exchange))
                    for item in definitions
                ),
            )
        case _:
            return block


def _item(item: doc.ListItem, exchange: Exchange) -> doc.ListItem:
    return replace(item, blocks=_blocks(item.blocks, exchange))


def _row(row: doc.Row, exchange: Exchange) -> doc.Row:
    return doc.Row(tuple(_cell(cell, exchange) for cell in row.cells))


def _cell(cell: doc.Cell, exchange: Exchange) -> doc.Cell:
    return replace(cell, blocks=_blocks(cell.blocks, exchange))


def _inlines(inlines: doc.Inlines, exchange: Exchange) -> doc.Inlines:
    if not any(isinstance(inline, doc.Image) for inline in inlines_in(inlines)):
        return inlines

    def exchanged(inline: doc.Inline) -> doc.Inlines | None:
        if not isinstance(inline, doc.Image):
            return None
        image = exchange(inline)
        return () if image is None else (image,)

    return doc.normalise_inlines(map_inlines(inlines, exchanged))
