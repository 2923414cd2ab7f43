"""The public edition's pages in every language beside the German ones, of the guide as it is with all of it released.

Compared is CPU time: ten languages may take four times what German takes.  How much of the guide is translated decides
how much of it is built, so the table also says the number of pages.
"""

from __future__ import annotations

import os
from pathlib import Path

from benchmarks.measure import Table
from benchmarks.peers import Peers
from ratgeber_tools.cli.language_pages import build_languages
from ratgeber_tools.cli.sphinx_process import run_sphinx
from ratgeber_tools.cli.staged_build import staged_job
from ratgeber_tools.data.dates import local_now
from ratgeber_tools.editions.stage import stage
from ratgeber_tools.editions.translated import stage_languages
from ratgeber_tools.guide import load
from ratgeber_tools.releases.deciding import foreseen

#: All languages together, times German alone.
MOST = 4


def measure(root: Path, scratch: Path, peers: Peers) -> list[Table]:
    """Build both from nothing, as if every chapter of the project at `root` were released as it stands."""
    guide = load(root / "ratgeber")
    releases = foreseen(root, guide, list(guide.chapters), now=local_now())
    edition = stage(root, scratch, also=releases)
    languages = stage_languages(root, edition, scratch / "sprachen")
    before = _cpu()
    run_sphinx("html", root, job=staged_job(edition, scratch))
    between = _cpu()
    build_languages(root, edition, languages, scratch / "html")
    german, others = between - before, _cpu() - between
    pages = sum(len(each.pages) + 1 for each in languages)
    lines = [
        ["Deutsch", str(len(edition.chapters)), f"{german:.1f}", ""],
        [f"{len(languages)} Sprachen", str(pages), f"{others:.1f}", f"{others / german:.2f} (höchstens {MOST})"],
    ]
    return [Table("Seiten in anderen Sprachen", ["Fassung", "Seiten", "CPU-Sekunden", "Verhältnis"], lines)]


def _cpu() -> float:
    """Return the seconds this process and those it has waited for were at work."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
