"""What a public edition built without a token leaves for the step that uploads it, here or in another clone.

_build/public-hochladen.json     from which commit and on which day it was built, and the files that have to be kept for
                                 good (published addresses, states of calendars), whole

It lies beside the edition's folder, not in it: addresses name pages that are not public, and whoever copies the folder
to a server must not take them along.  An edition shows what was released and confirmed at its commit on its day: an
older one must not go out any more.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from ratgeber_tools.editions.publication import HTML, PUBLIC
from ratgeber_tools.errors import TargetError
from ratgeber_tools.files import read_text, write_whole
from ratgeber_tools.guide.addresses import ADDRESS_FILE
from ratgeber_tools.history import Repository

#: Where the card lies, seen from the project.
CARD = PUBLIC.with_name(f"{PUBLIC.name}-hochladen.json")
#: A run that begins before midnight may end after it.
_LONGEST = timedelta(days=1)
_ANEW = "Bauen Sie sie zuerst neu, ohne --nur-hochladen."


def write_card(root: Path, kept: Sequence[Path], *, commit: str, day: date) -> Path:
    """Write the card of the edition that lies finished in the project at `root`; return its file."""
    contents = {path.relative_to(root).as_posix(): read_text(path) for path in kept}
    values = {"commit": commit, "tag": day.isoformat(), "festzuhalten": contents}
    path = root / CARD
    write_whole(path, json.dumps(values, ensure_ascii=False, indent=1) + "\n")
    return path


def read_card(root: Path, repository: Repository, *, ledgers: Path, today: date) -> tuple[Path, ...]:
    """Return the files to keep for good, each as the run that built the edition wrote it.

    `ledgers` is the folder of the calendars' states, seen from the guide's.  Raises `TargetError` if there is no
    edition, if it is of another commit or day, or if somebody has changed one of the files here since.
    """
    path = root / CARD
    if not path.is_file() or not (root / PUBLIC / HTML).is_dir():
        raise TargetError(f"Es liegt keine fertige öffentliche Fassung in {PUBLIC.as_posix()}. {_ANEW}")
    try:
        values = json.loads(read_text(path))
        commit, day = str(values["commit"]), date.fromisoformat(values["tag"])
        contents = {str(name): str(text) for name, text in values["festzuhalten"].items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        raise TargetError(f"{path}: Diese Datei ist beschädigt. {_ANEW}") from None
    if commit != repository.commit_of("HEAD"):
        raise TargetError(f"Die öffentliche Fassung wurde aus einem anderen Stand gebaut als dem von jetzt. {_ANEW}")
    if not timedelta() <= today - day <= _LONGEST:
        raise TargetError(f"Die öffentliche Fassung ist von einem anderen Tag; Angaben laufen ab. {_ANEW}")
    guide = root / "ratgeber"
    files = {root / name: text for name, text in contents.items()}
    for file, text in files.items():
        is_ours = file == guide / ADDRESS_FILE or (file.parent == guide / ledgers and file.suffix == ".yaml")
        if not is_ours or ".." in file.parts:
            raise TargetError(f"{path}: {file.name} gehört nicht zu dem, was festgehalten wird. {_ANEW}")
        is_there = file.is_file() and read_text(file) == text
        if not is_there and file.is_file() and not repository.is_clean(file):
            raise TargetError(f"{file}: Diese Datei wurde hier geändert, seit die Fassung gebaut wurde. {_ANEW}")
    for file, text in files.items():
        write_whole(file, text)
    return tuple(files)
