"""Is everyone named in one way?  The style guide wants a neutral word or the pair, no sign inside a word.

Programs that read aloud say star and colon in different ways or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Guide
from ratgeber_tools.guide.passages import passages

_SIGNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("einen Stern", re.compile(r"\b\w+\*(?:in(?:nen)?|[rnms]|e[rnms]?)\b")),
    ("einen Doppelpunkt", re.compile(r"\b\w{2,}:(?:in(?:nen)?|[rnms]|e[rnms]?)\b")),
    ("einen Unterstrich", re.compile(r"\b[^\W\d_]+_(?:in(?:nen)?|[rns])\b")),
    ("ein großes I", re.compile(r"\b[A-ZÄÖÜa-zäöüß]+(?:[a-zäöüß]Innen|(?:er|or|eur|ent|ant|ist|at)In)\b")),
    ("einen Schrägstrich", re.compile(r"\b[^\W\d_]{2,}(?:/-?in(?:nen)?|e/-?[rnms])\b")),
    ("einen Schrägstrich", re.compile(r"(?i)\b(?:der/die|die/der|er/sie|sie/er|ihm/ihr|ihr/ihm|seine?/ihre?)\b")),
    ("eine Klammer", re.compile(r"\b\w{2,}\((?:in(?:nen)?|[rnms]|e[rnms]?)\)")),
)  # fmt: skip


def check(guide: Guide) -> Iterator[Finding]:
    for passage in passages(guide):
        for german, pattern in _SIGNS:
            for match in pattern.finditer(passage.text):
                sentence = f"„{match[0]}“ hat {german} für die Geschlechter."
                yield Finding(Code.GENDER_SIGN, sentence, path=passage.path, line=passage.line_of(match[0]))
