"""Paths that come from a file, a name or a command line: whether they stay inside the folder they are meant for.

A path is inside by where it leads, not by how it is spelled: `..`, an absolute path and a link (`symlink`) to
somewhere else all lead out.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

#: What no part of a name holds: separators and drives of Windows, control characters, git's own signs.
_FOREIGN = re.compile(r'[\x00-\x1f\x7f\\:*?"<>|]')


def is_inside(path: Path, folder: Path) -> bool:
    """Say whether `path`, followed through every link, lies below `folder`; it need not exist."""
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):  # a circle of links, or a name the system does not take
        return False


def is_inner_name(name: str) -> bool:
    """Say whether `name` can be a path below a folder: parts with slashes between, none empty, hidden or leading up.

    Chapters and their files have such names, on every system.
    """
    return not _FOREIGN.search(name) and all(part and not part.startswith(".") for part in name.split("/"))


def links_out(folder: Path) -> Iterator[Path]:
    """Yield every link at or below `folder` that leads out of it, or nowhere; hidden ones are passed over."""
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in (*folders, *files):
            path = Path(place, name)
            if not name.startswith(".") and path.is_symlink() and not is_inside(path, folder):
                yield path
