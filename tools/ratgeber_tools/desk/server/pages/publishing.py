"""“Veröffentlichen”: the public edition built, looked at, put in place, and taken back to the one before.

GET  /veroeffentlichen                     what parents read, what is new, how far a run is
POST /veroeffentlichen/bauen               begins to build;  /einsetzen  puts in place;  /zurueck  the one before
GET  /veroeffentlichen/berichtigung/NAME   an urgent correction: what parents would read otherwise
POST /veroeffentlichen/berichtigung/NAME   releases it, builds and puts in place
GET  /veroeffentlichen/ansehen/ID/PAGE     a page of an edition, behind the login; ID is “neu” or a kept one's
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route

from ratgeber_tools import files
from ratgeber_tools.containment import is_inner_name, is_inside
from ratgeber_tools.desk.correcting import Correcting
from ratgeber_tools.desk.publishing import Publishing
from ratgeber_tools.desk.server.pages.changes import rows
from ratgeber_tools.desk.server.pages.frame import Act, Done, PageFrame, PageView, SentForm
from ratgeber_tools.desk.server.preview_pages import POLICY
from ratgeber_tools.desk.store.interface import Login
from ratgeber_tools.editions.legal import LEGAL_CHAPTERS
from ratgeber_tools.editions.placing import BuiltEdition, PlacingError, objection_to, withdrawn_since
from ratgeber_tools.editions.run_card import EditionRun, RunEnd, RunGoal
from ratgeber_tools.editorial.rights import DeskRight
from ratgeber_tools.guide.anchors import target_name
from ratgeber_tools.releases.deciders import ReleaseRefusedError

PLACE = "/veroeffentlichen"
#: How often the page of a run is shown anew, in seconds.
_REFRESH_S = 5
_BEGUN = {
    RunGoal.BUILD: "Die öffentliche Fassung wird gebaut. Sie können diese Seite schließen; es geht weiter.",
    RunGoal.BUILD_AND_PLACE: "Die öffentliche Fassung wird gebaut und danach eingesetzt. Sie können diese Seite "
    "schließen; es geht weiter.",
    RunGoal.PLACE: "Die Fassung wird eingesetzt. Gleich lesen Eltern sie.",
    RunGoal.BACK: "Die vorige Fassung wird wieder eingesetzt. Gleich lesen Eltern sie.",
}
_CORRECTED = "Freigegeben. Die öffentliche Fassung wird gebaut und eingesetzt; Sie können diese Seite schließen."
_CORRECTED_LATER = "Freigegeben. Es wird gerade gebaut; gleich danach kommt Ihre Berichtigung an die Reihe."
_RUNS = "Es läuft schon; das hat jemand vor Ihnen begonnen. Unten steht, wie weit es ist."
_NOT_HERE = "Diese Seite gibt es in der Fassung nicht."


class PublishingPages:
    """The pages above."""

    def __init__(self, frame: PageFrame, publishing: Publishing) -> None:
        self._frame = frame
        self._publishing = publishing
        self._correcting = Correcting(publishing.desk, publishing)

    def routes(self) -> list[Route]:
        deeds = {"bauen": RunGoal.BUILD, "einsetzen": RunGoal.PLACE, "zurueck": RunGoal.BACK}
        return [
            self._frame.page(PLACE, self._show),
            *(
                self._frame.deed(f"{PLACE}/{name}", self._begin(goal), right=DeskRight.PUBLISH)
                for name, goal in deeds.items()
            ),
            self._frame.page(f"{PLACE}/berichtigung/{{name:path}}", self._correction, right=DeskRight.PUBLISH),
            self._frame.deed(f"{PLACE}/berichtigung/{{name:path}}", self._correct, right=DeskRight.PUBLISH),
            Route(f"{PLACE}/ansehen/{{edition}}/{{name:path}}", self._look),
        ]

    def _begin(self, goal: RunGoal) -> Act:
        async def act(_request: Request, login: Login, _form: SentForm) -> Done:
            begun = await run_in_threadpool(self._publishing.begin, goal, login)
            return Done(PLACE, _BEGUN[goal] if begun else _RUNS)

        return act

    async def _show(self, request: Request, login: Login) -> Response:
        values = await run_in_threadpool(self._values)
        is_still = "still" in request.query_params
        answer = self._frame.answer(request, login, PageView("veroeffentlichen.html", {**values, "is_still": is_still}))
        if values["runs"] and not is_still:
            answer.headers["Refresh"] = f"{_REFRESH_S}; url={PLACE}"
        return answer

    def _values(self) -> dict[str, Any]:
        desk = self._publishing
        run, built, here, before = desk.run(), desk.built(), desk.in_place(), desk.previous()
        titles, log = dict(desk.desk.titles()), desk.log()
        placed, news = desk.placed(), desk.news()
        missing = ""

        def objection(edition: BuiltEdition | None) -> str:
            gone = () if edition is None else withdrawn_since(edition, log)
            return objection_to([titles.get(name, name) for name in gone]) if gone else ""

        try:
            has_places = bool(desk.places())
        except PlacingError as error:
            has_places, missing = False, str(error)
        return {
            "run": None if run is None else _told(run),
            "runs": run is not None and run.end is RunEnd.NOT_YET,
            "legal": [] if run is None else [(words, self._legal_chapter(words)) for words in run.missing_legal],
            "built": None if built is None else _edition(built),
            "built_objection": objection(built),
            "current": None if here is None else {**_edition(here), **_when(placed[0].moment), "by": placed[0].office},
            "before": None if before is None else _edition(before),
            "before_objection": objection(before),
            "others": [_edition(each) for each in desk.kept() if here is None or each.identifier != here.identifier],
            "released": [(name, titles.get(name, name)) for name in news.released],
            "withdrawn": [titles.get(name, name) for name in news.withdrawn],
            "has_places": has_places,
            "places_wrong": missing,
        }

    def _legal_chapter(self, words: str) -> str:
        """Return the chapter in which a page the law wants is written, "" if there is none yet."""
        target = next((target for target, link in LEGAL_CHAPTERS if link == words), "")
        guide = self._publishing.desk.guide.load()
        return next((each.name for each in guide if target in map(target_name, each.anchors.targets)), "")

    # ------------------------------------------------------------------ an urgent correction

    async def _correction(self, request: Request, login: Login) -> PageView:
        return await self._correction_view(request.path_params["name"], login)

    async def _correction_view(self, name: str, login: Login) -> PageView:
        view = await run_in_threadpool(self._correcting.view, name, login)
        desk = self._publishing
        values = {
            "chapter": name,
            "title_of_chapter": dict(await run_in_threadpool(desk.desk.titles)).get(name, name),
            "rows": rows(view.changes, {}),
            "against": view.against,
            "unsaved": name in desk.desk.rooms and desk.desk.is_unsaved(name),
            "has_places": bool(desk.places()),
        }
        return PageView("berichtigung.html", values)

    async def _correct(self, request: Request, login: Login, _form: SentForm) -> Done | PageView:
        name = request.path_params["name"]
        try:
            begun = await run_in_threadpool(self._correcting.release, name, login)
        except ReleaseRefusedError as error:
            view = await self._correction_view(name, login)
            return view.because(" ".join(each.sentence for each in error.obstacles))
        return Done(PLACE, _CORRECTED if begun else _CORRECTED_LATER)

    # ------------------------------------------------------------------ to look at

    async def _look(self, request: Request) -> Response:
        self._frame.gate.require(request)
        name = request.path_params["name"] or "index.html"
        folder = await run_in_threadpool(self._publishing.folder_of, request.path_params["edition"])
        if folder is None or not is_inner_name(name):
            raise HTTPException(404, _NOT_HERE)
        path = folder / name
        if not is_inside(path, folder) or not path.is_file() or path.name.startswith("."):
            raise HTTPException(404, _NOT_HERE)
        headers = {"Content-Security-Policy": POLICY}
        if path.suffix == ".html":
            return HTMLResponse(files.read_text(path), headers=headers)
        return FileResponse(path, headers=headers)


def _told(run: EditionRun) -> dict[str, Any]:
    return {
        "goal": run.goal.value,
        "end": run.end.value,
        "office": run.office,
        "doing": run.doing or "Gleich geht es los",
        "step": run.step,
        "steps": max(run.steps, 1),
        "sentences": run.sentences,
        "has_nothing_released": run.has_nothing_released,
        **_when(run.begun),
        "ended": _clock(run.ended),
    }


def _edition(edition: BuiltEdition) -> dict[str, Any]:
    return {
        "id": edition.identifier or "neu",
        "built": f"{edition.moment:%d.%m.%Y, %H:%M} Uhr",
        "chapters": len(edition.chapters),
    }


def _when(moment: str) -> dict[str, str]:
    return {"when": f"{datetime.fromisoformat(moment):%d.%m.%Y, %H:%M} Uhr"}


def _clock(moment: str) -> str:
    return f"{datetime.fromisoformat(moment):%H:%M} Uhr" if moment else ""
