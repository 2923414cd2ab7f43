"""Sentences of a chapter that say it is not finished, and where.

The remark “fachlich zu prüfen” behind a source is none: it says what a release settles, and does not go public with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ratgeber_tools.guide import Chapter
from ratgeber_tools.guide.passages import passages_of
from ratgeber_tools.prose.draft_words import draft_words_in


class DraftSentence(NamedTuple):
    """The words that say so, and their 1-based line."""

    words: str
    line: int


def draft_sentences(chapter: Chapter) -> Iterator[DraftSentence]:
    """Yield those of the text, the key points in the head included, in the order of the file."""
    for passage in passages_of(chapter):
        yield from (DraftSentence(words, passage.line_of(words)) for words in draft_words_in(passage.text))
