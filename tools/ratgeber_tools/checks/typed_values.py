"""Is a date, a sum or a phone number typed into a chapter, instead of coming from the data?

Only there it has a source, an office that confirms it, and an end.  Numbers for emergencies of three to six digits,
hours and ages are left alone, and so are days that belong to a fixed feast or an example in quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Guide
from ratgeber_tools.guide.passages import passages

_MONTH = "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])\."
_MONTH_NUMBER = r"(?:0?[1-9]|1[0-2])\."


class TypedKind(StrEnum):
    """What is typed, as the finding says it."""

    DAY = "Der Tag"
    MONTH = "Der Monat"
    SUM = "Der Betrag"
    NUMBER = "Die Nummer"


_KINDS: tuple[tuple[TypedKind, re.Pattern[str]], ...] = (
    (TypedKind.DAY, re.compile(rf"\b\d{{1,2}}\.\s?(?:{_MONTH})\b(?:\s\d{{4}}\b)?")),
    (TypedKind.DAY, re.compile(rf"(?<![\d.]){_DAY}\s?{_MONTH_NUMBER}\s?(?:19|20)\d\d\b")),
    (TypedKind.DAY, re.compile(r"(?<![\d.])[0-3]\d\.[01]\d\.\d\d(?!\d)")),
    (TypedKind.DAY, re.compile(rf"(?i)\b(?:am|ab|bis|vom|zum|seit) (?P<day>{_DAY}\s?{_MONTH_NUMBER})(?!\s?\d)")),
    (TypedKind.MONTH, re.compile(rf"(?<!\d\.\s)\b(?:{_MONTH})\s\d{{4}}\b")),
    (TypedKind.SUM, re.compile(r"(?<![\d.,])\d[\d.]*(?:\s\d{3})*(?:,\d\d?)?\s?(?:Euro|EUR|€|Cent)(?!\w)")),
    (TypedKind.NUMBER, re.compile(r"(?<![\d/])(?:\+\d{2}|0\d{2,5})[ /-]?\d[\d /-]{4,}\d")),
)
_QUOTED = re.compile(r"„[^“]*“")


def typed_kind(words: str) -> TypedKind | None:
    """Return what some words of a chapter are, None for words that belong there."""
    return next((kind for kind, pattern in _KINDS if pattern.search(words)), None)


def check(guide: Guide) -> Iterator[Finding]:
    for passage in passages(guide):
        if passage.chapter is None:
            continue  # a record
        text = _QUOTED.sub("", passage.text)
        for what, pattern in _KINDS:
            for match in pattern.finditer(text):
                value = (match.groupdict().get("day") or match[0]).strip()
                sentence = f"{what} „{value}“ ist getippt."
                yield Finding(Code.TYPED_VALUE, sentence, path=passage.path, line=passage.line_of(value))
