"""Our scripts as they are handed out: without comments and the blanks lines begin with; a phone has no use for either.

Only whole lines go, so nothing is rewritten: no script of ours has a text over several lines (held by a test).
"""

from __future__ import annotations

import re
from pathlib import Path

_COMMENT = re.compile(r"^[ \t]*(?:/\*.*?\*/|//[^\n]*)[ \t]*\n", re.MULTILINE | re.DOTALL)
_BEFORE = re.compile(r"^[ \t]+|^\n", re.MULTILINE)


def shorten_script(text: str) -> str:
    """Take out comments that have their lines to themselves, empty lines, and blanks before the first word."""
    return _BEFORE.sub("", _COMMENT.sub("", text))


def shorten_scripts(folder: Path) -> None:
    """Shorten every script right in `folder`."""
    for path in sorted(folder.glob("*.js")):
        path.write_text(shorten_script(path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
