"""How far every chapter is.

GET /stand            stelle=OFFICE, zeigen=bereit|offen|frei: only these
GET /stand/word       the same as a Word file, as `ratgeber status` writes it
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ratgeber_tools.data.dates import format_date, local_day
from ratgeber_tools.desk.chapter_rows import ChapterRow, chapter_rows, chosen, offices_in
from ratgeber_tools.desk.remembered_findings import RememberedFindings
from ratgeber_tools.desk.remembered_survey import RememberedSurvey
from ratgeber_tools.desk.rooms.desk import Desk
from ratgeber_tools.desk.server.computing import surveyed
from ratgeber_tools.desk.server.pages.checks_said import since_when
from ratgeber_tools.desk.server.pages.frame import PageFrame, PageView, has_page
from ratgeber_tools.desk.store.interface import Login
from ratgeber_tools.findings import Finding
from ratgeber_tools.newsroom.papers import status_paper
from ratgeber_tools.newsroom.status.dues import dues, month_of
from ratgeber_tools.newsroom.status.survey import Survey
from ratgeber_tools.newsroom.status.table import progress
from ratgeber_tools.releases.keeping import read_log
from ratgeber_tools.writers.word.paper import write_paper

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_KINDS = (("", "alle"), ("bereit", "nur fertige"), ("offen", "nur, wo etwas fehlt"), ("frei", "nur freigegebene"))


class StatusPage:
    """Answers with the page above."""

    def __init__(self, desk: Desk, frame: PageFrame, surveys: RememberedSurvey, findings: RememberedFindings) -> None:
        self._desk = desk
        self._frame = frame
        self._surveys = surveys
        self._findings = findings
        #: The rows of the last survey and findings: they rest on nothing else that would not make new ones.
        self._known: tuple[Survey, Sequence[Finding] | None, tuple[ChapterRow, ...]] | None = None

    def routes(self) -> list[Route]:
        """Return the addresses above."""
        return [self._frame.page("/stand", self._show), self._frame.page("/stand/word", self._paper)]

    async def _show(self, request: Request, _login: Login) -> PageView:
        office, what = (request.query_params.get(name, "") for name in ("stelle", "zeigen"))
        known = await self._findings.soon()
        values = await surveyed(self._values, office, what, None if known is None else known.findings)
        return PageView("stand.html", {**values, "checks": since_when(known, self._desk.now())})

    def _values(self, office: str, what: str, findings: Sequence[Finding] | None) -> dict[str, Any]:
        survey = self._surveys.on(local_day(self._desk.now()))
        if self._known is None or self._known[0] is not survey or self._known[1] is not findings:
            log = read_log(self._desk.folder.parent)
            self._known = (survey, findings, chapter_rows(self._desk.guide.load(), survey, log, findings))
        rows = self._known[2]
        return {
            "progress": progress(survey),
            "rows": chosen(rows, office, what),
            "offices": offices_in(rows),
            "office_chosen": office,
            "kinds": _KINDS,
            "kind": what,
            "ready": sum(row.is_ready for row in rows),
            "has_meeting": has_page("/sitzung"),
        }

    async def _paper(self, _request: Request, _login: Login) -> Response:
        return await surveyed(self._paper_now)

    def _paper_now(self) -> Response:
        survey = self._surveys.on(local_day(self._desk.now()))
        month = month_of(survey.today)
        paper = status_paper(survey, dues(survey, month), month)
        content = write_paper(paper, title=survey.title, day=survey.today, across=True)
        name = quote(f"Stand {format_date(survey.today)}.docx")
        return Response(
            content, media_type=_WORD, headers={"Content-Disposition": f"attachment; filename*=utf-8''{name}"}
        )
