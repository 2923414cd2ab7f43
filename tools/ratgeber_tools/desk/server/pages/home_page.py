"""The first page: what an office has to do, who asks it, what is new, and every chapter there is.

GET /            finden=WORDS: only chapters with these words in their title; the script does it while one types
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.routing import Route

from ratgeber_tools.data.dates import local_day
from ratgeber_tools.desk import overview
from ratgeber_tools.desk.register import Register, RegisterFilter
from ratgeber_tools.desk.remembered_survey import RememberedSurvey
from ratgeber_tools.desk.rooms.desk import Desk
from ratgeber_tools.desk.server.computing import surveyed
from ratgeber_tools.desk.server.pages.frame import PageFrame, PageView
from ratgeber_tools.desk.server.sockets import Sockets
from ratgeber_tools.desk.store.interface import Login
from ratgeber_tools.errors import RatgeberError
from ratgeber_tools.newsroom.status.table import ending_line

_log = logging.getLogger("ratgeber.redaktion")


class HomePage:
    """Answers with the page above."""

    def __init__(self, desk: Desk, frame: PageFrame, sockets: Sockets, surveys: RememberedSurvey) -> None:
        self._desk = desk
        self._frame = frame
        self._sockets = sockets
        self._surveys = surveys

    def routes(self) -> list[Route]:
        """Return the address above."""
        return [self._frame.page("/", self._home)]

    async def _home(self, request: Request, login: Login) -> PageView:
        words = request.query_params.get("finden", "")[:200].strip()
        open_now = {name: self._sockets.people(name) for name in self._sockets.tabs}
        unsaved = {name for name in self._desk.rooms if self._desk.is_unsaved(name)}
        values = await surveyed(self._values, login)
        titles = values.pop("titles")
        found = overview.parts(titles, words)
        return PageView(
            "uebersicht.html",
            {
                **values,
                "words": words,
                "parts": found,
                "number": sum(len(part.chapters) for part in found),
                "titles": dict(titles),
                "open_now": open_now,
                "unsaved": unsaved,
            },
        )

    def _values(self, login: Login) -> dict[str, Any]:
        """Return what has to be read: the survey, the history, the titles."""
        now = self._desk.now()
        before = self._desk.store.note_visit(
            login.mail, now.timestamp(), overview.SAME_VISIT.total_seconds(), (now - overview.FIRST_VISIT).timestamp()
        )
        values: dict[str, Any] = {
            "titles": self._desk.titles(),
            "view": None,
            "news": [],
            "problem": "",
            "arrivals": [],
        }
        try:
            values["arrivals"] = list(overview.arrivals(self._desk))
        except RatgeberError as error:
            _log.warning("Die Übersicht zeigt nicht, was hereinkam: %s", error)
        try:
            survey = self._surveys.on(local_day(now))
            view = overview.view_of(login.office, survey)
            values["view"] = view
            values["ending"] = [ending_line(entry, survey) for entry in view.due.ending]
            values["chapter_words"] = {each.name: overview.chapter_words(each, survey) for each in view.chapters}
            values["unconfirmed"] = overview.unconfirmed_words(view.due.unconfirmed)
            values["questions"] = [(each, overview.question_place(each)) for each in view.due.questions]
            office = Register(self._desk.guide.load(), survey.today, login.office).office_identifier
            query = {"zustand": RegisterFilter.UNCONFIRMED.value, **({"stelle": office} if office else {})}
            values["unconfirmed_place"] = f"/angaben?{urlencode(query)}"
            mine = [each.name for each in view.chapters]
            if self._desk.repository is not None:
                since = now - timedelta(seconds=now.timestamp() - before)
                guide = self._desk.guide.load()
                found = overview.changed_since(guide, self._desk.repository, login.mail, since, mine)
                values["news"] = [(each, overview.moment_words(each.moment, now)) for each in found]
        except RatgeberError as error:
            _log.warning("Die Übersicht zeigt den Stand der Kapitel nicht: %s", error)
            values["problem"] = (
                "Wie weit die Kapitel sind, lässt sich gerade nicht zeigen. Schreiben geht wie immer. "
                "Der Grund steht im Protokoll des Redaktionstischs; die IT findet ihn dort."
            )
        return values
