"""Notes in the margin of a chapter.

    GET  /api/notizen/NAME   {"version": V, "offices": [name, …], "notes": [NOTE, …]}
         NOTE: {"key", "kind", "office", "asked", "quoted", "words": […], "answers": [{"office", "words"}, …],
         "done", "box": [from, to], "anchor": [from, to] | null, "changed", "mayDelete"}
    POST /api/notizen/NAME   {"do": "add", "version": V, "from": P, "to": P, "words": …, "asked": …}
         or {"do": "answer" | "done" | "reopen" | "delete", "key": …, "words": …}  →  {}

NAME is a room's.  The steps come to everybody in it like all others.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.routing import Route

from ratgeber_tools.desk.margin.deeds import add_note, answer_note, delete_note, may_delete, settle_note
from ratgeber_tools.desk.margin.placing import PlacedNote, placed_notes
from ratgeber_tools.desk.protocol import RefusedError
from ratgeber_tools.desk.rooms.desk import Desk
from ratgeber_tools.desk.rooms.forks import fork_of
from ratgeber_tools.desk.rooms.room import Room
from ratgeber_tools.desk.server.answers import NOT_UNDERSTOOD, Answering, json_body
from ratgeber_tools.desk.server.computing import computed
from ratgeber_tools.desk.server.sockets import Sockets
from ratgeber_tools.desk.store.interface import Login
from ratgeber_tools.editorial.rights import DeskRight
from ratgeber_tools.editorial.roles import roles_or_none

_LARGEST = 100_000
_IN_THE_CHAPTER = "An einem Vorschlag wird nichts angemerkt. Öffnen Sie das Kapitel, und merken Sie es dort an."


class Margin:
    """Answers for the chapters of a desk."""

    def __init__(self, desk: Desk, answering: Answering, sockets: Sockets) -> None:
        self._desk = desk
        self._answering = answering
        self._sockets = sockets

    def routes(self) -> list[Route]:
        """Return the addresses above."""
        answered = self._answering.route
        return [
            answered("/api/notizen/{name:path}", self._notes),
            answered("/api/notizen/{name:path}", self._do, method="POST", right=DeskRight.COMMENT),
        ]

    async def _notes(self, request: Request, login: Login) -> dict[str, Any]:
        name = request.path_params["name"]
        self._desk.path_of(name)
        opened = self._desk.rooms.get(name)
        if opened is None:
            return {"version": 0, "offices": [], "notes": []}
        version, document = opened.room.version, opened.room.document
        placed = await computed(placed_notes, document)
        may_tidy = self._sockets.may(login, DeskRight.WRITE)
        return {
            "version": version,
            "offices": sorted((await computed(roles_or_none, self._desk.folder.parent)).names),
            "notes": [_as_json(each, may_delete(each, login, may_tidy=may_tidy)) for each in placed],
        }

    async def _do(self, request: Request, login: Login) -> dict[str, Any]:
        name = request.path_params["name"]
        self._desk.path_of(name)
        if fork_of(name) is not None:
            raise RefusedError(_IN_THE_CHAPTER)
        await self._sockets.change(name, self._deed(await json_body(request, _LARGEST), login))
        return {}

    def _deed(self, values: dict[str, Any], login: Login) -> Callable[[Room], None]:
        words, key, asked = (values.get(name, "") for name in ("words", "key", "asked"))
        place = tuple(values.get(name) for name in ("version", "from", "to"))
        if not (isinstance(words, str) and isinstance(key, str) and isinstance(asked, str)):
            raise RefusedError(NOT_UNDERSTOOD)
        match values.get("do"):
            case "add" if all(isinstance(each, int) and not isinstance(each, bool) and each >= 0 for each in place):
                version, start, end = (int(each) for each in place if isinstance(each, int))
                known = asked if asked in roles_or_none(self._desk.folder.parent).names else ""
                return lambda room: add_note(room, login, (version, start, end), words, asked=known)
            case "answer":
                return lambda room: answer_note(room, login, key, words)
            case "done" | "reopen" as deed:
                return lambda room: settle_note(room, login, key, is_done=deed == "done")
            case "delete":
                may_tidy = self._sockets.may(login, DeskRight.WRITE)
                return lambda room: delete_note(room, login, key, may_tidy=may_tidy)
        raise RefusedError(NOT_UNDERSTOOD)


def _as_json(placed: PlacedNote, is_deletable: bool) -> dict[str, Any]:
    note = placed.note
    return {
        "key": note.key,
        "kind": note.kind,
        "office": note.office,
        "asked": note.asked,
        "quoted": note.anchor,
        "words": list(note.words),
        "answers": [{"office": answer.office, "words": list(answer.words)} for answer in note.answers],
        "done": note.is_done,
        "box": [placed.start, placed.end],
        "anchor": None if placed.anchor is None else list(placed.anchor),
        "changed": placed.is_changed,
        "mayDelete": is_deletable,
    }
