"""A proposal to read and to decide: persons first, the page as parents will see it, each change to take or to leave.

GET  /word/vorschlag/NAME                  the proposal
POST /word/vorschlag/NAME                  tun: gewaehlt, alles, nichts; wahl-…, worte-…, kopf-…: it is taken over
POST /word/vorschlag/NAME/zurueck          grund: it is given back
POST /word/vorschlag/NAME/aufnehmen        one that was given back waits again
GET  /word/vorschlag/NAME/seite/CHAPTER    the page as parents will see it, built when it is asked for
GET  /word/vorschau/STATE/FILE             a file of such a page
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from ratgeber_tools import files
from ratgeber_tools.branches import Author
from ratgeber_tools.containment import is_inner_name, is_inside
from ratgeber_tools.data.dates import local_day
from ratgeber_tools.desk.incoming import board_of, repository_of
from ratgeber_tools.desk.other_side import OtherSideProposals
from ratgeber_tools.desk.preview import PreviewError, as_parents_see
from ratgeber_tools.desk.proposal_preview import ProposalPages
from ratgeber_tools.desk.proposed import ProposedChapter, Reviewing
from ratgeber_tools.desk.reviewing_words import Field, choices_of, shown_changes, shown_conflicts
from ratgeber_tools.desk.rooms.desk import Desk
from ratgeber_tools.desk.server.pages.frame import Done, PageFrame, PageView, SentForm
from ratgeber_tools.desk.server.preview_pages import POLICY
from ratgeber_tools.desk.server.sockets import Sockets
from ratgeber_tools.desk.store.interface import Login
from ratgeber_tools.editorial.rights import DeskRight
from ratgeber_tools.errors import InputError
from ratgeber_tools.proposals.pending import PendingBoard, PendingError, PendingProposal
from ratgeber_tools.quotation import quoted

_HEADERS = {"Content-Security-Policy": POLICY}
_NOT_HERE = "Das gibt es hier nicht."
_NO_PAGE = (
    '<!doctype html><html lang="de"><meta charset="utf-8"><title>Keine Vorschau</title>'
    "<p>Die Seite ließ sich nicht bauen. Am Vorschlag liegt das nicht unbedingt; lesen Sie, was darunter steht.</p>"
)


@dataclass(slots=True)
class ProposalViews:
    """Answers at the addresses above; `other` is the guide's other side, None where there is none."""

    desk: Desk
    frame: PageFrame
    sockets: Sockets
    pages: ProposalPages | None
    other: OtherSideProposals | None

    def routes(self) -> list[Route]:
        """Return the addresses above."""
        place = "/word/vorschlag/{name}"
        return [
            self.frame.page(f"{place}/seite/{{chapter:path}}", self._page),
            self.frame.page("/word/vorschau/{state}/{file:path}", self._file),
            self.frame.deed(f"{place}/zurueck", self._give_back, right=DeskRight.DECIDE),
            self.frame.deed(f"{place}/aufnehmen", self._take_up, right=DeskRight.DECIDE),
            self.frame.page(place, self._show),
            self.frame.deed(place, self._take_over, right=DeskRight.DECIDE),
        ]

    # ------------------------------------------------------------------ reading

    async def _show(self, request: Request, _login: Login) -> PageView:
        return await run_in_threadpool(self._view, request.path_params["name"], _nothing_sent)

    def _view(self, name: str, field: Field, alert: str = "") -> PageView:
        pending, chapters = self._proposal(name)
        reviewing = self._reviewing()
        view = PageView(
            "beitrag.html",
            {
                "proposal": pending,
                "day": local_day(pending.moment),
                "title": ", ".join(chapter.title for chapter in chapters) or pending.file_name,
                "persons": list(dict.fromkeys(line for chapter in chapters for line in chapter.persons)),
                "number": sum(len(chapter.changes) + len(chapter.conflicts) for chapter in chapters),
                "is_new": any(chapter.is_new for chapter in chapters),
                "sheet": self._reviewing().listing(pending) if pending.is_sheet else (),
                "beside": [] if pending.reason else self._board().beside(pending),
                "reason": field("grund"),
                "chapters": [
                    {
                        "at": at,
                        "chapter": chapter,
                        "conflicts": list(shown_conflicts(chapter, at, field, reviewing.plain(chapter.name))),
                        "changes": list(shown_changes(chapter, at, field)),
                    }
                    for at, chapter in enumerate(chapters)
                ],
            },
        )
        return view.because(alert) if alert else view

    def _proposal(self, name: str) -> tuple[PendingProposal, tuple[ProposedChapter, ...]]:
        pending = self._board().called(name)
        return pending, self._reviewing().chapters(pending)

    def _reviewing(self) -> Reviewing:
        return Reviewing(repository_of(self.desk), self.desk.guide.load(), local_day(self.desk.now()))

    def _board(self) -> PendingBoard:
        return board_of(self.desk, self.other.there if self.other is not None else {})

    # ------------------------------------------------------------------ the page as parents will see it

    async def _page(self, request: Request, _login: Login) -> Response:
        name, chapter = request.path_params["name"], request.path_params["chapter"]
        return await run_in_threadpool(self._built, name, chapter)

    def _built(self, name: str, chapter: str) -> Response:
        pending, chapters = self._proposal(name)
        texts = {each.name: each.text.decode("utf-8-sig") for each in chapters}
        if chapter not in texts or self.pages is None:
            raise HTTPException(404, _NOT_HERE)
        state = sha256("\0".join((pending.commit, *texts.values())).encode("utf-8")).hexdigest()[:16]
        try:
            place = self.pages.page(state, pending.commit, chapter, texts)
        except PreviewError:
            return HTMLResponse(_NO_PAGE, headers=_HEADERS)
        return RedirectResponse(f"/word/vorschau/{state}/{place}", 303)

    async def _file(self, request: Request, _login: Login) -> Response:
        state, name = request.path_params["state"], request.path_params["file"]
        if self.pages is None or not state.isalnum() or not is_inner_name(name):
            raise HTTPException(404, _NOT_HERE)
        folder = self.pages.folder(state)
        path = folder / name
        if not is_inside(path, folder) or not path.is_file():
            raise HTTPException(404, _NOT_HERE)
        if path.suffix == ".html":
            return HTMLResponse(as_parents_see(files.read_text(path)), headers=_HEADERS)
        return FileResponse(path, headers=_HEADERS)

    # ------------------------------------------------------------------ deciding

    async def _take_over(self, request: Request, login: Login, form: SentForm) -> Done | PageView:
        name = request.path_params["name"]
        pending = await run_in_threadpool(self._called, name)
        for chapter in pending.chapters:
            await self.sockets.save(chapter)
        try:
            done = await run_in_threadpool(self._taken_over, name, form.text, login)
        except PendingError:
            raise
        except InputError as error:
            return await run_in_threadpool(self._view, name, form.text, str(error))
        for chapter in pending.chapters:
            await self.sockets.save(chapter)
        return done

    def _called(self, name: str) -> PendingProposal:
        return self._board().called(name)

    def _taken_over(self, name: str, field: Field, login: Login) -> Done:
        with self.desk.held():
            pending = self._called(name)
            paths = [self.desk.folder / f"{chapter}.md" for chapter in pending.chapters]
            alert = self.desk.commit([path for path in paths if path.is_file()], _BEFORE, login)
            if alert:
                raise InputError(alert)
            reviewing = self._reviewing()
            chapters = reviewing.chapters(pending)
            contents = reviewing.contents(pending, chapters, choices_of(chapters, field))
            self._board().take_over(pending, contents, author=Author(login.office, login.mail))
        self.desk.committed()
        if self.other is not None:
            self.other.has_gone(pending.branch)
        first = chapters[0] if chapters else None
        if first is None:
            return Done("/word", f"{quoted(pending.file_name)} ist übernommen.")
        if field("dann") == "editor":
            return Done(f"/kapitel/{first.name}")
        return Done("/word", f"{quoted(first.title)} ist im Ratgeber. Eltern sehen es, sobald es freigegeben ist.")

    async def _give_back(self, request: Request, login: Login, form: SentForm) -> Done | PageView:
        name, reason = request.path_params["name"], " ".join(form.text("grund").split())
        try:
            return await run_in_threadpool(self._given_back, name, reason, login)
        except PendingError as error:
            if reason:
                raise
            return await run_in_threadpool(self._view, name, form.text, str(error))

    def _given_back(self, name: str, reason: str, login: Login) -> Done:
        with self.desk.held():
            pending = self._called(name)
            new = self._board().give_back(pending, reason, author=Author(login.office, login.mail))
        self._moved(pending.branch, new)
        return Done("/word", f"{quoted(pending.file_name)} ist zurückgegeben. Der Grund steht auf dieser Seite.")

    async def _take_up(self, request: Request, _login: Login, _form: SentForm) -> Done:
        return await run_in_threadpool(self._taken_up, request.path_params["name"])

    def _taken_up(self, name: str) -> Done:
        with self.desk.held():
            pending = self._called(name)
            new = self._board().take_up(pending)
        self._moved(pending.branch, new)
        return Done(f"/word/vorschlag/{name}", f"{quoted(pending.file_name)} wartet wieder auf eine Entscheidung.")

    def _moved(self, old: str, new: str) -> None:
        """Have the other side hear that a branch bears another name."""
        if self.other is not None:
            self.other.has_gone(old)
            self.other.has_come(new)


_BEFORE = "Stand im Ordner vor der Übernahme"


def _nothing_sent(_name: str) -> str:
    return ""
