"""Where the project lies: the folder with `conf.py` and `ratgeber/`."""

from __future__ import annotations

from pathlib import Path

from ratgeber_tools.errors import TargetError
from ratgeber_tools.files import project_of


def project_root(start: Path | None = None) -> Path:
    """Return the nearest folder from `start` (default: the current one) upwards that holds `conf.py` and `ratgeber/`.

    Raises `TargetError` when there is none.
    """
    here = (start or Path.cwd()).resolve()
    project = project_of(here)
    if project is not None:
        return project
    raise TargetError(
        f"Im Ordner {here} liegt kein Ratgeber (conf.py und ratgeber/ fehlen). "
        "Wechseln Sie in den Projektordner und rufen Sie den Befehl dort noch einmal auf."
    )
