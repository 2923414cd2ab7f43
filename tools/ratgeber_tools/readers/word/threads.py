"""Which comment answers which, and which are settled: what Word keeps of comments in a part of its own.

`commentsExtended` speaks of a comment by the id of its last paragraph ([MS-DOCX] 2.5.1.4, `w15:commentEx`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ratgeber_tools.readers.word.namespaces import W14, W15, W
from ratgeber_tools.readers.word.xml import Element


class Reply(NamedTuple):
    """What is known of one comment; `answers` is the id of the comment it answers, empty for none."""

    answers: str
    is_done: bool


def replies(comments: Iterable[Element], extended: Element | None) -> Mapping[str, Reply]:
    """Return what `extended` says of `comments`, by their ids; empty for a file without that part."""
    if extended is None:
        return {}
    by_paragraph = {
        named: comment.get(f"{W}id", "")
        for comment in comments
        for paragraph in comment.iter(f"{W}p")
        if (named := paragraph.get(f"{W14}paraId"))
    }
    found: dict[str, Reply] = {}
    for entry in extended.iter(f"{W15}commentEx"):
        identifier = by_paragraph.get(entry.get(f"{W15}paraId", ""))
        if identifier:
            above = by_paragraph.get(entry.get(f"{W15}paraIdParent", ""), "")
            found[identifier] = Reply(above, entry.get(f"{W15}done", "0") in ("1", "true"))
    return found
