"""A chapter before the meeting: as parents will see it, in large letters, with what is new marked and what is missing.

GET /sitzung/kapitel/NAME?kapitel=…   the page on the projector; the others of the meeting are one key away
GET /sitzung/ansicht/NAME             builds the chapter's page and leads to it
GET /sitzung/seite/FILE               a built page with marks, or a file it needs
GET /sitzung/web/FILE                 the keys, and how these pages look
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from ratgeber_tools import files
from ratgeber_tools.containment import is_inner_name, is_inside
from ratgeber_tools.desk.marked_page import marked
from ratgeber_tools.desk.meeting import DeskMeeting
from ratgeber_tools.desk.preview import DeskPreview, PreviewError, as_parents_see
from ratgeber_tools.desk.server.computing import computed, surveyed
from ratgeber_tools.desk.server.pages.frame import PageFrame, PageView
from ratgeber_tools.desk.server.pages.meeting import PLACE, projector_place, said
from ratgeber_tools.desk.server.preview_pages import POLICY
from ratgeber_tools.desk.store.interface import Login
from ratgeber_tools.desk.written import written
from ratgeber_tools.prose.comparison import Mark

_WEB = Path(__file__).resolve().parent / "web"
_FILES = frozenset({"sitzung.js", "sitzung.css"})
_HEADERS = {"Content-Security-Policy": POLICY}
_NOT_HERE = "Diese Seite ist noch nicht gebaut. Gehen Sie zurück zur Sitzung."
#: What a page of words alone looks like in the frame.
_SENTENCE = (
    "<!doctype html><html lang=de><meta charset=utf-8><title>Vorschau</title><p style='font:1.3rem sans-serif'>{}"
)
_TAGS = {Mark.KEPT: "", Mark.REMOVED: "del", Mark.ADDED: "ins"}


class ProjectorPages:
    """The pages above; `preview` builds the pages."""

    def __init__(self, frame: PageFrame, meeting: DeskMeeting, preview: DeskPreview) -> None:
        self._frame = frame
        self._meeting = meeting
        self._preview = preview

    def routes(self) -> list[Route]:
        frame = self._frame
        return [
            frame.page(f"{PLACE}/kapitel/{{name:path}}", self._show),
            frame.page(f"{PLACE}/ansicht/{{name:path}}", self._build),
            frame.page(f"{PLACE}/seite/{{name:path}}", self._page),
            frame.page(f"{PLACE}/web/{{name}}", self._file),
        ]

    async def _show(self, request: Request, _login: Login) -> PageView:
        name = request.path_params["name"]
        names = list(dict.fromkeys([*request.query_params.getlist("kapitel")])) or [name]
        if name not in names:
            names = [name, *names]
        return PageView("vorfuehrung.html", await surveyed(self._values, name, names))

    def _values(self, name: str, names: list[str]) -> dict[str, Any]:
        meeting = self._meeting
        candidate, since, titles = meeting.candidate(name), meeting.since(name), meeting.called()
        here = names.index(name)
        seen = candidate.seen
        assert seen is not None, "the chapter is there"

        def beside(number: int) -> dict[str, str] | None:
            if not 0 <= number < len(names):
                return None
            other = names[number]
            return {"place": projector_place(other, names), "title": titles.get(other, other)}

        return {
            "name": name,
            "chapter_title": titles.get(name, name),
            "number": here + 1,
            "total": len(names),
            "before": beside(here - 1),
            "after": beside(here + 1),
            "view": f"{PLACE}/ansicht/{quote(name)}",
            "vote": f"{PLACE}/abstimmen?{urlencode([('kapitel', each) for each in names])}",
            "vote_alone": f"{PLACE}/abstimmen?{urlencode({'kapitel': name})}",
            "release": since.release,
            "changes": [
                [(_TAGS[piece.mark], piece.words) for piece in change.pieces()] for change in since.changes
            ] if since.release is not None else [],
            "errors": [finding.text for finding in candidate.errors],
            "notes": [{"kind": note.kind, "office": note.office, "words": note.words} for note in seen.notes],
            "missing": said([*seen.reasons()][len(seen.notes) :], name, titles),
            "matters": [*seen.matters(lambda each: titles.get(each, each))],
        }  # fmt: skip

    async def _build(self, request: Request, _login: Login) -> Response:
        name = request.path_params["name"]
        self._meeting.desk.path_of(name)  # refuses what is no chapter
        try:
            page = await self._preview.page(name, lambda: self._text(name))
        except PreviewError as error:
            return HTMLResponse(_SENTENCE.format(error), 500, _HEADERS)
        return RedirectResponse(f"{PLACE}/seite/{quote(page)}", 303)

    def _text(self, name: str) -> str:
        desk = self._meeting.desk
        opened, source = desk.rooms.get(name), files.read_text(desk.path_of(name))
        return source if opened is None else written(opened.room.document, source)

    async def _page(self, request: Request, _login: Login) -> Response:
        name = request.path_params["name"]
        path = self._preview.pages / name
        if not is_inner_name(name) or not is_inside(path, self._preview.pages) or not path.is_file():
            raise HTTPException(404, _NOT_HERE)
        if path.suffix != ".html":
            return FileResponse(path, headers=_HEADERS)
        return HTMLResponse(await computed(self._marked, name, path), headers=_HEADERS)

    def _marked(self, name: str, path: Path) -> str:
        chapter = name.removesuffix(".html")
        known = chapter in self._meeting.desk.chapters()
        sentences = self._meeting.since(chapter).new_sentences if known else ()
        return marked(as_parents_see(files.read_text(path)), sentences)

    async def _file(self, request: Request, _login: Login) -> Response:
        name = request.path_params["name"]
        if name not in _FILES:
            raise HTTPException(404, _NOT_HERE)
        return FileResponse(_WEB / name)
