"""Does every chapter have a head, and is it right?  Index pages need none."""

from __future__ import annotations

from collections.abc import Iterator

from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Guide
from ratgeber_tools.guide.front_matter import REQUIRED


def check(guide: Guide) -> Iterator[Finding]:
    for chapter in guide:
        if chapter.head is not None:
            yield from chapter.head.findings
        elif not chapter.is_index:
            keys = ", ".join(f"„{key}“" for key in REQUIRED)
            sentence = f"Dem Kapitel fehlt der Kopf: Zwischen zwei Zeilen mit --- stehen am Anfang mindestens {keys}."
            yield Finding(Code.FRONT_MATTER_MISSING, sentence, path=chapter.path, line=1)
