"""Lines of source put together: blank lines between blocks, indentation, code in its fence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

#: Carries nothing; stands where MyST needs something (an empty definition, a task without text, between two lists).
NOTHING = "<!-- -->"

_LIKE_A_HEAD = re.compile(r"-\s+(?:(?:[-*+>]|\d+[.)]|\[[ xX]\])\s+)*\S--")


def spaced(parts: Iterable[Sequence[str]]) -> list[str]:
    """Return the lines of all parts, a blank line between two."""
    lines: list[str] = []
    for part in parts:
        lines += ["", *part] if lines else part
    return lines


def indented(lines: Sequence[str], *, first: str, rest: str) -> list[str]:
    """Put `first` before the first line and `rest` before the others; without blanks at line ends."""
    if not lines:
        return [first.rstrip()]
    head = first + lines[0] if lines[0] else first.rstrip()
    bare = rest.rstrip()
    return [head, *(rest + line if line else bare for line in lines[1:])]


def shielded(lines: Sequence[str]) -> list[str]:
    """Return the lines that open a text, safe from being taken for its head.

    MyST's parser looks for a head's strokes behind the first character of the first item as well: `- 5--7 Jahre`.
    """
    return [NOTHING, "", *lines] if lines and _LIKE_A_HEAD.match(lines[0]) else list(lines)


def write_code(text: str, language: str) -> list[str]:
    """Return a code block in a fence longer than any run of backticks in it; never a directive."""
    if language.startswith("{") or re.search(r"[`\n]", language):
        language = ""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return [fence + language, *(text.split("\n") if text else []), fence]
