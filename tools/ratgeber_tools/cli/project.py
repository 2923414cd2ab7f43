"""Where the project lies: the folder with `conf.py` and `ratgeber/`."""

from __future__ import annotations

import os
from pathlib import Path

from ratgeber_tools.errors import TargetError
from ratgeber_tools.files import project_of


def project_root(start: Path | None = None) -> Path:
    """Return the nearest folder from `start` (default: the current one) upwards that holds `conf.py` and `ratgeber/`.

    Where the current folder lies in none, the starter `elternratgeber` has said in which project it lies itself.
    Raises `TargetError` when there is none.
    """
    here = (start or Path.cwd()).resolve()
    project = project_of(here)
    if project is not None:
        return project
    if start is None and (named := os.environ.get("RATGEBER_PROJEKT")):
        return project_root(Path(named))
    raise TargetError(
        f"Im Ordner {here} liegt kein Ratgeber (conf.py und ratgeber/ fehlen). "
        "Wechseln Sie in den Projektordner und rufen Sie den Befehl dort noch einmal auf."
    )
