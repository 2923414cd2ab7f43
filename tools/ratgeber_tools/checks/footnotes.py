"""Does every footnote have a text and a place it hangs on, and stands each but once?

One without a text breaks the build, one nothing refers to is never printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ratgeber_tools.document import NoteReference, Verbatim
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Chapter, Guide
from ratgeber_tools.guide.walking import is_code
from ratgeber_tools.traversal import own_inlines

_MARK = re.compile(r"\[\^(?P<label>[^\]\s]+)\](?!:)")
_TEXT = re.compile(r" {0,3}\[\^(?P<label>[^\]\s]+)\]:")


def check(guide: Guide) -> Iterator[Finding]:
    for chapter in guide:
        yield from _check_chapter(chapter)


def _check_chapter(chapter: Chapter) -> Iterator[Finding]:
    notes = chapter.document.notes
    met: set[str] = set()
    for placed in chapter.blocks:
        if is_code(placed.block):
            continue
        if isinstance(placed.block, Verbatim):
            again = _TEXT.match(placed.block.source)
            if again is not None and again["label"] in notes:
                yield _finding(chapter, f"Die Fußnote „{again['label']}“ steht zweimal da.", placed.line)
            met.update(match["label"] for match in _MARK.finditer(placed.block.source))
        for inline in own_inlines(placed.block):
            if isinstance(inline, NoteReference):
                met.add(inline.label)
                if inline.label not in notes:
                    line = chapter.line_of(f"[^{inline.label}]", placed)
                    yield _finding(chapter, f"Die Fußnote „{inline.label}“ hat keinen Text.", line)
    for label, blocks in notes.items():
        if label not in met:
            sentence = f"Auf die Fußnote „{label}“ verweist nichts. Ihr Text erscheint nirgends im Satz."
            yield _finding(
                chapter, sentence, _line_of(chapter, label, blocks[0].lines.first if blocks and blocks[0].lines else 0)
            )


def _line_of(chapter: Chapter, label: str, first: int) -> int:
    typed = (number for number, line in enumerate(chapter.lines, start=1) if line.lstrip().startswith(f"[^{label}]:"))
    return next(typed, first + 1)


def _finding(chapter: Chapter, sentence: str, line: int) -> Finding:
    return Finding(Code.FOOTNOTE, sentence, path=chapter.path, line=line)
