"""Values by key in a folder: a missing, damaged or unwritable one is only work to be done again.

The folder is the builder's own, like Sphinx's doctrees beside it; values may be pickles and are trusted as those are.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

#: Where a project keeps its values, seen from its folder.
PLACE = Path("_build", "zwischenspeicher")

_DIGEST_BYTES = 32


@dataclass(frozen=True, slots=True)
class Cache:
    """One kind of values; `folder` is made when the first is written."""

    folder: Path

    def read(self, key: str) -> bytes | None:
        """Return the value under `key`, None if there is none or it is not what was written."""
        try:
            data = (self.folder / key).read_bytes()
        except OSError:
            return None
        digest, value = data[:_DIGEST_BYTES], data[_DIGEST_BYTES:]
        return value if hashlib.sha256(value).digest() == digest else None

    def write(self, key: str, value: bytes) -> None:
        """Keep `value`; where the folder cannot be written, nothing is kept."""
        path = self.folder / key
        beside = path.with_name(f".{key}.{os.getpid()}")
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(hashlib.sha256(value).digest() + value)
            beside.replace(path)

    def keep_only(self, keys: Collection[str]) -> None:
        """Forget every value but those under `keys`."""
        with suppress(OSError):
            for path in list(self.folder.iterdir()):
                if path.name not in keys:
                    path.unlink(missing_ok=True)


def key_of(*parts: str) -> str:
    """Return a key that differs when any part does."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogateescape")
        digest.update(b"%d:" % len(data) + data)
    return digest.hexdigest()
