"""A guide checked with the help of what earlier runs have found; only the guide of a project keeps anything."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ratgeber_tools.cache.check_results import CheckResult, read_result, result_key, results_of, write_result
from ratgeber_tools.cache.store import PLACE
from ratgeber_tools.data.dates import local_today

if TYPE_CHECKING:
    from ratgeber_tools.checks.comparison import Verdict
    from ratgeber_tools.cli.proposal_base import ProposalBase


def check_folder(folder: Path, *, anew: bool = False) -> CheckResult:
    """Return the findings in the chapters below `folder`; with `anew` nothing kept is believed.

    If nothing the checks can see has changed since the last run, its findings are those of this one, and the checks
    are not even loaded.
    """
    folder = folder.resolve()
    project = folder.parent if (folder.parent / "conf.py").is_file() else None
    if project is None:
        return _check(folder, None)
    results = results_of(project)
    today = local_today()
    key = result_key(folder, today)
    kept = None if anew else read_result(results, key)
    if kept is not None:
        return kept
    result = _check(folder, None if anew else project)
    if result_key(folder, today) != key:  # somebody has saved meanwhile
        return result
    return write_result(results, key, result.findings, result.chapters)


def check_against(base: ProposalBase, now: CheckResult) -> Verdict:
    """Hold what was found here against what the same checks find in the state the proposal started from.

    A chapter that is changed brings along its pictures, its downloads, and what is noted of them; a file that is
    changed concerns the chapters that show it.
    """
    from ratgeber_tools.checks.comparison import JudgedState, compare
    from ratgeber_tools.checks.concern import places_of
    from ratgeber_tools.guide import load

    guide = load(base.root / "ratgeber")
    concerned = set(base.changed)
    for chapter in guide:
        places = places_of(guide, chapter)
        if not base.changed.isdisjoint(places):
            concerned |= places
    with base.laid_out() as former:
        folder = (former / "ratgeber").resolve()
        before = _check(folder, None).findings if folder.is_dir() else ()
        return compare(
            before,
            now.findings,
            former=JudgedState(folder, base.renamed),
            present=JudgedState(guide.folder, {}),
            changed=concerned,
        )


def _check(folder: Path, project: Path | None) -> CheckResult:
    from ratgeber_tools.checks import run_checks
    from ratgeber_tools.guide import load
    from ratgeber_tools.guide.kept import load_kept

    guide = load(folder) if project is None else load_kept(folder, place=project / PLACE)
    return CheckResult(tuple(run_checks(guide)), len(guide.chapters))
