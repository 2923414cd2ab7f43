"""Chapters in plainer German: those a guide has, each the words of another chapter in Einfache Sprache."""

from __future__ import annotations

from collections.abc import Iterator

from ratgeber_tools.dialect import is_plain
from ratgeber_tools.guide import Chapter, Guide


def plain_chapters(guide: Guide) -> Iterator[Chapter]:
    """Yield the chapters in plainer German; the page that lists them is none."""
    return (chapter for chapter in guide if is_plain(chapter.name) and not chapter.is_index)
