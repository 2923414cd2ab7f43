"""Could every chapter be read as it is?"""

from __future__ import annotations

from collections.abc import Iterator

from ratgeber_tools.findings import Finding
from ratgeber_tools.guide import Guide


def check(guide: Guide) -> Iterator[Finding]:
    for chapter in guide:
        yield from chapter.findings
