"""A suggestion somebody has begun and gives up: its room stays as it is, and for a month whose it is can go on in it.

What is kept is only that it was discarded, beside the rooms; nothing of what was written goes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from ratgeber_tools.data.dates import local_day
from ratgeber_tools.desk.rooms.desk import Desk
from ratgeber_tools.desk.rooms.forks import Fork, fork_of
from ratgeber_tools.desk.store.interface import Login
from ratgeber_tools.desk.suggestions.records import is_handed_in

#: So long a discarded suggestion is listed, to be taken up again.
LISTED = timedelta(days=30)
_KIND = "verworfen"
_FOR_GOOD = timedelta(days=365 * 100)


class DiscardedSuggestion(NamedTuple):
    """A suggestion that was given up; listed up to the day `until`."""

    fork: Fork
    until: date


def discard(desk: Desk, fork: Fork) -> date:
    """Note that a suggestion is given up, and return up to which day it is listed."""
    now = desk.now()
    value = {"raum": fork.name, "moment": now.isoformat()}
    desk.store.put_paper(_KIND, fork.identifier, value, (now + _FOR_GOOD).timestamp())
    return local_day(now + LISTED)


def take_up(desk: Desk, fork: Fork) -> None:
    """Have a suggestion that was discarded go on."""
    desk.store.drop_paper(_KIND, fork.identifier)


def is_discarded(desk: Desk, fork: Fork) -> bool:
    return desk.store.paper(_KIND, fork.identifier, desk.now().timestamp()) is not None


def discarded(desk: Desk, login: Login) -> Iterator[DiscardedSuggestion]:
    """Yield what somebody has discarded within the last month, the newest first."""
    kept = desk.store.papers(_KIND, desk.now().timestamp()).values()
    for value in sorted(kept, key=lambda value: str(value["moment"]), reverse=True):
        fork, moment = fork_of(str(value["raum"])), datetime.fromisoformat(str(value["moment"]))
        is_listed = desk.now() - moment < LISTED
        if fork is not None and fork.is_of(login) and is_listed and not is_handed_in(desk.folder, fork.identifier):
            yield DiscardedSuggestion(fork, local_day(moment + LISTED))
