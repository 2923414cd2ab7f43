"""Files at places a person has named: what lies there already is not overwritten unasked.

The rule: a file that is there and would read differently afterwards stays, with one sentence, unless the person has
said `--ueberschreiben` or the tool knows the file as its own work, untouched since.  Below the project's `_build/`
everything is free: it is made anew at any time.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from pathlib import Path

from ratgeber_tools.errors import TargetError

OVERWRITE = "--ueberschreiben"


def overwrite_option(parser: argparse.ArgumentParser) -> argparse.Action:
    return parser.add_argument(
        OVERWRITE, action="store_true", help="ersetzt Dateien, die dort schon liegen; sonst bleiben sie"
    )


def keep_what_is_there(
    paths: Iterable[Path],
    *,
    overwrites: bool,
    is_ours: Callable[[Path], bool] = lambda _: False,
    why: str = "",
) -> None:
    """Raise `TargetError` if one of `paths` may not be written; `why` says what may be lost, if more is known of it.

    `is_ours` says whether a file that is there may go: it reads the same, or nobody has touched it since we wrote it.
    """
    if overwrites:
        return
    for path in paths:
        if path.exists() and not path.is_dir() and not _is_regenerated(path) and not is_ours(path):
            raise TargetError(
                f"{path} gibt es schon.{f' {why}' if why else ''} Es wurde nichts geschrieben. Nennen Sie einen "
                f"anderen Namen oder Ordner, oder rufen Sie den Befehl mit {OVERWRITE} auf; dann wird sie ersetzt."
            )


def about_new_folder(folder: Path) -> str:
    """Return the sentence for a folder that will be made because it is not there, with a line end; else nothing.

    A folder nobody has yet may be a slip of the pen; who reads where the files went can say so.
    """
    if folder.exists() or _is_regenerated(folder):
        return ""
    return f"Den Ordner {folder} gab es noch nicht; er ist neu angelegt.\n"


def _is_regenerated(path: Path) -> bool:
    """Say whether a file lies below the folder `_build` of a project."""
    place = path.resolve()
    return any(folder.name == "_build" and (folder.parent / "conf.py").is_file() for folder in place.parents)
