"""The preview beside the text: built when asked for, shown in a frame that runs no script and asks nothing elsewhere.

GET /api/vorschau/NAME   {"page": address of the page of the text by now}
GET /ansehen/NAME        leads to that page
GET /vorschau/FILE       a built page, or a file it needs
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from ratgeber_tools import files
from ratgeber_tools.containment import is_inner_name, is_inside
from ratgeber_tools.desk.preview import DeskPreview, as_parents_see
from ratgeber_tools.desk.rooms.desk import Desk
from ratgeber_tools.desk.rooms.forks import chapter_of
from ratgeber_tools.desk.server.answers import Answering
from ratgeber_tools.desk.store.interface import Login
from ratgeber_tools.desk.written import written

#: The pages bring styles of their own; no script runs, and nothing is sent or loaded from elsewhere.
POLICY = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
    "media-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-same-origin"
)
_HEADERS = {"Content-Security-Policy": POLICY}
_NOT_HERE = "Diese Seite ist noch nicht gebaut. Öffnen Sie das Kapitel und dann die Vorschau."


class PreviewPages:
    """Answers with the pages of `preview`."""

    def __init__(self, desk: Desk, preview: DeskPreview, answering: Answering) -> None:
        self._desk = desk
        self._preview = preview
        self._answering = answering

    def routes(self) -> list[Route]:
        """Return the addresses above."""
        return [
            self._answering.route("/api/vorschau/{name:path}", self._build),
            Route("/ansehen/{name:path}", self._see),
            Route("/vorschau/{name:path}", self._show),
        ]

    async def _build(self, request: Request, _login: Login) -> dict[str, Any]:
        name = request.path_params["name"]
        self._desk.path_of(name)  # refuses what is no chapter
        return {"page": f"/vorschau/{await self._preview.page(chapter_of(name), self.text_of(name))}"}

    async def _see(self, request: Request) -> Response:
        login = self._answering.gate.require(request)
        return RedirectResponse((await self._build(request, login))["page"], 303)

    def text_of(self, name: str) -> Callable[[], str]:
        """Return what gives the text of a chapter by now, saved or not."""

        def text() -> str:
            opened = self._desk.rooms.get(name)
            source = files.read_text(self._desk.path_of(name))
            return source if opened is None else written(opened.room.document, source)

        return text

    async def _show(self, request: Request) -> Response:
        self._answering.gate.require(request)
        name = request.path_params["name"]
        path = self._preview.pages / name
        if not is_inner_name(name) or not is_inside(path, self._preview.pages) or not path.is_file():
            raise HTTPException(404, _NOT_HERE)
        if path.suffix == ".html":
            return HTMLResponse(as_parents_see(files.read_text(path)), headers=_HEADERS)
        return FileResponse(path, headers=_HEADERS)
