"""Is anything left that was only a note to come back to?

Editorial notes, comments and code are left alone: there it is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ratgeber_tools import dialect
from ratgeber_tools.document import Container, Verbatim
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Chapter, Guide
from ratgeber_tools.guide.walking import is_code

_PLACEHOLDER = re.compile(
    r"""
      \bTODO\b | \bFIXME\b            # in capitals: „Todo-Liste“ is a word
    | \b[Tt][Bb][DdAa]\b              # to be done, determined, announced
    | \bX{3,}\b | \bx{4,}\b
    | \?{3,}
    | \\?\[\s*(?:…|\.{3})\s*\\?\]     # […], escaped or not
    | (?i:\blorem\s+ipsum\b)
    | """
    + re.escape(dialect.ALT_PLACEHOLDER).replace(r"\ ", r"\s+"),
    re.VERBOSE,
)
#: Code and addresses mean what they say; alternative texts are another check's matter.
_NOT_TEXT = re.compile(r"`[^`]*`|https?://\S+|!\[[^\]]*\]|^\s*:alt:.*")


def check(guide: Guide) -> Iterator[Finding]:
    for chapter in guide:
        passed_over = _passed_over(chapter)
        for index, line in enumerate(chapter.lines):
            if index in passed_over:
                continue
            for match in _PLACEHOLDER.finditer(_NOT_TEXT.sub("", line)):
                sentence = f"Hier steht noch der Platzhalter „{match[0]}“."
                yield Finding(Code.PLACEHOLDER, sentence, path=chapter.path, line=index + 1)


def _passed_over(chapter: Chapter) -> set[int]:
    """Return the 0-based lines where a placeholder is no slip."""
    lines: set[int] = set()
    for placed in chapter.blocks:
        block = placed.block
        is_internal = isinstance(block, Container) and dialect.CONTAINERS[block.name].internal
        is_comment = isinstance(block, Verbatim) and block.source.lstrip().startswith(("%", "<!--", "+++"))
        if is_internal or is_comment or is_code(block):
            lines.update(range(placed.lines.first, placed.lines.end))
    return lines
