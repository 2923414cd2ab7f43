"""Several files written as one: all of them, or, whatever happens, none.

Everything is first written to a folder beside the targets, on the same file system.  Then pictures are moved to their
places, which nothing refers to yet, and at last one file, the chapter: that rename is the moment the new state counts.
An error before it takes everything back.  After a `kill -9` the next run finds the folder and finishes what is left:
if the chapter still lies there, it never counted, and the pictures that the run had added go; if it does not, the files
beside it are brought to their places, but for those that somebody has changed since.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import IO

from ratgeber_tools.errors import TargetError

_LOCK = "sperre"
_JOURNAL = "angelegt.txt"  # pictures this run adds, one a line
_BESIDE = "daneben.txt"  # side files: staged name, digest of what they replace, place
_CHAPTER = "kapitel"  # the file whose rename counts
_NOTHING = "-"
_WRITERS = 8


@dataclass(frozen=True, slots=True)
class Publication:
    """What to write.

    `additions` are files under content names: one that is there already is left alone, whatever is in it (someone may
    have retouched a picture).  `side_files` are replaced.  `chapter` comes last; `expected` is what it must hold until
    then (None: it must not exist), so that an edit made meanwhile is not lost.
    """

    chapter: Path
    text: bytes
    expected: bytes | None
    additions: Mapping[Path, bytes] = field(default_factory=dict)
    side_files: Mapping[Path, bytes] = field(default_factory=dict)


def publish(publication: Publication, *, folder: Path) -> None:
    """Write the files of `publication`, staged in `folder` (made and removed here).

    Raises `TargetError`, with everything as it was before, if that is not possible.
    """
    try:
        with _locked(folder):
            _recover(folder)
            _publish_staged(publication, folder)
    except OSError as error:
        raise TargetError(
            f"{error.filename or publication.chapter}: Die Datei lässt sich nicht schreiben ({_reason(error)}). "
            "Es wurde nichts geschrieben. Prüfen Sie, ob Platz und Schreibrechte da sind."
        ) from error


def recover(folder: Path) -> None:
    """Finish what a run that was killed left in `folder`; raises `TargetError` if another run is at work there."""
    if folder.is_dir():
        with _locked(folder):
            _recover(folder)


def _publish_staged(publication: Publication, folder: Path) -> None:
    new = {path: data for path, data in publication.additions.items() if not path.exists()}
    try:
        files = {**new, **publication.side_files}
        staged = {path: folder / f"{number}" for number, path in enumerate(files)}
        with ThreadPoolExecutor(_WRITERS) as pool:  # a hundred pictures wait for the disk together, not in turn
            list(pool.map(_write, staged.values(), files.values()))
        _write(folder / _CHAPTER, publication.text)
        beside = (f"{staged[path].name} {_digest(path)} {path}\n" for path in publication.side_files)
        _write(folder / _BESIDE, "".join(beside).encode("utf-8"))
        _write(folder / _JOURNAL, "".join(f"{path}\n" for path in new).encode("utf-8"))
        for path in new:
            path.parent.mkdir(parents=True, exist_ok=True)
            os.replace(staged[path], path)
        current = publication.chapter.read_bytes() if publication.chapter.exists() else None
        if current != publication.expected:
            raise TargetError(
                f"{publication.chapter}: Die Datei wurde gerade von jemand anderem geändert. Es wurde nichts "
                "geschrieben. Rufen Sie den Befehl noch einmal auf."
            )
        publication.chapter.parent.mkdir(parents=True, exist_ok=True)
        os.replace(folder / _CHAPTER, publication.chapter)
    except BaseException:
        _take_back(new)
        raise
    _sync_folder(publication.chapter.parent)
    for path in publication.side_files:  # after the chapter: a report of a chapter that does not count would lie
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            os.replace(staged[path], path)
        except OSError as error:
            raise TargetError(
                f"{publication.chapter} ist geschrieben, aber {path} nicht ({_reason(error)}). "
                "Prüfen Sie die Schreibrechte und rufen Sie den Befehl noch einmal auf."
            ) from error


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the only run that may use `folder`; the system lets go of the lock when the process dies."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / _LOCK).open("wb") as lock:
        if not _lock(lock):
            raise TargetError(
                "Gerade läuft schon eine Aufnahme an derselben Stelle. Warten Sie, bis sie fertig ist, und rufen Sie "
                "den Befehl noch einmal auf."
            )
        try:
            yield
        finally:
            _empty(folder)
            if sys.platform != "win32":  # while the lock is held, so that nobody else's folder goes
                shutil.rmtree(folder, ignore_errors=True)
    if sys.platform == "win32":  # an open file cannot be removed there
        shutil.rmtree(folder, ignore_errors=True)


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        if path.name != _LOCK:
            path.unlink()


def _recover(folder: Path) -> None:
    """Clean up after a run that was killed."""
    journal = folder / _JOURNAL
    if journal.exists() and (folder / _CHAPTER).exists():
        _take_back([Path(line) for line in journal.read_text(encoding="utf-8").splitlines()])
    elif journal.exists():
        for line in (folder / _BESIDE).read_text(encoding="utf-8").splitlines():
            name, digest, place = line.split(" ", 2)
            path = Path(place)
            if (folder / name).exists() and _digest(path) == digest:
                path.parent.mkdir(parents=True, exist_ok=True)
                os.replace(folder / name, path)
    _empty(folder)


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest() if path.is_file() else _NOTHING


def _take_back(added: Iterable[Path]) -> None:
    for path in added:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            path.parent.rmdir()  # only if nothing else is in it


def _write(path: Path, data: bytes) -> None:
    """Write a file so that its content is on the disk before anything is renamed."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Bring the rename to the disk, where the system can; it counts already, so a refusal changes nothing."""
    if sys.platform == "win32":  # folders cannot be opened there; NTFS journals renames
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _lock(file: IO[bytes]) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__
