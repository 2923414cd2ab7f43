"""What became of a chapter, sentence by sentence, and the way back.

GET  /verlauf/NAME?ab=N              the states, ten from the Nth on, the newest first
GET  /verlauf/NAME?stand=C           one state: everything it has changed
GET  /verlauf/NAME?wieder=C          what would change if that state came back
GET  /verlauf/NAME?ohne=C&nummer=N   what would change if one of its changes, or all of them, went
POST /verlauf/NAME                   wieder | ohne, nummer: as above; gesehen: the chapter that was looked at;
                                     nehmen: the numbers of the changes that are wanted
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from prosemirror.model import Node
from starlette.requests import Request
from starlette.routing import Route

from ratgeber_tools import files
from ratgeber_tools.data.dates import local_day
from ratgeber_tools.desk.chapter_history import (
    ChapterHistory,
    ChapterState,
    WayBack,
    digest_of_document,
    in_words,
)
from ratgeber_tools.desk.lookups import Lookups
from ratgeber_tools.desk.overview import moment_words
from ratgeber_tools.desk.protocol import RefusedError
from ratgeber_tools.desk.rooms.desk import Desk
from ratgeber_tools.desk.rooms.forks import fork_of
from ratgeber_tools.desk.rooms.room import Room
from ratgeber_tools.desk.server.computing import computed
from ratgeber_tools.desk.server.pages.frame import Done, PageFrame, PageView, SentForm
from ratgeber_tools.desk.server.sockets import Sockets
from ratgeber_tools.desk.smallest_steps import says_same
from ratgeber_tools.desk.store.interface import Login
from ratgeber_tools.desk.tracking.changes import TrackedChange, changes_between
from ratgeber_tools.desk.tracking.things import things_by
from ratgeber_tools.editorial.rights import DeskRight
from ratgeber_tools.editorial.roles import roles_or_none
from ratgeber_tools.releases.keeping import ReleaseLogError, read_log

#: So many states are on a page, and so many changes of each.
PAGE, SHORT = 10, 3
_CHANGED = (
    "Inzwischen hat jemand weitergeschrieben. Unten steht, was sich jetzt ändern würde. Sehen Sie es noch einmal an."
)
_NOTHING = "Sie haben nichts angekreuzt. Kreuzen Sie an, was sich ändern soll."
_DONE = "Das Kapitel ist geändert und gesichert. Eltern lesen es so nach der nächsten Freigabe."


@dataclass(frozen=True, slots=True)
class _Asked:
    """Which way back is asked for: a whole state, or without one change of it (or all of them)."""

    state: str
    is_whole: bool
    number: int | None = None

    @classmethod
    def of(cls, values: Mapping[str, str]) -> _Asked | None:
        if values.get("wieder"):
            return cls(values["wieder"], is_whole=True)
        number = values.get("nummer", "")
        return cls(values["ohne"], False, int(number) if number.isdecimal() else None) if values.get("ohne") else None


class HistoryPage:
    """Answers with the pages above."""

    def __init__(self, desk: Desk, frame: PageFrame, sockets: Sockets) -> None:
        self._desk = desk
        self._frame = frame
        self._sockets = sockets

    def routes(self) -> list[Route]:
        """Return the addresses above."""
        return [
            self._frame.page("/verlauf/{name:path}", self._show),
            self._frame.deed("/verlauf/{name:path}", self._go_back, right=DeskRight.WRITE),
        ]

    async def _show(self, request: Request, login: Login) -> PageView:
        name, asked = self._name(request), request.query_params
        way = _Asked.of(asked)
        if way is not None:
            return await computed(self._preview, name, way, await self._now(name), login)
        if "stand" in asked:
            return await computed(self._one, name, asked["stand"])
        start = asked.get("ab", "0")
        return await computed(self._list, name, int(start) if start.isdecimal() and len(start) < 7 else 0)

    async def _go_back(self, request: Request, login: Login, form: SentForm) -> Done | PageView:
        name = self._name(request)
        way = _Asked.of({key: form.text(key) for key in ("wieder", "ohne", "nummer")})
        if way is None:
            raise RefusedError("Wählen Sie zuerst einen Stand aus dem Verlauf.")
        now = await self._now(name)
        if form.text("gesehen") != digest_of_document(now):
            return (await computed(self._preview, name, way, now, login)).because(_CHANGED)
        wanted = await computed(self._wanted, name, way, now, login, form.texts("nehmen"))
        if wanted is None:
            return (await computed(self._preview, name, way, now, login)).because(_NOTHING)
        problem = await computed(self._bring_pictures, name, way, wanted, login)
        if not await self._sockets.change(name, _becoming(now, wanted, login), login):
            now = await self._now(name)
            return (await computed(self._preview, name, way, now, login)).because(_CHANGED)
        return Done(f"/verlauf/{quote(name)}", " ".join(filter(None, [_DONE, problem])))

    def _name(self, request: Request) -> str:
        """Return the chapter that is asked for, of a suggestion the one it is made for; raises `RefusedError`."""
        name: str = request.path_params["name"]
        fork = fork_of(name)
        chapter = name if fork is None else fork.chapter
        self._desk.path_of(chapter)
        return chapter

    async def _now(self, name: str) -> Node:
        """Return what a chapter says by now, with what is not saved yet."""
        return await self._sockets.change(name, lambda room: room.document)

    # ------------------------------------------------------------------ what is shown

    def _list(self, name: str, start: int) -> PageView:
        values = self._common(name)
        if self._desk.repository is None:
            return PageView(
                "verlauf.html", {**values, "states": [], "start": 0, "number": 0, "page": PAGE, "short": SHORT}
            )
        history = self._history(name)
        states = history.states()
        shown = states[start : start + PAGE]
        history.read(shown)
        lookups, public = self._lookups(name), self._public(name)
        entries = [
            self._entry(state, _said(history, state, lookups), public, is_newest=number == 0)
            for number, state in enumerate(shown, start=start)
        ]
        return PageView(
            "verlauf.html",
            {**values, "states": entries, "start": start, "number": len(states), "page": PAGE, "short": SHORT},
        )

    def _one(self, name: str, commit: str) -> PageView:
        history = self._history(name)
        state = history.state(commit)
        is_newest = history.states()[0].commit == state.commit
        entry = self._entry(state, _said(history, state, self._lookups(name)), self._public(name), is_newest=is_newest)
        return PageView("verlauf-stand.html", {**self._common(name), "entry": entry})

    def _entry(
        self, state: ChapterState, changes: Sequence[TrackedChange], public: str, *, is_newest: bool
    ) -> dict[str, Any]:
        return {
            "commit": state.commit[:12],
            "when": moment_words(state.moment, self._desk.now()),
            "offices": state.offices,
            "changes": changes,
            "is_new": state.before is None,
            "is_newest": is_newest,
            "is_public": state.blob == public,
        }

    def _preview(self, name: str, way: _Asked, now: Node, login: Login) -> PageView:
        history = self._history(name)
        state = history.state(way.state)
        back = self._back(history, state, way, now, login)
        when, lookups = moment_words(state.moment, self._desk.now()), self._lookups(name)
        return PageView(
            "verlauf-zurueck.html",
            {
                **self._common(name),
                "is_whole": way.is_whole,
                "when": when,
                "offices": state.offices,
                "commit": state.commit[:12],
                "change_number": way.number,
                "changes": in_words(changes_between(now, back.document, things_by(lookups)).items, lookups),
                "conflicts": back.conflicts,
                "seen": digest_of_document(now),
                "people": [office for office in self._sockets.people(name) if office != login.office],
            },
        )

    def _common(self, name: str) -> dict[str, Any]:
        return {"name": name, "chapter_title": dict(self._desk.titles()).get(name, name)}

    # ------------------------------------------------------------------ what is done

    def _wanted(self, name: str, way: _Asked, now: Node, login: Login, numbers: Sequence[str]) -> Node | None:
        """Return the chapter with the changes that were chosen, None for none."""
        history = self._history(name)
        back = self._back(history, history.state(way.state), way, now, login)
        changes = changes_between(now, back.document)
        known = {str(change.number): change.number for change in changes.items}
        chosen = {known[number]: None for number in numbers if number in known}
        return changes.with_taken(chosen) if chosen else None

    def _bring_pictures(self, name: str, way: _Asked, wanted: Node, login: Login) -> str:
        """Bring back pictures that are gone and shown again; return "" or why they are not committed yet."""
        history = self._history(name)
        missing = history.pictures_missing(wanted, history.state(way.state))
        if not missing:
            return ""
        with self._desk.held(*missing):
            for path, content in missing.items():
                files.replace(path, content, expected=None)
            return self._desk.commit([*missing], f"{name}: Bilder wieder geholt", login)

    def _back(self, history: ChapterHistory, state: ChapterState, way: _Asked, now: Node, login: Login) -> WayBack:
        if way.is_whole:
            return history.back_to(state)
        return history.without(state, way.number, now, login.office)

    # ------------------------------------------------------------------ what is asked

    def _history(self, name: str) -> ChapterHistory:
        if self._desk.repository is None:
            raise RefusedError("Zu diesem Ratgeber wird kein Verlauf aufgehoben. Die IT kann das einrichten.")
        folder: Path = self._desk.folder
        return ChapterHistory(self._desk.repository, folder, self._desk.path_of(name), roles_or_none(folder.parent))

    def _lookups(self, name: str) -> Lookups:
        guide = self._desk.guide.load()
        return Lookups(guide, guide.chapters[name], local_day(self._desk.now()))

    def _public(self, name: str) -> str:
        """Return the blob parents read at the moment, "" for none."""
        try:
            release = read_log(self._desk.folder.parent).current(name)
        except ReleaseLogError:
            return ""
        return release.blob if release is not None else ""


def _said(history: ChapterHistory, state: ChapterState, lookups: Lookups) -> list[TrackedChange]:
    return in_words(history.changes(state, things_by(lookups)).items, lookups)


def _becoming(known: Node, wanted: Node, login: Login) -> Callable[[Room], bool]:
    """Return what makes a room that still says what `known` says say `wanted`; False if it says something else."""
    return lambda room: says_same(room.document, known) and room.become(wanted, login)
