"""The desk as a web application: addresses, pages, files; see `protocol` for what is where."""

from __future__ import annotations

import asyncio
import contextlib
import html
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import ASGIApp
from starlette.websockets import WebSocket

from ratgeber_tools.containment import is_inner_name, is_inside
from ratgeber_tools.data.dates import local_day
from ratgeber_tools.desk.look import look
from ratgeber_tools.desk.meeting import DeskMeeting
from ratgeber_tools.desk.office_desk import OfficeDesk
from ratgeber_tools.desk.outside_links import OutsideLinks
from ratgeber_tools.desk.parents_voices import ParentsVoices
from ratgeber_tools.desk.picture_desk import SUFFIXES
from ratgeber_tools.desk.preview import DeskPreview
from ratgeber_tools.desk.protocol import RefusedError
from ratgeber_tools.desk.publishing import Publishing
from ratgeber_tools.desk.remembered_findings import RememberedFindings
from ratgeber_tools.desk.remembered_survey import RememberedSurvey
from ratgeber_tools.desk.rooms.desk import Desk
from ratgeber_tools.desk.rooms.forks import fork_of
from ratgeber_tools.desk.rooms.guide_forge import GuideForge
from ratgeber_tools.desk.schema import dialect_as_json
from ratgeber_tools.desk.server.answers import Answering
from ratgeber_tools.desk.server.assistance import Assistance
from ratgeber_tools.desk.server.beside import Beside
from ratgeber_tools.desk.server.computing import computed
from ratgeber_tools.desk.server.doors import Doors
from ratgeber_tools.desk.server.entering import Entrance
from ratgeber_tools.desk.server.entry_pages import page
from ratgeber_tools.desk.server.exchanging import Exchanging
from ratgeber_tools.desk.server.folding import fold_rooms
from ratgeber_tools.desk.server.gate import Gate
from ratgeber_tools.desk.server.guards import POLICY_VIOLATION, Guards
from ratgeber_tools.desk.server.intake import Intake
from ratgeber_tools.desk.server.logins import Logins
from ratgeber_tools.desk.server.margin import Margin
from ratgeber_tools.desk.server.note_letters import mail_notes
from ratgeber_tools.desk.server.pages.frame import PageFrame
from ratgeber_tools.desk.server.pages.history_page import HistoryPage
from ratgeber_tools.desk.server.pages.home_page import HomePage
from ratgeber_tools.desk.server.pages.meeting_routes import meeting_routes
from ratgeber_tools.desk.server.pages.offices import OfficePages
from ratgeber_tools.desk.server.pages.outside import OutsidePages
from ratgeber_tools.desk.server.pages.person_pages import PersonPages
from ratgeber_tools.desk.server.pages.picture_pages import PicturePages
from ratgeber_tools.desk.server.pages.publishing import PublishingPages
from ratgeber_tools.desk.server.pages.records import RecordPages
from ratgeber_tools.desk.server.pages.search_page import SearchPage
from ratgeber_tools.desk.server.pages.status_page import StatusPage
from ratgeber_tools.desk.server.pages.suggestions import SuggestionPages
from ratgeber_tools.desk.server.pages.translation_pages import TranslationPages
from ratgeber_tools.desk.server.pages.voices import VoicePages
from ratgeber_tools.desk.server.pages.word_room import word_routes
from ratgeber_tools.desk.server.preview_pages import PreviewPages
from ratgeber_tools.desk.server.previews_ahead import build_ahead
from ratgeber_tools.desk.server.serving import Serving
from ratgeber_tools.desk.server.sockets import Sockets, require_writing
from ratgeber_tools.desk.signed_previews import SignedPreviews
from ratgeber_tools.desk.store.interface import Login, StoreError
from ratgeber_tools.desk.translating import Translating
from ratgeber_tools.editorial.rights import DeskRight
from ratgeber_tools.errors import RatgeberError, our_mistake

WEB = Path(__file__).resolve().parent.parent / "web"
#: Seconds between two looks at what is due.
_TICK_S = 2.0


_NOT_BUILT = "Der Editor ist in dieser Installation nicht gebaut. Holen Sie den neuesten Stand des Werkzeugs."
_NOT_HERE = "Das gibt es hier nicht."


