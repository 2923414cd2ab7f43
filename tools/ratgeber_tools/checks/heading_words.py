"""Does a heading read well in a table of contents: short, without a full stop, no other like it beside it?"""

from __future__ import annotations

from collections.abc import Iterator

from ratgeber_tools.document import Heading, plain_text
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Chapter, Guide
from ratgeber_tools.guide.walking import PlacedBlock
from ratgeber_tools.quotation import quoted

#: Two lines on a phone.
MOST_SIGNS = 60


def check(guide: Guide) -> Iterator[Finding]:
    for chapter in guide:
        for placed, sentence in _problems(chapter):
            yield Finding(Code.HEADING_FORM, sentence, path=chapter.path, line=placed.line)


def _problems(chapter: Chapter) -> Iterator[tuple[PlacedBlock, str]]:
    above: list[str] = []
    seen: dict[tuple[str, ...], int] = {}
    for placed in chapter.blocks:
        if not isinstance(placed.block, Heading):
            continue
        words = " ".join(plain_text(placed.block.children).split())
        if len(words) > MOST_SIGNS:
            yield (
                placed,
                f"Die Überschrift {quoted(words)} hat {len(words)} Zeichen. Höchstens {MOST_SIGNS} lesen sich gut.",
            )
        if words.endswith((".", ":", ",", ";")) and not words.endswith(("…", "...")):
            yield placed, f"Die Überschrift {quoted(words)} endet mit „{words[-1]}“. Lassen Sie das Zeichen weg."
        above[placed.block.level - 1 :] = [words.casefold()]
        first = seen.setdefault(tuple(above), placed.line)
        if words and first != placed.line:
            yield (
                placed,
                f"Die Überschrift {quoted(words)} steht schon in Zeile {first}. Sagen Sie, was hier anders ist.",
            )
