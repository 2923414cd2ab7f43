"""How a run that builds or places the public edition is getting on, for whoever asks from another process.

_build/public-lauf.json    written by the run itself, so that it is true whoever began it: the command line or the desk

A run holds a lock for as long as it lives; a card that is not finished while nobody holds it says that the run was
broken off.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from ratgeber_tools import files
from ratgeber_tools.editions.publication import PUBLIC
from ratgeber_tools.editions.released import NothingReleasedError
from ratgeber_tools.errors import RatgeberError

#: Where the card lies, seen from the project, and what a run holds meanwhile.
CARD = PUBLIC.with_name(f"{PUBLIC.name}-lauf.json")
_ALIVE = PUBLIC.with_name(f"{PUBLIC.name}-lauf")
#: So long a process may take until it writes its first word.
_STARTING = timedelta(minutes=2)


class RunGoal(StrEnum):
    """What a run is to do."""

    BUILD = "bauen"
    PLACE = "einsetzen"
    BUILD_AND_PLACE = "bauen-und-einsetzen"
    BACK = "zurueck"


class RunEnd(StrEnum):
    """How a run ended."""

    NOT_YET = ""
    DONE = "fertig"
    REFUSED = "abgelehnt"
    FAILED = "gescheitert"
    BROKEN_OFF = "abgebrochen"


@dataclass(frozen=True, slots=True)
class EditionRun:
    """One run: `begun` and `ended` are ISO 8601, `office` who wanted it ("" at the command line).

    It does the step `step` of `steps`, `doing` in words.  `sentences` are why it was refused, or what to know of what
    was built.  `missing_legal` are the pages the law wants and nobody has released, in the words of their links.
    """

    goal: RunGoal
    begun: str
    office: str = ""
    step: int = 0
    steps: int = 0
    doing: str = ""
    end: RunEnd = RunEnd.NOT_YET
    ended: str = ""
    sentences: tuple[str, ...] = ()
    missing_legal: tuple[str, ...] = ()
    has_nothing_released: bool = False
    process: int = 0


@dataclass(slots=True)
class RunLog:
    """Writes the card of a run as it goes on."""

    root: Path
    now: Callable[[], datetime]
    run: EditionRun
    _told: list[str] = field(default_factory=list)

    def step(self, doing: str) -> None:
        """Begin the next step."""
        self._write(replace(self.run, step=self.run.step + 1, doing=doing))

    def tell(self, sentence: str) -> None:
        """Keep a sentence for whoever looks at the end."""
        self._told.append(sentence)

    def lacks(self, legal: tuple[str, ...]) -> None:
        """Keep which pages the law wants are missing."""
        self._write(replace(self.run, missing_legal=legal))

    def finish(self, end: RunEnd, *sentences: str, has_nothing_released: bool = False) -> None:
        said = tuple(dict.fromkeys((*sentences, *self._told)))
        moment = self.now().isoformat(timespec="seconds")
        self._write(replace(self.run, end=end, ended=moment, sentences=said, has_nothing_released=has_nothing_released))

    def _write(self, run: EditionRun) -> None:
        self.run = run
        write_run(self.root, run)


@contextlib.contextmanager
def recorded(root: Path, goal: RunGoal, steps: int, now: Callable[[], datetime]) -> Iterator[RunLog]:
    """Be the one run of the project, with a card; a card somebody has laid out for this run is gone on with.

    Raises `BusyError` if another one runs.
    """
    with files.held(root / _ALIVE):
        laid = read_run(root)
        is_mine = laid is not None and laid.end is RunEnd.NOT_YET and not laid.process and laid.goal is goal
        run = laid if is_mine and laid is not None else EditionRun(goal, now().isoformat(timespec="seconds"))
        log = RunLog(root, now, replace(run, steps=steps, process=os.getpid()))
        write_run(root, log.run)
        try:
            yield log
        except RatgeberError as error:
            log.finish(RunEnd.REFUSED, str(error), has_nothing_released=isinstance(error, NothingReleasedError))
            raise
        except BaseException:
            log.finish(RunEnd.FAILED)
            raise
        if log.run.end is RunEnd.NOT_YET:
            log.finish(RunEnd.DONE)


def write_run(root: Path, run: EditionRun) -> None:
    """Write the card, whole at every moment."""
    files.write_whole(root / CARD, json.dumps(asdict(run), ensure_ascii=False, indent=1) + "\n")


def read_run(root: Path) -> EditionRun | None:
    """Return the last run as its card says; None if there was none or the card is no card."""
    try:
        values = json.loads(files.read_text(root / CARD))
        return EditionRun(
            **{
                **values,
                "goal": RunGoal(values["goal"]),
                "end": RunEnd(values["end"]),
                "sentences": tuple(map(str, values["sentences"])),
                "missing_legal": tuple(map(str, values["missing_legal"])),
            }
        )
    except (OSError, ValueError, KeyError, TypeError, RatgeberError):
        return None


def run_by_now(root: Path, now: datetime) -> EditionRun | None:
    """Return the last run; one that has not ended and lives no more was broken off."""
    run = read_run(root)
    if run is None or run.end is not RunEnd.NOT_YET or _lives(root) or _is_starting(run, now):
        return run
    again = read_run(root)  # it may have ended between the two looks
    return again if again != run else replace(run, end=RunEnd.BROKEN_OFF)


def _is_starting(run: EditionRun, now: datetime) -> bool:
    """Say whether a run was laid out just now; one from the future is of a clock that was set back since."""
    return not run.process and timedelta() <= now - datetime.fromisoformat(run.begun) < _STARTING


def _lives(root: Path) -> bool:
    try:
        with files.held(root / _ALIVE, wait_s=0):
            return False
    except files.BusyError:
        return True
