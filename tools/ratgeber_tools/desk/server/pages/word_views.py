"""Word files at the desk: what came in and waits, what is out with whom, and both with one form each.

GET  /word                             what waits, what was given back, what is out
POST /word                             datei (several), stelle: files come in
GET  /word/wohin/ID                    a file asks which part of the guide it is for;  POST: teil
GET  /word/hinaus?kapitel=NAME         a chapter goes out: to whom, until when;  POST: kapitel, stelle, bis
GET  /word/ausgabe/ID                  it is ready, and its download begins;  GET …/datei  the file
POST /word/ausgabe/ID/zurueck          stelle: it is back, without a file
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ratgeber_tools import files
from ratgeber_tools.contributions.returns import known_offices
from ratgeber_tools.data.dates import format_date, local_day, parse_date
from ratgeber_tools.desk.conflicts import conflicts_of
from ratgeber_tools.desk.incoming import Received, board_of, kept_file, receive, receive_kept
from ratgeber_tools.desk.other_side import OtherSideProposals
from ratgeber_tools.desk.rooms.desk import Desk
from ratgeber_tools.desk.sending import parts_of, send
from ratgeber_tools.desk.server.pages.frame import Done, PageFrame, PageView, SentForm
from ratgeber_tools.desk.server.pages.sheet_views import SheetViews
from ratgeber_tools.desk.server.sockets import Sockets
from ratgeber_tools.desk.store.interface import Login
from ratgeber_tools.desk.waiting_sheets import USUAL_DAYS
from ratgeber_tools.desk.word_files import LARGEST_FILE
from ratgeber_tools.editorial.rights import DeskRight
from ratgeber_tools.errors import InputError, RatgeberError
from ratgeber_tools.proposals.branch import PREFIX
from ratgeber_tools.quotation import quoted
from ratgeber_tools.roundtrip import outgoing, sent_out

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MOST_FILES = 20
#: So long the first look waits for the other side.
_PATIENCE_S = 3.0
_NO_FILE = "Wählen Sie erst eine Word-Datei aus, oder ziehen Sie sie in das Feld."
_TOO_LARGE = "{name} ist größer als 60 MB. Verkleinern Sie in Word die Bilder („Bilder komprimieren“)."
_NO_CHAPTER = "Wählen Sie das Kapitel, das hinausgehen soll."
_NO_OFFICE = "Sagen Sie, an wen das Kapitel geht: Dann steht hier, wo es ist."
_NO_DAY = "„{words}“ ist kein Tag. Schreiben Sie ihn wie 24.12.2026, oder lassen Sie das Feld leer."
_PAST = "Der {day} ist vorbei. Nennen Sie einen Tag, bis zu dem die Datei zurück sein kann."


@dataclass(slots=True)
class WordViews:
    """Answers at the addresses above; `other` is the guide's other side, None where there is none."""

    desk: Desk
    frame: PageFrame
    sockets: Sockets
    sheets: SheetViews
    other: OtherSideProposals | None
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def routes(self) -> list[Route]:
        """Return the addresses above."""
        return [
            self.frame.page("/word", self._list),
            self.frame.deed("/word", self._upload, right=DeskRight.PROPOSE, files=_MOST_FILES, largest=LARGEST_FILE),
            self.frame.page("/word/wohin/{kept}", self._where),
            self.frame.deed("/word/wohin/{kept}", self._place, right=DeskRight.PROPOSE),
            self.frame.page("/word/hinaus", self._sending, right=DeskRight.WRITE),
            self.frame.deed("/word/hinaus", self._send, right=DeskRight.WRITE),
            self.frame.page("/word/ausgabe/{export}", self._ready),
            self.frame.page("/word/ausgabe/{export}/datei", self._file),
            self.frame.deed("/word/ausgabe/{export}/zurueck", self._back, right=DeskRight.WRITE),
        ]

    @property
    def _there(self) -> dict[str, str]:
        return {} if self.other is None else self.other.there

    @property
    def _today(self) -> date:
        return local_day(self.desk.now())

    # ------------------------------------------------------------------ what there is

    async def _list(self, _request: Request, _login: Login) -> PageView:
        asking = self._ask_other_side()
        if asking is not None and self.other is not None and self.other.is_unknown:
            await asyncio.wait([asking], timeout=_PATIENCE_S)  # else the first look would not show what is there
        return await run_in_threadpool(self._list_view)

    def _list_view(self) -> PageView:
        titles = dict(self.desk.titles())
        board = board_of(self.desk, self._there) if self.desk.repository is not None else None
        waiting = board.waiting() if board is not None else ()
        out = [each for each in sent_out.sent_out(self.desk.folder) if each.back is None]
        return PageView(
            "word.html",
            {
                "waiting": [
                    {"it": each, "day": local_day(each.moment), "titles": _titles(each.chapters, titles)}
                    for each in waiting
                ],
                "given_back": [
                    {"it": each, "day": local_day(each.moment), "titles": _titles(each.chapters, titles)}
                    for each in (board.given_back() if board is not None else ())
                ],
                "out": [
                    {"it": each, "titles": _titles(each.chapters, titles), "is_late": each.is_overdue(self._today)}
                    for each in out
                ],
                "offices": self._offices(),
                "conflicts": sum(map(len, conflicts_of(self.desk.guide.load()).values())),
                "sheets": self.sheets.sheets.overview(self._today),
                "whom": self.sheets.whom(),
                "last_day": self._today + timedelta(days=USUAL_DAYS),
            },
        )

    def _offices(self) -> list[str]:
        guide = self.desk.guide.load()
        return sorted(known_offices(guide, guide.folder.parent), key=str.casefold)

    # ------------------------------------------------------------------ what comes in

    async def _upload(self, _request: Request, login: Login, form: SentForm) -> Done | PageView:
        sent, office = form.files("datei"), form.text("stelle")
        done: list[Received] = []
        refused: list[str] = []
        for upload in sent:
            try:
                done.append(await self._received(upload, login, office))
            except RatgeberError as error:
                refused.append(str(error))
        if not sent or refused:
            view = await run_in_threadpool(self._list_view)
            good = [f"{quoted(each.file_name)} ist angekommen." for each in done]
            return view.because(" ".join([*refused, *good]) or _NO_FILE)
        self._ask_other_side()
        return _next(done)

    async def _received(self, upload: UploadFile, login: Login, office: str) -> Received:
        name = upload.filename or ""
        if (upload.size or 0) > LARGEST_FILE:
            raise InputError(_TOO_LARGE.format(name=quoted(name)))
        return await run_in_threadpool(self._take_in, await upload.read(), name, login, office)

    def _take_in(self, data: bytes, name: str, login: Login, office: str) -> Received:
        office = office if office in self._offices() else ""
        received = receive(self.desk, data, name, login, office=office, there=self._there)
        if received.sheet is not None:
            self.sheets.keep(received.sheet, file=received.file_name, sender=office or login.office)
        if received.export:
            with self.desk.held():
                noted = sent_out.note_back(self.desk.folder, received.export, office=office, day=self._today)
                self.desk.commit([noted] if noted is not None else [], "Zurück vom Gegenlesen", login)
        if received.proposal and not received.is_known and self.other is not None:
            self.other.has_come(f"{PREFIX}{received.proposal}")
        return received

    async def _where(self, request: Request, _login: Login) -> PageView:
        return await run_in_threadpool(self._where_view, request.path_params["kept"])

    def _where_view(self, kept: str) -> PageView:
        path = kept_file(self.desk, kept)
        return PageView("wohin.html", {"file_name": path.name, "parts": parts_of(self.desk.guide.load(), self._today)})

    async def _place(self, request: Request, login: Login, form: SentForm) -> Done | PageView:
        kept, part = request.path_params["kept"], form.text("teil")
        received = await run_in_threadpool(self._placed, kept, part, login)
        if received.unplaced:
            return (await run_in_threadpool(self._where_view, kept)).because("Wählen Sie einen Teil.")
        return _next([received])

    def _placed(self, kept: str, part: str, login: Login) -> Received:
        received = receive_kept(self.desk, kept, login, section=part, there=self._there)
        if received.proposal and self.other is not None:
            self.other.has_come(f"{PREFIX}{received.proposal}")
        return received

    # ------------------------------------------------------------------ what goes out

    async def _sending(self, request: Request, _login: Login) -> PageView:
        chosen = request.query_params.get("kapitel", "")
        return await run_in_threadpool(self._sending_view, chosen, "", "")

    def _sending_view(self, chapter: str, office: str, until: str) -> PageView:
        values: dict[str, Any] = {"chapter": chapter, "office_chosen": office, "until": until}
        return PageView("hinaus.html", {**values, "chapters": self.desk.titles(), "offices": self._offices()})

    async def _send(self, _request: Request, login: Login, form: SentForm) -> Done | PageView:
        chapter, office, until = form.text("kapitel"), form.text("stelle"), form.text("bis")
        await self.sockets.save(chapter)
        try:
            export = await run_in_threadpool(self._sent, chapter, office, until, login)
        except InputError as error:
            return (await run_in_threadpool(self._sending_view, chapter, office, until)).because(str(error))
        return Done(f"/word/ausgabe/{quote(export)}?neu=1")

    def _sent(self, chapter: str, office: str, until: str, login: Login) -> str:
        guide = self.desk.guide.load()
        if chapter not in guide.chapters:
            raise InputError(_NO_CHAPTER)
        if office not in known_offices(guide, guide.folder.parent):
            raise InputError(_NO_OFFICE)
        day = _until(until, self._today)
        with self.desk.held():
            export, paths = send(guide, chapter, self.desk.repository, office=office, until=day, today=self._today)
            alert = self.desk.commit(paths, f"{chapter}: zum Gegenlesen hinaus", login)
        if alert:
            raise InputError(alert)
        return export

    async def _ready(self, request: Request, _login: Login) -> PageView:
        return await run_in_threadpool(self._ready_view, request.path_params["export"], "neu" in request.query_params)

    def _ready_view(self, export: str, is_new: bool) -> PageView:
        outgoing.load(self.desk.folder, export, file=export)
        titles = dict(self.desk.titles())
        entries = [each for each in sent_out.sent_out(self.desk.folder) if each.identifier == export]
        return PageView(
            "ausgabe.html",
            {
                "export": export,
                "is_new": is_new,
                "titles": _titles(entries[0].chapters if entries else (), titles),
                "entries": [each for each in entries if each.office],
            },
        )

    async def _file(self, request: Request, _login: Login) -> Response:
        return await run_in_threadpool(self._file_answer, request.path_params["export"])

    def _file_answer(self, export: str) -> Response:
        base = outgoing.load(self.desk.folder, export, file=export)
        name = quote(f"{Path(base.chapters[0].name).name}.docx")
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
        return Response(files.read_bytes(base.sent), media_type=WORD, headers=headers)

    async def _back(self, request: Request, login: Login, form: SentForm) -> Done:
        export, office = request.path_params["export"], form.text("stelle")
        return await run_in_threadpool(self._noted_back, export, office, login)

    def _noted_back(self, export: str, office: str, login: Login) -> Done:
        with self.desk.held():
            path = sent_out.note_back(self.desk.folder, export, office=office, day=self._today)
            path = path or sent_out.note_back_without_card(self.desk.folder, export, day=self._today)
            alert = self.desk.commit([path], "Zurück vom Gegenlesen", login)
        if alert:
            raise InputError(alert)
        return Done("/word", "Steht als zurück auf der Liste.")

    # ------------------------------------------------------------------ the other side

    def _ask_other_side(self) -> asyncio.Task[None] | None:
        """Ask, and bring there what was done here, while the page is shown already."""
        if self.other is None or not self.other.is_due:
            return None
        task = asyncio.get_running_loop().create_task(asyncio.to_thread(self.other.exchange))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


