"""Is there a plainer word?  The list is the editors' own: `redaktion/amtsdeutsch.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ratgeber_tools.editorial.word_lists import load_officialese
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Guide
from ratgeber_tools.guide.passages import passages

_WORD = re.compile(r"\w+")


def check(guide: Guide) -> Iterator[Finding]:
    better, findings = load_officialese(guide.folder)
    yield from findings
    if not better:
        return
    patterns = _patterns(better)
    firsts = {words.split()[0].casefold() for words in better}
    whole = {first for first in firsts if not first.endswith("*")}
    beginnings = tuple(first.rstrip("*") for first in firsts if first.endswith("*"))
    for passage in passages(guide):
        words = _WORD.findall(passage.text.casefold())
        if whole.isdisjoint(words) and not any(word.startswith(beginnings) for word in words):
            continue  # dozens of patterns over every sentence take a second
        for pattern, advice in patterns:
            for match in pattern.finditer(passage.text):
                if match[0].casefold() in guide.terms:
                    continue  # a word of the glossary: parents will meet it in a letter
                sentence = f"„{match[0]}“ ist Amtsdeutsch. Besser: {advice}."
                yield Finding(Code.OFFICIALESE, sentence, path=passage.path, line=passage.line_of(match[0]))


def _patterns(better: Mapping[str, str]) -> list[tuple[re.Pattern[str], str]]:
    return [
        (re.compile(rf"\b{re.escape(words.rstrip('*'))}{ending(words)}\b", re.IGNORECASE), advice)
        for words, advice in better.items()
    ]


def ending(words: str) -> str:
    """Return the pattern of what may follow: letters where the list has a star."""
    return r"\w*" if words.endswith("*") else ""
