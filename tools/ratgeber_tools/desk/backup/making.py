"""A backup of a desk that goes on working.

First the store, then the files: what is saved meanwhile is in the files and not in the store's copy, and comes together
as a change in git does.  The other way round the store would rest on a chapter the files do not have, and its words
would count as taken out.  While files and history are read, nobody commits.
"""

from __future__ import annotations

from contextlib import nullcontext
from datetime import datetime
from pathlib import Path

from ratgeber_tools import branches, files
from ratgeber_tools.desk.backup.archive import (
    FILES_PART,
    FOLDERS,
    HISTORY_PART,
    STORE_PART,
    WAITING,
    BackupContents,
    pack,
)
from ratgeber_tools.desk.store import SqliteStore, Store
from ratgeber_tools.errors import TargetError
from ratgeber_tools.history import Repository


def back_up(
    root: Path, store: Store, repository: Repository | None, target: Path, now: datetime
) -> tuple[Path, BackupContents]:
    """Write the desk of the project at `root` to `target`, or to a new file in that folder; return file and contents.

    Raises `TargetError`, `BranchError` or `StoreError`; then there is no file.
    """
    if target.is_dir():
        target = target / f"redaktion-{now:%Y-%m-%d-%H%M%S}.tar.gz"
    if not target.parent.is_dir():
        raise TargetError(
            f"{target.parent}: Diesen Ordner gibt es nicht. Legen Sie ihn an, oder nennen Sie einen anderen."
        )
    if repository is not None and repository.is_shallow():
        raise TargetError(
            "Von diesem Projekt ist nur ein Teil der Geschichte hier; so ließe es sich nicht wiederherstellen. "
            "Holen Sie den Rest: git fetch --unshallow"
        )
    with files.temporary_folder("sicherung") as folder:
        parts = {STORE_PART: folder / STORE_PART}
        store.copy_to(parts[STORE_PART])
        with files.held(repository.top / ".git") if repository is not None else nullcontext():
            loose = _loose(root, repository)
            for name in loose:
                parts[f"{FILES_PART}{name}"] = copy = folder / FILES_PART / name
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_bytes(files.read_bytes(root / name))
            commit = repository.commit_of("HEAD") if repository is not None else ""
            if repository is not None and commit:
                parts[HISTORY_PART] = folder / HISTORY_PART
                branches.write_whole_bundle(repository, parts[HISTORY_PART])
        copied = SqliteStore(parts[STORE_PART])
        rooms, steps, last = copied.extent()
        copied.close()
        contents = BackupContents(now.isoformat(timespec="seconds"), commit, rooms, steps, last, loose)
        pack(target, contents, parts)
    return target, contents


def _loose(root: Path, repository: Repository | None) -> tuple[str, ...]:
    """Return the files that are in no commit, seen from the project; all of them where there is no git."""
    folders = [root / folder for folder in FOLDERS if (root / folder).is_dir()]
    if repository is None:
        paths = [path for folder in folders for path in folder.rglob("*")]
    else:
        paths = [repository.top / name for name in repository.uncommitted(*folders)]
    paths += [path for folder in WAITING for path in (root / folder).rglob("*")]
    return tuple(
        sorted(path.relative_to(root).as_posix() for path in paths if path.is_file() and not path.is_symlink())
    )
