"""A built page on which new words are to be seen: the block of each new sentence bears a mark, and letters are large.

Sentences come from the chapter, where a record stands as its name in square brackets; the page has its value there.
What the page says otherwise (words a box adds) is not marked: the list beside the page has every change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser

#: What a page is given besides: letters to be read from the back of a room, the chapter alone, without the ways to
#: others, and how a mark looks without its colour.
LARGE = (
    "html{font-size:clamp(100%,0.5rem + 1.3vw,175%)}"
    ".rg-kopf,.rg-kapitel,.rg-inhalt,.rg-weg,.rg-blaettern,.rg-fuss{display:none!important}"
    ".rg-seite{display:block!important;max-inline-size:52rem!important;margin-inline:auto!important}"
)
MARKS = (
    "[data-neu]{border-inline-start:.45rem solid #8a5a00!important;padding-inline-start:.7rem!important;"
    "background:#fff3d6!important;color:#1d1d1b!important}"
    "[data-neu]::before{content:'neu';display:inline-block;margin-inline-end:.5rem;padding:0 .4rem;border-radius:.3rem;"
    "background:#8a5a00;color:#fff;font-size:.75em;font-weight:700}"
)
_BLOCKS = frozenset({"p", "li", "h1", "h2", "h3", "h4", "dt", "dd", "td", "th", "figcaption", "summary"})
#: Signs that only say where a line may break.
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u2060\u200b"))
_RECORD = re.compile(r"\[[^\]]*\]")
#: A sentence that is a record and nothing else says nothing of the page.
_WORD = re.compile(r"\w")


def marked(page: str, sentences: Sequence[str]) -> str:
    """Return the page with large letters, and with marks where it says one of `sentences`."""
    patterns = [pattern for pattern in map(_pattern, sentences) if pattern is not None]
    finder = _Finder(page)
    finder.feed(page)
    places = [place for place, words in finder.blocks if any(pattern.search(words) for pattern in patterns)]
    for place in sorted(places, reverse=True):
        page = f"{page[:place]} data-neu{page[place:]}"
    return page.replace("</head>", f"<style>{LARGE}{MARKS}</style></head>", 1)


def _pattern(sentence: str) -> re.Pattern[str] | None:
    parts = [" ".join(part.split()) for part in _RECORD.split(sentence.translate(_UNSEEN))]
    if not any(map(_WORD.search, parts)):
        return None
    return re.compile(r".*?".join(re.escape(part).replace(r"\ ", r"\s+") for part in parts))


class _Finder(HTMLParser):
    """Every innermost block of a page: where an attribute of it goes, and its words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self._lines = list(_line_starts(page))
        self._open: list[tuple[str, int, list[str]]] = []
        self.blocks: list[tuple[int, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            line, column = self.getpos()
            self._open.append((tag, self._lines[line - 1] + column + len(tag) + 1, []))

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS and any(each == tag for each, _, _ in self._open):
            while self._open:
                name, place, words = self._open.pop()
                self.blocks.append((place, " ".join("".join(words).translate(_UNSEEN).split())))
                if name == tag:
                    break

    def handle_data(self, data: str) -> None:
        if self._open:
            self._open[-1][2].append(data)


def _line_starts(page: str) -> Iterator[int]:
    yield 0
    yield from (found.end() for found in re.finditer("\n", page))
