"""The bookmarks of a finished PDF: which heading stands on which page."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import pikepdf

#: Parts lie at the first level of the bookmarks, chapters below them; deeper ones begin no page of their own.
_CHAPTER_DEPTH = 2


class Bookmark(NamedTuple):
    """A heading: its level from 1, its words, its page from 1."""

    depth: int
    words: str
    page: int


def read_bookmarks(pdf: bytes) -> tuple[tuple[Bookmark, ...], int]:
    """Return the bookmarks in reading order, and the number of pages."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        numbers = {page.obj.objgen: number for number, page in enumerate(document.pages, start=1)}
        with document.open_outline() as outline:
            return tuple(_walk(outline.root, 1, numbers)), len(document.pages)


def chapter_extents(
    bookmarks: Sequence[Bookmark], total: int, chapters: Iterable[tuple[str, str]]
) -> Mapping[str, int]:
    """Return how many pages each of `chapters` (name and title, in reading order) has of its own.

    A page shared with the next part's opening counts for what it begins with.  A chapter without a bookmark of its
    own, because it begins in the middle of a page, is left out.
    """
    openings = [bookmark for bookmark in bookmarks if bookmark.depth <= _CHAPTER_DEPTH]
    extents: dict[str, int] = {}
    position = 0
    for name, title in chapters:
        words = _plain(title)
        found = next((at for at in range(position, len(openings)) if _plain(openings[at].words) == words), None)
        if found is None:
            continue
        end = openings[found + 1].page if found + 1 < len(openings) else total + 1
        extents[name] = max(1, end - openings[found].page)
        position = found + 1
    return extents


def _walk(
    items: Iterable[pikepdf.OutlineItem], depth: int, numbers: Mapping[tuple[int, int], int]
) -> Iterator[Bookmark]:
    for item in items:
        destination = item.destination
        if isinstance(destination, pikepdf.Array) and len(destination):
            page = numbers.get(destination[0].objgen)
            if page is not None:
                yield Bookmark(depth, str(item.title), page)
        yield from _walk(item.children, depth + 1, numbers)


def _plain(words: str) -> str:
    return " ".join(words.replace("\u00ad", "").split())
