"""Pictures of the guide as an edition publishes them, kept by content: a build cleans only what it has never seen."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Collection
from pathlib import Path

from ratgeber_tools.errors import TargetError, reason
from ratgeber_tools.pictures.fitting import make_publishable

#: Raise when cleaning changes, so that kept pictures are made anew.
_VERSION = b"1"
_UNTOUCHED_S = 24 * 3600.0
_EXTENSIONS = (".jpg", ".png", ".svg")


def publishable(source: Path, folder: Path) -> Path:
    """Return the file below `folder` that is published in place of the picture `source`, which stays as it is.

    It has the picture's own name, and the extension of what it now is.  Raises `UnusablePictureError`, and
    `TargetError` if it cannot be read or written.
    """
    try:
        data = source.read_bytes()
        place = folder / hashlib.sha256(_VERSION + data).hexdigest()[:24]
        for extension in _EXTENSIONS:
            if (kept := place / f"{source.stem}{extension}").is_file():
                return kept
        fit = make_publishable(data)
        place.mkdir(parents=True, exist_ok=True)
        return _written(place / f"{source.stem}{fit.extension}", fit.data)
    except OSError as error:
        raise TargetError(
            f"{source.name}: Das Bild lässt sich nicht bereinigt ablegen : {reason(error)}. "
            "Prüfen Sie, ob Platz und Schreibrechte da sind."
        ) from error


def forget_unused(folder: Path, used: Collection[str]) -> None:
    """Remove the copies below `folder` that no page needs any more and that have lain there for a day.

    `used` are names of their folders.  A younger copy may be that of a build that is just reading.
    """
    with contextlib.suppress(OSError):
        for place in list(folder.iterdir()):
            if place.name not in used and time.time() - place.stat().st_mtime > _UNTOUCHED_S:
                shutil.rmtree(place, ignore_errors=True)


def _written(path: Path, data: bytes) -> Path:
    """Write whole: processes reading other chapters may be at the same picture."""
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise
    return path
