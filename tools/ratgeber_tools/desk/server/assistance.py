"""What the page of a chapter asks beside its room: what values say, what can be found, hints, pictures handed in.

    POST /api/zeigen/NAME            {"questions": [["role", NAME, CONTENT] | ["link", TARGET] | ["xref", TARGET]
                                     | ["source", SOURCE], …]}  →  {"answers": [TEXT, …]}
    GET  /api/suche/WAS/NAME?worte=  WAS is kapitel, angaben or glossar  →  {"hits": [{"key", "label", "detail"}, …]}
    GET  /api/hinweise/NAME          {"hints": [{"block", "severity", "text"}, …]}
    POST /api/bilder/NAME?alt=       the picture's bytes  →  {"source": how the chapter calls it, "notice"}

NAME is a chapter's; what is refused is `{"sentence": …}`.  All of it reads the guide as it lies in the folder.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from prosemirror.model import Node
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.routing import Route

from ratgeber_tools.desk.handed_in import LARGEST_PICTURE, hand_in
from ratgeber_tools.desk.hints import Hint, hints
from ratgeber_tools.desk.lookups import Lookups
from ratgeber_tools.desk.protocol import RefusedError
from ratgeber_tools.desk.rooms.desk import Desk
from ratgeber_tools.desk.rooms.forks import chapter_of
from ratgeber_tools.desk.rooms.room import Room
from ratgeber_tools.desk.server.answers import NOT_UNDERSTOOD, Answering, body_of, json_body
from ratgeber_tools.desk.server.computing import computed
from ratgeber_tools.desk.store.interface import Login
from ratgeber_tools.editorial.rights import DeskRight
from ratgeber_tools.guide import Guide

#: A page asks for what it shows in one request; so many a chapter never has.
_MOST_QUESTIONS = 2000
_LARGEST_QUESTION = 1_000_000
_LONGEST_WORDS = 200
_CHAPTER_GONE = "Dieses Kapitel gibt es nicht mehr. Gehen Sie zurück zur Liste."


class Assistance:
    """Answers for the guide of a desk."""

    def __init__(self, desk: Desk, answering: Answering, today: Callable[[], date]) -> None:
        self._desk = desk
        self._answering = answering
        self._today = today
        #: By chapter: the text, the guide and the day, and what the checks said of them last.
        self._hinted: dict[str, tuple[tuple[Node, Guide, date], Sequence[Hint]]] = {}

    def routes(self) -> list[Route]:
        """Return the addresses above."""
        answered = self._answering.route
        return [
            answered("/api/zeigen/{name:path}", self._show, method="POST"),
            answered("/api/suche/{what}/{name:path}", self._search),
            answered("/api/hinweise/{name:path}", self._hints),
            answered("/api/bilder/{name:path}", self._picture, method="POST", right=DeskRight.WRITE),
        ]

    def _lookups(self, name: str) -> Lookups:
        guide = self._desk.guide.load()
        chapter = guide.chapters.get(chapter_of(name))
        if chapter is None:
            raise RefusedError(_CHAPTER_GONE)
        return Lookups(guide, chapter, self._today())

    # ------------------------------------------------------------------ the answers

    async def _show(self, request: Request, _login: Login) -> dict[str, Any]:
        questions = (await json_body(request, _LARGEST_QUESTION)).get("questions")
        if not isinstance(questions, list) or len(questions) > _MOST_QUESTIONS:
            raise RefusedError(NOT_UNDERSTOOD)
        lookups = await computed(self._lookups, request.path_params["name"])
        try:
            return {"answers": await computed(lookups.answers, questions)}
        except ValueError:
            raise RefusedError(NOT_UNDERSTOOD) from None

    async def _search(self, request: Request, _login: Login) -> dict[str, Any]:
        words = request.query_params.get("worte", "")[:_LONGEST_WORDS]
        lookups = await computed(self._lookups, request.path_params["name"])
        finders = {"kapitel": lookups.chapters, "angaben": lookups.records, "glossar": lookups.terms}
        find = finders.get(request.path_params["what"])
        if find is None:
            raise RefusedError(NOT_UNDERSTOOD)
        return {"hits": [hit.as_json() for hit in await computed(find, words)]}

    async def _hints(self, request: Request, _login: Login) -> dict[str, Any]:
        name = request.path_params["name"]
        opened = self._desk.rooms.get(name)
        if opened is None:
            return {"hints": []}
        found = await computed(self._hints_by_now, name, opened.room)
        return {"hints": [hint.as_json() for hint in found]}

    def _hints_by_now(self, name: str, room: Room) -> Sequence[Hint]:
        """Return the hints for the room's text; who looks at the same text in another browser shares them."""
        lookups, node = self._lookups(name), room.document  # never changed in place: steps make a new one
        state, known = (node, lookups.guide, lookups.today), self._hinted.get(name)
        if known is None or known[0] != state:
            known = self._hinted[name] = state, hints(node, lookups.chapter, lookups.guide)
        return known[1]

    async def _picture(self, request: Request, login: Login) -> dict[str, Any]:
        name = request.path_params["name"]
        self._desk.path_of(name)  # refuses what is no chapter
        data = await body_of(request, LARGEST_PICTURE)
        alt = request.query_params.get("alt", "")[:_LONGEST_WORDS]
        source, notice = await run_in_threadpool(self._filed, data, alt, name, login)
        return {"source": source, "notice": notice}

    def _filed(self, data: bytes, alt: str, name: str, login: Login) -> tuple[str, str]:
        """File a picture, and commit it at once: the chapter that shows it may be saved by somebody else."""
        path, source = hand_in(data, alt, chapter=chapter_of(name), folder=self._desk.folder)
        with self._desk.held():
            return source, self._desk.commit([path], f"Bild für {name}", login)
