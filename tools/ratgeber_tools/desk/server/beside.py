"""What stands beside the text on the page of a chapter: its head as a form, and what others have changed.

    GET  /api/kopf/NAME   {"fields": [field of `head_fields`, …], "offices": [name, …]}
    POST /api/kopf/NAME   {"values": {KEY: VALUE, …}}  →  {"problems": {KEY: [sentence, …], …}}; nothing is changed
    GET  /api/seither/NAME   {"version": V, "changes": [change of `since`, …]}: by others, since the last visit
    POST /api/gesehen/NAME   {"version": V}  →  {}; what was up to then is seen

The values themselves are part of the room's document (`heads`), and travel as its steps.
"""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.routing import Route

from ratgeber_tools.desk.head_fields import FIELDS, problems
from ratgeber_tools.desk.protocol import RefusedError
from ratgeber_tools.desk.rooms.desk import Desk
from ratgeber_tools.desk.rooms.room import Room
from ratgeber_tools.desk.schema import NODES
from ratgeber_tools.desk.server.answers import NOT_UNDERSTOOD, Answering, json_body
from ratgeber_tools.desk.server.computing import computed, done_aside
from ratgeber_tools.desk.server.sockets import Sockets
from ratgeber_tools.desk.since import SeenChange, changes_since
from ratgeber_tools.desk.store.interface import Login
from ratgeber_tools.editorial.roles import roles_or_none

_LARGEST_HEAD = 1_000_000


class Beside:
    """Answers for the chapters of a desk."""

    def __init__(self, desk: Desk, answering: Answering, sockets: Sockets) -> None:
        self._desk = desk
        self._sockets = sockets
        self._answering = answering

    def routes(self) -> list[Route]:
        """Return the addresses above."""
        answered = self._answering.route
        return [
            answered("/api/kopf/{name:path}", self._head),
            answered("/api/kopf/{name:path}", self._problems, method="POST"),
            answered("/api/seither/{name:path}", self._since),
            answered("/api/gesehen/{name:path}", self._note_seen, method="POST"),
        ]

    async def _head(self, request: Request, _login: Login) -> dict[str, Any]:
        self._desk.path_of(request.path_params["name"])
        offices = await computed(self._offices)
        return {"fields": [field.as_json() for field in FIELDS], "offices": offices}

    def _offices(self) -> list[str]:
        """Return whom a chapter may name: the offices that write, and those that other chapters name."""
        names = set(roles_or_none(self._desk.folder.parent).names)
        heads = (chapter.head for chapter in self._desk.guide.load() if chapter.head is not None)
        return sorted(names | {head.values.responsible for head in heads if head.values.responsible})

    async def _problems(self, request: Request, _login: Login) -> dict[str, Any]:
        values = (await json_body(request, _LARGEST_HEAD)).get("values")
        known = NODES["doc"].attributes
        if not isinstance(values, dict) or not all(key in known and known[key].admits(values[key]) for key in values):
            raise RefusedError(NOT_UNDERSTOOD)
        return {
            "problems": {
                field.key: found
                for field in FIELDS
                if field.key in values and (found := problems(field.key, values[field.key]))
            }
        }

    async def _since(self, request: Request, login: Login) -> dict[str, Any]:
        name = request.path_params["name"]
        if name not in self._desk.rooms:
            return {"version": 0, "changes": []}
        async with self._sockets.turn(name):
            opened = self._desk.rooms.get(name)
            if opened is None:
                return {"version": 0, "changes": []}
            version, changes = await done_aside(self._changes, opened.room, login)
        return {"version": version, "changes": [change.as_json() for change in changes]}

    def _changes(self, room: Room, login: Login) -> tuple[int, list[SeenChange]]:
        """Return the room's version, and what others have changed since the last visit."""
        name, store, roles = room.chapter, self._desk.store, roles_or_none(self._desk.folder.parent)
        seen = store.seen(name, login.mail)
        try:
            changes = [] if seen is None else changes_since(room, seen, login, roles.office_of)
        except RefusedError:  # longer ago than steps are kept: what is known, from the last saving on
            base = store.base(name)
            changes = changes_since(room, base.version, login, roles.office_of) if base is not None else []
        if not changes:
            store.note_seen(name, login.mail, room.version)
        return room.version, changes

    async def _note_seen(self, request: Request, login: Login) -> dict[str, Any]:
        name = request.path_params["name"]
        self._desk.path_of(name)  # refuses what is no chapter
        version = (await json_body(request, _LARGEST_HEAD)).get("version")
        if not isinstance(version, int) or isinstance(version, bool) or version < 0:
            raise RefusedError(NOT_UNDERSTOOD)
        self._desk.store.note_seen(name, login.mail, min(version, self._desk.store.version(name)))
        return {}
