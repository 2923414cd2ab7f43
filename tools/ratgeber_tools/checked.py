"""A guide checked with the help of what earlier runs have found; only the guide of a project keeps anything.

`python -m ratgeber_tools.checked FOLDER` prints the result as JSON, for who does not want to compute it itself.
"""

from __future__ import annotations

import sys
from pathlib import Path

from ratgeber_tools.cache.check_results import CheckResult as CheckResult
from ratgeber_tools.cache.check_results import (
    read_result,
    result_from,
    result_key,
    result_text,
    results_of,
    write_result,
)
from ratgeber_tools.cache.digests import folder_digest
from ratgeber_tools.cache.store import PLACE
from ratgeber_tools.data.dates import local_today


def check_folder(folder: Path, *, anew: bool = False) -> CheckResult:
    """Return the findings in the chapters below `folder`; with `anew` nothing kept is believed.

    If nothing the checks can see has changed since the last run, its findings are those of this one, and the checks
    are not even loaded.
    """
    folder = folder.resolve()
    project = folder.parent if (folder.parent / "conf.py").is_file() else None
    if project is None:
        return check_anew(folder, None)
    results = results_of(project)
    today = local_today()
    key = result_key(folder, today)
    kept = None if anew else read_result(results, key)
    if kept is not None:
        return kept
    result = check_anew(folder, None if anew else project)
    if result_key(folder, today) != key:  # somebody has saved meanwhile
        return result
    return write_result(results, key, result.findings, result.chapters)


def state_of_files(folder: Path) -> str:
    """Return what differs when the checks of the guide in `folder` may find anything else on the same day.

    Raises `OSError` if a file cannot be read.
    """
    return folder_digest(folder)


def as_printed(result: CheckResult) -> str:
    """Return what this module prints of a result."""
    return result_text(result)


def from_print(text: str) -> CheckResult:
    """Return the result that was printed so; raises `ValueError` for anything else."""
    return result_from(text)


def check_anew(folder: Path, project: Path | None) -> CheckResult:
    """Return the findings of all checks; with `project`, chapters that were parsed by an earlier run are not anew."""
    from ratgeber_tools.checks import run_checks
    from ratgeber_tools.guide import load
    from ratgeber_tools.guide.kept import load_kept

    guide = load(folder) if project is None else load_kept(folder, place=project / PLACE)
    return CheckResult(tuple(run_checks(guide)), len(guide.chapters))


if __name__ == "__main__":
    print(as_printed(check_folder(Path(sys.argv[1]))))
