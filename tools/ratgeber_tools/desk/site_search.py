"""Search over what is written: every sentence of every chapter, what is noted in it, and where in the text it stands.

Words are compared as the parents' search does (`search.words`): spelling folded, endings off, and parts of words too.
What a chapter shows from the register is found as it reads today.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from ratgeber_tools import dialect
from ratgeber_tools import document as doc
from ratgeber_tools.editorial.shown.words import ShownWords
from ratgeber_tools.guide import Chapter, Guide
from ratgeber_tools.search.words import fold, is_stop_word, stem, words_of

#: So many places of a chapter are shown.
MOST_PLACES = 4
_WORD = re.compile(r"[^\W_]+")
_BEFORE, _LONGEST = 60, 200
#: So many letters of the text lead to its place.
_LEAD = 40


class _WordRun(NamedTuple):
    """Words of a passage that stand together; `is_typed` for those that are in the text, not shown from elsewhere."""

    text: str
    is_typed: bool


@dataclass(frozen=True, slots=True)
class WrittenPassage:
    """A paragraph, heading, cell or title of a box, below a heading; `is_note` for what editors have noted."""

    text: str
    heading: str
    is_note: bool
    is_heading: bool
    runs: tuple[_WordRun, ...]
    words: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place in a chapter: its words, with those that were looked for marked; `lead` are words to find it by there."""

    pieces: tuple[tuple[str, bool], ...]
    heading: str
    is_note: bool
    lead: str


@dataclass(frozen=True, slots=True)
class FoundChapter:
    """A chapter with the first places; `number` counts all of them."""

    name: str
    title: str
    places: tuple[FoundPlace, ...]
    number: int


