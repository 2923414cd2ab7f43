"""Is a word so long that a tired reader stumbles?

Words of the glossary are explained, and parts between hyphens count alone.  Each word is told once a chapter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Guide
from ratgeber_tools.guide.passages import passages
from ratgeber_tools.prose.readability import words_of

#: A word of more letters is long: “Schulsozialarbeiterin” has 21, “Schuleingangsuntersuchung” 25.
MOST_LETTERS = 22


def check(guide: Guide) -> Iterator[Finding]:
    told: set[tuple[str, str]] = set()
    for passage in passages(guide):
        for word in words_of(passage.text):
            if len(word) <= MOST_LETTERS:
                continue
            letters = max(len(part) for part in re.split(r"[-’']", word))
            key = (str(passage.path), word.casefold())
            if letters <= MOST_LETTERS or key in told or word.casefold() in guide.terms:
                continue
            told.add(key)
            sentence = f"Das Wort „{word}“ hat {letters} Buchstaben."
            yield Finding(Code.WORD_LONG, sentence, path=passage.path, line=passage.line_of(word))
