"""Can the lists of everyday words and of other languages' words for the search be read?"""

from __future__ import annotations

from collections.abc import Iterator

from ratgeber_tools.data.search_words import LANGUAGES_FILE, WORDS_FILE, load_foreign_words, load_search_words
from ratgeber_tools.findings import Finding
from ratgeber_tools.guide import Guide


def check(guide: Guide) -> Iterator[Finding]:
    folder = guide.folder / "daten"
    yield from load_search_words(folder / WORDS_FILE)[1]
    yield from load_foreign_words(folder / LANGUAGES_FILE)[1]
