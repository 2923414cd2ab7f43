"""Does every chapter begin with exactly one title?"""

from __future__ import annotations

from collections.abc import Iterator

from ratgeber_tools.document import Heading, Verbatim, plain_text
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Chapter, Guide
from ratgeber_tools.guide.walking import PlacedBlock


def check(guide: Guide) -> Iterator[Finding]:
    for chapter in guide:
        yield from _check_chapter(chapter)


def _check_chapter(chapter: Chapter) -> Iterator[Finding]:
    visible = [placed for placed in chapter.blocks if not placed.within and not _is_comment(placed)]
    if any(_is_verbatim_heading(placed) for placed in visible):
        return  # a heading the model cannot hold; MyST judges it
    titles = [placed for placed in visible if isinstance(placed.block, Heading) and placed.block.level == 1]
    if not titles:
        line = visible[0].line if visible else len(chapter.lines)
        yield Finding(Code.HEADING_TITLE, "Dem Kapitel fehlt der Titel.", path=chapter.path, line=line)
        return
    if visible[0] is not titles[0]:
        sentence = "Vor dem Titel des Kapitels steht schon etwas."
        yield Finding(Code.HEADING_TITLE, sentence, path=chapter.path, line=visible[0].line)
    for placed in titles[1:]:
        sentence = f"Das Kapitel hat noch einen Titel: „{_words(placed)}“."
        yield Finding(Code.HEADING_TITLE, sentence, path=chapter.path, line=placed.line)
    if not _words(titles[0]).strip():
        yield Finding(Code.HEADING_TITLE, "Der Titel des Kapitels ist leer.", path=chapter.path, line=titles[0].line)


def _words(placed: PlacedBlock) -> str:
    return plain_text(placed.block.children) if isinstance(placed.block, Heading) else ""


def _is_comment(placed: PlacedBlock) -> bool:
    return isinstance(placed.block, Verbatim) and placed.block.source.lstrip().startswith(("%", "<!--", "+++"))


def _is_verbatim_heading(placed: PlacedBlock) -> bool:
    return isinstance(placed.block, Verbatim) and placed.block.source.lstrip().startswith("#")
