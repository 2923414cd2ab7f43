"""How long a volume is: pages a chapter, what fills it up to a multiple of four, and what to cut for four fewer.

Every chapter begins on a page of its own, so a page is saved where the last page of a chapter becomes empty; the
cheapest are those with the fewest words on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from ratgeber_tools.press.layout import Layout, Opening

#: Sheets are folded once: four pages each.
PAGES_PER_SHEET = 4

#: A saddle stitch holds 16 sheets; with more, the inner pages creep out and the back stands open.
MOST_STITCHED_PAGES = 64


#: What the theme writes above pages to write on (`theme/words.typ`).
NOTES = "Notizen"


@dataclass(frozen=True, slots=True)
class PrintedChapter:
    """A chapter in print: pages from 1, words on all of them and on the last one.

    `length` in pages counts what it has of pages it shares with others; `pages` are those that begin with it.
    """

    title: str
    first_page: int
    pages: int
    words: int
    last_words: int
    length: float = 0.0


class Cut(NamedTuple):
    """To save a page, so many words of a chapter have to go."""

    chapter: PrintedChapter
    words: int


@dataclass(frozen=True, slots=True)
class Extent:
    """A volume's pages: `content` of the guide with its cover, `notes` to fill up; together a multiple of four."""

    chapters: tuple[PrintedChapter, ...]
    content: int
    notes: int

    @property
    def total(self) -> int:
        return self.content + self.notes

    @property
    def is_too_thick(self) -> bool:
        """Say whether it cannot be stitched through the fold."""
        return self.total > MOST_STITCHED_PAGES

    @property
    def surplus(self) -> int:
        """Pages above the next lower multiple of four."""
        return self.content % PAGES_PER_SHEET

    def cuts(self) -> tuple[Cut, ...]:
        """Return what to shorten to come down to the next lower multiple of four, the cheapest first.

        Empty if nothing is to be saved, or if too few chapters have a page to give.  The cheapest is the one with the
        fewest words on its last page: 12 words are sooner struck than 200.
        """
        candidates = sorted((each for each in self.chapters if each.pages > 1), key=lambda each: each.last_words)
        if not self.surplus or len(candidates) < self.surplus:
            return ()
        return tuple(Cut(chapter, chapter.last_words) for chapter in candidates[: self.surplus])

    def longest(self, count: int = 8) -> tuple[PrintedChapter, ...]:
        """Return the chapters that take the most pages."""
        return tuple(sorted(self.chapters, key=lambda each: (-each.length, each.first_page))[:count])

    def chapter_at(self, page: int) -> PrintedChapter | None:
        return next((each for each in self.chapters if each.first_page <= page < each.first_page + each.pages), None)


def extent_of(layout: Layout, titles: Sequence[str], *, tail: int) -> Extent:
    """Return the extent of a typeset volume.

    `titles` are those of its chapters in order; bookmarks that carry them say where they begin.  `tail` pages of
    cover close the file.
    """
    notes_at = next((each.page for each in reversed(layout.bookmarks) if each.title == NOTES and each.level == 1), None)
    end = layout.page_count - tail + 1 if notes_at is None else notes_at
    notes = layout.page_count - tail + 1 - end
    openings = [*_openings(layout.bookmarks, titles), Opening(1, "", end)]
    chapters = []
    for opening, following in pairwise(openings):
        pages = max(1, following.page - opening.page)  # one that ends on its first page has that page
        words = layout.words[opening.page - 1 : opening.page - 1 + pages]
        length = following.page + following.depth - opening.page - opening.depth
        chapters.append(
            PrintedChapter(opening.title, opening.page, pages, sum(words), words[-1] if words else 0, length)
        )
    return Extent(tuple(chapters), layout.page_count - notes, notes)


def _openings(bookmarks: Sequence[Opening], titles: Sequence[str]) -> list[Opening]:
    """Return the bookmarks that are chapters, and whatever else stands at the top level: contents, index."""
    found: list[Opening] = []
    waiting = [" ".join(title.split()) for title in titles]
    for bookmark in bookmarks:
        if waiting and bookmark.title in waiting and bookmark.level <= 2:
            del waiting[: waiting.index(bookmark.title) + 1]
            found.append(bookmark)
        elif bookmark.level == 1:
            found.append(bookmark)
    return found
