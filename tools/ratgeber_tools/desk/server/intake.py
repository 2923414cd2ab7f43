"""What comes into a chapter from outside: what somebody pastes, and Word files.

    POST /api/einfuegen/NAME   {"html", "text", "above": LEVEL, "inside": bool, "depth": N}
                               →  {"content": [NODE, …], "pictures": [{"name", "data": base64}, …], "sentences": […]}
    POST /api/word/NAME?datei=FILE&above=LEVEL&inside=0|1&depth=N   the file's bytes
                               →  as above, and {"changes": bool, "persons": […], "offices": […]}; "content" is null
                                  for a file that is only to be taken over
    POST /api/word/NAME?datei=FILE&tun=uebernehmen&stelle=OFFICE    the file's bytes: merged into the chapter
                               →  {"sentences": […]}; the change comes into the room as any change of the chapter does

NAME is a chapter's.  The nodes are the editor's, to be put in by its own steps; a picture among them bears a name of
`pictures`, and has a place in the guide only when its author has said whose it is (`/api/bilder/NAME`).
"""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.routing import Route

from ratgeber_tools.contributions.returns import known_offices
from ratgeber_tools.data.dates import local_day
from ratgeber_tools.desk.out_of_editor import document_of
from ratgeber_tools.desk.pasting import Insertion, PastePlace, insertion_of
from ratgeber_tools.desk.protocol import RefusedError
from ratgeber_tools.desk.rooms.desk import Desk
from ratgeber_tools.desk.server.answers import NOT_UNDERSTOOD, Answering, body_of, json_body
from ratgeber_tools.desk.server.sockets import Sockets
from ratgeber_tools.desk.store.interface import Login
from ratgeber_tools.desk.word_files import LARGEST_FILE, Receiving, as_file, merge_of, offer, take_over
from ratgeber_tools.document import iterate_blocks
from ratgeber_tools.editorial.rights import DeskRight

#: Text with pictures in it, as it travels.
_LARGEST_PASTE = 40_000_000
_DEEPEST = 100
_NO_RETURN = "Diese Datei ist ein neuer Text. Setzen Sie den Cursor an die Stelle, und ziehen Sie die Datei dorthin."
_TAKEN_OVER = "Die Änderungen aus der Word-Datei stehen jetzt im Kapitel."
_CONFLICTS = "An {n} Stellen hatte jemand dasselbe geändert: Sie stehen in Kästen „Konflikt“."


class Intake:
    """Answers for the chapters of a desk."""

    def __init__(self, desk: Desk, answering: Answering, sockets: Sockets) -> None:
        self._desk = desk
        self._answering = answering
        self._sockets = sockets

    def routes(self) -> list[Route]:
        """Return the addresses above."""
        answered = self._answering.route
        return [
            answered("/api/einfuegen/{name:path}", self._paste, method="POST", right=DeskRight.PROPOSE),
            answered("/api/word/{name:path}", self._word, method="POST", right=DeskRight.WRITE),
        ]

    async def _paste(self, request: Request, _login: Login) -> dict[str, Any]:
        self._desk.path_of(request.path_params["name"])  # refuses what is no chapter
        html, text, place = _clipboard(await json_body(request, _LARGEST_PASTE))
        return _as_json(await run_in_threadpool(insertion_of, html, text, place))

    async def _word(self, request: Request, login: Login) -> dict[str, Any]:
        name, asked = request.path_params["name"], request.query_params
        self._desk.path_of(name)
        data = await body_of(request, LARGEST_FILE)
        called = asked.get("datei", "")
        if asked.get("tun") == "uebernehmen":
            return await self._take_over(data, called, name, asked.get("stelle", ""), login)
        numbers = [asked.get(each, "0") for each in ("above", "depth")]
        if not all(number.isdecimal() and len(number) < 3 for number in numbers):
            raise RefusedError(NOT_UNDERSTOOD)
        above, depth = map(int, numbers)
        place = PastePlace(min(above, 6), asked.get("inside") == "1", depth)
        return await run_in_threadpool(self._offer, data, called, name, login, place)

    def _offer(self, data: bytes, called: str, name: str, login: Login, place: PastePlace) -> dict[str, Any]:
        receiving = self._receiving(name, login.office)
        with as_file(data, called) as docx:
            found = offer(docx, receiving, place, self._taken(name))
        pictures = [_picture(*each) for each in (found.pictures or {}).items()]
        return {
            "content": found.content,
            "pictures": pictures,
            "changes": found.changes,
            "persons": list(found.persons),
            "sentences": list(found.sentences),
            "offices": sorted(known_offices(receiving.guide, receiving.root)) if found.changes else [],
            "office": login.office,
        }

    async def _take_over(self, data: bytes, called: str, name: str, office: str, login: Login) -> dict[str, Any]:
        """Merge a file into its chapter, which comes into the room then: who types meanwhile loses nothing."""
        await self._sockets.save(name)
        sentences = await run_in_threadpool(self._taken_over, data, called, name, office, login)
        await self._sockets.save(name)
        return {"sentences": sentences}

    def _taken_over(self, data: bytes, called: str, name: str, office: str, login: Login) -> list[str]:
        guide = self._desk.guide.load()
        if office not in known_offices(guide, guide.folder.parent):
            office = login.office
        with as_file(data, called) as docx:
            merged, _ = merge_of(docx, self._receiving(name, office))
            if merged is None:
                raise RefusedError(_NO_RETURN)
            written = take_over(merged)
        places = merged.conflict_places
        sentences = [_TAKEN_OVER, *([_CONFLICTS.format(n=len(places))] if places else [])]
        return [*sentences, *filter(None, [self._commit(written, name, login)])]

    def _commit(self, written: list[Path], name: str, login: Login) -> str:
        with self._desk.held():
            return self._desk.commit(written, f"{name}: aus Word übernommen", login)

    def _receiving(self, name: str, office: str) -> Receiving:
        return Receiving(self._desk.guide.load(), name, office, local_day(self._desk.now()))

    def _taken(self, name: str) -> frozenset[str]:
        """Return the labels of footnotes and the targets the chapter has by now."""
        opened = self._desk.rooms.get(name)
        if opened is None:
            return frozenset()
        said = document_of(opened.room.document)
        own = (each for block in iterate_blocks(said.blocks) for each in block.identifiers)
        return frozenset({*said.notes, *own})


def _as_json(insertion: Insertion) -> dict[str, Any]:
    pictures = [_picture(picture.name, picture.data) for picture in insertion.pictures]
    return {"content": insertion.content, "pictures": pictures, "sentences": list(insertion.sentences)}


def _picture(name: str, data: bytes) -> dict[str, str]:
    return {"name": name, "data": base64.b64encode(data).decode("ascii")}


def _clipboard(values: dict[str, Any]) -> tuple[str, str, PastePlace]:
    html, text = values.get("html", ""), values.get("text", "")
    above, depth, is_inside = values.get("above", 0), values.get("depth", 0), values.get("inside", False)
    is_understood = (
        isinstance(html, str)
        and isinstance(text, str)
        and isinstance(is_inside, bool)
        and type(above) is int
        and 0 <= above <= 6
        and type(depth) is int
        and 0 <= depth <= _DEEPEST
    )
    if not is_understood:
        raise RefusedError(NOT_UNDERSTOOD)
    return html, text, PastePlace(above, is_inside, depth)
