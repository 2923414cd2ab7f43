"""The page of a proposal for whoever has a signed link (`signed_previews`): no login, no cookie, for nobody's index.

GET /vorschau/z-…/         the page, or a sentence that says why there is none (yet)
GET /vorschau/z-…/FILE     a further page of the proposal, or a file beside it
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from datetime import datetime

from starlette.concurrency import run_in_threadpool
from starlette.convertors import StringConvertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from ratgeber_tools import files
from ratgeber_tools.desk.frozen_page import PAGE
from ratgeber_tools.desk.login.rates import Buckets, network_of
from ratgeber_tools.desk.server.entry_pages import tries_again
from ratgeber_tools.desk.server.pages.frame import PageFrame
from ratgeber_tools.desk.server.pages.outside import FILE, HEADERS
from ratgeber_tools.desk.signed_previews import LinkStanding, SignedPreviews
from ratgeber_tools.proposals.signed_link import PLACE

_FURTHER = re.compile(r"seite(-\d{1,3})?\.html")
_HEADINGS = {
    LinkStanding.DUE: "Einen Augenblick",
    LinkStanding.NOT_YET: "Noch nicht da",
    LinkStanding.FAILED: "Keine Vorschau",
    LinkStanding.TAKEN: "Angenommen",
    LinkStanding.GIVEN_BACK: "Zurückgegeben",
    LinkStanding.OVER: "Abgelaufen",
}
_STATUS = {LinkStanding.DUE: 200, LinkStanding.UNKNOWN: 404, LinkStanding.NOT_YET: 404, LinkStanding.FAILED: 503}
#: Seconds until a page that is being built is asked for again, by the browser itself.
_REFRESH_S = 5


class _SignedConvertor(StringConvertor):
    """Also what was cut off on its way, so that whoever has it reads a sentence and no login."""

    regex = r"z-[0-9a-f]{40}[A-Za-z0-9_-]{0,120}"


register_url_convertor("zusage", _SignedConvertor())


class SignedPages:
    """The addresses above; `now` is the desk's clock."""

    def __init__(self, frame: PageFrame, previews: SignedPreviews, now: Callable[[], datetime]) -> None:
        self._frame = frame
        self._previews = previews
        self._by_network = Buckets(120, 60, lambda: now().timestamp())
        self._at_work: set[asyncio.Task[None]] = set()

    def routes(self) -> list[Route]:
        return [
            Route(f"{PLACE}/{{token:zusage}}", self._to_page),
            Route(f"{PLACE}/{{token:zusage}}/{{name:path}}", self._look),
        ]

    async def _to_page(self, request: Request) -> Response:
        return RedirectResponse(f"{PLACE}/{request.path_params['token']}/", 308)

    async def _look(self, request: Request) -> Response:
        wait = self._by_network.take(network_of(request.client.host if request.client else ""))
        if wait:
            return self._sentence("Bitte warten", tries_again(wait), 429)
        token, name = request.path_params["token"], request.path_params["name"] or PAGE
        standing, folder = await run_in_threadpool(self._previews.standing, token)
        if standing is not LinkStanding.UNKNOWN and self._previews.asks_again:
            self._begin(self._previews.ask)
        if standing is LinkStanding.DUE and self._previews.is_ahead(token):
            await run_in_threadpool(self._previews.build, token)
            standing, folder = await run_in_threadpool(self._previews.standing, token)
        if standing is LinkStanding.DUE:
            self._begin(lambda: self._previews.build(token))
        if standing is not LinkStanding.SHOWN:
            answer = self._sentence(
                _HEADINGS.get(standing, "Dieser Link gilt nicht"), standing.value, _STATUS.get(standing, 410)
            )
            if standing is LinkStanding.DUE:
                answer.headers["Refresh"] = str(_REFRESH_S)
            return answer
        is_page = _FURTHER.fullmatch(name) is not None
        if not (is_page or FILE.fullmatch(name)) or not (folder / name).is_file():
            return self._sentence("Dieser Link gilt nicht", LinkStanding.UNKNOWN.value, 404)
        if is_page:
            return HTMLResponse(await run_in_threadpool(files.read_text, folder / name), headers=HEADERS)
        return FileResponse(folder / name, headers={**HEADERS, "Cross-Origin-Resource-Policy": "cross-origin"})

    def _begin(self, work: Callable[[], None]) -> None:
        """Have something done that nobody waits for; two at a time are plenty."""
        if len(self._at_work) < 2:
            task = asyncio.get_running_loop().create_task(asyncio.to_thread(work))
            self._at_work.add(task)
            task.add_done_callback(self._at_work.discard)

    def _sentence(self, heading: str, sentence: str, status: int) -> Response:
        answer = self._frame.bare(
            "aussen_satz.html", {"heading": heading, "sentence": sentence, "alert": ""}, status=status
        )
        answer.headers.update({"X-Robots-Tag": HEADERS["X-Robots-Tag"], "Cache-Control": "no-store"})
        return answer
