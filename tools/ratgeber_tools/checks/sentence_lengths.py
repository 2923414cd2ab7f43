"""Is a sentence short enough?  Above 18 words it gets a hint, above 20 a warning.

Counted are words, not figures; what a record puts in does not count, an author cannot write it shorter.
"""

from __future__ import annotations

from collections.abc import Iterator

from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Guide
from ratgeber_tools.guide.passages import PassageKind, passages
from ratgeber_tools.prose.readability import words_of
from ratgeber_tools.quotation import quoted

MOST_WORDS = 20
MANY_WORDS = 18


def check(guide: Guide) -> Iterator[Finding]:
    for passage in passages(guide):
        if passage.kind is not PassageKind.SENTENCE:
            continue
        count = len(words_of(passage.text))
        if count > MANY_WORDS:
            code = Code.SENTENCE_TOO_LONG if count > MOST_WORDS else Code.SENTENCE_LONG
            sentence = f"Der Satz hat {count} Wörter: {quoted(passage.text)}"
            yield Finding(code, sentence, path=passage.path, line=passage.line)
