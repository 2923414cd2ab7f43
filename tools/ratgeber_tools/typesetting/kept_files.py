"""Files that were set or written before, kept by everything they are made of: what is the same is not made again.

A key holds the source, every file the typesetter may read, our fonts, the moment written into the file, and the tool
itself with the libraries it uses.  So a kept file is what making it anew would give, to the byte.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from ratgeber_tools.cache.digests import tool_digest
from ratgeber_tools.cache.store import Cache, key_of

#: What lies in a staged folder itself with this suffix is a source, and only the one that is set counts.
_SOURCE = ".typ"
_FONTS = Path(__file__).parent / "fonts"


@dataclass(slots=True)
class KeptFiles:
    """Files of earlier runs in a folder; without one, nothing is kept."""

    folder: Path | None = None
    _used: set[str] = field(default_factory=set)

    def made(self, make: Callable[[], bytes], *of_what: str) -> bytes:
        """Return the file that `make` makes of `of_what`, which is everything it looks at beside the tool itself."""
        if self.folder is None:
            return make()
        key = key_of(tool_digest(), *of_what)
        self._used.add(key)
        kept = Cache(self.folder)
        found = kept.read(key)
        if found is None:
            found = make()
            kept.write(key, found)
        return found

    def forget_unused(self) -> None:
        """Forget what this run had no use for."""
        if self.folder is not None:
            Cache(self.folder).keep_only(self._used)


def staged_digest(folder: Path) -> str:
    """Return what differs when any file does that a source in the staged `folder` may read, or any font of ours."""
    digest = hashlib.sha256(_fonts_digest())
    for path in sorted(_beside_sources(folder)):
        _add(digest, path, path.relative_to(folder))
    return digest.hexdigest()


def _beside_sources(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if path.is_file() and not (path.parent == folder and path.suffix == _SOURCE):
            yield path


@cache
def _fonts_digest() -> bytes:
    digest = hashlib.sha256()
    for path in sorted(_FONTS.rglob("*")):
        if path.is_file():
            _add(digest, path, path.relative_to(_FONTS))
    return digest.digest()


def _add(digest: hashlib._Hash, path: Path, name: Path) -> None:
    said = name.as_posix().encode("utf-8", "surrogateescape")
    digest.update(b"%d:%s" % (len(said), said) + hashlib.sha256(path.read_bytes()).digest())
