"""Do headings go down one level at a time, and stand where a heading may stand?

A skipped level leaves a hole in the outline a screen reader shows, and the PDF standard refuses it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ratgeber_tools.document import Heading, plain_text
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Guide
from ratgeber_tools.quotation import quoted


def check(guide: Guide) -> Iterator[Finding]:
    for chapter in guide:
        level = 0
        for placed in chapter.blocks:
            heading = placed.block
            if not isinstance(heading, Heading):
                continue
            words = plain_text(heading.children)
            if placed.within:
                sentence = (
                    f"Die Überschrift {quoted(words)} steht in einem Baustein, einer Liste oder einer Tabelle. "
                    "Setzen Sie sie davor, oder machen Sie die Wörter fett."
                )
                yield Finding(Code.BLOCK_MISUSED, sentence, path=chapter.path, line=placed.line)
                continue
            if level and heading.level > level + 1:
                sentence = f"Die Überschrift {quoted(words)} ist Ebene {heading.level}, die davor Ebene {level}."
                yield Finding(Code.HEADING_SKIPPED, sentence, path=chapter.path, line=placed.line)
            if heading.level > 1 and not words.strip():
                yield Finding(
                    Code.BLOCK_MISUSED,
                    "Die Überschrift ist leer. Löschen Sie die Zeile.",
                    path=chapter.path,
                    line=placed.line,
                )
            level = heading.level
