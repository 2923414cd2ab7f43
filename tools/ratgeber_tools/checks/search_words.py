"""Can the list of everyday words for the search be read?"""

from __future__ import annotations

from collections.abc import Iterator

from ratgeber_tools.data.search_words import WORDS_FILE, load_search_words
from ratgeber_tools.findings import Finding
from ratgeber_tools.guide import Guide


def check(guide: Guide) -> Iterator[Finding]:
    _, findings = load_search_words(guide.folder / "daten" / WORDS_FILE)
    yield from findings