def application(
    desk: Desk,
    logins: Logins,
    hosts: frozenset[str],
    serving: Serving | None = None,
    findings: RememberedFindings | None = None,
) -> ASGIApp:
    """Return the desk behind its guards, reachable as one of `hosts` (name and port); with `serving` for several."""
    sockets, forge = Sockets(desk, logins.may), GuideForge.of(desk.repository)
    doors = Doors(logins)
    gate = Gate(logins, is_served=serving is not None, is_secure=serving is not None and serving.served.is_secure)

    def title() -> str:
        return desk.guide.records().records.municipality.guide_title

    entrance = Entrance(gate, doors, title, serving)

    @contextlib.asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        sockets.begin()
        tasks = [asyncio.create_task(_tick(sockets, doors)), asyncio.create_task(fold_rooms(desk))]
        if serving is not None:
            tasks.append(asyncio.create_task(mail_notes(desk, serving)))
        if signed.key is not None:
            tasks.append(asyncio.create_task(build_ahead(signed)))
        if forge is not None:
            exchanging = Exchanging(forge, sockets)
            desk.committed = exchanging.wake
            tasks.append(asyncio.create_task(exchanging.run()))
        yield
        for task in tasks:
            task.cancel()
        await sockets.close()
        if forge is not None:
            with contextlib.suppress(RatgeberError):  # what was saved just now; else the next start brings it there
                await asyncio.to_thread(forge.exchange)
        await run_in_threadpool(preview.close)

    pages = _Pages(desk, gate, sockets, doors)
    answering = Answering(gate)
    assistance = Assistance(desk, answering, lambda: local_day(desk.now()))
    beside = Beside(desk, answering, sockets)
    preview = DeskPreview(desk.folder.parent)
    previews = PreviewPages(desk, preview, answering)
    signed = SignedPreviews.of(desk, None if serving is None else serving.served.preview_key)
    served_at = "" if serving is None else serving.served.address
    frame = PageFrame(gate, title)
    surveys = RememberedSurvey(desk.guide, desk.repository)
    findings = findings or RememberedFindings(desk.folder, desk.now)
    app = Starlette(
        lifespan=lifespan,
        routes=[
            *([Route("/anmelden", pages.begin)] if serving is None else []),
            *entrance.routes(),
            Route("/kapitel/{name:path}", pages.chapter),
            Route("/favicon.ico", pages.icon),
            Route("/web/seite.css", pages.look),
            Route("/web/zeichen/{name}", pages.drawing),
            Route("/web/{name:path}", pages.file),
            Route("/api/ich", pages.me),
            Route("/api/kapitel", pages.chapters),
            Route("/api/dialekt", pages.dialect),
            Route("/api/bild/{name:path}", pages.picture),
            *assistance.routes(),
            *beside.routes(),
            *Intake(desk, answering, sockets).routes(),
            *Margin(desk, answering, sockets).routes(),
            *OutsidePages(frame, OutsideLinks(desk, preview), previews, served_at).routes(),
            *word_routes(desk, frame, sockets, signed),
            *previews.routes(),
            *PublishingPages(frame, Publishing(desk)).routes(),
            *SuggestionPages(frame, desk, sockets).routes(),
            *VoicePages(frame, ParentsVoices(desk), sockets).routes(),
            *meeting_routes(frame, DeskMeeting(desk, surveys, findings), sockets, preview),
            *OfficePages(frame, OfficeDesk(desk), serving).routes(),
            *RecordPages(desk, frame).routes(),
            *PicturePages(desk, frame).routes(),
            *PersonPages(desk, frame).routes(),
            *TranslationPages(frame, Translating(desk)).routes(),
            frame.file_route(),
            *HomePage(desk, frame, sockets, surveys).routes(),
            *HistoryPage(desk, frame, sockets).routes(),
            *StatusPage(desk, frame, surveys, findings).routes(),
            *SearchPage(desk, frame).routes(),
            WebSocketRoute("/raum/{name:path}", pages.room),
        ],
        exception_handlers={HTTPException: _refuse, RatgeberError: _explain},  # type: ignore[dict-item]
    )
    if serving is None:
        return Guards(app, hosts)
    served = serving.served
    return Guards(app, frozenset({served.host}), served.scheme, proxies=served.proxies, own_hosts=hosts)


async def _tick(sockets: Sockets, doors: Doors) -> None:
    while True:
        await asyncio.sleep(_TICK_S)
        try:
            await doors.look()
            await sockets.tick()
        except StoreError:  # the next look finds what this one missed
            continue
        except Exception as error:  # our bug: it ends this look, not all that come after it
            print(our_mistake(error, about="Redaktionstisch"), file=sys.stderr, flush=True)


