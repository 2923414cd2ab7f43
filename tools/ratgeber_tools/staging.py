"""Several files written as one: all of them, or, whatever happens, none.

Everything is first written to a folder beside the targets, on the same file system.  Then pictures are moved to their
places, which nothing refers to yet, and at last one file, the chapter: that rename is the moment the new state counts.
An error before it takes everything back.  After a `kill -9` the next run finds the folder and finishes what is left:
if the chapter still lies there, it never counted, and the pictures that the run had added go; if it does not, the files
beside it are brought to their places, but for those that somebody has changed since.

What a step rests on is on the disk before it: the staged files, the list of what is to be done, the names of both.
Only one run at a time works in a folder and on its files (`files.held`); a second one waits.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from ratgeber_tools import files
from ratgeber_tools.errors import unwritable

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
    then (None: it must not exist), so that an edit made meanwhile is not lost; `expected_beside` says the same of side
    files for which it matters.
    """

    chapter: Path
    text: bytes
    expected: bytes | None
    additions: Mapping[Path, bytes] = field(default_factory=dict)
    side_files: Mapping[Path, bytes] = field(default_factory=dict)
    expected_beside: Mapping[Path, bytes | None] = field(default_factory=dict)


def publish(publication: Publication, *, folder: Path) -> None:
    """Write the files of `publication`, staged in `folder` (made and removed here).

    Raises `TargetError`, with everything as it was before, if that is not possible.
    """
    with files.held(folder, publication.chapter, *publication.side_files):
        try:
            _recover(folder)
            _publish_staged(publication, folder)
        except OSError as error:
            raise unwritable(Path(error.filename or publication.chapter), error) from error
        finally:
            _clear(folder)


def recover(folder: Path) -> None:
    """Finish what a run that was killed left in `folder`; raises `BusyError` if another run stays at work there."""
    if folder.is_dir():
        with files.held(folder):
            _recover(folder)
            _clear(folder)


def _publish_staged(publication: Publication, folder: Path) -> None:
    files.make_folder(folder)
    new = {path: data for path, data in publication.additions.items() if not path.exists()}
    try:
        contents = {**new, **publication.side_files}
        staged = {path: folder / f"{number}" for number, path in enumerate(contents)}
        with ThreadPoolExecutor(_WRITERS) as pool:  # a hundred pictures wait for the disk together, not in turn
            list(pool.map(files.write_synced, staged.values(), contents.values()))
        files.write_synced(folder / _CHAPTER, publication.text)
        beside = (f"{staged[path].name} {_digest(path)} {_seen_from(folder, path)}" for path in publication.side_files)
        files.write_synced(folder / _BESIDE, _listed(beside))
        files.write_synced(folder / _JOURNAL, _listed(_seen_from(folder, path) for path in new))
        files.sync_folder(folder)
        for path in new:
            files.make_folder(path.parent)
            os.replace(staged[path], path)
        for parent in dict.fromkeys(path.parent for path in new):
            files.sync_folder(parent)
        files.make_folder(publication.chapter.parent)
        for path, expected in {publication.chapter: publication.expected, **publication.expected_beside}.items():
            if _content(path) != expected:
                raise files.ChangedError(path)
        os.replace(folder / _CHAPTER, publication.chapter)
    except BaseException:
        _take_back(new)
        raise
    files.sync_folder(publication.chapter.parent)
    files.sync_folder(folder)
    for path in publication.side_files:  # after the chapter: a report of a chapter that does not count would lie
        try:
            files.make_folder(path.parent)
            os.replace(staged[path], path)
            files.sync_folder(path.parent)
        except OSError as error:
            raise unwritable(path, error, state=f"{publication.chapter} ist aber schon geschrieben.") from error


def _recover(folder: Path) -> None:
    """Clean up after a run that was killed."""
    journal = folder / _JOURNAL
    if journal.exists() and (folder / _CHAPTER).exists():
        _take_back([folder.parent / line for line in _lines(journal)])
    elif journal.exists():
        for line in _lines(folder / _BESIDE):
            name, digest, place = line.split(" ", 2)
            path = folder.parent / place
            if (folder / name).exists() and _digest(path) == digest:
                files.make_folder(path.parent)
                os.replace(folder / name, path)
                files.sync_folder(path.parent)
    _forget(folder)


def _clear(folder: Path) -> None:
    """Remove the staging folder; one that cannot be removed is found by the next run."""
    with contextlib.suppress(OSError):
        _forget(folder)
    shutil.rmtree(folder, ignore_errors=True)


def _forget(folder: Path) -> None:
    """Remove what is staged; the list first, for without it the rest means nothing."""
    (folder / _JOURNAL).unlink(missing_ok=True)
    if folder.is_dir():
        files.sync_folder(folder)
        for path in folder.iterdir():
            path.unlink()


def _listed(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogateescape")


def _lines(path: Path) -> list[str]:
    return path.read_bytes().decode("utf-8", "surrogateescape").split("\n")[:-1]


def _seen_from(folder: Path, path: Path) -> str:
    """Return a place as the lists say it: seen from beside the staging folder, for a project may be moved."""
    return os.path.relpath(path, folder.parent)


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest() if path.is_file() else _NOTHING


def _take_back(added: Iterable[Path]) -> None:
    for path in added:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            path.parent.rmdir()  # only if nothing else is in it
