"""Whole paragraphs in another language become one building block with its language and direction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from ratgeber_tools import dialect
from ratgeber_tools.document import Block, Container, Foreign, Inlines, LineBreak, Paragraph, Text, normalise_inlines

CONTAINER = dialect.FOREIGN_BOX


def gather_foreign(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield `blocks`, neighbouring paragraphs that are wholly in one other language together in a container."""
    for language, group in groupby(blocks, key=_language):
        if language is None:
            yield from group
            continue
        paragraphs = [
            replace(block, children=_plain(block.children)) for block in group if isinstance(block, Paragraph)
        ]
        yield Container(name=CONTAINER, options=(("sprache", language),), blocks=tuple(paragraphs))


def _language(block: Block) -> str | None:
    """Return the one language a paragraph is in, as far as it is all marked; None for any other block."""
    if not isinstance(block, Paragraph):
        return None
    languages = {inline.language for inline in block.children if isinstance(inline, Foreign)}
    others = [
        inline
        for inline in block.children
        if not isinstance(inline, Foreign | LineBreak)
        and not (isinstance(inline, Text) and not _has_letter(inline.text))
    ]
    return languages.pop() if len(languages) == 1 and not others else None


def _has_letter(text: str) -> bool:
    return any(character.isalpha() for character in text)


def _plain(children: Inlines) -> Inlines:
    return normalise_inlines(Text(inline.text) if isinstance(inline, Foreign) else inline for inline in children)
