"""The release log on the disk and in git: `ratgeber/redaktion/freigaben/<kapitel>/<blob>.yaml`.

One file for each content that was ever released; a file only grows.  Different contents are different files, and
`.gitattributes` merges equal ones line by line, so releases made in two clones never clash.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from ratgeber_tools import files
from ratgeber_tools.containment import is_inner_name
from ratgeber_tools.data.yaml_tree import Mistake
from ratgeber_tools.errors import RatgeberError, TargetError
from ratgeber_tools.history import Repository
from ratgeber_tools.releases.entries import HEADER, format_event, parse_events
from ratgeber_tools.releases.log import Event, Release, ReleaseLog, Votes, Withdrawal

__all__ = [
    "Event",
    "Release",
    "ReleaseLog",
    "ReleaseLogError",
    "Votes",
    "Withdrawal",
    "append_event",
    "event_path",
    "put_back",
    "read_committed_log",
    "read_log",
    "uncommitted",
]

#: Where the log lies, seen from the project's folder.
RELEASES = Path("ratgeber", "redaktion", "freigaben")
_SUFFIX = ".yaml"


class ReleaseLogError(RatgeberError):
    """The log cannot be read as it stands; every mistake has a line of its own."""


def read_log(root: Path) -> ReleaseLog:
    """Read the log of the project at `root` as it lies on the disk; raise `ReleaseLogError` if it is damaged.

    A project without releases has an empty log; git is not asked.
    """
    folder = root / RELEASES
    paths = sorted(folder.rglob(f"*{_SUFFIX}"))
    return _read((path.relative_to(folder).as_posix(), path.read_bytes()) for path in paths)


def read_committed_log(root: Path, repository: Repository) -> ReleaseLog:
    """Read the log as HEAD has it; what is only on the disk does not count."""
    folder = root / RELEASES
    prefix = repository.relative(folder) + "/"
    blobs = {name.removeprefix(prefix): blob for name, blob in repository.tree(folder).items()}
    contents = repository.read_blobs(blobs.values())
    missing = [name for name, blob in blobs.items() if blob not in contents]
    if missing:
        raise ReleaseLogError(
            f"{(RELEASES / missing[0]).as_posix()}: Git kann die eingecheckte Freigabe nicht lesen. "
            "Holen Sie den Ordner mit „git clone“ neu."
        )
    return _read((name, contents[blob]) for name, blob in sorted(blobs.items()) if name.endswith(_SUFFIX))


def uncommitted(root: Path, repository: Repository) -> tuple[Path, ...]:
    """Return the release files on the disk that differ from HEAD's, as seen from the project's folder."""
    folder = root / RELEASES
    committed = repository.tree(folder)
    paths = sorted(folder.rglob(f"*{_SUFFIX}"))
    return tuple(
        path.relative_to(root)
        for path in paths
        if committed.get(repository.relative(path)) != repository.blob_of_file(path)
    )


def event_path(root: Path, event: Event) -> Path:
    """Return the file of the log an event stands in."""
    return root / RELEASES / PurePosixPath(event.chapter) / f"{event.blob}{_SUFFIX}"


def append_event(root: Path, event: Event) -> Path:
    """Add an event to the log and return its file; the file is whole at every moment.

    What another run adds at the same time stays.  Raises `InputError` or `TargetError` if it cannot be written, or if
    what is released has a name that no file can have everywhere: such a line could not be read again.
    """
    if isinstance(event, Release):
        for name in (event.chapter, *event.files):
            if not is_inner_name(name):
                raise TargetError(
                    f"„{name}“ kann nicht freigegeben werden: Auf manchen Rechnern kann keine Datei so heißen. "
                    "Benennen Sie die Datei um, ohne Zeichen wie : * ? und ohne Punkt am Anfang."
                )
    path = event_path(root, event)
    files.rewrite(path, lambda before: files.appended(HEADER if before is None else before, format_event(event)))
    return path


def put_back(path: Path, content: bytes | None) -> None:
    """Make a file of the log what it was before; None: it was not there, nor was a folder only it stands in."""
    if content is not None:
        files.write_whole(path, content)
        return
    path.unlink(missing_ok=True)
    for folder in path.parents:
        if folder.name == RELEASES.name or not folder.is_dir() or any(folder.iterdir()):
            break
        folder.rmdir()


def _read(contents: Iterable[tuple[str, bytes]]) -> ReleaseLog:
    events: list[Event] = []
    mistakes: list[str] = []
    for name, content in contents:
        try:
            found, wrong = parse_events(files.decode(content, Path(name)))
        except files.EncodingError as error:
            found, wrong = [], [Mistake(error.line, "Die Datei ist nicht in UTF-8.")]
        wrong += _misplaced(name, found)
        events += found
        mistakes += [f"{(RELEASES / name).as_posix()}:{mistake.line}: {mistake.sentence}" for mistake in wrong]
    if mistakes:
        advice = "Freigaben werden nie geändert. Stellen Sie die Datei mit „git checkout“ wieder her."
        raise ReleaseLogError("\n".join([*mistakes, advice]))
    return ReleaseLog(tuple(events))


def _misplaced(name: str, events: Iterable[Event]) -> Iterator[Mistake]:
    """Yield a mistake for every event that is not about the content its file's name says."""
    place = PurePosixPath(unicodedata.normalize("NFC", name))
    for event in events:
        if (event.chapter, event.blob) != (place.parent.as_posix(), place.stem):
            yield Mistake(1, f"Die Datei gehört zu {place.parent} {place.stem}, ein Eintrag darin zu "
                             f"{event.chapter} {event.blob}.")  # fmt: skip
