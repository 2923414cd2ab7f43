"""“Protokoll”: what a meeting has decided and what became of the guide, written, taken away, signed off, kept.

GET  /sitzung/protokoll                    the form for the minutes of a meeting, and all earlier ones
POST /sitzung/protokoll                    writes them (anew)
GET  /sitzung/protokoll/TAG                the minutes;  /sitzung/protokoll/TAG.docx, .pdf  to take away
POST /sitzung/protokoll/TAG/genehmigen     signs them off
"""

from __future__ import annotations

from datetime import date
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ratgeber_tools.checks.personal_data import require_impersonal
from ratgeber_tools.data.dates import parse_date
from ratgeber_tools.desk.meeting import DeskMeeting
from ratgeber_tools.desk.meeting_papers import has_pdf, minutes_word, shown_blocks
from ratgeber_tools.desk.server.computing import computed, done_aside
from ratgeber_tools.desk.server.pages.frame import Done, PageFrame, PageView, SentForm
from ratgeber_tools.desk.server.pages.meeting import PLACE, download
from ratgeber_tools.desk.store.interface import Login
from ratgeber_tools.editorial.rights import DeskRight
from ratgeber_tools.errors import RatgeberError
from ratgeber_tools.newsroom.meeting.kept_minutes import every_minutes, minutes_of

_NOT_HERE = "Dieses Protokoll gibt es hier nicht."
_NO_DAYS = "Wählen Sie den Tag der Sitzung, und ab wann das Protokoll erzählt."
_PERSONAL = "Ein Protokoll nennt Stellen, keine Personen. Schreiben Sie es anders."


class MinutesPages:
    """The pages above."""

    def __init__(self, frame: PageFrame, meeting: DeskMeeting) -> None:
        self._frame = frame
        self._meeting = meeting

    def routes(self) -> list[Route]:
        frame, publish = self._frame, DeskRight.PUBLISH
        return [
            frame.page(f"{PLACE}/protokoll", self._form),
            frame.deed(f"{PLACE}/protokoll", self._write, right=publish),
            frame.page(f"{PLACE}/protokoll/{{day}}.{{kind}}", self._paper),
            frame.page(f"{PLACE}/protokoll/{{day}}", self._show),
            frame.deed(f"{PLACE}/protokoll/{{day}}/genehmigen", self._sign_off, right=publish),
        ]

    async def _form(self, request: Request, _login: Login) -> PageView:
        day = parse_date(request.query_params.get("am", "")) or self._meeting.today
        return PageView("protokoll.html", await computed(self._form_values, day))

    def _form_values(self, day: date) -> dict[str, Any]:
        meeting, every = self._meeting, every_minutes(self._meeting.root)
        known = minutes_of(meeting.root, day)
        return {
            "day": day.isoformat(),
            "since": meeting.since_when(day).isoformat(),
            "present": () if known is None else known.present,
            "remarks": "" if known is None else known.remarks,
            "in_full": False,
            "today": meeting.today.isoformat(),
            "offices": meeting.offices(),
            "earlier": [{"day": each.day, "signed_on": each.signed_on, "has_text": bool(each.text)} for each in every],
        }

    async def _write(self, _request: Request, login: Login, sent: SentForm) -> Done | PageView:
        day, since = parse_date(sent.text("am")), parse_date(sent.text("seit"))
        typed: dict[str, Any] = {
            "day": sent.text("am"),
            "since": sent.text("seit"),
            "present": tuple(sent.texts("anwesend")),
            "remarks": sent.text("bemerkungen"),
            "in_full": bool(sent.text("ausfuehrlich")),
        }
        alert = "" if day and since else _NO_DAYS
        if not alert and day is not None and since is not None:
            try:
                require_impersonal(typed["remarks"], _PERSONAL)
                await done_aside(self._written, day, since, typed, login)
            except RatgeberError as error:
                alert = str(error)
            else:
                return Done(f"{PLACE}/protokoll/{day.isoformat()}", "Das Protokoll ist geschrieben und aufgehoben.")
        values = await computed(self._form_values, self._meeting.today)
        return PageView("protokoll.html", {**values, **typed}).because(alert)

    def _written(self, day: date, since: date, typed: dict[str, Any], login: Login) -> None:
        self._meeting.write_minutes(
            day,
            since,
            present=[each for each in typed["present"] if each in self._meeting.offices()],
            remarks=typed["remarks"],
            in_full=typed["in_full"],
            by=login,
        )

    async def _show(self, request: Request, _login: Login) -> PageView:
        return PageView("protokoll_lesen.html", await computed(self._values, _day(request)))

    def _values(self, day: date) -> dict[str, Any]:
        kept = self._meeting.minutes(day)
        return {
            "minutes": kept,
            "address": day.isoformat(),
            "blocks": shown_blocks(kept.document) if kept.text else [],
            "has_pdf": has_pdf(),
        }

    async def _paper(self, request: Request, _login: Login) -> Response:
        kind, kept = request.path_params["kind"], await computed(self._meeting.minutes, _day(request))
        if kind not in ("docx", "pdf") or not kept.text:
            raise HTTPException(404, _NOT_HERE)
        return await download(await computed(minutes_word, kept), kind, f"Protokoll {kept.day.isoformat()}")

    async def _sign_off(self, request: Request, login: Login, _sent: SentForm) -> Done:
        day = _day(request)
        await done_aside(self._meeting.sign_off, day, login)
        return Done(f"{PLACE}/protokoll/{day.isoformat()}", f"Genehmigt durch {login.office}.")


def _day(request: Request) -> date:
    found = parse_date(request.path_params["day"])
    if found is None:
        raise HTTPException(404, _NOT_HERE)
    return found
