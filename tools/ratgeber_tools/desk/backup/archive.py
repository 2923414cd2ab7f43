"""What a backup is: a packed tar file that says what is in it, each part with its checksum.

inhalt.json            from when, which commit, how much; and the SHA-256 of every other part
redaktion.sqlite       rooms, steps, snapshots, sessions: also where the desk keeps them in Postgres
ratgeber.bundle        all branches with their history: `git clone ratgeber.bundle` gives the project
dateien/…              files below `ratgeber/` and `eingang/` that were not committed then; what waits at the desk
"""

from __future__ import annotations

import json
import os
import shutil
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import file_digest
from pathlib import Path

from ratgeber_tools import files
from ratgeber_tools.errors import InputError, TargetError, unreadable, unwritable

CONTENTS, STORE_PART, HISTORY_PART, FILES_PART = "inhalt.json", "redaktion.sqlite", "ratgeber.bundle", "dateien/"
#: The folders of the project in which people put files.
FOLDERS = ("ratgeber", "eingang")
#: Those in which files wait at the desk that are in nobody's git.
WAITING = ("_redaktion/faktenblaetter", "_redaktion/word")
_KIND = "Sicherung des Redaktionstischs"
_LAYOUT = 1


@dataclass(frozen=True, slots=True)
class BackupContents:
    """What is in a backup; `moment` is when it was made, `last` when somebody wrote last (ISO 8601, "" for never)."""

    moment: str
    commit: str
    rooms: int
    steps: int
    last: str
    loose: tuple[str, ...]

    def in_german(self) -> str:
        """Return two sentences for who keeps it."""
        loose = f" {len(self.loose)} Dateien sind darin, die noch nicht eingecheckt waren." if self.loose else ""
        history = f"Git bis {self.commit[:8]}" if self.commit else "ohne Git"
        return (
            f"Stand {spoken(self.moment)}: {self.rooms} Kapitel mit {self.steps} Änderungen am Redaktionstisch, "
            f"die letzte {spoken(self.last)}; {history}.{loose}"
        )


def spoken(moment: str) -> str:
    """Return a moment as people read it; "nie" for none."""
    return datetime.fromisoformat(moment).strftime("%d.%m.%Y, %H:%M Uhr") if moment else "nie"


def pack(target: Path, contents: BackupContents, parts: Mapping[str, Path]) -> None:
    """Write a backup whole or not at all, and read it back; raises `TargetError`, too if there is such a file."""
    if target.exists():
        raise TargetError(
            f"{target}: Diese Datei gibt es schon. Eine Sicherung überschreibt nichts; nennen Sie eine neue."
        )
    said = {
        "art": _KIND,
        "fassung": _LAYOUT,
        "stand": contents.moment,
        "commit": contents.commit,
        "kapitel": contents.rooms,
        "aenderungen": contents.steps,
        "zuletzt": contents.last,
        "dateien": contents.loose,
        "pruefsummen": {name: _digest(path) for name, path in sorted(parts.items())},
    }
    fresh = target.with_name(f".{target.name}.neu")
    try:
        with fresh.open("wb") as raw:
            with tarfile.open(fileobj=raw, mode="w:gz") as tar, files.temporary_folder("sicherung") as folder:
                described = folder / CONTENTS
                described.write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
                tar.add(described, CONTENTS)
                for name, path in sorted(parts.items()):
                    tar.add(path, name, recursive=False)
            raw.flush()
            os.fsync(raw.fileno())
        with opened(fresh):
            fresh.rename(target)
        files.sync_folder(target.parent)
    except OSError as error:
        raise unwritable(target, error) from error
    finally:
        fresh.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class OpenedBackup:
    """A backup, its parts laid out in a folder for as long as it is open."""

    contents: BackupContents
    folder: Path

    @property
    def store(self) -> Path:
        return self.folder / STORE_PART

    @property
    def history(self) -> Path | None:
        """The bundle, None where the desk had no git."""
        path = self.folder / HISTORY_PART
        return path if path.is_file() else None

    def loose(self) -> Iterator[tuple[str, Path]]:
        """Yield the files nobody had committed: name in the project, and where it lies now."""
        for name in self.contents.loose:
            yield name, self.folder / FILES_PART / name


@contextmanager
def opened(source: Path) -> Iterator[OpenedBackup]:
    """Yield a backup whose every part is as it was written; raises `InputError` for one that is damaged, or none."""
    with files.temporary_folder("sicherung") as folder:
        try:
            with tarfile.open(source, "r:gz") as tar:
                for member in tar:
                    if member.isfile() and _is_part(member.name):
                        path = folder / member.name
                        path.parent.mkdir(parents=True, exist_ok=True)
                        taken = tar.extractfile(member)
                        assert taken is not None
                        with path.open("wb") as target:
                            shutil.copyfileobj(taken, target)
            said = json.loads((folder / CONTENTS).read_text(encoding="utf-8"))
            if not isinstance(said, dict) or said.get("art") != _KIND:
                raise _damaged(source)
            sums = dict(said["pruefsummen"])
            loose = tuple(said["dateien"])
            contents = BackupContents(
                said["stand"], said["commit"], int(said["kapitel"]), int(said["aenderungen"]), said["zuletzt"], loose
            )
        except OSError as error:
            if isinstance(error, FileNotFoundError) and not source.exists():
                raise unreadable(source, error) from error
            raise _damaged(source) from error
        except (tarfile.TarError, EOFError, ValueError, KeyError, TypeError) as error:
            raise _damaged(source) from error
        needed = {STORE_PART, *(f"{FILES_PART}{name}" for name in loose), *({HISTORY_PART} if contents.commit else ())}
        if set(sums) != needed:
            raise _damaged(source)
        if said["fassung"] != _LAYOUT:
            raise InputError(f"{source}: Diese Sicherung ist von einem neueren Stand des Werkzeugs. Holen Sie den.")
        for name, digest in sums.items():
            if not (folder / name).is_file() or _digest(folder / name) != digest:
                raise _damaged(source)
        yield OpenedBackup(contents, folder)


def _is_part(name: str) -> bool:
    """Say whether a part of a backup may be called so; nothing in one leads anywhere else."""
    if name in (CONTENTS, STORE_PART, HISTORY_PART):
        return True
    parts = name.removeprefix(FILES_PART).split("/")
    is_ours = parts[0] in FOLDERS or "/".join(parts[:2]) in WAITING
    return name.startswith(FILES_PART) and is_ours and not {"", ".", ".."} & set(parts)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _damaged(source: Path) -> InputError:
    return InputError(
        f"{source}: Das ist keine Sicherung des Redaktionstischs, oder sie ist beschädigt. Es wurde nichts verändert. "
        "Nehmen Sie eine andere."
    )
