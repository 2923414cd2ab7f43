"""A list that two people have changed at the same time: with what both did, where that is not the same place."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Any


def lines_of_both(before: list[Any], here: list[Any], there: list[Any]) -> list[Any] | None:
    """Return the list with what both sides changed in it, None where that is the same place."""
    keys = [[repr(line) for line in lines] for lines in (before, here, there)]
    changes = []
    for lines, key in ((here, keys[1]), (there, keys[2])):
        for kind, i, j, k, m in SequenceMatcher(None, keys[0], key, autojunk=False).get_opcodes():
            if kind != "equal":
                changes.append((i, j, lines[k:m]))
    changes.sort(key=lambda change: change[:2])
    merged: list[Any] = []
    at = 0
    for number, (start, end, lines) in enumerate(changes):
        if number and (start < at or start == changes[number - 1][0]):
            return None
        merged += before[at:start] + lines
        at = end
    return merged + before[at:]
