"""The guide as a PDF in another language: what is released, and of that what a second person has checked."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from ratgeber_tools.cli.sphinx_process import BuildOutcome, run_sphinx
from ratgeber_tools.cli.staged_build import staged_job
from ratgeber_tools.editions.stage import stage
from ratgeber_tools.editions.translated import stage_languages
from ratgeber_tools.errors import InputError, RatgeberError
from ratgeber_tools.languages.tongues import TONGUES

_NAME = "elternratgeber"


def language_file(root: Path, language: str, *, verbose: bool = False) -> tuple[bytes, tuple[str, ...]]:
    """Build the PDF of a language and return it with the names of the chapters in it.

    Raises `InputError` where no released chapter has a checked sentence, `RatgeberError` if the build fails.
    """
    with tempfile.TemporaryDirectory() as folder:
        workshop = Path(folder)
        edition = stage(root, workshop / "fassung")
        found = stage_languages(root, edition, workshop / "sprachen", is_printed=True)
        staged = next((each for each in found if each.language == language), None)
        if staged is None:
            raise InputError(
                f"Auf {TONGUES[language].german_name} gibt es noch kein freigegebenes Kapitel mit einem geprüften und "
                "eingecheckten Satz; ungeprüft wird nichts gedruckt."
            )
        settings = {
            "ratgeber_manifest": str(staged.manifest), "language": language, "ratgeber_pdf_name": _NAME,
        }  # fmt: skip
        job = replace(staged_job(edition, workshop / "satz", settings), source=staged.sources)
        outcome = run_sphinx("pdf", root, verbose=verbose, job=job)
        _require_built(outcome)
        return (workshop / "satz" / "pdf" / f"{_NAME}.pdf").read_bytes(), staged.pages


def _require_built(outcome: BuildOutcome) -> None:
    if outcome.failure is not None:
        raise RatgeberError(outcome.failure)
