"""Documents with their pictures exchanged, or with the blocks in a block changed; everything else stays the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from ratgeber_tools.document import (
    Block,
    BlockQuote,
    Blocks,
    BulletList,
    Cell,
    Container,
    CrossReference,
    Definition,
    DefinitionList,
    Document,
    Emphasis,
    Figure,
    Heading,
    Image,
    Inline,
    Inlines,
    Link,
    ListItem,
    OrderedList,
    Paragraph,
    Row,
    Strikethrough,
    Strong,
    Table,
    iterate_blocks,
    normalise_inlines,
    plain_text,
)

#: Returns the picture to put in the place of the given one, or None to leave it out.
Exchange = Callable[[Image], Image | None]


class PlacedImage(NamedTuple):
    """A picture and the words of the heading above it (empty before the first, and in footnotes)."""

    image: Image
    heading: str


def images(document: Document) -> Iterator[PlacedImage]:
    """Yield every picture of the document in reading order, those of the footnotes last."""
    heading = ""
    for block in iterate_blocks(document.blocks):
        if isinstance(block, Heading):
            heading = plain_text(block.children)
        for image in _images_of(block):
            yield PlacedImage(image, heading)
    for note in document.notes.values():
        for block in iterate_blocks(note):
            for image in _images_of(block):
                yield PlacedImage(image, "")


def exchange_images(document: Document, exchange: Exchange) -> Document:
    """Return the document with every picture exchanged.

    A figure whose picture is left out becomes a paragraph of its caption, or goes if it has none; so does a paragraph
    or heading that held nothing else.
    """
    return replace(
        document,
        blocks=_blocks(document.blocks, exchange),
        notes={label: _blocks(note, exchange) for label, note in document.notes.items()},
    )


def with_blocks(block: Block, change: Callable[[Blocks], Blocks]) -> Block | None:
    """Return `block` with the blocks in it changed; None if it has none."""
    match block:
        case BulletList(items=items) | OrderedList(items=items):
            return replace(block, items=tuple(replace(item, blocks=change(item.blocks)) for item in items))
        case Table(rows=rows):
            changed = (Row(tuple(replace(cell, blocks=change(cell.blocks)) for cell in row.cells)) for row in rows)
            return replace(block, rows=tuple(changed))
        case BlockQuote(blocks=blocks) | Container(blocks=blocks):
            return replace(block, blocks=change(blocks))
        case DefinitionList(items=definitions):
            return replace(block, items=tuple(Definition(item.term, change(item.blocks)) for item in definitions))
        case _:
            return None


def without_places(document: Document) -> Document:
    """Return a document whose blocks do not know where they stood; what they say stays the same."""

    def bare(blocks: Blocks) -> Blocks:
        return tuple(replace(with_blocks(block, bare) or block, lines=None) for block in blocks)

    return replace(
        document, blocks=bare(document.blocks), notes={label: bare(note) for label, note in document.notes.items()}
    )


def _images_of(block: Block) -> Iterator[Image]:
    match block:
        case Heading(children=children) | Paragraph(children=children):
            yield from _inline_images(children)
        case Figure(image=image, caption=caption):
            yield image
            yield from _inline_images(caption)
        case Table(caption=caption):
            yield from _inline_images(caption)
        case DefinitionList(items=items):
            for item in items:
                yield from _inline_images(item.term)
        case _:
            pass


def _inline_images(inlines: Iterable[Inline]) -> Iterator[Image]:
    for inline in inlines:
        match inline:
            case Image():
                yield inline
            case (
                Emphasis(children)
                | Strong(children)
                | Strikethrough(children)
                | Link(children=children)
                | CrossReference(children=children)
            ):
                yield from _inline_images(children)
            case _:
                pass


def _blocks(blocks: Blocks, exchange: Exchange) -> Blocks:
    return tuple(new for block in blocks if (new := _block(block, exchange)) is not None)


def _block(block: Block, exchange: Exchange) -> Block | None:
    match block:
        case Heading(children=children) | Paragraph(children=children):
            changed = _inlines(children, exchange)
            return replace(block, children=changed) if changed or not children else None
        case Figure(image=image, caption=caption):
            exchanged, words = exchange(image), _inlines(caption, exchange)
            if exchanged is not None:
                return replace(block, image=exchanged, caption=words)
            return Paragraph(words, identifiers=block.identifiers, lines=block.lines) if words else None
        case BulletList(items=items) | OrderedList(items=items):
            return replace(block, items=tuple(_item(item, exchange) for item in items))
        case Table(rows=rows, caption=caption):
            return replace(block, rows=tuple(_row(row, exchange) for row in rows), caption=_inlines(caption, exchange))
        case BlockQuote(blocks=children) | Container(blocks=children):
            return replace(block, blocks=_blocks(children, exchange))
        case DefinitionList(items=definitions):
            return replace(
                block,
                items=tuple(
                    Definition(_inlines(item.term, exchange), _blocks(item.blocks, exchange)) for item in definitions
                ),
            )
        case _:
            return block


def _item(item: ListItem, exchange: Exchange) -> ListItem:
    return replace(item, blocks=_blocks(item.blocks, exchange))


def _row(row: Row, exchange: Exchange) -> Row:
    return Row(tuple(_cell(cell, exchange) for cell in row.cells))


def _cell(cell: Cell, exchange: Exchange) -> Cell:
    return replace(cell, blocks=_blocks(cell.blocks, exchange))


def _inlines(inlines: Inlines, exchange: Exchange) -> Inlines:
    if not any(True for _ in _inline_images(inlines)):
        return inlines
    return normalise_inlines(new for inline in inlines for new in _inline(inline, exchange))


def _inline(inline: Inline, exchange: Exchange) -> Inlines:
    match inline:
        case Image():
            exchanged = exchange(inline)
            return () if exchanged is None else (exchanged,)
        case Emphasis(children) | Strong(children) | Strikethrough(children):
            return (type(inline)(_inlines(children, exchange)),)
        case Link(children=children) | CrossReference(children=children):
            return (replace(inline, children=_inlines(children, exchange)),)
        case _:
            return (inline,)
