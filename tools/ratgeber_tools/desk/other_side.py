"""Proposals at the other side, where the guide has one: what is there, and what was done here brought there.

Nobody waits for it, and nothing is lost where it does not answer: what could not be brought is tried again at the next
look.  Asked at most once a minute.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from ratgeber_tools import branches
from ratgeber_tools.branches import BranchError
from ratgeber_tools.history import Repository
from ratgeber_tools.proposals.branch import PREFIX
from ratgeber_tools.proposals.pending import GIVEN_BACK

_SECONDS_BETWEEN = 60.0


@dataclass(slots=True)
class OtherSideProposals:
    """`clock` tells seconds; `there` is branch → commit as last asked, with what was brought there since."""

    repository: Repository
    clock: Callable[[], float]
    there: dict[str, str] = field(default_factory=dict)
    _asked: float | None = None
    _has_answered: bool = False
    #: Branches to be brought there (True) or to go there (False).
    _due: dict[str, bool] = field(default_factory=dict)
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def has_come(self, branch: str) -> None:
        """Note that a branch is new here."""
        self._due[branch] = True

    def has_gone(self, branch: str) -> None:
        """Note that a branch is decided here, and gone."""
        self._due[branch] = False
        self.there.pop(branch, None)

    @property
    def is_unknown(self) -> bool:
        """Whether the other side has not been asked yet."""
        return not self._has_answered

    @property
    def is_due(self) -> bool:
        """Whether there is something to bring, or to ask again; a clock that was set back keeps nobody waiting."""
        return bool(self._due) or self._asked is None or not 0 <= self.clock() - self._asked < _SECONDS_BETWEEN

    def exchange(self) -> None:
        """Bring there what is due, and ask what is there; takes as long as the other side does."""
        side = branches.upstream_of(self.repository)
        if side is None:
            self._asked, self._has_answered = self.clock(), True
            self._due.clear()
        if side is None or not self._turn.acquire(blocking=False):
            return
        try:
            self._asked = self.clock()
            self._exchange(side[0])
        except BranchError:  # it does not answer: what is due stays so
            return
        finally:
            self._turn.release()

    def _exchange(self, remote: str) -> None:
        there = dict(branches.tips(self.repository, prefix=PREFIX, remote=remote))
        there |= branches.tips(self.repository, prefix=GIVEN_BACK, remote=remote)
        for branch, comes in list(self._due.items()):
            if comes and branch not in there:
                branches.push_branch(self.repository, branch, remote=remote)
                there[branch] = self.repository.commit_of(f"refs/heads/{branch}")
            elif not comes and branch in there:
                branches.remove_there(self.repository, branch, there.pop(branch), remote=remote)
            self._due.pop(branch, None)
        self.there = there
        self._has_answered = True
