"""Fact sheets at the desk: made with one click, answered by a link or a file, and taken over after a look.

POST /word/faktenblatt              an, als (datei, link), bis: a sheet goes out
GET  /word/antworten/ID             answers that wait;  POST: nimm (several) or nur: those are taken over
POST /word/antworten/ID/eintragen   eintrag, gesehen-eintrag: an office's new value, or that it holds no more
GET  /word/antworten/ID/angabe      ?eintrag=: the record's form filled in with the answer;  POST as the form's own
POST /word/antworten/ID/erledigt    eintrag: somebody has entered it;  …/fertig  all of it is dealt with
POST /word/link/DIGEST/ende         a link ends
GET, POST /antwort/TOKEN            an office answers, without a login and without a cookie
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import quote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ratgeber_tools.data.dates import format_date, local_day, parse_date
from ratgeber_tools.desk.login.rates import Buckets, network_of
from ratgeber_tools.desk.plainly import plainly
from ratgeber_tools.desk.record_desk import RecordDesk
from ratgeber_tools.desk.rooms.desk import Desk
from ratgeber_tools.desk.server.pages.frame import Done, PageFrame, PageView, SentForm
from ratgeber_tools.desk.server.pages.records import FormOfAnswer, RecordPages
from ratgeber_tools.desk.sheet_answers import LookedAt, SheetAnswerView, look_at, take_over
from ratgeber_tools.desk.sheet_entries import SheetEntryView, enter, entry_of_answer
from ratgeber_tools.desk.store.interface import Login
from ratgeber_tools.desk.waiting_sheets import AnswerLink, WaitingAnswers, WaitingSheets, last_day
from ratgeber_tools.editorial.rights import DeskRight
from ratgeber_tools.errors import InputError
from ratgeber_tools.fact_sheets.making import card_for, keep_card, office_sheets, school_sheets
from ratgeber_tools.fact_sheets.sheets import editorial_office, offices
from ratgeber_tools.fact_sheets.web_answers import answered, asked
from ratgeber_tools.quotation import quoted
from ratgeber_tools.readers.word.fact_sheets import FilledSheet
from ratgeber_tools.writers.word.fact_sheet import Sheet, write

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SCHOOL = "schule."
_NO_SHEET = (
    "Dieses Blatt gehört zu keinem, das von hier hinausging, oder ihm fehlt, woran man das erkennt. Geben Sie ein "
    "neues Faktenblatt aus, oder tragen Sie die Antworten bei den Angaben ein."
)
_NOBODY = "Wählen Sie die Stelle oder Schule, die gefragt wird."
_NOTHING = "Es ist nichts ausgewählt. Kreuzen Sie an, was übernommen werden soll."
_CHANGED = (
    "Noch nicht eingetragen: {label} hat jemand geändert, seit Sie hingesehen haben. Unten steht, was jetzt da ist, "
    "neben dem, was die Stelle sagt."
)
_NOT_OPEN = "Diese Antwort ist erledigt, oder es gibt sie nicht mehr. Sehen Sie die Antworten noch einmal an."
_NO_DAY = "„{words}“ ist kein Tag. Schreiben Sie ihn wie 24.12.2026."
_TOO_OFTEN = "Das war sehr oft hintereinander. Warten Sie {seconds} Sekunden, und laden Sie die Seite dann neu."
_LONGEST_ANSWER, _MOST_FIELDS = 100_000, 2_000


@dataclass(slots=True)
class SheetViews:
    """Answers at the addresses above."""

    desk: Desk
    frame: PageFrame
    sheets: WaitingSheets
    records: RecordPages
    #: How often somebody without a login may ask, from one address.
    _tries: Buckets = field(init=False)

    def __post_init__(self) -> None:
        self._tries = Buckets(30, 20, lambda: self.desk.now().timestamp())

    def routes(self) -> list[Route]:
        """Return the addresses above."""
        place = "/word/antworten/{answers}"
        return [
            self.frame.deed("/word/faktenblatt", self._make, right=DeskRight.WRITE),
            self.frame.deed("/word/link/{digest}/ende", self._end, right=DeskRight.WRITE),
            self.frame.deed(f"{place}/eintragen", self._enter, right=DeskRight.DECIDE),
            self.frame.page(f"{place}/angabe", self._form, right=DeskRight.WRITE),
            self.frame.deed(f"{place}/angabe", self._form_sent, right=DeskRight.WRITE),
            self.frame.deed(f"{place}/erledigt", self._dealt_with, right=DeskRight.DECIDE),
            self.frame.deed(f"{place}/fertig", self._finish, right=DeskRight.DECIDE),
            self.frame.page(place, self._look),
            self.frame.deed(place, self._take_over, right=DeskRight.DECIDE),
            Route("/antwort/{token}", self._asked, methods=["GET"]),
            Route("/antwort/{token}", self._answered, methods=["POST"]),
        ]

    @property
    def _today(self) -> date:
        return local_day(self.desk.now())

    def keep(self, filled: FilledSheet, *, file: str, sender: str) -> None:
        """Keep a sheet that came as a file; raises `InputError` for one that did not go out from here."""
        answers = WaitingAnswers("", filled, file, sender, self._today)
        try:
            look_at(answers, self.desk.folder, self._today)
        except InputError as error:
            raise InputError(plainly(str(error), _NO_SHEET)) from None
        self.sheets.keep(filled, file=file, sender=sender)

    def whom(self) -> list[tuple[str, str]]:
        """Return whom a sheet can go to: what the form sends, and the name."""
        records = self.desk.guide.load().data.records
        asked_offices = [(name, records.contacts[name].name) for name in offices(records, self._today)]
        return [*asked_offices, *((f"{_SCHOOL}{name}", school.name) for name, school in records.schools.items())]

    # ------------------------------------------------------------------ going out

    async def _make(self, request: Request, login: Login, form: SentForm) -> Done | PageView | Response:
        whom, until = form.text("an"), form.text("bis")
        if form.text("als") == "link":
            token, link = await run_in_threadpool(self._linked, whom, until, login)
            address = f"{request.url.scheme}://{request.headers['host']}/antwort/{token}"
            return PageView("link.html", {"address": address, "link": link, "days": (link.until - self._today).days})
        name, content = await run_in_threadpool(self._file, whom, login)
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
        return Response(content, media_type=WORD, headers=headers)

    def _file(self, whom: str, login: Login) -> tuple[str, bytes]:
        name, sheet = self._sheet(whom)
        return name, self._kept(name, sheet, login)

    def _linked(self, whom: str, until: str, login: Login) -> tuple[str, AnswerLink]:
        day = last_day(self._today, _day(until))
        name, sheet = self._sheet(whom)
        self._kept(name, sheet, login)
        token = self.sheets.new_link(asked(sheet), office=dict(self.whom())[whom], until=day)
        return token, self.sheets.link(token)

    def _kept(self, name: str, sheet: Sheet, login: Login) -> bytes:
        """Keep what a sheet asks, before anybody has it; return its Word file."""
        content = write(sheet)
        with self.desk.held():
            path = keep_card(self.desk.folder, *card_for(name, content))
            alert = self.desk.commit([path], "Faktenblatt hinaus", login)
        if alert:
            raise InputError(alert)
        return content

    def _sheet(self, whom: str) -> tuple[str, Sheet]:
        if whom not in dict(self.whom()):
            raise InputError(_NOBODY)
        guide = self.desk.guide.load()
        records = guide.data.records
        send_to = editorial_office(records)
        made = (
            school_sheets(records, [whom.removeprefix(_SCHOOL)], today=self._today, send_to=send_to)
            if whom.startswith(_SCHOOL)
            else office_sheets(guide, [whom], today=self._today, send_to=send_to)
        )
        return next(iter(made.items()))

    async def _end(self, request: Request, _login: Login, _form: SentForm) -> Done:
        await run_in_threadpool(self.sheets.end, request.path_params["digest"])
        return Done("/word#faktenblaetter", "Der Link gilt nicht mehr. Was darüber kam, ist noch da.")

    # ------------------------------------------------------------------ coming back

    async def _look(self, request: Request, login: Login) -> PageView:
        return await run_in_threadpool(self._view, request.path_params["answers"], login)

    def _view(self, identifier: str, login: Login) -> PageView:
        answers = self.sheets.answers(identifier)
        looked = look_at(answers, self.desk.folder, self._today)
        register = self.records.register(login)
        entries = {each.mark: entry_of_answer(each, looked, register) for each in looked.answers}
        return PageView(
            "antworten.html",
            {
                "answers": answers,
                "looked": looked,
                "entries": {mark: entry for mark, entry in entries.items() if entry is not None},
                "asked": [each for each in looked.answers if not each.is_quiet],
                "quiet": sum(each.is_quiet for each in looked.answers),
                "number": sum(each.is_taken for each in looked.answers),
            },
        )

    async def _take_over(self, request: Request, login: Login, form: SentForm) -> Done | PageView:
        identifier = request.path_params["answers"]
        only = form.text("nur")
        marks = frozenset([only] if only else form.texts("nimm"))
        if not marks:
            return (await run_in_threadpool(self._view, identifier, login)).because(_NOTHING)
        return await run_in_threadpool(self._taken_over, identifier, marks, login)

    def _taken_over(self, identifier: str, marks: frozenset[str], login: Login) -> Done:
        with self.desk.held():
            answers = self.sheets.answers(identifier)
            looked = look_at(answers, self.desk.folder, self._today)
            fit = marks & {each.mark for each in looked.answers if each.is_taken}
            paths, number = take_over(answers, fit, self.desk.folder, self._today)
            alert = self.desk.commit(paths, f"Antworten aus dem Faktenblatt: {looked.office}", login)
            self.sheets.note(answers, fit)
        if alert:
            raise InputError(alert)
        said = "Eine Angabe ist" if number == 1 else f"{number} Angaben sind"
        return Done(f"/word/antworten/{identifier}", f"{said} übernommen.")

    # ------------------------------------------------------------------ into the record

    async def _enter(self, request: Request, login: Login, form: SentForm) -> Done | PageView:
        identifier, mark = request.path_params["answers"], form.text("eintrag")
        return await run_in_threadpool(self._entered, identifier, mark, form.text(f"gesehen-{mark}"), login)

    def _entered(self, identifier: str, mark: str, seen: str, login: Login) -> Done | PageView:
        with self.desk.held():
            looked, answer, entry = self._open(identifier, mark, login)
            if entry.seen != seen:
                return self._view(identifier, login).because(_CHANGED.format(label=quoted(entry.row.label)))
            if not entry.is_one_click:
                return self.records.form_for(login, entry, _form_of(identifier, mark, answer))
            # What came is listed first: the list says how the data were when the office answered.
            self._noted(identifier, frozenset(), login)
            saved = enter(entry, answer, looked, RecordDesk(self.desk, self.records.register(login), login))
            if not saved.is_written:
                return self.records.not_entered(login, entry, saved, _form_of(identifier, mark, answer))
            self._noted(identifier, frozenset({mark}), login)
        return Done(f"/word/antworten/{identifier}", saved.told)

    async def _form(self, request: Request, login: Login) -> PageView:
        identifier, mark = request.path_params["answers"], request.query_params.get("eintrag", "")

        def form() -> PageView:
            _, answer, entry = self._open(identifier, mark, login)
            return self.records.form_for(login, entry, _form_of(identifier, mark, answer))

        return await run_in_threadpool(form)

    async def _form_sent(self, request: Request, login: Login, form: SentForm) -> Done | PageView:
        identifier, mark = request.path_params["answers"], request.query_params.get("eintrag", "")
        self.frame.gate.require_right(request, DeskRight.DECIDE)

        def change() -> Done | PageView:
            with self.desk.held():
                _, answer, entry = self._open(identifier, mark, login)
                done = self.records.changed(
                    login, form, entry.row.kind.stem, entry.row.key.identifier, _form_of(identifier, mark, answer)
                )
                if isinstance(done, Done):
                    self._noted(identifier, frozenset({mark}), login)
                return done

        return await run_in_threadpool(change)

    def _open(self, identifier: str, mark: str, login: Login) -> tuple[LookedAt, SheetAnswerView, SheetEntryView]:
        """Return an answer that changes a record; raises `InputError` for one that is dealt with."""
        looked = look_at(self.sheets.answers(identifier), self.desk.folder, self._today)
        register = self.records.register(login)
        for answer in looked.answers:
            if answer.mark == mark and (entry := entry_of_answer(answer, looked, register)) is not None:
                return looked, answer, entry
        raise InputError(_NOT_OPEN)

    async def _dealt_with(self, request: Request, login: Login, form: SentForm) -> Done:
        identifier, mark = request.path_params["answers"], form.text("eintrag")
        await run_in_threadpool(self._noted, identifier, frozenset({mark}), login)
        return Done(f"/word/antworten/{identifier}", "Steht als erledigt da.")

    async def _finish(self, request: Request, login: Login, _form: SentForm) -> Done:
        answers = await run_in_threadpool(self._noted, request.path_params["answers"], frozenset(), login)
        await run_in_threadpool(self.sheets.forget, answers)
        return Done("/word#faktenblaetter", "Das Faktenblatt ist abgeschlossen.")

    def _noted(self, identifier: str, marks: frozenset[str], login: Login) -> Any:
        with self.desk.held():
            answers = self.sheets.answers(identifier)
            paths, _ = take_over(answers, frozenset(), self.desk.folder, self._today)
            self.desk.commit(paths, "Rückmeldung zum Faktenblatt", login)
            return self.sheets.note(answers, marks & {entry.mark for entry in answers.filled.entries})

    # ------------------------------------------------------------------ without a login

    async def _asked(self, request: Request) -> Response:
        link = await self._link(request)
        if isinstance(link, Response):
            return link
        return self.frame.bare("antwort.html", _questions(link, lambda _: ""))

    async def _answered(self, request: Request) -> Response:
        link = await self._link(request)
        if isinstance(link, Response):
            return link
        try:
            async with request.form(max_files=0, max_fields=_MOST_FIELDS, max_part_size=_LONGEST_ANSWER) as data:
                form = SentForm(data)
                filled = answered(link.sheet, form.text)
                said = any(form.text(f"antwort-{at}") or form.text(f"worte-{at}") or form.text(f"anmerkung-{at}")
                           for at in range(len(filled.entries)))  # fmt: skip
                if not said and not filled.closing:
                    values = {**_questions(link, form.text), "alert": "Es ist noch nichts beantwortet."}
                    return self.frame.bare("antwort.html", values, status=400)
        except MultiPartException as error:
            raise HTTPException(413, "Das ist zu viel auf einmal.") from error
        await run_in_threadpool(self.sheets.answer, link, filled)
        return self.frame.bare("antwort_danke.html", {"link": link})

    async def _link(self, request: Request) -> AnswerLink | Response:
        """Return the link that is asked by, or the page that says why there is none."""
        wait = self._tries.take(network_of(request.client.host if request.client else ""))
        if wait:
            sentence = _TOO_OFTEN.format(seconds=wait)
            answer = self.frame.bare("antwort_ende.html", {"sentence": sentence}, status=429)
            answer.headers["Retry-After"] = str(wait)
            return answer
        try:
            return await run_in_threadpool(self.sheets.link, request.path_params["token"])
        except InputError as error:
            return self.frame.bare("antwort_ende.html", {"sentence": str(error)}, status=404)


def _form_of(identifier: str, mark: str, answer: SheetAnswerView) -> FormOfAnswer:
    place = f"/word/antworten/{identifier}"
    return FormOfAnswer(answer.outcome.text, f"{place}/angabe?{urlencode({'eintrag': mark})}", place)


def _questions(link: AnswerLink, sent: Any) -> dict[str, Any]:
    sections, number = [], 0
    for title, entries in link.sheet.sections:
        numbered = []
        for entry in entries:
            given = {kind: sent(f"{kind}-{number}") for kind in ("antwort", "worte", "anmerkung")}
            numbered.append({"at": number, "it": entry, **given})
            number += 1
        sections.append({"title": title, "entries": numbered})
    closing = [(mark, label, sent(f"schluss-{mark}")) for mark, label in link.sheet.closing]
    return {"link": link, "sections": sections, "closing": closing, "alert": "", "until": format_date(link.until)}


def _day(words: str) -> date | None:
    if not words:
        return None
    try:
        return parse_date(words) or date.fromisoformat(words)
    except ValueError:
        raise InputError(_NO_DAY.format(words=words)) from None
