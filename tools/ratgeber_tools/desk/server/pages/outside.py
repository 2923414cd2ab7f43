"""Preview links for people without an account: made and revoked at the desk, looked at by whoever has one.

GET  /vorschau?kapitel=NAME      the links there are, and a form for a new one
POST /vorschau/neu               kapitel: makes one, and shows it this once
POST /vorschau/weg               kennung: revokes it
GET  /vorschau/TOKEN/            the page; its files beside it; no login, no cookie, for nobody's index
"""

from __future__ import annotations

import re

from starlette.concurrency import run_in_threadpool
from starlette.convertors import StringConvertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from ratgeber_tools import files
from ratgeber_tools.data.dates import local_day
from ratgeber_tools.desk.frozen_page import PAGE
from ratgeber_tools.desk.login.rates import Buckets, network_of
from ratgeber_tools.desk.outside_links import TOKEN, OutsideLink, OutsideLinks
from ratgeber_tools.desk.rooms.forks import chapter_of
from ratgeber_tools.desk.server.entry_pages import tries_again
from ratgeber_tools.desk.server.pages.frame import Done, PageFrame, PageView, SentForm
from ratgeber_tools.desk.server.preview_pages import POLICY, PreviewPages
from ratgeber_tools.desk.store.interface import Login
from ratgeber_tools.editorial.rights import DeskRight
from ratgeber_tools.proposals.signed_link import PLACE

#: What pages for outsiders are sent with.
HEADERS = {
    "Content-Security-Policy": POLICY.replace("sandbox allow-same-origin", "sandbox"),
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
}
OVER = "Diesen Link gibt es nicht oder nicht mehr. Bitten Sie die Redaktion um einen neuen."
#: A file beside a page.
FILE = re.compile(r"\d{1,4}\.[a-z0-9]{1,5}")


class _TokenConvertor(StringConvertor):
    regex = TOKEN.pattern


register_url_convertor("gast", _TokenConvertor())


class OutsidePages:
    """The pages above; `address` is where the desk is reached, "" where only this computer reaches it."""

    def __init__(self, frame: PageFrame, links: OutsideLinks, previews: PreviewPages, address: str) -> None:
        self._frame = frame
        self._links = links
        self._previews = previews
        self._address = address
        self._by_network = Buckets(120, 60, lambda: links.desk.now().timestamp())

    def routes(self) -> list[Route]:
        deed = self._frame.deed
        return [
            self._frame.page(PLACE, self._show),
            deed(f"{PLACE}/neu", self._make, right=DeskRight.WRITE),
            deed(f"{PLACE}/weg", self._revoke, right=DeskRight.WRITE),
            Route(f"{PLACE}/{{token:gast}}", self._to_page),
            Route(f"{PLACE}/{{token:gast}}/{{name:path}}", self._look),
        ]

    # ------------------------------------------------------------------ at the desk

    async def _show(self, request: Request, _login: Login) -> PageView:
        return await run_in_threadpool(self._view, request.query_params.get("kapitel", ""))

    def _view(self, chapter: str, link: str = "") -> PageView:
        titles = self._links.desk.titles()
        values = {
            "links": [_shown(each) for each in self._links.all()],
            "titles": titles,
            "chapter": chapter,
            "chosen": dict(titles).get(chapter_of(chapter), ""),
            "link": link,
            "is_reached": bool(self._address),
        }
        return PageView("vorschaulinks.html", values)

    async def _make(self, request: Request, login: Login, form: SentForm) -> PageView:
        name = form.text("kapitel")
        self._links.desk.path_of(name)  # refuses what is no chapter
        title = dict(await run_in_threadpool(self._links.desk.titles)).get(chapter_of(name), name)
        token = await self._links.make(chapter_of(name), title, self._previews.text_of(name), login)
        address = self._address or str(request.base_url).rstrip("/")
        return await run_in_threadpool(self._view, name, f"{address}{PLACE}/{token}/")

    async def _revoke(self, _request: Request, _login: Login, form: SentForm) -> Done:
        await run_in_threadpool(self._links.revoke, form.text("kennung"))
        return Done(PLACE, "Der Link ist widerrufen; er führt ab jetzt nirgendwohin.")

    # ------------------------------------------------------------------ outside

    async def _to_page(self, request: Request) -> Response:
        return RedirectResponse(f"{PLACE}/{request.path_params['token']}/", 308)

    async def _look(self, request: Request) -> Response:
        wait = self._by_network.take(network_of(request.client.host if request.client else ""))
        if wait:
            return self._sentence("Bitte warten", tries_again(wait), 429)
        name = request.path_params["name"] or PAGE
        folder = await run_in_threadpool(self._links.folder_of, request.path_params["token"])
        if folder is None or not (name == PAGE or FILE.fullmatch(name)) or not (folder / name).is_file():
            answer = self._sentence("Dieser Link gilt nicht", OVER, 404)
            answer.headers.update({"X-Robots-Tag": HEADERS["X-Robots-Tag"]})
            return answer
        if name == PAGE:
            return HTMLResponse(files.read_text(folder / PAGE), headers=HEADERS)
        return FileResponse(folder / name, headers={**HEADERS, "Cross-Origin-Resource-Policy": "cross-origin"})

    def _sentence(self, heading: str, sentence: str, status: int) -> Response:
        values = {"heading": heading, "sentence": sentence, "alert": ""}
        return self._frame.bare("aussen_satz.html", values, status=status)


def _shown(link: OutsideLink) -> dict[str, object]:
    return {
        "id": link.identifier,
        "title": link.title,
        "office": link.office,
        "made": local_day(link.made),
        "until": local_day(link.until),
    }
