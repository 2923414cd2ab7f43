"""Search over chapters, notes and records.

GET /suche?q=WORDS
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.routing import Route

from ratgeber_tools.data.dates import local_day
from ratgeber_tools.desk.register import Register
from ratgeber_tools.desk.rooms.desk import Desk
from ratgeber_tools.desk.server.computing import computed
from ratgeber_tools.desk.server.pages.frame import PageFrame, PageView
from ratgeber_tools.desk.site_search import FoundPlace, SiteSearch
from ratgeber_tools.desk.store.interface import Login

_LONGEST_WORDS = 200
#: So many chapters and records are listed.
_MOST_CHAPTERS, _MOST_RECORDS = 30, 8


class SearchPage:
    """Answers with the page above."""

    def __init__(self, desk: Desk, frame: PageFrame) -> None:
        self._desk = desk
        self._frame = frame
        self._search = SiteSearch()

    def routes(self) -> list[Route]:
        """Return the address above."""
        return [self._frame.page("/suche", self._show)]

    async def _show(self, request: Request, login: Login) -> PageView:
        words = request.query_params.get("q", "").strip()[:_LONGEST_WORDS]
        return PageView("suche.html", await computed(self._values, words, login))

    def _values(self, words: str, login: Login) -> dict[str, Any]:
        guide, today = self._desk.guide.load(), local_day(self._desk.now())
        chapters = self._search.find(guide, self._desk.titles(), words, today) if words else []
        records = Register(guide, today, login.office).find(words) if words else []
        return {
            "words": words,
            "chapters": [
                (each, [(place, place_of(each.name, place)) for place in each.places])
                for each in chapters[:_MOST_CHAPTERS]
            ],
            "number": len(chapters),
            "records": records[:_MOST_RECORDS],
            "number_of_records": len(records),
            "all_records": f"/angaben?{urlencode({'worte': words})}",
        }


def place_of(name: str, place: FoundPlace) -> str:
    """Return the address of a place in a chapter: the editor goes there."""
    return f"/kapitel/{quote(name)}" + (f"#finden={quote(place.lead)}" if place.lead else "")
