"""What stands in the way of writing, without changing the machine: a full disk, a place that is read-only.

Tests run as root, whom no right stops, and may not fill a disk.  So Python itself is told: every way of its that
changes something below a folder is refused, with the errors the system gives.  Other programs (git) do not see it.
"""

from __future__ import annotations

import builtins
import errno
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

_FULL = "/dev/full"  # takes everything and then says that there is no space left
_WRITING = os.O_WRONLY | os.O_RDWR


def is_below(path: Any, folder: Path) -> bool:
    if not isinstance(path, str | bytes | os.PathLike):
        return False
    return Path(os.path.abspath(os.fsdecode(path))).is_relative_to(folder)


def fill_the_disk(patch: pytest.MonkeyPatch, folder: Path) -> None:
    """Below `folder` files can be made, but nothing can be written into them, as when the last block is gone."""
    sound_open, sound = os.open, io.open

    def full(path: Any, flags: int) -> int:
        os.close(sound_open(path, flags, 0o666))
        return sound_open(_FULL, os.O_WRONLY)

    def low_open(path: Any, flags: int, *arguments: Any, **named: Any) -> int:
        if is_below(path, folder) and flags & _WRITING:
            return full(path, flags)
        return sound_open(path, flags, *arguments, **named)

    def high_open(file: Any, mode: str = "r", *arguments: Any, **named: Any) -> Any:
        if is_below(file, folder) and set(mode) & set("wax+") and "opener" not in named:
            return sound(file, mode, *arguments, **{**named, "opener": full})
        return sound(file, mode, *arguments, **named)

    patch.setattr(os, "open", low_open)
    patch.setattr(io, "open", high_open)
    patch.setattr(builtins, "open", high_open)


def forbid_writing(patch: pytest.MonkeyPatch, folder: Path) -> None:
    """Below `folder` nothing can be made, changed or removed, as on a disk that is mounted read-only."""

    def refusal(path: Any) -> OSError:
        return OSError(errno.EROFS, os.strerror(errno.EROFS), os.fspath(path))

    def guarded(sound: Callable[..., Any], *, is_new: bool = False) -> Callable[..., Any]:
        def call(path: Any, *arguments: Any, **named: Any) -> Any:
            others = [each for each in arguments if isinstance(each, str | os.PathLike)]
            if any(is_below(each, folder) for each in (path, *others)) and os.path.exists(path) is not is_new:
                raise refusal(path)
            return sound(path, *arguments, **named)

        return call

    sound_open, sound = os.open, io.open

    def low_open(path: Any, flags: int, *arguments: Any, **named: Any) -> int:
        is_made = flags & os.O_CREAT and not os.path.exists(path)
        if is_below(path, folder) and (flags & _WRITING or is_made):
            raise refusal(path)
        return sound_open(path, flags, *arguments, **named)

    def high_open(file: Any, mode: str = "r", *arguments: Any, **named: Any) -> Any:
        if is_below(file, folder) and set(mode) & set("wax+"):
            raise refusal(file)
        return sound(file, mode, *arguments, **named)

    patch.setattr(os, "open", low_open)
    patch.setattr(io, "open", high_open)
    patch.setattr(builtins, "open", high_open)
    patch.setattr(os, "mkdir", guarded(os.mkdir, is_new=True))
    for name in ("rename", "replace", "unlink", "remove", "rmdir", "symlink", "link", "chmod", "truncate", "utime"):
        patch.setattr(os, name, guarded(getattr(os, name)))


OBSTACLES: dict[str, Callable[[pytest.MonkeyPatch, Path], None]] = {
    "a full disk": fill_the_disk,
    "a read-only place": forbid_writing,
}
#: How each is told.
SENTENCES = {"a full disk": "der Datenträger ist voll", "a read-only place": "der Datenträger ist schreibgeschützt"}
