"""The sockets of the rooms: who is in which, what each is told.  The messages are those of `protocol`."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from starlette.websockets import WebSocket, WebSocketDisconnect

from ratgeber_tools.desk.protocol import RefusedError, is_identifier, read_message, read_steps_request
from ratgeber_tools.desk.rooms.desk import Desk
from ratgeber_tools.desk.rooms.forks import Fork, fork_of
from ratgeber_tools.desk.rooms.room import Room
from ratgeber_tools.desk.rooms.saving import Saved
from ratgeber_tools.desk.server.computing import Aside, done_aside
from ratgeber_tools.desk.store.interface import Login, StoreError
from ratgeber_tools.desk.suggestions.discarding import is_discarded
from ratgeber_tools.desk.suggestions.records import is_handed_in
from ratgeber_tools.editorial.rights import DeskRight, refusal
from ratgeber_tools.errors import RatgeberError

#: How a socket is closed while the store takes nothing.
_TRY_AGAIN_LATER = 1013
#: Messages that change a chapter.
_WRITING = frozenset({"steps", "save"})
_NOT_YOURS = "Dieser Vorschlag gehört einer anderen Stelle. Machen Sie im Kapitel Ihren eigenen."
_HANDED_IN = "Dieser Vorschlag ist abgegeben; jetzt wird über ihn entschieden. Machen Sie im Kapitel einen neuen."
_DISCARDED = "Dieser Vorschlag ist verworfen. Unter „Vorschläge“ können Sie ihn wieder aufnehmen."
_UNOPENED = "Diese Nachricht versteht der Redaktionstisch nicht. Laden Sie die Seite neu."


Result = TypeVar("Result")


@dataclass(slots=True, eq=False)
class Tab:
    """One socket: whose, where its cursor is, and why it may not write, as it was told: "" if it may, None before."""

    socket: WebSocket
    login: Login
    client: str
    cursor: dict[str, int] = field(default_factory=dict)
    refusal: str | None = None

    async def tell(self, message: dict[str, Any]) -> None:
        """Send a message; a socket that is gone gets none, and its own loop ends by that."""
        await self.tell_text(_as_text(message))

    async def tell_text(self, text: str) -> None:
        """Send a message that several tabs get: it is written out once."""
        with contextlib.suppress(WebSocketDisconnect, RuntimeError):
            await self.socket.send_text(text)


@dataclass(slots=True)
class Sockets:
    """All tabs by chapter."""

    desk: Desk
    may: Callable[[Login, DeskRight], bool] = lambda _login, _right: True
    tabs: dict[str, list[Tab]] = field(default_factory=dict)
    #: Whose turn it is at a chapter's room: everything that reads or changes it has it, and tells nobody meanwhile.
    _turns: defaultdict[str, asyncio.Lock] = field(default_factory=lambda: defaultdict(asyncio.Lock))
    #: What was begun because another server has written, until it is done.
    _hearing: set[asyncio.Task[None]] = field(default_factory=set)

    async def serve(self, socket: WebSocket, chapter: str, login: Login) -> None:
        """Talk with one tab until it goes."""
        await socket.accept()
        tab: Tab | None = None
        try:
            while True:
                tab = await self._hear(socket, chapter, login, tab)
        except (WebSocketDisconnect, RuntimeError):
            pass
        except StoreError as error:  # the browser comes again, with everything that was not acknowledged
            await (tab or Tab(socket, login, "")).tell(RefusedError(str(error), "busy").as_message())
            with contextlib.suppress(WebSocketDisconnect, RuntimeError):
                await socket.close(_TRY_AGAIN_LATER)
        finally:
            if tab is not None:
                await self._leave(chapter, tab)

    def turn(self, chapter: str) -> asyncio.Lock:
        """Return what whoever reads or changes the room of a chapter that there is holds as long as that takes."""
        return self._turns[chapter]

    def people(self, chapter: str) -> list[str]:
        """Return the offices that have a chapter open."""
        return list(dict.fromkeys(tab.login.office for tab in self.tabs.get(chapter, [])))

    async def tell_all(self, sentence: str) -> None:
        """Tell everybody who writes something that concerns all rooms."""
        text = _as_text({"type": "notice", "sentence": sentence})
        await _tell_each([tab for tabs in self.tabs.values() for tab in tabs], text)

    async def tick(self) -> None:
        """Take in what other servers have written, save what is due, and tell the rooms, also who may write by now."""
        for chapter, tabs in list(self.tabs.items()):
            for tab in list(tabs):
                await self._tell_right(chapter, tab)
        for chapter in list(self.desk.rooms):
            if not self.turn(chapter).locked():  # whoever has it takes in what others wrote
                await self.catch_up(chapter)
        for chapter in list(self.desk.due()):
            if not self.turn(chapter).locked():
                await self._save(chapter, None)

    def begin(self) -> None:
        """Hear of what other servers on the same store write, as they write it."""
        loop = asyncio.get_running_loop()

        def told(chapter: str, is_saved: bool) -> None:
            with contextlib.suppress(RuntimeError):  # the loop is closed: this server ends
                loop.call_soon_threadsafe(heard, chapter, is_saved)

        def heard(chapter: str, is_saved: bool) -> None:
            task = loop.create_task(self.catch_up(chapter, is_saved=is_saved))
            self._hearing.add(task)
            task.add_done_callback(self._hearing.discard)

        self.desk.store.watch(told)

    async def catch_up(self, chapter: str, *, is_saved: bool = False) -> None:
        """Take in what another server has written to an open room, and tell its tabs."""
        with contextlib.suppress(StoreError):  # the next look finds it
            async with self.turn(chapter):
                opened = self.desk.rooms.get(chapter)
                if opened is None:
                    return
                before = opened.room.version
                opened.room.catch_up()
                news = self._news(chapter, before)
            await _tell_each(*news)
            base = self.desk.store.base(chapter) if is_saved else None
            if base is not None:
                await self._tell_saved(chapter, Saved(base.version), "")

    async def save(self, chapter: str) -> None:
        """Save a room that is open, and take in what came into its chapter by another way; everybody is told."""
        await self._save(chapter, None)

    async def close(self) -> None:
        """Save every room that has something unsaved; what cannot be saved stays in the store."""
        for chapter in list(self.desk.rooms):
            async with self.turn(chapter):
                with contextlib.suppress(RatgeberError):
                    if self.desk.is_unsaved(chapter):
                        await done_aside(self.desk.save, chapter)

    async def change(self, chapter: str, act: Callable[[Room], Result], by: Login | None = None) -> Result:
        """Have `act` change a room, tell everybody in it, and save it if `by` asks for that.

        A room nobody has open is opened for that, and saved and left again.
        """
        async with self.turn(chapter):
            was_open = chapter in self.desk.rooms
            room = await self._opened(chapter)
            news, saved = [], None
            try:
                before = room.version
                done = await done_aside(act, room)
                if room.version > before:
                    self.desk.note_writing(chapter)
                    news.append(self._news(chapter, before))
                if by is not None:
                    before = room.version
                    saved = await done_aside(self.desk.save, chapter, by)
                    news.append(self._news(chapter, before))
            finally:
                if not was_open and not self.tabs.get(chapter):
                    await done_aside(self.desk.close, chapter)
        for each in news:
            await _tell_each(*each)
        if by is not None and saved is not None:
            await self._tell_saved(chapter, saved, by.office)
        return done

    async def fork(self, fork: Fork) -> None:
        """Make the room of a suggestion, as the chapter's room is now."""
        async with self.turn(fork.chapter):
            await done_aside(self.desk.fork, fork)

    async def _opened(self, chapter: str) -> Room:
        """Return a room for whoever has its turn."""
        if chapter in self.desk.rooms:
            return self.desk.open(chapter)
        return await done_aside(self.desk.open, chapter)

    # ------------------------------------------------------------------ one message

    async def _hear(self, socket: WebSocket, chapter: str, login: Login, tab: Tab | None) -> Tab | None:
        text = await socket.receive_text()
        message: dict[str, Any] = {}
        try:
            message = read_message(text)
            if tab is None:
                return await self._open(socket, chapter, login, message)
            await self._do(chapter, tab, message)
        except RefusedError as refused:
            answer = Tab(socket, login, "") if tab is None else tab
            request = message.get("id") if is_identifier(message.get("id")) else ""
            await answer.tell(RefusedError(str(refused), refused.code, str(request)).as_message())
        return tab

    async def _open(self, socket: WebSocket, chapter: str, login: Login, message: dict[str, Any]) -> Tab:
        client = message.get("client")
        if message["type"] != "open" or not is_identifier(client):
            raise RefusedError(_UNOPENED)
        if chapter not in self.desk.rooms:
            self.desk.path_of(chapter)  # refuses what is no chapter, which has no turn either
        async with self.turn(chapter):
            try:
                room = await self._opened(chapter)
            except RefusedError:
                raise
            except RatgeberError as error:
                raise RefusedError(str(error), "save") from error
            state = self._state(room, chapter, message.get("version"))
            tab = Tab(socket, login, str(client))
            await self._tell_right(chapter, tab)
            self.tabs.setdefault(chapter, []).append(tab)
        await tab.tell(state)
        await self._tell_here(chapter)
        return tab

    def _state(self, room: Room, chapter: str, version: object) -> dict[str, Any]:
        if isinstance(version, int) and not isinstance(version, bool):
            with contextlib.suppress(RefusedError):
                return self._steps(room, version)
        return {
            "type": "state",
            "version": room.version,
            "doc": room.document.to_json(),
            "saved": not self.desk.is_unsaved(chapter),
            **({"fresh": True} if version is not None else {}),
        }

    async def _do(self, chapter: str, tab: Tab, message: dict[str, Any]) -> None:
        if message["type"] in _WRITING:
            require_writing(self.desk, chapter, tab.login, self.may)
        match message["type"]:
            case "steps":
                await self._take_in(chapter, tab, message)
            case "catch-up" if isinstance(message.get("version"), int):
                async with self.turn(chapter):
                    steps = self._steps(self.desk.rooms[chapter].room, message["version"])
                await tab.tell(steps)
            case "cursor":
                places = {name: message.get(name) for name in ("version", "anchor", "head")}
                if not all(isinstance(place, int) and place >= 0 for place in places.values()):
                    raise RefusedError(_UNOPENED)
                tab.cursor = {name: int(place) for name, place in places.items() if isinstance(place, int)}
                await self._tell_here(chapter)
            case "save":
                await self._save(chapter, tab)
            case _:
                raise RefusedError(_UNOPENED)

    async def _take_in(self, chapter: str, tab: Tab, message: dict[str, Any]) -> None:
        sent = read_steps_request(message), tab.login, tab.client
        async with self.turn(chapter):
            room = self.desk.rooms[chapter].room
            before = room.version
            answer = room.receive_quickly(*sent)
            if answer is None:
                answer = await done_aside(room.receive, *sent)
            if room.version > before:
                self.desk.note_writing(chapter)
            news = self._news(chapter, before, but=tab)
        await tab.tell(
            {
                "type": "answer",
                "id": message["id"],
                "version": answer.version,
                "steps": [step.to_json() for step in answer.steps],
                "merged": answer.is_merged,
                "conflicts": answer.conflicts,
            }
        )
        await _tell_each(*news)

    def _news(self, chapter: str, version: int, *, but: Tab | None = None) -> tuple[list[Tab], str]:
        """Return the tabs that are to hear what happened since a version, all but one, and what they are told."""
        room = self.desk.rooms[chapter].room
        others = [tab for tab in self.tabs.get(chapter, []) if tab is not but]
        if room.version == version or not others:
            return [], ""
        return others, _as_text(self._steps(room, version, client=but.client if but else "", is_live=True))

    def _steps(self, room: Room, version: int, *, client: str = "", is_live: bool = False) -> dict[str, Any]:
        stored = room.steps_since(version)
        office = stored[-1].office if is_live else ""
        steps = [each.step for each in stored]
        return {"type": "steps", "version": version, "steps": steps, "office": office, "client": client}

    async def _tell_here(self, chapter: str) -> None:
        tabs = list(self.tabs.get(chapter, []))
        unknown = {"version": 0, "anchor": None, "head": None}
        people = [{"client": tab.client, "office": tab.login.office, **(tab.cursor or unknown)} for tab in tabs]
        text = _as_text({"type": "here", "people": people})
        await _tell_each(tabs, text)

    async def _tell_right(self, chapter: str, tab: Tab) -> None:
        """Tell a tab whether it may write, if that is another than it was told."""
        try:
            require_writing(self.desk, chapter, tab.login, self.may)
            refusal = ""
        except RefusedError as refused:
            refusal = str(refused)
        if refusal != tab.refusal:
            tab.refusal = refusal
            await tab.tell({"type": "right", "refusal": refusal})

    # ------------------------------------------------------------------ saving

    async def _save(self, chapter: str, tab: Tab | None) -> None:
        """Save a room if it is open.  Its turn ends when only git works: who types does not wait for that."""
        async with self.turn(chapter):
            opened = self.desk.rooms.get(chapter)
            if opened is None:
                return
            before, by = opened.room.version, tab.login if tab else None
            saving = Aside(self.desk.save, chapter, by)
            await saving.at_rest()
            news = self._news(chapter, before)
        await _tell_each(*news)
        try:
            saved = await saving.done
        except RatgeberError as error:
            refused = RefusedError(str(error), "save").as_message()
            for each in [tab] if tab else list(self.tabs.get(chapter, [])):
                await each.tell(refused)
            return
        await self._tell_saved(chapter, saved, tab.login.office if tab else "")

    async def _tell_saved(self, chapter: str, saved: Saved, office: str) -> None:
        message = {
            "type": "saved",
            "version": saved.version,
            "by": office,
            "commit": saved.commit,
            "moment": self.desk.now().isoformat(timespec="seconds"),
            "conflicts": saved.conflicts,
            "notice": saved.notice,
        }
        for tab in list(self.tabs.get(chapter, [])):
            await tab.tell(message)

    async def _leave(self, chapter: str, tab: Tab) -> None:
        self.tabs[chapter].remove(tab)
        if self.tabs[chapter]:
            await self._tell_here(chapter)
            return
        async with self.turn(chapter):
            if self.tabs.get(chapter, None) != []:  # somebody came meanwhile, or another who left has closed it
                return
            del self.tabs[chapter]
            with contextlib.suppress(RatgeberError):  # it stays in the store, and the next who opens it is told
                await done_aside(self.desk.close, chapter)


def require_writing(desk: Desk, room: str, login: Login, may: Callable[[Login, DeskRight], bool]) -> None:
    """Raise `RefusedError` if somebody may not write in a room: in a chapter's own, or in that of their suggestion."""
    fork = fork_of(room)
    right = DeskRight.WRITE if fork is None else DeskRight.PROPOSE
    if not may(login, right):
        raise RefusedError(refusal(login.office, right), "read")
    if fork is not None and not fork.is_of(login):
        raise RefusedError(_NOT_YOURS, "read")
    if fork is not None and is_handed_in(desk.folder, fork.identifier):
        raise RefusedError(_HANDED_IN, "read")
    if fork is not None and is_discarded(desk, fork):
        raise RefusedError(_DISCARDED, "read")


def _as_text(message: dict[str, Any]) -> str:
    return json.dumps(message, ensure_ascii=False, separators=(",", ":"))


async def _tell_each(tabs: Sequence[Tab], text: str) -> None:
    """Tell several tabs the same, so that none waits for a slow one before it."""
    await asyncio.gather(*(tab.tell_text(text) for tab in tabs))
