"""The guide's checks, again and again: only chapters that were saved are read anew."""

from __future__ import annotations

import threading
from pathlib import Path

from ratgeber_tools.checks import run_checks
from ratgeber_tools.findings import Finding, Severity
from ratgeber_tools.guide import Chapter, Guide, chapter_files
from ratgeber_tools.guide.chapters import read_chapter
from ratgeber_tools.preview.state import PreviewRemark, PreviewState, remarks_of

_OUR_MISTAKE = "Das Werkzeug hat beim Prüfen einen Fehler gemacht, nicht Sie. Bitte melden Sie das."


class Checker:
    """Remembers every chapter with the state of its file (time of change in nanoseconds, size in bytes)."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._known: dict[str, tuple[tuple[int, int], Chapter]] = {}

    def findings(self) -> list[Finding]:
        """Return what `ratgeber check` finds now."""
        self._known = {name: self._read(name, path) for name, path in chapter_files(self._folder)}
        return run_checks(Guide(self._folder, {name: chapter for name, (_, chapter) in self._known.items()}))

    def _read(self, name: str, path: Path) -> tuple[tuple[int, int], Chapter]:
        state = path.stat()
        stamp = (state.st_mtime_ns, state.st_size)
        known = self._known.get(name)
        return known if known is not None and known[0] == stamp else (stamp, read_chapter(path, name=name))


class Checks:
    """Runs the checks beside everything else: once for all orders that came meanwhile."""

    def __init__(self, folder: Path, state: PreviewState) -> None:
        self._folder = folder.resolve()
        self._checker = Checker(folder)
        self._state = state
        self._ordered = threading.Event()
        threading.Thread(target=self._work, daemon=True).start()

    def order(self) -> None:
        self._ordered.set()

    def _work(self) -> None:
        while self._ordered.wait():
            self._ordered.clear()
            try:
                remarks = list(remarks_of(self._checker.findings(), self._folder))
            except OSError:  # a file has gone meanwhile, which is the next save
                continue
            except Exception as error:  # our bug must not leave the page waiting for ever
                remarks = [PreviewRemark("", None, Severity.ERROR, f"{_OUR_MISTAKE} ({error!r})")]
            self._state.note_checks(remarks)
