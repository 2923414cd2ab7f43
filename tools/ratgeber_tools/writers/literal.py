"""Words as source that certainly reads back: every sign escaped, nothing of the careful writer's rules used.

For a block the writer got wrong.  Marks and the addresses of links are lost here, footnotes and pictures stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import IntEnum
from typing import NamedTuple

from ratgeber_tools import dialect
from ratgeber_tools import document as doc
from ratgeber_tools.traversal import inlines_in
from ratgeber_tools.writers.directives import write_directive
from ratgeber_tools.writers.pieces import write_image

_SIGN = re.compile(r"[!-/:-@\[-`{-~]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")


class Care(IntEnum):
    """How much is given up: marks; then footnote marks, pictures and options; then all but the bare words as code."""

    MARKS = 0
    ALL_BUT_WORDS = 1
    AS_CODE = 2


class ParagraphWords(NamedTuple):
    """A paragraph's worth of words, what hangs on it, and the links in it (where to, and their words)."""

    text: str
    hanging: tuple[doc.NoteReference | doc.Image, ...] = ()
    links: tuple[tuple[str, str], ...] = ()


def passages(blocks: Iterable[doc.Block]) -> Iterator[ParagraphWords]:
    """Yield all that a reader of `blocks` meets, in reading order."""
    for block in blocks:
        yield from _own(block)
        yield from passages(children(block))


def children(block: doc.Block) -> doc.Blocks:
    """Return the blocks directly in `block`; definitions are passages of their own, terms and blocks in turn."""
    match block:
        case doc.BulletList(items=items) | doc.OrderedList(items=items):
            return tuple(child for item in items for child in item.blocks)
        case doc.Table(rows=rows):
            return tuple(child for row in rows for cell in row.cells for child in cell.blocks)
        case doc.BlockQuote(blocks=blocks) | doc.Container(blocks=blocks):
            return blocks
        case doc.DefinitionList(items=definitions):
            return tuple(child for item in definitions for child in (doc.Paragraph(item.term), *item.blocks))
        case _:
            return ()


def sources(blocks: Iterable[doc.Block], care: Care) -> list[str]:
    """Return the source of each passage of `blocks`, to be put together with blank lines between.

    What is for the editors only stays in its box, whatever is given up.
    """
    found: list[str] = []
    for block in blocks:
        found += [f"({identifier})=" for identifier in block.identifiers] if care is Care.MARKS else []
        spec = dialect.CONTAINERS.get(block.name) if isinstance(block, doc.Container) else None
        if isinstance(block, doc.Container) and spec is not None and (spec.internal or care is not Care.AS_CODE):
            found.append(_box(block, care))
            continue
        found += (source for passage in _own(block) if (source := _source(passage, block, care)))
        found += sources(children(block), care)
    return found


def write(blocks: Iterable[doc.Block], care: Care) -> str:
    """Return `blocks` as source; each target stands right above what it belongs to."""
    return re.sub(r"(?m)^(\(.+\)=)\n\n", r"\1\n", "\n\n".join(sources(blocks, care)))


def escaped(text: str) -> str:
    """Return `text` as one line of source in which no sign means anything; white space becomes single blanks."""
    return _SIGN.sub(lambda found: "\\" + found[0], " ".join(_CONTROL.sub(" ", text).split()))


def _source(passage: ParagraphWords, block: doc.Block, care: Care) -> str:
    if care is Care.AS_CODE:
        words = " ".join(_CONTROL.sub(" ", " ".join((passage.text, *_alternatives(passage)))).split())
        fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", words)), default=0))
        return f"{fence}\n{words}\n{fence}" if words else ""
    parts = [escaped(passage.text)]
    if care is Care.MARKS:
        parts += (_hanging_source(inline) for inline in passage.hanging)
    else:
        parts += (escaped(words) for words in _alternatives(passage))
    line = " ".join(part for part in parts if part)
    return f"{'#' * block.level} {line}" if line and isinstance(block, doc.Heading) else line


def _hanging_source(inline: doc.NoteReference | doc.Image) -> str:
    return write_image(inline) if isinstance(inline, doc.Image) else f"[^{inline.label}]"


def _alternatives(passage: ParagraphWords) -> Iterator[str]:
    return (inline.alt for inline in passage.hanging if isinstance(inline, doc.Image))


def _box(block: doc.Container, care: Care) -> str:
    bare = care is Care.AS_CODE
    body = write(block.blocks, care)
    if bare and block.argument:
        body = "\n\n".join(part for part in (_source(ParagraphWords(block.argument), block, care), body) if part)
    options = block.options if care is Care.MARKS else ()
    lines = write_directive(block.name, "" if bare else block.argument, options, body.split("\n") if body else [])
    return "\n".join(lines)


def _own(block: doc.Block) -> Iterator[ParagraphWords]:
    """Yield what a reader meets of a block before those in it."""
    match block:
        case doc.Heading(children=inlines) | doc.Paragraph(children=inlines):
            yield _passage(inlines)
        case doc.Figure(image=image, caption=caption):
            yield ParagraphWords("", (image,))
            yield _passage(caption)
        case doc.Table(caption=caption):
            yield _passage(caption)
        case doc.CodeBlock(text=text) | doc.Verbatim(source=text):
            yield ParagraphWords(text)
        case doc.Container(argument=argument):
            yield ParagraphWords(argument)
        case _:
            pass


def _passage(inlines: doc.Inlines) -> ParagraphWords:
    match inlines:
        case (doc.Text(text),):  # most of any document
            return ParagraphWords(text)
        case _:
            everything = list(inlines_in(inlines))
    return ParagraphWords(
        doc.plain_text(inlines),
        tuple(inline for inline in everything if isinstance(inline, doc.NoteReference | doc.Image)),
        tuple((link.target, doc.plain_text(link.children)) for link in everything if isinstance(link, doc.Link)),
    )
