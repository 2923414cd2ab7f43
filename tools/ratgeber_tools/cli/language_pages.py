"""The web pages of the public edition in other languages: each a small site below the German one, `html/uk/…`."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ratgeber_tools.cli.sphinx_process import BuildOutcome, run_sphinx
from ratgeber_tools.cli.staged_build import staged_job

if TYPE_CHECKING:
    from ratgeber_tools.editions.stage import StagedEdition
    from ratgeber_tools.editions.translated import StagedLanguage


def build_languages(
    root: Path, edition: StagedEdition, languages: Iterable[StagedLanguage], html: Path, *, verbose: bool = False
) -> list[BuildOutcome]:
    """Build each language and put it below `html`, where the German pages lie; what was there of it before goes."""
    outcomes = []
    for staged in languages:
        settings = {"ratgeber_manifest": str(staged.manifest), "language": staged.language, "html_use_index": "0"}
        job = replace(staged_job(edition, staged.manifest.parent, settings), source=staged.sources)
        outcomes.append(run_sphinx("html", root, verbose=verbose, job=job))
        if outcomes[-1].failure is None:
            shutil.rmtree(html / staged.language, ignore_errors=True)
            shutil.copytree(job.target / "html", html / staged.language)
    return outcomes
