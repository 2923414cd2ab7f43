"""What all checks have found in a guide, kept until one of its files is another: one set for all pages.

The checks of a whole guide compute for seconds.  They run in a process of their own, one at a time, and no page waits
for them long: it shows what was found last, and says from when that is.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from uuid import uuid4

from ratgeber_tools import keyless
from ratgeber_tools.checked import CheckResult, from_print, state_of_files
from ratgeber_tools.data.dates import local_today
from ratgeber_tools.desk.behind import behind
from ratgeber_tools.errors import RatgeberError
from ratgeber_tools.findings import Finding

#: Seconds a page waits: for the first findings, and for newer ones than are known.
_FIRST_S, _NEWER_S = 10.0, 2.0
_LONGEST_S = 600.0
_FAILED = (
    "Die Prüfungen des Ratgebers ließen sich gerade nicht ausführen. Laden Sie die Seite neu; bleibt es dabei, melden "
    "Sie es den Leuten, die das Werkzeug pflegen."
)


class ChecksFailedError(RatgeberError):
    """There are no findings; `details` are for whoever looks after the tool."""

    def __init__(self, details: str = "") -> None:
        super().__init__(_FAILED)
        self.details = details


#: Checks the guide in a folder.
Check = Callable[[Path], CheckResult]
_Key = tuple[date, str]


def checked_aside(folder: Path) -> CheckResult:
    """Return what all checks find, computed by a process of its own; raises `ChecksFailedError`."""
    order = behind([sys.executable, "-m", "ratgeber_tools.checked", str(folder)])
    try:
        done = subprocess.run(
            order,
            cwd=folder.parent,
            env=keyless.environment() | {"PYTHONUTF8": "1"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=_LONGEST_S,
            check=True,
        )
        return from_print(done.stdout)
    except subprocess.CalledProcessError as error:
        raise ChecksFailedError(error.stderr) from error
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise ChecksFailedError(str(error)) from error


@dataclass(frozen=True, slots=True)
class KnownFindings:
    """What was found at `moment`; not `is_current` if files have changed since, and newer ones are on their way."""

    findings: tuple[Finding, ...]
    moment: datetime
    is_current: bool = True


class RememberedFindings:
    """The findings of the guide in a folder; any thread may ask."""

    def __init__(
        self,
        folder: Path,
        now: Callable[[], datetime],
        check: Check = checked_aside,
        *,
        patience_s: float | None = None,
    ) -> None:
        self._folder = folder
        self._now = now
        self._check = check
        self._patience_s = patience_s
        self._lock = threading.Lock()
        self._known: tuple[_Key, KnownFindings] | None = None
        self._run: tuple[_Key, Future[KnownFindings]] | None = None

    def exact(self) -> tuple[Finding, ...]:
        """Return what the checks find in the files as they are now, however long it takes; raises as the check does."""
        key = self._key()
        while (begun := self._begun(key)) is not None:
            run_key, run = begun
            found = run.result()
            if run_key == key:
                return found.findings
        known = self._known
        assert known is not None
        return known[1].findings

    def latest(self) -> tuple[Finding, ...]:
        """Return what was found last; newer findings are begun where files have changed.  Raises as the check does."""
        self._begun(self._key())
        known = self._known
        return self.exact() if known is None else known[1].findings

    async def soon(self) -> KnownFindings | None:
        """Return what is found in a moment, else what was found last; None where nothing is known yet.

        Raises as the check does.
        """
        key = await asyncio.to_thread(self._key)
        begun = self._begun(key)
        if begun is not None:
            usual = _FIRST_S if self._known is None else _NEWER_S
            waiting = asyncio.wrap_future(begun[1])
            waiting.add_done_callback(lambda run: run.cancelled() or run.exception())  # told to who still waits
            await asyncio.wait([waiting], timeout=self._patience_s or usual)
            if waiting.done():
                waiting.result()
        known = self._known
        return None if known is None else replace(known[1], is_current=known[0] == key)

    def _key(self) -> _Key:
        """Return what differs when the checks may find anything else."""
        try:
            return local_today(), state_of_files(self._folder)
        except OSError:  # a file went while all were read; the next look is another
            return local_today(), uuid4().hex

    def _begun(self, key: _Key) -> tuple[_Key, Future[KnownFindings]] | None:
        """Return the run that looks for newer findings, None where those known are of `key`; one runs at a time."""
        with self._lock:
            if self._known is not None and self._known[0] == key:
                return None
            if self._run is None:
                self._run = (key, Future())
                threading.Thread(target=self._find, args=self._run, daemon=True).start()
            return self._run

    def _find(self, key: _Key, run: Future[KnownFindings]) -> None:
        moment = self._now()
        try:
            found = KnownFindings(self._check(self._folder).findings, moment)
        except Exception as error:  # whoever waits is told
            with self._lock:
                self._run = None
            run.set_exception(error)
            return
        with self._lock:
            self._known, self._run = (key, found), None
        run.set_result(found)