def _next(received: list[Received]) -> Done:
    """Return where to go on: to what came in, or to the list where several did."""
    if len(received) > 1:
        return Done("/word", f"{len(received)} Dateien sind angekommen. Sie stehen unten.")
    (one,) = received
    if one.unplaced:
        return Done(f"/word/wohin/{one.unplaced}")
    if one.sheet is not None:
        return Done("/word#faktenblaetter", f"{quoted(one.file_name)} ist ein Faktenblatt. Die Antworten warten unten.")
    if one.proposal:
        said = f"{quoted(one.file_name)} liegt schon hier und wartet." if one.is_known else ""
        return Done(f"/word/vorschlag/{one.proposal}", said)
    return Done("/word", one.sentence)


def _titles(chapters: tuple[str, ...], titles: dict[str, str]) -> str:
    if len(chapters) > 3:
        return f"{len(chapters)} Kapitel"
    return ", ".join(titles.get(name, name.rpartition("/")[2]) for name in chapters)


def _until(words: str, today: date) -> date | None:
    if not words:
        return None
    try:
        day = parse_date(words) or date.fromisoformat(words)
    except ValueError:
        raise InputError(_NO_DAY.format(words=words)) from None
    if day < today:
        raise InputError(_PAST.format(day=format_date(day)))
    return day
