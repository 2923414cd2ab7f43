"""What lists need to know: may an item stand without blank lines, and which mark does a neighbour use."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ratgeber_tools.document import Blocks, BulletList, OrderedList, Paragraph


def is_tight(blocks: Blocks, parts: Sequence[Sequence[str]]) -> bool:
    """Say whether an item reads the same without blank lines: one paragraph, then lists that may interrupt it."""
    if len(parts) != len(blocks):
        return len(parts) <= 1
    for number, block in enumerate(blocks):
        match block:
            case Paragraph() if number == 0:
                continue
            case BulletList(identifiers=()) | OrderedList(identifiers=()) if number > 0:
                follows_paragraph = number == 1
                starts_at_one = not isinstance(block, OrderedList) or block.start == 1
                first_is_empty = parts[number][0].rstrip()[-1:] in "-*+.)" and len(parts[number][0].split()) == 1
                if "" in parts[number] or (follows_paragraph and (not starts_at_one or first_is_empty)):
                    return False
            case _:
                return False
    return True


def last_marker(source: str) -> str:
    """Return the marker of a list that verbatim source may end with."""
    for line in reversed(source.split("\n")):
        found = re.match(r"([-*+])(?:\s|$)|\d{1,9}([.)])(?:\s|$)", line)
        if found:
            return found[1] or found[2]
    return ""
