"""What the search knows of a page: titles, key points and text of its sections, as readers of this edition see them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """A place a result leads to: `anchor` without `#`, empty for the start of a page; `text` without markup.

    `subjects` is what the section is about without saying so in these words: titles of the records it shows.
    """

    title: str
    anchor: str
    text: str
    key_points: str = ""
    subjects: str = ""


@dataclass(frozen=True, slots=True)
class IndexedPage:
    """`address` is relative to the search page; `part` is the title of what the page lies in, or empty.

    The first section is the start of the page.  `is_word` marks an entry of the glossary, a page of its own here.
    """

    title: str
    address: str
    part: str
    sections: tuple[Section, ...]
    is_word: bool = False
