"""The guide's checks, again and again: only chapters that were saved are read anew."""

from __future__ import annotations

import threading
from pathlib import Path

from ratgeber_tools.checks import run_checks
from ratgeber_tools.findings import Severity
from ratgeber_tools.guide.remembered import RememberedGuide
from ratgeber_tools.preview.state import PreviewRemark, PreviewState, remarks_of

_OUR_MISTAKE = "Das Werkzeug hat beim Prüfen einen Fehler gemacht, nicht Sie. Bitte melden Sie das."


class Checks:
    """Runs the checks beside everything else: once for all orders that came meanwhile."""

    def __init__(self, folder: Path, state: PreviewState) -> None:
        self._folder = folder.resolve()
        self._guide = RememberedGuide(folder)
        self._state = state
        self._ordered = threading.Event()
        threading.Thread(target=self._work, daemon=True).start()

    def order(self) -> None:
        self._ordered.set()

    def _work(self) -> None:
        while self._ordered.wait():
            self._ordered.clear()
            try:
                remarks = list(remarks_of(run_checks(self._guide.load()), self._folder))
            except OSError:  # a file has gone meanwhile, which is the next save
                continue
            except Exception as error:  # our bug must not leave the page waiting for ever
                remarks = [PreviewRemark("", None, Severity.ERROR, f"{_OUR_MISTAKE} ({error!r})")]
            self._state.note_checks(remarks)
