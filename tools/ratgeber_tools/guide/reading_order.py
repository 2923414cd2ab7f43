"""The order in which a reader meets the chapters: that of the toctrees, from the first page on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ratgeber_tools.guide import Chapter, Guide
from ratgeber_tools.guide.chapters import INDEX
from ratgeber_tools.guide.toctrees import read_toctrees, resolve_entries


class Stop(NamedTuple):
    """A chapter on the way through the guide; `depth` is 0 for the first page and for what no toctree lists."""

    chapter: Chapter
    depth: int


def reading_order(guide: Guide) -> tuple[Stop, ...]:
    """Return every chapter once, those no toctree lists at the end by name."""
    met: set[str] = set()
    stops = list(_below(guide, INDEX, 0, met)) if INDEX in guide.chapters else []
    return (*stops, *(Stop(chapter, 0) for chapter in guide if chapter.name not in met))


def _below(guide: Guide, name: str, depth: int, met: set[str]) -> Iterator[Stop]:
    met.add(name)
    chapter = guide.chapters[name]
    yield Stop(chapter, depth)
    for toctree in read_toctrees("\n".join(chapter.lines)):
        for entry in resolve_entries(toctree, name, guide.chapters):
            if not entry.is_address and entry.target not in met:
                yield from _below(guide, entry.target, depth + 1, met)
