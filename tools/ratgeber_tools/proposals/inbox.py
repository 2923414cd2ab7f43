"""The inbox: what lies in `eingang/`, which section of the guide each file is meant for, and what nobody can look into.

eingang/schulanfang/Beitrag Hort.docx     for the section `schulanfang`, as all in the folders below it
eingang/berichte/*.md                     reports on what came in before; not looked at

Every file counts, whatever it is, so that nobody waits in vain; only what programs and we ourselves put beside
documents is passed over (`foreign_files.is_beside`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ratgeber_tools.contributions import naming
from ratgeber_tools.contributions.conversion import SUFFIXES
from ratgeber_tools.contributions.foreign_files import is_beside, is_bundle
from ratgeber_tools.errors import InputError

#: Both seen from the project's folder.
INBOX = Path("eingang")
REPORTS = INBOX / "berichte"
_ID_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Parcel:
    """A file handed in: where it lies, for which section ("" if nobody said), and its content's short id.

    `place` is its path seen from the project, None for a file from elsewhere.  `twins` are the places of files in the
    inbox with the same content, which go where it goes.  `problem` says why nobody looks inside, "" for most.
    """

    path: Path
    place: Path | None
    section: str
    content_id: str
    twins: tuple[Path, ...] = ()
    problem: str = ""

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def places(self) -> tuple[Path, ...]:
        """Every place of it in the project."""
        return (*filter(None, (self.place,)), *self.twins)


def collect(root: Path) -> tuple[Parcel, ...]:
    """Return what lies in the inbox of the project at `root`, section by section; nothing is no mistake."""
    inbox = root / INBOX
    if inbox.is_symlink() or not inbox.is_dir():
        return ()
    return _without_twins(_parcel(root, path, "") for path in _files(inbox, root / REPORTS))


def handed_over(root: Path, paths: Sequence[Path], *, section: str) -> tuple[tuple[Parcel, ...], tuple[str, ...]]:
    """Return the files named on the command line, folders opened, and a sentence for each name that leads nowhere.

    `section` is where they go, "" to tell it from their folder.
    """
    parcels: list[Parcel] = []
    missing: list[str] = []
    for path in paths:
        found = [path] if is_bundle(path) or not path.is_dir() else list(_files(path, root / REPORTS))
        if not found:
            missing.append(f"{path}: In diesem Ordner liegt keine Datei.")
        elif not path.exists():
            missing.append(f"{path}: Diese Datei gibt es nicht. Prüfen Sie den Namen und den Ordner.")
        else:
            parcels += (_parcel(root, each, section) for each in found)
    return _without_twins(parcels), tuple(missing)


def content_id(name: str, content: bytes) -> str:
    """Return the short id of a file called `name`.

    A document is the same under any name; where nothing could be read, each name is owed an answer of its own.
    """
    is_document = bool(content) and name.lower().endswith(SUFFIXES)
    return hashlib.sha256(content if is_document else name.encode() + b"\0" + content).hexdigest()[:_ID_LENGTH]


def _files(folder: Path, reports: Path) -> Iterator[Path]:
    """Yield what is to be answered in a folder, its own files first, then those of the folders in it."""
    entries = sorted(
        (entry for entry in folder.iterdir() if not is_beside(entry.name)), key=lambda entry: naming.natural(entry.name)
    )
    deeper = [entry for entry in entries if entry.is_dir() and not entry.is_symlink() and not is_bundle(entry)]
    for entry in entries:
        is_report = folder == reports and entry.suffix == ".md"
        if entry not in deeper and not is_report and (entry.is_symlink() or entry.is_file() or entry.is_dir()):
            yield entry
    for entry in deeper:
        yield from _files(entry, reports)


def _parcel(root: Path, path: Path, section: str) -> Parcel:
    full = path.parent.resolve() / path.name  # a link stays what it is
    is_in_inbox = full.is_relative_to(root / INBOX)
    problem = ""
    try:
        if is_in_inbox:
            naming.refuse_link_out(full, root / INBOX)
        content = _content(full)
    except InputError as error:
        problem, content = str(error), full.as_posix().encode("utf-8", "surrogateescape")
    except OSError as error:
        problem = f"{path.name}: Diese Datei lässt sich nicht lesen ({error.strerror}). Prüfen Sie ihre Rechte."
        content = full.as_posix().encode("utf-8", "surrogateescape")
    place = full.relative_to(root) if full.is_relative_to(root) else None
    parts = place.parts if place is not None else ()
    told = parts[1] if len(parts) > 2 and parts[0] == INBOX.name else ""
    return Parcel(full, place, section or told, content_id(path.name, content), problem=problem)


def _content(path: Path) -> bytes:
    """Return what a file holds; of a bundle the names and contents of all its files."""
    if not path.is_dir():
        return path.read_bytes()
    inside = sorted(entry for entry in path.rglob("*") if entry.is_file() and not entry.is_symlink())
    return b"".join(entry.relative_to(path).as_posix().encode() + b"\0" + entry.read_bytes() for entry in inside)


def _without_twins(parcels: Iterator[Parcel] | Sequence[Parcel]) -> tuple[Parcel, ...]:
    """Lay files of the same content together; the one that says its section speaks for the others."""
    found: dict[str, Parcel] = {}
    for parcel in parcels:
        first = found.get(parcel.content_id)
        if first is None:
            found[parcel.content_id] = parcel
            continue
        speaker = first if first.section or not parcel.section else parcel
        places = dict.fromkeys((*first.places, *parcel.places))
        twins = tuple(place for place in places if place != speaker.place)
        found[parcel.content_id] = replace(speaker, twins=twins)
    return tuple(found.values())
