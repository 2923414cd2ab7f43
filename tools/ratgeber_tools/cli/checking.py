"""A proposal's guide held against what it started from, by the same checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ratgeber_tools.cache.check_results import CheckResult
from ratgeber_tools.checked import check_anew

if TYPE_CHECKING:
    from ratgeber_tools.checks.comparison import Verdict
    from ratgeber_tools.cli.proposal_base import ProposalBase


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
        before = check_anew(folder, None).findings if folder.is_dir() else ()
        return compare(
            before,
            now.findings,
            former=JudgedState(folder, base.renamed),
            present=JudgedState(guide.folder, {}),
            changed=concerned,
        )