@dataclass(slots=True)
class SiteSearch:
    """Remembers what the chapters of a guide say; any thread may ask."""

    _known: dict[str, tuple[Chapter, object, date, tuple[WrittenPassage, ...]]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def find(self, guide: Guide, titles: Sequence[tuple[str, str]], words: str, today: date) -> list[FoundChapter]:
        """Return the chapters that have a place with all of `words`: those with a heading first, then the most places.

        `titles` are names and titles in the order of the guide.  Words that say nothing count for nothing.
        """
        asked = asked_words(words)
        if not asked:
            return []
        found = []
        for number, (name, title) in enumerate(titles):
            chapter = guide.chapters.get(name)
            places = [] if chapter is None else list(_places(self._passages(guide, chapter, today), asked))
            if places:
                best = sorted(range(len(places)), key=lambda at: (not places[at][0], at))[:MOST_PLACES]
                shown = tuple(places[at][1] for at in sorted(best))
                has_heading = any(is_heading for is_heading, _ in places)
                entry = FoundChapter(name, title, shown, len(places))
                found.append((not has_heading, -len(places), number, entry))
        return [entry for *_, entry in sorted(found, key=lambda each: each[:3])]

    def _passages(self, guide: Guide, chapter: Chapter, today: date) -> tuple[WrittenPassage, ...]:
        with self._lock:
            known = self._known.get(chapter.name)
            if known is None or known[0] is not chapter or known[1] is not guide.data or known[2] != today:
                passages = tuple(_read(chapter, ShownWords(guide, chapter, today)))
                known = self._known[chapter.name] = (chapter, guide.data, today, passages)
            return known[3]


def asked_words(words: str) -> list[str]:
    """Return the words that are looked for; if all of them say nothing, these."""
    typed = words_of(words)
    return [word for word in typed if not is_stop_word(word)] or typed


# ------------------------------------------------------------------------------------------------ what is found


def _places(passages: Iterable[WrittenPassage], asked: Sequence[str]) -> Iterator[tuple[bool, FoundPlace]]:
    for passage in passages:
        marked: set[int] = set()
        for word in asked:
            here = [at for at, (_, said) in enumerate(passage.words) if _is_like(said, word)]
            if not here:
                break
            marked.update(here)
        else:
            yield passage.is_heading, _place(passage, marked)


@lru_cache(maxsize=100_000)
def _folded(word: str) -> tuple[str, str]:
    return fold(word), stem(word)


def _is_like(said: str, asked: str) -> bool:
    (folded, root), (wanted, wanted_root) = _folded(said), _folded(asked)
    return wanted in folded or root == wanted_root


def _place(passage: WrittenPassage, marked: set[int]) -> FoundPlace:
    spans = [(start, start + len(said)) for at, (start, said) in enumerate(passage.words) if at in marked]
    begin = max(0, spans[0][0] - _BEFORE)
    begin = passage.text.find(" ", begin) + 1 if begin else 0
    end = len(passage.text)
    if end - begin > _LONGEST:
        end = passage.text.rfind(" ", 0, begin + _LONGEST)
    pieces: list[tuple[str, bool]] = [("… ", False)] if begin else []
    at = begin
    for start, stop in spans:
        if at <= start and stop <= end:
            pieces += [(passage.text[at:start], False), (passage.text[start:stop], True)]
            at = stop
    pieces.append((passage.text[at:end] + (" …" if end < len(passage.text) else ""), False))
    kept = tuple(piece for piece in pieces if piece[0])
    return FoundPlace(kept, "" if passage.is_heading else passage.heading, passage.is_note, _lead(passage, spans[0][0]))


def _lead(passage: WrittenPassage, at: int) -> str:
    """Return words by which the editor finds the place: typed ones, from the first found word on if that is typed."""
    place, best = 0, ""
    for run in passage.runs:
        end = place + len(run.text)
        if run.is_typed:
            if place <= at < end:
                return run.text[at - place :][:_LEAD].strip()
            best = run.text.strip()[:_LEAD] if len(run.text.strip()) > len(best) else best
        place = end
    return best


# ------------------------------------------------------------------------------------------------ what is read


def _read(chapter: Chapter, shown: ShownWords) -> Iterator[WrittenPassage]:
    heading = ""
    for placed in chapter.blocks:
        block = placed.block
        is_note = any(_is_internal(name) for name in placed.within)
        if isinstance(block, doc.Heading):
            heading = doc.plain_text(block.children)
        for runs in _texts(block, shown):
            joined = tuple(_joined(runs))
            text = "".join(run.text for run in joined)
            if text.strip():
                words = tuple((found.start(), found[0]) for found in _WORD.finditer(text))
                yield WrittenPassage(text, heading, is_note, isinstance(block, doc.Heading), joined, words)


def _is_internal(name: str) -> bool:
    spec = dialect.CONTAINERS.get(name)
    return spec is not None and spec.internal


def _texts(block: doc.Block, shown: ShownWords) -> Iterator[list[_WordRun]]:
    match block:
        case doc.Paragraph(children=children) | doc.Heading(children=children):
            yield list(_runs(children, shown))
        case doc.Container(argument=argument) if argument:
            yield [_WordRun(argument, True)]
        case doc.Figure(image=image, caption=caption):
            yield [_WordRun(image.alt, True)]
            yield list(_runs(caption, shown))
        case doc.DefinitionList(items=items):
            for item in items:
                yield list(_runs(item.term, shown))


def _runs(inlines: Iterable[doc.Inline], shown: ShownWords) -> Iterator[_WordRun]:
    for inline in inlines:
        match inline:
            case doc.Text(text) | doc.Superscript(text) | doc.Subscript(text) | doc.Code(text) | doc.Foreign(text=text):
                yield _WordRun(text, True)
            case doc.Emphasis(children) | doc.Strong(children) | doc.Strikethrough(children):
                yield from _runs(children, shown)
            case doc.Link(children=children) | doc.CrossReference(children=children) if children:
                yield from _runs(children, shown)
            case doc.LineBreak():
                yield _WordRun(" ", False)
            case doc.Image() | doc.NoteReference():
                yield _WordRun("", False)
            case _:
                yield _WordRun(shown.of_inline(inline), False)


def _joined(runs: Iterable[_WordRun]) -> Iterator[_WordRun]:
    """Yield runs, neighbours of one kind as one: bold words are found with those beside them."""
    last: _WordRun | None = None
    for run in runs:
        if last is not None and last.is_typed == run.is_typed:
            last = _WordRun(last.text + run.text, run.is_typed)
        else:
            if last is not None:
                yield last
            last = run
    if last is not None:
        yield last