async def _refuse(request: Request, error: HTTPException) -> Response:
    if request.url.path.startswith("/api/"):
        return JSONResponse({"sentence": error.detail}, error.status_code, error.headers)
    answer = page("Redaktion", _sentence(error.detail), status=error.status_code)
    answer.headers.update(error.headers or {})
    return answer


def _sentence(words: str) -> str:
    return f'<p>{html.escape(words)}</p><p><a href="/">Alle Kapitel</a></p>'


async def _explain(request: Request, error: RatgeberError) -> Response:
    # what somebody did is refused, or what the desk itself needed is not there
    return page("Das ging nicht", _sentence(str(error)), status=500 if request.method == "GET" else 400)


class _Pages:
    """What answers at each address."""

    def __init__(self, desk: Desk, gate: Gate, sockets: Sockets, doors: Doors) -> None:
        self.desk = desk
        self.gate = gate
        self.sockets = sockets
        self.doors = doors

    async def begin(self, request: Request) -> Response:
        """Log in by a link; the token goes from the address at once."""
        session = self.gate.logins.begin(request.query_params.get("zeichen", ""))
        if session is None:
            if self.gate.login(request) is not None:  # the link was opened a second time in the same browser
                return RedirectResponse("/", 303)
            raise HTTPException(401, self.gate.no_login())
        answer = RedirectResponse("/", 303)
        self.gate.let_in(request, answer, session)
        return answer

    async def chapter(self, request: Request) -> Response:
        self.gate.require(request)
        self.desk.path_of(request.path_params["name"])
        if not (WEB / "kapitel.html").is_file():
            raise HTTPException(503, _NOT_BUILT)
        return FileResponse(WEB / "kapitel.html")

    async def file(self, request: Request) -> Response:
        """Return a file of the editor; it is the same for everybody and needs no login."""
        return _file_below(WEB, request.path_params["name"])

    async def icon(self, _request: Request) -> Response:
        return Response(status_code=204)

    async def look(self, _request: Request) -> Response:
        """Return how the text looks: the guide's own style sheet."""
        return Response(look().sheet, media_type="text/css")

    async def drawing(self, request: Request) -> Response:
        drawing = look().drawings.get(request.path_params["name"])
        if drawing is None:
            raise HTTPException(404, _NOT_HERE)
        return Response(drawing, media_type="image/svg+xml")

    async def picture(self, request: Request) -> Response:
        self.gate.require(request)
        name = request.path_params["name"]
        if Path(name).suffix.lower() not in SUFFIXES:
            raise HTTPException(404, _NOT_HERE)
        return _file_below(self.desk.folder, name)

    async def me(self, request: Request) -> Response:
        login = self.gate.require(request)
        rights = sorted(self._rights_in(request.query_params.get("raum", ""), login))
        return JSONResponse({"office": login.office, "mail": login.mail, "rights": rights})

    def _rights_in(self, room: str, login: Login) -> frozenset[DeskRight]:
        """Return what somebody may do; in a suggestion only whose it is may write, until it is handed in."""
        rights = self.gate.logins.rights(login) or frozenset()
        if fork_of(room) is None:
            return rights
        try:
            require_writing(self.desk, room, login, self.gate.logins.may)
        except RefusedError:
            return rights - {DeskRight.WRITE}
        return rights | {DeskRight.WRITE}

    async def chapters(self, request: Request) -> Response:
        self.gate.require(request)
        return JSONResponse({"chapters": await computed(self._listed)})

    def _listed(self) -> list[dict[str, Any]]:
        return [
            {
                "name": name,
                "title": title,
                "folder": name.rpartition("/")[0],
                "open": self.sockets.people(name),
                "unsaved": self.desk.is_unsaved(name),
            }
            for name, title in self.desk.titles()
        ]

    async def dialect(self, request: Request) -> Response:
        self.gate.require(request)
        return JSONResponse(dialect_as_json())

    async def room(self, socket: WebSocket) -> None:
        login = self.gate.login(socket)
        if login is None:
            await socket.close(POLICY_VIOLATION)
            return
        name, who = socket.path_params["name"], login
        await self.doors.let_in(socket, self.gate.session(socket), lambda door: self.sockets.serve(door, name, who))


def _file_below(folder: Path, name: str) -> Response:
    path = folder / name
    if not is_inner_name(name) or not is_inside(path, folder) or not path.is_file():
        raise HTTPException(404, _NOT_HERE)
    return FileResponse(path)
