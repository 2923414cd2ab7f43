"""Paths that come from a file, a name or a command line: whether they stay inside the folder they are meant for.

A path is inside by where it leads, not by how it is spelled: `..`, an absolute path and a link (`symlink`) to
somewhere else all lead out.
"""

from __future__ import annotations

import re
from pathlib import Path

#: What no part of a chapter's name holds: separators and drives of Windows, control characters, git's own signs.
_FOREIGN = re.compile(r'[\x00-\x1f\x7f\\:*?"<>|]')


def is_inside(path: Path, folder: Path) -> bool:
    """Say whether `path`, followed through every link, lies below `folder`; it need not exist."""
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):  # a circle of links, or a name the system does not take
        return False


def is_chapter_name(name: str) -> bool:
    """Say whether `name` can be a chapter's: parts with slashes between them, none empty, hidden or leading up."""
    return not _FOREIGN.search(name) and all(part and not part.startswith(".") for part in name.split("/"))
