"""Both states of the guide for the minutes: before a day and as committed now, read from git.

Three questions to git whatever the number of chapters: what differs, who changed it, and the contents.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path, PurePosixPath

from ratgeber_tools.data.dates import local_day, start_of_day
from ratgeber_tools.data.loading import records_of
from ratgeber_tools.data.records import Records
from ratgeber_tools.dialect import is_chapter_path
from ratgeber_tools.editorial.roles import Roles
from ratgeber_tools.files import readable
from ratgeber_tools.guide import Chapter, parse_chapter
from ratgeber_tools.history import ChapterCommit, FileChange, HistoryError, Repository, find_repository
from ratgeber_tools.newsroom.minutes.events import ChapterPair, Minutes, minutes
from ratgeber_tools.newsroom.status.survey import UNKNOWN_OFFICE, Survey
from ratgeber_tools.releases.keeping import read_committed_log

_DATA = "daten"


def read_minutes(root: Path, survey: Survey, roles: Roles, *, since: date) -> Minutes:
    """Return the minutes of the project at `root` from the day `since` on.

    Raises `HistoryError` where git cannot tell, `ReleaseLogError` for a damaged log.
    """
    repository = _repository(root)
    folder = root / "ratgeber"
    base = repository.revision_before(start_of_day(since))
    changes = repository.compare(folder, since=base)
    prefix = PurePosixPath(repository.relative(folder))
    is_changed_data = any(_is_data(_inner(name, prefix)) for change in changes for name in _names(change))
    return minutes(
        _pairs(repository, folder, [change for change in changes if _is_chapter(change, prefix)], base, roles),
        read_committed_log(root, repository).events,
        _both_records(repository, folder, base) if is_changed_data else (Records(), Records()),
        survey,
        since=since,
    )


def _repository(root: Path) -> Repository:
    repository = find_repository(root)
    if repository is None:
        raise HistoryError(
            f"{root} ist kein Git-Ordner. Was sich geändert hat, steht in Git; holen Sie den Ratgeber mit „git clone“."
        )
    if repository.is_shallow():
        raise HistoryError("Diesem Git-Ordner fehlt die ältere Geschichte. Holen Sie sie mit „git fetch --unshallow“.")
    return repository


def _pairs(
    repository: Repository, folder: Path, changes: list[FileChange], base: str | None, roles: Roles
) -> Iterator[ChapterPair]:
    contents = repository.read_blobs(blob for change in changes for blob in _blobs(change))
    commits = repository.changes_since(base, folder)
    prefix = PurePosixPath(repository.relative(folder))

    def chapter(name: str | None, blob: str | None) -> Chapter | None:
        if name is None or blob is None:
            return None
        if blob not in contents:
            raise HistoryError(f"{name}: Git kann einen früheren Stand nicht lesen ({blob[:10]}).")
        inner = unicodedata.normalize("NFC", str(_inner(name, prefix)))
        text, _ = readable(contents[blob], Path(inner))
        return parse_chapter(text, path=folder / inner, name=inner.removesuffix(".md"))

    for change in changes:
        made = [commit for name in dict.fromkeys(_names(change)) for commit in commits.get(name, ())]
        offices, days = _who_and_when(made, roles)
        yield ChapterPair(
            chapter(change.old_name, change.old_blob), chapter(change.new_name, change.new_blob), offices, days
        )


def _who_and_when(commits: Iterable[ChapterCommit], roles: Roles) -> tuple[tuple[str, ...], tuple[date, ...]]:
    ordered = sorted(commits, key=lambda commit: commit.moment)
    offices = dict.fromkeys(roles.office_of(commit.author_mail) or UNKNOWN_OFFICE for commit in ordered)
    days = dict.fromkeys(local_day(commit.moment) for commit in ordered)
    return tuple(offices), tuple(sorted(days))


def _both_records(repository: Repository, folder: Path, base: str | None) -> tuple[Records, Records]:
    before = repository.tree(folder / _DATA, revision=base) if base is not None else {}
    return _records(repository, before), _records(repository, repository.tree(folder / _DATA))


def _records(repository: Repository, files: Mapping[str, str]) -> Records:
    """Return the records of one revision; what was wrong with them then is nobody's task now."""
    contents = repository.read_blobs(files.values())
    named = {PurePosixPath(name).name: contents[blob] for name, blob in files.items() if blob in contents}
    return records_of(named, Path(_DATA)).records


def _is_chapter(change: FileChange, prefix: PurePosixPath) -> bool:
    inner = [_inner(name, prefix) for name in _names(change)]
    return any(path.suffix == ".md" and is_chapter_path(path) for path in inner)


def _is_data(path: PurePosixPath) -> bool:
    return path.parts[0] == _DATA and path.suffix == ".yaml"


def _inner(name: str, prefix: PurePosixPath) -> PurePosixPath:
    """Return a path of git's as seen from the guide's folder."""
    return PurePosixPath(name).relative_to(prefix)


def _names(change: FileChange) -> Iterator[str]:
    yield from (name for name in (change.old_name, change.new_name) if name is not None)


def _blobs(change: FileChange) -> Iterator[str]:
    yield from (blob for blob in (change.old_blob, change.new_blob) if blob is not None)
