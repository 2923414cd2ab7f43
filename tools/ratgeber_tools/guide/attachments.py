"""Which files a chapter brings along: the pictures it shows, and the files it offers for download."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

from ratgeber_tools.document import Role
from ratgeber_tools.guide import Chapter, Guide, path_below
from ratgeber_tools.guide.embedded import links_in, pictures_in
from ratgeber_tools.traversal import own_inlines

_ELSEWHERE = re.compile(r"(?i)(?:[a-z][a-z0-9+.-]*:|//)")
_WORDS_AND_TARGET = re.compile(r"(?s).+?\s*<(?P<target>[^<>]*)>\Z")


class Attachment(NamedTuple):
    """A file's path below the guide's folder (with `..` if it lies outside), and whether it is shown as a picture.

    What is no picture is a link and may lead nowhere; whether the file is there is not asked here.
    """

    path: str
    is_picture: bool


def attachments_in(chapter: Chapter, guide: Guide) -> tuple[Attachment, ...]:
    """Return the chapter's files in reading order, each once, a picture as one even if it is linked as well."""
    shown = dict.fromkeys(path_below(chapter.folder, source) for source in _pictures(chapter))
    linked = dict.fromkeys(path_below(chapter.folder, target) for target in _linked(chapter, guide))
    return (
        *(Attachment(path, is_picture=True) for path in shown),
        *(Attachment(path, is_picture=False) for path in linked if path not in shown),
    )


def _pictures(chapter: Chapter) -> Iterator[str]:
    for picture in pictures_in(chapter):
        if picture.source and not _ELSEWHERE.match(picture.source):
            yield unquote(picture.source)


def _linked(chapter: Chapter, guide: Guide) -> Iterator[str]:
    targets = [link.target for link in links_in(chapter)]
    for placed in chapter.blocks:
        for inline in own_inlines(placed.block):
            if isinstance(inline, Role) and inline.name == "download":
                match = _WORDS_AND_TARGET.match(inline.content)
                targets.append(match["target"] if match else inline.content)
    for target in targets:
        path = unquote(target.partition("#")[0])
        is_file = path and not _ELSEWHERE.match(path) and not path.endswith((".md", "/"))
        if is_file and guide.chapter_at(path, chapter.folder) is None:
            yield path
