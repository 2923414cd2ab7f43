"""Is a date, a sum or a phone number typed into a chapter, instead of coming from the data?

Only there it has a source, an office that confirms it, and an end.  Numbers for emergencies of three to six digits,
hours and ages are left alone, and so are days that belong to a fixed feast or an example in quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Guide
from ratgeber_tools.guide.passages import passages

_MONTH = "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("Der Tag", re.compile(rf"\b\d{{1,2}}\.\s?(?:{_MONTH})\b(?:\s\d{{4}}\b)?")),
    ("Der Tag", re.compile(r"\b\d{1,2}\.\s?\d{1,2}\.(?:\s?\d{4}|\s?\d{2}\b)?(?!\d)")),
    ("Der Monat", re.compile(rf"(?<!\d\.\s)\b(?:{_MONTH})\s\d{{4}}\b")),
    ("Der Betrag", re.compile(r"(?<![\d.,])\d[\d.]*(?:\s\d{3})*(?:,\d\d?)?\s?(?:Euro|EUR|€|Cent)(?!\w)")),
    ("Die Nummer", re.compile(r"(?<![\d/])(?:\+\d{2}|0\d{2,5})[ /-]?\d[\d /-]{4,}\d")),
)
_QUOTED = re.compile(r"„[^“]*“")


def check(guide: Guide) -> Iterator[Finding]:
    for passage in passages(guide):
        if passage.chapter is None:
            continue  # a record
        text = _QUOTED.sub("", passage.text)
        for what, pattern in _KINDS:
            for match in pattern.finditer(text):
                value = match[0].strip()
                sentence = f"{what} „{value}“ ist getippt."
                yield Finding(Code.TYPED_VALUE, sentence, path=passage.path, line=passage.line_of(value))
