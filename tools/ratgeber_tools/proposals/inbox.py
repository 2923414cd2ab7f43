"""The inbox: which Word files lie in `eingang/`, and which section of the guide each is meant for.

eingang/schulanfang/Beitrag Hort.docx     for the section `schulanfang`
eingang/berichte/                         reports on what came in before; not looked at
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ratgeber_tools.contributions import naming
from ratgeber_tools.errors import InputError

#: Both seen from the project's folder.
INBOX = Path("eingang")
REPORTS = INBOX / "berichte"
_ID_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Parcel:
    """A Word file handed in: where it lies, for which section ("" if nobody said), and its content's short id.

    `place` is its path seen from the project, None for a file from elsewhere.
    """

    path: Path
    place: Path | None
    section: str
    content_id: str

    @property
    def name(self) -> str:
        return self.path.name


def collect(root: Path, *, suffixes: tuple[str, ...]) -> tuple[Parcel, ...]:
    """Return what lies in the inbox of the project at `root`, section by section; nothing is no mistake."""
    inbox = root / INBOX
    if not inbox.is_dir():
        return ()
    folders = [inbox, *sorted(path for path in inbox.iterdir() if path.is_dir() and path != root / REPORTS)]
    return tuple(parcel for folder in folders for parcel in _in_folder(root, folder, suffixes))


def handed_over(root: Path, paths: Sequence[Path], *, section: str, suffixes: tuple[str, ...]) -> tuple[Parcel, ...]:
    """Return the files named on the command line; `section` is where they go, "" to tell it from their folder.

    Raises `InputError` for a file that is not there.
    """
    return tuple(_parcel(root, path, section) for path in naming.gather(paths, suffixes=suffixes))


def _in_folder(root: Path, folder: Path, suffixes: tuple[str, ...]) -> Iterator[Parcel]:
    try:
        paths = naming.gather([folder], suffixes=suffixes)
    except naming.EmptyFolderError:
        return
    for path in paths:
        yield _parcel(root, path, "")


def _parcel(root: Path, path: Path, section: str) -> Parcel:
    if path.absolute().is_relative_to(root / INBOX):
        naming.refuse_link_out(path, root / INBOX)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: Diese Datei lässt sich nicht lesen ({error.strerror}).") from None
    full = path.resolve()
    place = full.relative_to(root) if full.is_relative_to(root) else None
    parts = place.parts if place is not None else ()
    told = parts[1] if len(parts) > 2 and parts[0] == INBOX.name else ""
    return Parcel(full, place, section or told, content_id(content))


def content_id(content: bytes) -> str:
    """Return the short id of a file's content."""
    return hashlib.sha256(content).hexdigest()[:_ID_LENGTH]
