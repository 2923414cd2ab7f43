"""A desk out of its backup: into a project that has none, never over one that lives.

The store comes last: until it is there, the same command can be given again.
"""

from __future__ import annotations

from pathlib import Path

from ratgeber_tools import branches, files
from ratgeber_tools.desk.backup.archive import BackupContents, OpenedBackup, opened, spoken
from ratgeber_tools.desk.store import SqliteStore, Store
from ratgeber_tools.errors import RatgeberError
from ratgeber_tools.history import Repository


class RestoreError(RatgeberError):
    """Restoring would overwrite something; nothing has changed."""


def restore(root: Path, store: Store, repository: Repository | None, source: Path) -> BackupContents:
    """Bring the desk in the file `source` into the project at `root`, and return what was in it.

    The branch that is checked out goes on to where it was then, unless it is there or further.  Raises `InputError` for
    a damaged file, `RestoreError` where a desk, a file or a branch here would be overwritten, `BranchError`.
    """
    with opened(source) as backup:
        _require_no_desk(store, backup.contents)
        _require_files_free(root, repository, backup)
        if backup.history is not None and repository is not None:
            _go_on(repository, backup, backup.history)
        for name, path in backup.loose():
            files.write_whole(root / name, files.read_bytes(path))
        copied = SqliteStore(backup.store)
        try:
            if not store.fill_from(copied):
                _require_no_desk(store, backup.contents)
        finally:
            copied.close()
        return backup.contents


def _require_no_desk(store: Store, contents: BackupContents) -> None:
    rooms, steps, last = store.extent()
    if rooms:
        raise RestoreError(
            f"Hier ist schon ein Redaktionstisch: {rooms} Kapitel mit {steps} Änderungen, die letzte {spoken(last)}. "
            f"Er wird nicht überschrieben. In der Sicherung: {contents.in_german()} Soll sie gelten, beenden Sie den "
            "Redaktionstisch und benennen den Ordner _redaktion um (oder nehmen eine leere Datenbank)."
        )


def _require_files_free(root: Path, repository: Repository | None, backup: OpenedBackup) -> None:
    """Refuse where a file that is to be written has other content here that is in no commit."""
    loose = {root / name: path for name, path in backup.loose()}
    changed = [path for path in loose if path.is_file() and files.read_bytes(path) != files.read_bytes(loose[path])]
    for path in changed:
        if repository is None or not repository.is_clean(path):
            raise RestoreError(
                f"{path}: Diese Datei ist hier anders und nicht eingecheckt; sie würde überschrieben. Checken Sie sie "
                "ein, oder legen Sie sie beiseite."
            )


def _go_on(repository: Repository, backup: OpenedBackup, history: Path) -> None:
    commit = backup.contents.commit
    branches.read_whole_bundle(repository, history)
    here = repository.commit_of("HEAD")
    if here and repository.is_part_of(commit, here):
        return
    if here and not repository.is_part_of(here, commit):
        raise RestoreError(
            f"Der Stand hier ({here[:8]}) und der in der Sicherung ({commit[:8]}) sind auseinander gegangen. Stellen "
            "Sie in einem frischen Ordner wieder her: tar -xf SICHERUNG ratgeber.bundle, dann git clone "
            "ratgeber.bundle ORDNER."
        )
    branches.go_on_to(repository, commit)
