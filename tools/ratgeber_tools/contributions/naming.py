"""What a contribution is called in the guide, and in which order several of them come."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from ratgeber_tools.containment import is_inside
from ratgeber_tools.contributions.foreign_files import is_beside
from ratgeber_tools.dialect import NOT_CHAPTERS, slug
from ratgeber_tools.errors import InputError, TargetError

#: `index` is the section's own page; Windows knows the others as devices and cannot store a file of that name.
_TAKEN = frozenset({"index", "con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})

_NUMBER = re.compile(r"(\d+)")


class EmptyFolderError(InputError):
    """A folder without contributions."""


def chapter_name(title: str, path: Path) -> str:
    """Return the chapter's file name without its extension: from the title, else from the Word file's name."""
    name = slug(title) or slug(re.sub(r"^[\d\s._-]+", "", path.stem)) or slug(path.stem) or "beitrag"
    return f"{name}-kapitel" if name in _TAKEN else name


def checked_name(name: str) -> str:
    """Return a name that a person typed if it can be a chapter's; raise `TargetError` with a better one if not."""
    proposal = slug(name)
    if not proposal or name in _TAKEN:
        raise TargetError(f"„{name}“ kann kein Kapitel heißen. Nehmen Sie einen anderen Namen, etwa hort-und-ferien.")
    if proposal != name:
        raise TargetError(
            f"„{name}“ geht als Name nicht, nur kleine Buchstaben, Ziffern und Bindestriche. Vorschlag: {proposal}"
        )
    return name


def section_folder(guide: Path, section: str) -> Path:
    """Return the folder of a section of the guide; raise `TargetError` with the sections there are."""
    sections = sorted(
        folder.name
        for folder in guide.iterdir()
        if folder.is_dir() and folder.name not in NOT_CHAPTERS and (folder / "index.md").is_file()
    )
    name = section.strip().replace("\\", "/").strip("/").removeprefix("ratgeber/")  # as a shell completes it
    if name not in sections:
        raise TargetError(
            f"Den Abschnitt „{section}“ gibt es im Ratgeber nicht. Geben Sie mit --nach einen von diesen an: "
            f"{', '.join(sections) or '(noch keiner da)'}."
        )
    return guide / name


def gather(paths: Iterable[Path], *, suffixes: tuple[str, ...]) -> list[Path]:
    """Return the contributions among `paths`, folders opened (not the folders in them), each file once.

    Files keep the order in which they were named; those of a folder come in the order of the numbers and words in
    their names.  Word's lock files (`~$…`) and hidden files are passed over.  Raises `InputError` for a folder
    without contributions.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if not path.is_dir():
            found[path] = None
            continue
        inside = sorted(
            (
                entry
                for entry in path.iterdir()
                if entry.suffix.lower() in suffixes and entry.is_file() and not is_beside(entry.name)
            ),
            key=lambda entry: natural(entry.name),
        )
        if not inside:
            raise EmptyFolderError(
                f"{path}: In diesem Ordner liegt kein Beitrag. Gesucht werden Dateien mit {', '.join(suffixes)}."
            )
        for entry in inside:
            refuse_link_out(entry, path)
        found.update(dict.fromkeys(inside))
    return list(found)


def refuse_link_out(path: Path, folder: Path) -> None:
    """Raise `InputError` if `path`, which is looked at because it lies in `folder`, leads out of it by a link."""
    if not is_inside(path, folder):
        raise InputError(
            f"{path}: Das ist eine Verknüpfung, die aus dem Ordner {folder.name} hinausführt; ihr wird nicht gefolgt. "
            "Legen Sie die Datei selbst dorthin, und löschen Sie die Verknüpfung."
        )


def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """Return a sort key of file names: 2 before 10, capitals and umlauts as one expects."""
    name = unicodedata.normalize("NFKD", name.casefold())
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in _NUMBER.split(name) if part)
