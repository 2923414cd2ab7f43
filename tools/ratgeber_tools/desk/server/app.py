"""The desk as a web application: addresses, pages, files; see `protocol` for what is where."""

from __future__ import annotations

import asyncio
import contextlib
import html
from collections.abc import AsyncIterator
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import ASGIApp
from starlette.websockets import WebSocket

from ratgeber_tools.calling import program
from ratgeber_tools.containment import is_inner_name, is_inside
from ratgeber_tools.data.dates import local_day
from ratgeber_tools.desk.look import look
from ratgeber_tools.desk.rooms.desk import Desk
from ratgeber_tools.desk.schema import dialect_as_json
from ratgeber_tools.desk.server.answers import Answering
from ratgeber_tools.desk.server.assistance import Assistance
from ratgeber_tools.desk.server.beside import Beside
from ratgeber_tools.desk.server.guards import POLICY_VIOLATION, Guards, cookie_of
from ratgeber_tools.desk.server.intake import Intake
from ratgeber_tools.desk.server.logins import COOKIE, SESSION_HOLDS, Logins
from ratgeber_tools.desk.server.sockets import Sockets
from ratgeber_tools.desk.store.interface import Login, StoreError
from ratgeber_tools.errors import RatgeberError

WEB = Path(__file__).resolve().parent.parent / "web"
#: Seconds between two looks at what is due.
_TICK_S = 2.0
#: What of the guide a page may show.
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".svg", ".gif", ".webp"})


def _no_login() -> str:
    return (
        f"Sie sind nicht angemeldet. Öffnen Sie den Link, den dieser Befehl zeigt: {program()} redaktion. "
        "Jeder Link gilt einmal und 15 Minuten lang."
    )


_NOT_BUILT = "Der Editor ist in dieser Installation nicht gebaut. Holen Sie den neuesten Stand des Werkzeugs."
_NOT_HERE = "Das gibt es hier nicht."


def application(desk: Desk, logins: Logins, hosts: frozenset[str]) -> ASGIApp:
    """Return the desk behind its guards, reachable as one of `hosts` (name and port)."""
    sockets = Sockets(desk)

    @contextlib.asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        sockets.listen()
        ticking = asyncio.create_task(_tick(sockets))
        yield
        ticking.cancel()
        await sockets.close()

    pages = _Pages(desk, logins, sockets)
    answering = Answering(pages.require_login)
    assistance = Assistance(desk, answering, lambda: local_day(desk.now()))
    beside = Beside(desk, answering)
    app = Starlette(
        lifespan=lifespan,
        routes=[
            Route("/anmelden", pages.begin),
            Route("/", pages.start),
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
            *Intake(desk, answering).routes(),
            WebSocketRoute("/raum/{name:path}", pages.room),
        ],
        exception_handlers={HTTPException: _refuse, RatgeberError: _explain},  # type: ignore[dict-item]
    )
    return Guards(app, hosts)


async def _tick(sockets: Sockets) -> None:
    while True:
        await asyncio.sleep(_TICK_S)
        with contextlib.suppress(StoreError):  # the next look finds what this one missed
            await sockets.tick()


async def _refuse(_request: Request, error: HTTPException) -> Response:
    return HTMLResponse(_page("Redaktion", f"<p>{html.escape(error.detail)}</p>"), error.status_code)


async def _explain(_request: Request, error: RatgeberError) -> Response:
    return HTMLResponse(_page("Redaktion", f"<p>{html.escape(str(error))}</p>"), 500)


def _page(title: str, body: str) -> str:
    return (
        '<!doctype html><html lang="de"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html.escape(title)}</title><main><h1>{html.escape(title)}</h1>{body}</main></html>"
    )


class _Pages:
    """What answers at each address."""

    def __init__(self, desk: Desk, logins: Logins, sockets: Sockets) -> None:
        self.desk = desk
        self.logins = logins
        self.sockets = sockets

    def _login(self, request: Request | WebSocket) -> Login | None:
        return self.logins.login(cookie_of(request.headers, COOKIE))

    def require_login(self, request: Request) -> Login:
        login = self._login(request)
        if login is None:
            raise HTTPException(401, _no_login())
        return login

    async def begin(self, request: Request) -> Response:
        """Log in by a link; the token goes from the address at once."""
        session = self.logins.begin(request.query_params.get("zeichen", ""))
        if session is None:
            if self._login(request) is not None:  # the link was opened a second time in the same browser
                return RedirectResponse("/", 303)
            raise HTTPException(401, _no_login())
        answer = RedirectResponse("/", 303)
        age = int(SESSION_HOLDS.total_seconds())
        answer.set_cookie(COOKIE, session, max_age=age, httponly=True, samesite="lax", path="/")
        return answer

    async def start(self, request: Request) -> Response:
        self.require_login(request)
        if (WEB / "index.html").is_file():
            return FileResponse(WEB / "index.html")
        items = "".join(
            f'<li><a href="/kapitel/{html.escape(name)}">{html.escape(title)}</a></li>'
            for name, title in self.desk.titles()
        )
        return HTMLResponse(_page("Kapitel", f"<ul>{items}</ul>"))

    async def chapter(self, request: Request) -> Response:
        self.require_login(request)
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
        self.require_login(request)
        name = request.path_params["name"]
        if Path(name).suffix.lower() not in _PICTURES:
            raise HTTPException(404, _NOT_HERE)
        return _file_below(self.desk.folder, name)

    async def me(self, request: Request) -> Response:
        login = self.require_login(request)
        return JSONResponse({"office": login.office, "mail": login.mail})

    async def chapters(self, request: Request) -> Response:
        self.require_login(request)
        return JSONResponse(
            {
                "chapters": [
                    {
                        "name": name,
                        "title": title,
                        "folder": name.rpartition("/")[0],
                        "open": self.sockets.people(name),
                        "unsaved": name in self.desk.rooms and self.desk.is_unsaved(name),
                    }
                    for name, title in self.desk.titles()
                ]
            }
        )

    async def dialect(self, request: Request) -> Response:
        self.require_login(request)
        return JSONResponse(dialect_as_json())

    async def room(self, socket: WebSocket) -> None:
        login = self._login(socket)
        if login is None:
            await socket.close(POLICY_VIOLATION)
            return
        await self.sockets.serve(socket, socket.path_params["name"], login)


def _file_below(folder: Path, name: str) -> Response:
    path = folder / name
    if not is_inner_name(name) or not is_inside(path, folder) or not path.is_file():
        raise HTTPException(404, _NOT_HERE)
    return FileResponse(path)
