"""`ratgeber --version`: which release of the tool runs here, and of which commit where it runs from a checkout."""

from __future__ import annotations

import platform
from importlib.metadata import version
from pathlib import Path

DISTRIBUTION = "ratgeber-tools"


def version_line(package: Path = Path(__file__).parents[1]) -> str:
    """Return release, commit and Python; `package` is where the tool's code lies.

    An installed copy may lie inside somebody's checkout (`.venv`): only files git keeps have a commit.
    """
    commit = _commit(package)
    return f"Elternratgeber, Werkzeug {version(DISTRIBUTION)}{commit}, Python {platform.python_version()}"


def _commit(package: Path) -> str:
    from ratgeber_tools.errors import RatgeberError
    from ratgeber_tools.history import find_repository

    try:
        repository = find_repository(package)
        if repository is None or repository.last_change(package) is None:
            return ""
        head = next(iter(repository.last_changes().values()))
        changed = ", hier geändert" if repository.uncommitted(package) else ""
    except RatgeberError:  # without git, or in a checkout git does not trust, the release alone is told
        return ""
    return f" (Stand {head.commit[:10]}{changed})"
