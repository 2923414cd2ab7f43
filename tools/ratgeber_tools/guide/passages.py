"""What parents read of a chapter, sentence by sentence: for checks that ask how something is said.

A passage is one sentence of running text, a heading, a caption, a table's cell or a word that is explained.  What is
for editors only, code, addresses, words in another language and what records put in (`{fakt}`, `{kontakt}`) are left
out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from ratgeber_tools import dialect
from ratgeber_tools.data.facts import Fact
from ratgeber_tools.data.steps import Step
from ratgeber_tools.document import DefinitionList, Figure, Heading, Inlines, Paragraph, Table, plain_text
from ratgeber_tools.guide import Chapter, Guide
from ratgeber_tools.guide.body_text import own_words
from ratgeber_tools.guide.walking import PlacedBlock
from ratgeber_tools.prose import sentences

_UNREAD = frozenset({dialect.FOREIGN_BOX}) | {name for name, spec in dialect.CONTAINERS.items() if spec.internal}
_WORD = re.compile(r"\w{3,}")
_ADDRESS = re.compile(
    r"\S+@\S+\.\w+|\b(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:de|org|com|net|eu|info)\b(?:/\S*)?"
)


class PassageKind(Enum):
    """What a passage is: only a sentence can be too long, only a heading can end wrongly."""

    SENTENCE = "sentence"
    HEADING = "heading"
    LABEL = "label"  # a cell, a caption, a word that is explained


class Passage(NamedTuple):
    """A text of one line, and the source lines of what it stands in; `first_line` is 1-based.

    `chapter` is None for what a record says.
    """

    text: str
    kind: PassageKind
    path: Path
    source: tuple[str, ...]
    first_line: int
    chapter: Chapter | None = None

    @property
    def line(self) -> int:
        """The 1-based source line: of several, the one that shares most words with the passage."""
        if len(self.source) < 2:
            return self.first_line
        words = set(_WORD.findall(self.text))
        shared = [len(words.intersection(_WORD.findall(line))) for line in self.source]
        return self.first_line + shared.index(max(shared))

    def line_of(self, words: str) -> int:
        """Return the 1-based line that holds `words`; the passage's own line comes first, and is the last resort."""
        line = self.line
        if not self.source or words in self.source[line - self.first_line]:
            return line
        holding = (index for index, source in enumerate(self.source) if words in source)
        return self.first_line + next(holding, line - self.first_line)


class _ChapterKey:
    """A chapter as a dictionary can hold it; equal for equal texts of one name."""

    def __init__(self, chapter: Chapter) -> None:
        self.chapter = chapter
        self._hash = hash((chapter.path, chapter.lines))

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _ChapterKey):
            return NotImplemented
        mine, its = self.chapter, other.chapter
        return mine is its or (mine.path == its.path and mine.lines == its.lines)


def passages(guide: Guide) -> Iterator[Passage]:
    """Yield every passage of every chapter, in reading order, then what facts and steps say in whole sentences."""
    for chapter in guide:
        yield from passages_of(chapter)
    records = guide.data.records
    for key, record in records.everything():
        if isinstance(record, Fact | Step):
            origin = records.origins[key]
            text = record.wording if isinstance(record, Fact) else record.text
            for sentence in sentences.split(text) if text else ():
                yield Passage(sentence, PassageKind.SENTENCE, origin.path, (), origin.line)


def passages_of(chapter: Chapter) -> tuple[Passage, ...]:
    """Return the passages of one chapter, the head's key points last.

    Remembered, because each check asks for them again.
    """
    return _passages_of(_ChapterKey(chapter))


@lru_cache(maxsize=2048)
def _passages_of(key: _ChapterKey) -> tuple[Passage, ...]:
    return tuple(
        passage
        for placed in key.chapter.blocks
        if _UNREAD.isdisjoint(placed.within)
        for passage in _passages_in(key.chapter, placed)
    )


def _passages_in(chapter: Chapter, placed: PlacedBlock) -> Iterator[Passage]:
    source = chapter.lines[placed.lines.first : placed.lines.end]
    for kind, inlines in _texts(placed):
        words = _ADDRESS.sub(" ", plain_text(own_words(inlines)))
        for text in _split(" ".join(words.split()), kind):
            yield Passage(text, kind, chapter.path, source, placed.line, chapter)


def _texts(placed: PlacedBlock) -> Iterator[tuple[PassageKind, Inlines]]:
    match placed.block:
        case Heading(children=children):
            yield PassageKind.HEADING, children
        case Paragraph(children=children):
            yield (PassageKind.LABEL if "table" in placed.within else PassageKind.SENTENCE), children
        case Figure(caption=caption) | Table(caption=caption):
            yield PassageKind.LABEL, caption
        case DefinitionList(items=items):
            yield from ((PassageKind.LABEL, item.term) for item in items)
        case _:
            pass


def _split(text: str, kind: PassageKind) -> list[str]:
    if not text:
        return []
    return [text] if kind is PassageKind.HEADING else sentences.split(text)
