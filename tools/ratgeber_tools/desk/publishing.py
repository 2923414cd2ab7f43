"""The public edition at the desk: begun here, built and put in place by the same command as everywhere.

`ratgeber public` runs as a process of its own, behind everything else the machine has to do: rooms are not held up, a
page that is closed ends nothing, nor does the desk.  What it says of itself (`editions.run_card`) is all that is known
of it here.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ratgeber_tools import files
from ratgeber_tools.desk.behind import behind
from ratgeber_tools.desk.rooms.desk import Desk
from ratgeber_tools.desk.store.interface import Login
from ratgeber_tools.editions import placing
from ratgeber_tools.editions.placing import BuiltEdition, EditionPlaces, PlacedEdition
from ratgeber_tools.editions.run_card import CARD, EditionRun, RunEnd, RunGoal, run_by_now, write_run
from ratgeber_tools.errors import RatgeberError
from ratgeber_tools.exports.calendar_files import LEDGERS
from ratgeber_tools.guide.addresses import ADDRESS_FILE
from ratgeber_tools.releases.keeping import Release, ReleaseLog, read_log

_ORDERS: Mapping[RunGoal, tuple[str, ...]] = {
    RunGoal.BUILD: (),
    RunGoal.BUILD_AND_PLACE: ("--einsetzen",),
    RunGoal.PLACE: ("--nur-einsetzen",),
    RunGoal.BACK: ("--zurueck",),
}
#: What the run prints, for who looks after the server.
_OUTPUT = CARD.with_suffix(".txt")
#: Seconds between two looks at a run something waits for.
_LOOK_S = 0.5
_NOTED = "Adressen und Stände der Kalender festgehalten"


@dataclass(frozen=True, slots=True)
class EditionNews:
    """What a new edition would bring beside the one in place: chapters by name."""

    released: tuple[str, ...]
    withdrawn: tuple[str, ...]


@dataclass(slots=True)
class Publishing:
    """The public edition of a desk's guide; `variables` is the environment runs get, which says where editions go."""

    desk: Desk
    variables: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    _beginning: threading.Lock = field(default_factory=threading.Lock)
    #: What is to begin when the run of this server has ended, and for whom.
    _next: tuple[RunGoal, Login] | None = None
    _is_waiting: bool = False

    @property
    def root(self) -> Path:
        return self.desk.folder.parent

    def places(self) -> EditionPlaces:
        """Return where editions go; raises `PlacingError`."""
        return EditionPlaces.of(self.variables)

    def run(self) -> EditionRun | None:
        """Return the last run as it is by now."""
        return run_by_now(self.root, self.desk.now())

    def begin(self, goal: RunGoal, login: Login, *, is_to_follow: bool = False) -> bool:
        """Begin a run in the office's name; False if one runs already: whoever presses twice builds once.

        With `is_to_follow` it begins when that one has ended: what was released meanwhile is not in it.
        """
        with self._beginning, files.held(self.root / CARD):
            run = self.run()
            if run is not None and run.end is RunEnd.NOT_YET:
                self._next = (goal, login) if is_to_follow else self._next
                if is_to_follow and not self._is_waiting:
                    self._is_waiting = True
                    threading.Thread(target=self._follow, daemon=True).start()
                return False
            write_run(self.root, EditionRun(goal, self.desk.now().isoformat(timespec="seconds"), login.office))
            process = self._started(goal)
        threading.Thread(target=self._end, args=(process, login), daemon=True).start()
        return True

    def _started(self, goal: RunGoal) -> subprocess.Popen[bytes]:
        order = [sys.executable, "-m", "ratgeber_tools.cli", "public", *_ORDERS[goal]]
        with (self.root / _OUTPUT).open("wb") as output:
            return subprocess.Popen(
                behind(order),
                cwd=self.root,
                env={**os.environ, **self.variables},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def _end(self, process: subprocess.Popen[bytes], login: Login) -> None:
        process.wait()
        self.commit_noted(login)

    def _follow(self) -> None:
        """Begin what waits when the run has ended, whoever has begun it."""
        while (run := self.run()) is not None and run.end is RunEnd.NOT_YET:
            time.sleep(_LOOK_S)
        with self._beginning:
            waiting, self._next, self._is_waiting = self._next, None, False
        if waiting is not None:
            self.begin(*waiting, is_to_follow=True)

    def commit_noted(self, login: Login) -> str:
        """Commit what a run has written down for good (addresses, states of calendars); "" or why not."""
        repository = self.desk.repository
        if repository is None:
            return ""
        try:
            with self.desk.held():
                names = repository.uncommitted(self.desk.folder / LEDGERS, self.desk.folder / ADDRESS_FILE)
                paths = [repository.top / name for name in names if name.endswith(".yaml")]
                return self.desk.commit([path for path in paths if path.is_file()], _NOTED, login)
        except RatgeberError as error:  # it lies there, and the next run finds it
            return str(error)

    def built(self) -> BuiltEdition | None:
        """Return the edition that lies finished and waits to be put in place."""
        return placing.built_edition(self.root)

    def kept(self) -> list[BuiltEdition]:
        return placing.kept(self.root)

    def in_place(self) -> BuiltEdition | None:
        return placing.in_place(self.root)

    def previous(self) -> BuiltEdition | None:
        return placing.previous(self.root)

    def placed(self) -> list[PlacedEdition]:
        return placing.placed(self.root)

    def log(self) -> ReleaseLog:
        return read_log(self.root)

    def folder_of(self, identifier: str) -> Path | None:
        """Return the pages of a kept edition, or of the one that was built last ("neu")."""
        found = self.built() if identifier == "neu" else None
        found = found or next((each for each in self.kept() if each.identifier == identifier), None)
        return None if found is None else found.folder / "html"

    def news(self) -> EditionNews:
        """Return what was released and withdrawn since the edition in place was built; nothing without one."""
        here, log = self.in_place(), self.log()
        events = [each for each in log.events if here is not None and each.moment > here.moment]
        names = dict.fromkeys(each.chapter for each in sorted(events, key=lambda each: each.moment))
        last = {name: log.history(name)[-1] for name in names}
        return EditionNews(
            tuple(name for name, event in last.items() if isinstance(event, Release)),
            tuple(name for name, event in last.items() if not isinstance(event, Release)),
        )
