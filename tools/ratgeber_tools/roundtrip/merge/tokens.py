"""Inlines as a flat row of tokens: a word, a blank, a sign, or something without words, each with the marks around it.

Two rows can be compared and merged; joined again they are inlines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from ratgeber_tools.document import (
    CrossReference,
    Emphasis,
    Foreign,
    Inline,
    Inlines,
    Link,
    Strikethrough,
    Strong,
    Text,
    normalise_inlines,
    plain_text,
)

_PIECES = re.compile(r"\s+|\w+|[^\w\s]")


class Token(NamedTuple):
    """A piece of a text: its words, or the inline that has none; `marks` from the outermost in."""

    leaf: Inline
    marks: tuple[Inline, ...] = ()

    @property
    def is_word(self) -> bool:
        """Whether the token can be told from others: not a blank, not a sign."""
        return not isinstance(self.leaf, Text) or self.leaf.text[0].isalnum()


#: Ends a paragraph inside a row of several.
BREAK = Token(Text("\n"))


def tokens_of(inlines: Iterable[Inline], marks: tuple[Inline, ...] = ()) -> list[Token]:
    """Return the tokens of `inlines`."""
    found: list[Token] = []
    for inline in inlines:
        match inline:
            case Text(text):
                found += (Token(Text(piece), marks) for piece in _PIECES.findall(text))
            case Foreign():
                found.append(Token(inline, marks))
            case Strong(children) | Emphasis(children) | Strikethrough(children):
                found += tokens_of(children, (*marks, type(inline)(())))
            case Link(children=children) | CrossReference(children=children) if children:
                found += tokens_of(children, (*marks, replace(inline, children=())))
            case _:
                found.append(Token(inline, marks))
    return found


def inlines_of(tokens: Sequence[Token]) -> Inlines:
    """Return the inlines that `tokens` are, in normal form."""
    return normalise_inlines(_nested(tokens, 0))


def paragraphs_of(tokens: Sequence[Token]) -> list[Inlines]:
    """Return the inlines between breaks; paragraphs without any are left out."""
    parts = [list(part) for is_break, part in groupby(tokens, key=lambda token: token == BREAK) if not is_break]
    return [inlines for part in parts if (inlines := inlines_of(part))]


def text_of(tokens: Iterable[Token]) -> str:
    """Return what a reader sees, white space as single blanks so that sentences can be told."""
    return plain_text(token.leaf for token in tokens)


def _nested(tokens: Sequence[Token], depth: int) -> list[Inline]:
    found: list[Inline] = []
    for mark, group in groupby(tokens, key=lambda token: token.marks[depth] if len(token.marks) > depth else None):
        members = list(group)
        if mark is None:
            found += (member.leaf for member in members)
        else:
            found.append(replace(mark, children=tuple(_nested(members, depth + 1))))
    return found
