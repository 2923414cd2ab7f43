"""What a result rests on, as digests: the tool itself, a folder's files, the spelling program.

Contents are read, not dates: a file put back as it was has the same digest, one changed within the clock's tick has
another.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent

#: What of the package decides how chapters are read and checked: code, and the lists lying beside it.
_TOOL_SUFFIXES = frozenset({".py", ".yaml", ".txt", ".json", ".csv", ".toml"})

#: Where hunspell looks for dictionaries besides `DICPATH`, on Debian, macOS and in a home folder.
_DICTIONARIES = (
    "/usr/share/hunspell",
    "/usr/share/myspell",
    "/usr/share/myspell/dicts",
    "/usr/local/share/hunspell",
    "/Library/Spelling",
    "~/Library/Spelling",
    "~/.local/share/hunspell",
)


@cache
def tool_digest() -> str:
    """Return what differs when the tool does: its files, Python, or the version of any library installed."""
    digest = hashlib.sha256(f"{sys.version}\0{sys.platform}\0".encode())
    for path in _tool_files(PACKAGE):
        digest.update(f"{path.relative_to(PACKAGE).as_posix()}\0".encode() + _digest_of(path))
    for folder in dict.fromkeys(sys.path):
        if os.path.isdir(folder):
            names = sorted(name for name in os.listdir(folder) if name.endswith((".dist-info", ".egg-info")))
            digest.update("\0".join(names).encode())
    return digest.hexdigest()


def folder_digest(folder: Path) -> str:
    """Return what differs when any file below `folder` does, by name or content.

    Raises `OSError` if one cannot be read.
    """
    digest = hashlib.sha256(str(folder).encode("utf-8", "surrogateescape"))
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            name = path.relative_to(folder).as_posix().encode("utf-8", "surrogateescape")
            digest.update(b"%d:%s" % (len(name), name) + _digest_of(path))
    return digest.hexdigest()


def spelling_digest() -> str | None:
    """Return what differs when hunspell's answers may; None where it cannot be told, so that nothing is kept.

    Dictionaries are megabytes and come with the system, so here size and date stand for the content.
    """
    program = shutil.which("hunspell")
    if program is None:
        return "none"
    folders = [*os.environ.get("DICPATH", "").split(os.pathsep), *_DICTIONARIES]
    paths = [Path(folder).expanduser() / f"de_DE.{suffix}" for folder in folders if folder for suffix in ("aff", "dic")]
    found = [path for path in paths if path.is_file()]
    if not found:
        return None
    return "\0".join(f"{path}:{stat.st_size}:{stat.st_mtime_ns}" for path, stat in _stats(Path(program), *found))


def _stats(*paths: Path) -> Iterator[tuple[Path, os.stat_result]]:
    for path in paths:
        real = path.resolve()
        yield path, real.stat()


def _tool_files(folder: Path) -> Iterator[Path]:
    """Yield the tool's files, in an order that does not change; caches of other tools among them are left out."""
    for entry in sorted(os.scandir(folder), key=lambda each: each.name):
        if entry.is_dir():
            if not entry.name.startswith((".", "__")):
                yield from _tool_files(Path(entry.path))
        elif os.path.splitext(entry.name)[1] in _TOOL_SUFFIXES:
            yield Path(entry.path)


def _digest_of(path: Path) -> bytes:
    return hashlib.sha256(path.read_bytes()).digest()
