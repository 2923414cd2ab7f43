"""The suggestions there are: those handed in that wait for somebody, and those still being written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from ratgeber_tools.desk.rooms.desk import Desk
from ratgeber_tools.desk.rooms.forks import Fork, fork_of
from ratgeber_tools.desk.store.interface import Login
from ratgeber_tools.desk.suggestions.deciding import open_changes
from ratgeber_tools.desk.suggestions.discarding import is_discarded
from ratgeber_tools.desk.suggestions.records import handed_in, is_handed_in, read
from ratgeber_tools.errors import RatgeberError


class SuggestionEntry(NamedTuple):
    """A suggestion that was handed in: whose, to which chapter, and how many changes wait for a decision."""

    identifier: str
    chapter: str
    title: str
    office: str
    moment: datetime
    why: str
    waiting: int
    changes: int

    @property
    def place(self) -> str:
        """Its page."""
        return f"/vorschlag/{self.identifier}"


def open_suggestions(desk: Desk, *, with_decided: bool = False) -> list[SuggestionEntry]:
    """Return the suggestions somebody has still to decide on, the oldest first; a damaged file is none."""
    titles = dict(desk.titles())
    found = [entry for identifier in handed_in(desk.folder) if (entry := _entry(desk, identifier, titles)) is not None]
    return sorted((entry for entry in found if with_decided or entry.waiting), key=lambda entry: entry.moment)


def _entry(desk: Desk, identifier: str, titles: dict[str, str]) -> SuggestionEntry | None:
    try:
        suggestion = read(desk.folder, identifier)
    except RatgeberError:
        return None
    if suggestion is None:
        return None
    changes = suggestion.changes()
    return SuggestionEntry(
        identifier,
        suggestion.chapter,
        titles.get(suggestion.chapter, suggestion.chapter),
        suggestion.login.office,
        suggestion.moment,
        suggestion.why,
        open_changes(suggestion, changes),
        len(changes.items),
    )


def being_written(desk: Desk, login: Login) -> Iterator[Fork]:
    """Yield the suggestions somebody has begun and neither handed in nor discarded."""
    for name in desk.store.rooms():
        fork = fork_of(name)
        if fork is None or not fork.is_of(login) or is_handed_in(desk.folder, fork.identifier):
            continue
        if not is_discarded(desk, fork):
            yield fork


def taken_identifiers(desk: Desk) -> set[str]:
    """Return what suggestions are called already."""
    written = (fork.identifier for name in desk.store.rooms() if (fork := fork_of(name)) is not None)
    return {*written, *handed_in(desk.folder)}
