"""Has somebody still to decide between versions of a passage that a merge left side by side?"""

from __future__ import annotations

from collections.abc import Iterator

from ratgeber_tools import dialect
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Guide
from ratgeber_tools.guide.internal_parts import internal_places


def check(guide: Guide) -> Iterator[Finding]:
    for chapter in guide:
        for name, line in internal_places("\n".join(chapter.lines)):
            if name == dialect.CONFLICT:
                sentence = f"Hier stehen noch mehrere Fassungen einer Stelle ({{{dialect.CONFLICT}}})."
                yield Finding(Code.CONFLICT_OPEN, sentence, path=chapter.path, line=line)
