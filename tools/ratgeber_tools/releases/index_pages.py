"""Index pages follow their chapters: which of them become public with a release, without a vote of their own.

The start page and the page of a part hold chapters together.  Nobody answers for one of them alone: whoever releases
a chapter releases the way to it, by the same decision.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ratgeber_tools.guide import Guide
from ratgeber_tools.guide.chapters import INDEX


def index_pages_of(names: Iterable[str], guide: Guide) -> tuple[str, ...]:
    """Return the index pages above the chapters `names`, the start page first; those among `names` are left out."""
    asked = tuple(names)
    found = {page for name in asked for page in _above(name) if page in guide.chapters} - {*asked}
    return tuple(sorted(found, key=lambda page: (page.count("/"), page)))


def _above(name: str) -> Iterator[str]:
    folder = name.rpartition("/")[0]
    while folder:
        yield f"{folder}/{INDEX}"
        folder = folder.rpartition("/")[0]
    yield INDEX
