"""The end of a run that builds an edition, waited for."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from patience import until
from ratgeber_tools.editions.run_card import EditionRun, RunEnd, read_run, run_by_now


def ended_run(root: Path) -> EditionRun:
    """Return the run of the project at `root` when it has ended, however long its process takes to begin."""

    def look() -> EditionRun | None:
        laid_out = read_run(root)
        run = laid_out and run_by_now(root, datetime.fromisoformat(laid_out.begun))
        return None if run is None or run.end is RunEnd.NOT_YET else run

    return until(look)
