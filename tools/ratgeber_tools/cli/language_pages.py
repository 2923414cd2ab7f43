"""The web pages of the public edition in other languages: each a small site below the German one, `html/uk/…`."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ratgeber_tools.cli.sphinx_process import BuildOutcome, Job
from ratgeber_tools.cli.staged_build import staged_job
from ratgeber_tools.cli.warm_sphinx import WarmSphinx

if TYPE_CHECKING:
    from ratgeber_tools.editions.stage import StagedEdition
    from ratgeber_tools.editions.translated import StagedLanguage


def build_languages(
    root: Path, edition: StagedEdition, languages: Sequence[StagedLanguage], html: Path
) -> list[BuildOutcome]:
    """Build each language and put it below `html`, where the German pages lie; what was there of it before goes.

    One process builds them all: importing Sphinx ten times would take as long as their pages.
    """
    jobs = [(staged, _job(edition, staged)) for staged in languages]
    outcomes: list[BuildOutcome] = []
    if not jobs:
        return outcomes
    with WarmSphinx(root, jobs[0][1]) as sphinx:
        for staged, job in jobs:
            outcomes.append(sphinx.build(job))
            if outcomes[-1].failure is None:
                shutil.rmtree(html / staged.language, ignore_errors=True)
                shutil.copytree(job.target / "html", html / staged.language)
    return outcomes


def _job(edition: StagedEdition, staged: StagedLanguage) -> Job:
    settings = {"ratgeber_manifest": str(staged.manifest), "language": staged.language, "html_use_index": "0"}
    return replace(staged_job(edition, staged.manifest.parent, settings), source=staged.sources)
