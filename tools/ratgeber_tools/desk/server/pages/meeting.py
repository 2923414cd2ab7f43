"""“Sitzung”: what is to be decided, the vote on chapters, and withdrawals.

GET  /sitzung                              what is to be decided;  /sitzung/tagesordnung.docx, .pdf
GET  /sitzung/abstimmen?kapitel=…          the chapters of one vote, what is open in each, and the form
POST /sitzung/abstimmen                    releases what was decided; what was refused is said per chapter
GET  /sitzung/zuruecknehmen                what is public;  /sitzung/zuruecknehmen/NAME what follows, and the form
POST /sitzung/zuruecknehmen/NAME           takes a chapter out of the public edition
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from urllib.parse import quote, urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from ratgeber_tools.data.dates import parse_date
from ratgeber_tools.desk.meeting import Ballot, DeskMeeting
from ratgeber_tools.desk.meeting_papers import agenda_word, as_pdf, has_pdf
from ratgeber_tools.desk.server.computing import computed, done_aside, surveyed
from ratgeber_tools.desk.server.pages.checks_said import since_when
from ratgeber_tools.desk.server.pages.frame import Done, PageFrame, PageView, SentForm, explained
from ratgeber_tools.desk.server.sockets import Sockets
from ratgeber_tools.desk.store.interface import Login
from ratgeber_tools.editorial.rights import DeskRight
from ratgeber_tools.errors import RatgeberError
from ratgeber_tools.guide.chapters import is_index_page
from ratgeber_tools.newsroom.meeting.agenda import Undecided
from ratgeber_tools.newsroom.meeting.ballot import Candidate
from ratgeber_tools.newsroom.meeting_agenda import in_total, waiting_words
from ratgeber_tools.newsroom.open_points import OpenPoint, PointKind
from ratgeber_tools.quotation import quoted
from ratgeber_tools.releases.log import Votes
from ratgeber_tools.releases.one_vote import VoteOutcome
from ratgeber_tools.releases.rules import Decision, Obstacle

PLACE = "/sitzung"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
_NOT_HERE = "Diese Datei gibt es hier nicht."
_NO_NUMBER = "Tragen Sie bei Ja, Nein und Enthaltungen je eine Zahl ein, auch eine 0."
_NO_DAY = "Wählen Sie den Tag, an dem abgestimmt wurde."
_NO_REASON = "Schreiben Sie, warum trotz offener Punkte freigegeben wird. Der Grund bleibt bei der Freigabe stehen."
#: Who a part of the points is for, where no office is.
_NOBODY = "Noch bei niemandem"


class MeetingPages:
    """The pages above."""

    def __init__(self, frame: PageFrame, meeting: DeskMeeting, sockets: Sockets) -> None:
        self._frame = frame
        self._meeting = meeting
        self._sockets = sockets

    def routes(self) -> list[Route]:
        frame, publish = self._frame, DeskRight.PUBLISH
        return [
            frame.page(PLACE, self._agenda),
            frame.page(f"{PLACE}/tagesordnung.{{kind}}", self._paper),
            frame.page(f"{PLACE}/vorfuehren", self._to_projector),
            frame.page(f"{PLACE}/abstimmen", self._ballot, right=publish),
            frame.deed(f"{PLACE}/abstimmen", self._vote, right=publish),
            frame.page(f"{PLACE}/zuruecknehmen", self._released, right=publish),
            frame.page(f"{PLACE}/zuruecknehmen/{{name:path}}", self._withdrawal, right=publish),
            frame.deed(f"{PLACE}/zuruecknehmen/{{name:path}}", self._withdraw, right=publish),
        ]

    # ------------------------------------------------------------------ what is to be decided

    async def _agenda(self, _request: Request, _login: Login) -> PageView:
        known = await self._meeting.findings.soon()
        values = await surveyed(self._agenda_values)
        return PageView("sitzung.html", {**values, "checks": since_when(known, self._meeting.desk.now())})

    def _agenda_values(self) -> dict[str, Any]:
        agenda = self._meeting.agenda()
        return {
            "ready": [_chapter(each) for each in agenda.ready],
            "waiting": [_chapter(each) for each in agenda.waiting],
            "first": [_point(each) for each in agenda.first],
            "rest": [_office_points(office, groups) for office, groups in agenda.rest.items()],
            "total": in_total([*agenda.first, *(p for groups in agenda.rest.values() for _, ps in groups for p in ps)]),
            "has_pdf": has_pdf(),
        }

    async def _paper(self, request: Request, _login: Login) -> Response:
        meeting, kind = self._meeting, request.path_params["kind"]
        if kind not in ("docx", "pdf"):
            raise HTTPException(404, _NOT_HERE)
        word = await computed(lambda: agenda_word(meeting.points(), meeting.today))
        return await download(word, kind, f"Tagesordnung {meeting.today.isoformat()}")

    async def _to_projector(self, request: Request, _login: Login) -> Response:
        names = request.query_params.getlist("kapitel")
        if not names:
            names = [each.status.name for each in (await surveyed(self._meeting.agenda)).ready]
        if not names:
            return RedirectResponse(PLACE, 303)
        return RedirectResponse(projector_place(names[0], names), 303)

    # ------------------------------------------------------------------ the vote

    async def _ballot(self, request: Request, login: Login) -> PageView | Response:
        names = request.query_params.getlist("kapitel")
        if not names:
            self._frame.say(request, "Wählen Sie zuerst die Kapitel, über die abgestimmt wird.")
            return RedirectResponse(PLACE, 303)
        form = VoteForm(tuple(names), day=self._meeting.today.isoformat())
        try:
            return await self._vote_page(form, login)
        except RatgeberError as error:
            return explained(error)

    async def _vote_page(self, form: VoteForm, login: Login, alert: str = "") -> PageView:
        await self._meeting.findings.soon()
        ballot: Ballot = await surveyed(self._meeting.ballot, form.names, login)
        titles, offices = await computed(self._meeting.called), await computed(self._meeting.offices)
        values = {
            **asdict(form),
            "chapters": [_before_vote(each, ballot.refused.get(each.name, ()), titles) for each in ballot.chapters],
            "offices": offices,
            "today": self._meeting.today.isoformat(),
            "meeting_day": form.date or self._meeting.today,
        }
        view = PageView("abstimmen.html", values)
        return view.because(alert) if alert else view

    async def _vote(self, _request: Request, login: Login, sent: SentForm) -> PageView:
        form = VoteForm.of(sent)
        if alert := form.wrong():
            return await self._vote_page(form, login, alert)
        try:
            for name in form.names:
                await self._sockets.save(name)
            outcome: VoteOutcome = await done_aside(self._voted, form, login)
        except RatgeberError as error:
            return await self._vote_page(form, login, str(error))
        return PageView("beschlossen.html", await computed(self._outcome_values, form, outcome))

    def _voted(self, form: VoteForm, login: Login) -> VoteOutcome:
        waived = dict.fromkeys(form.waived, form.reason)
        return self._meeting.vote(form.names, form.decision, present=form.present, in_spite_of=waived, by=login)

    def _outcome_values(self, form: VoteForm, outcome: VoteOutcome) -> dict[str, Any]:
        titles = self._meeting.called()
        chapters = [entry.event.chapter for entry in outcome.entries if not entry.follows]
        return {
            "released": [(name, titles.get(name, name)) for name in chapters],
            "refused": [
                {"name": name, "title": titles.get(name, name), "reasons": said(reasons, name, titles)}
                for name, reasons in outcome.refused.items()
            ],
            "pages": [titles.get(each.event.chapter, "") for each in outcome.entries if each.follows],
            "again": f"{PLACE}/abstimmen?{urlencode([('kapitel', name) for name in outcome.refused])}",
            "day": form.day,
        }

    # ------------------------------------------------------------------ withdrawals

    async def _released(self, _request: Request, _login: Login) -> PageView:
        released, titles = await computed(self._meeting.released), await computed(self._meeting.called)
        chapters = [
            {"name": name, "title": titles.get(name, name), "day": release.day}
            for name, release in released.items()
            if not is_index_page(name)
        ]
        return PageView("zuruecknehmen.html", {"chapters": chapters, "chapter": None})

    async def _withdrawal(self, request: Request, _login: Login) -> PageView:
        return await self._withdrawal_page(request.path_params["name"])

    async def _withdrawal_page(self, name: str, *, reason: str = "", alert: str = "") -> PageView:
        found = await computed(self._meeting.consequences, name)
        titles = await computed(self._meeting.called)
        chapter = {
            "name": name,
            "title": titles.get(name, name),
            "linking": [(other, titles.get(other, other)) for other in found.linking],
            "emptied": [titles.get(page, page) for page in found.emptied],
        }
        view = PageView("zuruecknehmen.html", {"chapters": [], "chapter": chapter, "reason": reason})
        return view.because(alert) if alert else view

    async def _withdraw(self, request: Request, login: Login, sent: SentForm) -> Done | PageView:
        name, reason = request.path_params["name"], sent.text("grund")
        try:
            await done_aside(self._meeting.withdraw, name, reason, login)
        except RatgeberError as error:
            sentence = str(error) if reason else "Schreiben Sie, warum das Kapitel zurückgenommen wird."
            return await self._withdrawal_page(name, reason=reason, alert=sentence)
        title = (await computed(self._meeting.called)).get(name, name)
        return Done(
            "/veroeffentlichen",
            f"{quoted(title)} ist zurückgenommen. Eltern sehen es nicht mehr, sobald die nächste Fassung "
            "veröffentlicht ist.",
        )


@dataclass(frozen=True, slots=True)
class VoteForm:
    """What is typed in the form of a vote, as it was typed."""

    names: tuple[str, ...]
    reference: str = ""
    yes: str = ""
    no: str = ""
    abstained: str = ""
    day: str = ""
    present: tuple[str, ...] = ()
    waived: tuple[str, ...] = ()
    reason: str = ""

    @classmethod
    def of(cls, sent: SentForm) -> VoteForm:
        return cls(
            tuple(dict.fromkeys(sent.texts("kapitel"))),
            sent.text("beschluss"),
            sent.text("ja"),
            sent.text("nein"),
            sent.text("enthalten"),
            sent.text("am"),
            tuple(sent.texts("anwesend")),
            tuple(sent.texts("trotzdem")),
            sent.text("grund"),
        )

    def wrong(self) -> str:
        """Return why this is no vote yet; what the rules of releasing say is said by them."""
        if not all(each.isascii() and each.isdigit() and len(each) < 5 for each in (self.yes, self.no, self.abstained)):
            return _NO_NUMBER
        if self.date is None:
            return _NO_DAY
        return _NO_REASON if self.waived and not self.reason else ""

    @property
    def date(self) -> date | None:
        return parse_date(self.day)

    @property
    def decision(self) -> Decision:
        assert self.date is not None, "`wrong` is asked first"
        return Decision(self.reference, Votes(int(self.yes), int(self.no), int(self.abstained)), self.date)


def projector_place(name: str, names: Sequence[str]) -> str:
    """Return where a chapter is shown among those of a meeting."""
    others = urlencode([("kapitel", each) for each in names])
    return f"{PLACE}/kapitel/{quote(name)}{f'?{others}' if others else ''}"


def said(reasons: Sequence[Obstacle], name: str, titles: Mapping[str, str]) -> list[str]:
    """Return obstacles as a page says them: the same sentences, each once, the chapter by its title."""
    title = quoted(titles.get(name, name))
    return [*dict.fromkeys(each.sentence.replace(f"„{name}“", title) for each in reasons)]


async def download(word: bytes, kind: str, name: str) -> Response:
    """Return a paper as the file `kind` (docx or pdf) somebody saves under `name`."""
    data = word if kind == "docx" else await done_aside(as_pdf, word)
    head = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(f'{name}.{kind}')}"}
    return Response(data, media_type=WORD if kind == "docx" else PDF, headers=head)


def _chapter(each: Undecided) -> dict[str, Any]:
    status = each.status
    return {
        "name": status.name,
        "title": status.title,
        "office": status.office,
        "is_changed": each.is_changed,
        "is_before_group": each.is_before_group,
        "lacks": ", ".join(each.lacks()),
    }


def _office_points(office: str, groups: Sequence[tuple[PointKind, Sequence[OpenPoint]]]) -> dict[str, Any]:
    kinds = [(kind.value, [*map(_point, points)]) for kind, points in groups]
    return {"office": office or _NOBODY, "number": sum(len(points) for _, points in kinds), "kinds": kinds}


def _point(point: OpenPoint) -> dict[str, Any]:
    return {
        "title": point.title,
        "detail": point.detail,
        "office": point.office or _NOBODY,
        "kind": point.kind.value,
        "waiting": waiting_words(point),
    }


def _before_vote(each: Candidate, refused: Sequence[Obstacle], titles: Mapping[str, str]) -> dict[str, Any]:
    errors = [Obstacle(f"{finding.text} {finding.code.remedy}".rstrip()) for finding in each.errors]
    matters = [] if each.seen is None else each.seen.matters(lambda name: titles.get(name, name))
    return {
        "name": each.name,
        "title": titles.get(each.name, each.name),
        "refused": said([*errors, *refused], each.name, titles),
        "open": said([*each.reasons()], each.name, titles),
        "matters": [*matters],
    }
