"""Does a chapter show or offer only files that may go to readers?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import quote

from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Chapter, Guide
from ratgeber_tools.guide.attachments import attachments_in
from ratgeber_tools.offering import objection


def check(guide: Guide) -> Iterator[Finding]:
    for chapter in guide:
        for path, is_picture in attachments_in(chapter, guide):
            sentence = objection(path, is_picture=is_picture)
            if sentence and (guide.folder / path).is_file():  # what is missing is told elsewhere
                yield Finding(Code.FILE_INTERNAL, sentence, path=chapter.path, line=_line_of(path, chapter))


def _line_of(path: str, chapter: Chapter) -> int | None:
    """Return the first line that names the file."""
    name = PurePosixPath(path).name
    found = (number for number, line in enumerate(chapter.lines, 1) if name in line or quote(name) in line)
    return next(found, None)
