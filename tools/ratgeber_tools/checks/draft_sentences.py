"""Is there a typed sentence that says the text is not finished: “[unbestätigt]”, “bitte erfragen”, “folgt noch”?

What is not known belongs into the data, where it is counted and asked for; a sentence that says so stays for ever.
"""

from __future__ import annotations

from collections.abc import Iterator

from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Guide
from ratgeber_tools.guide.draft_sentences import draft_sentences


def check(guide: Guide) -> Iterator[Finding]:
    for chapter in guide:
        for words, line in draft_sentences(chapter):
            sentence = f"„{words}“ sagt, dass der Text noch nicht fertig ist."
            yield Finding(Code.DRAFT_SENTENCE, sentence, path=chapter.path, line=line)
