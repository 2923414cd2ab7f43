"""Suggestions: begun in a chapter, handed in, decided on change by change.

GET  /vorschlag                   those that wait, and one's own that are being written
POST /vorschlag/neu/NAME          one of one's own to a chapter, to go on writing in
POST /vorschlag/abgeben/ROOM      hands it in
GET  /vorschlag/verwerfen/ROOM    asks whether to give it up;  POST does;  POST /vorschlag/aufnehmen/ROOM goes on in it
GET  /vorschlag/ID                its changes;  POST decides on one, or on all that are open (`tun=alle`)
"""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.routing import Route

from ratgeber_tools import files
from ratgeber_tools.data.dates import format_date, local_day
from ratgeber_tools.desk.lookups import Lookups
from ratgeber_tools.desk.protocol import RefusedError
from ratgeber_tools.desk.rooms.desk import Desk
from ratgeber_tools.desk.rooms.forks import Fork, fork_of, new_fork
from ratgeber_tools.desk.server.pages.changes import rows, sent_verdict
from ratgeber_tools.desk.server.pages.frame import Done, PageFrame, PageView, SentForm
from ratgeber_tools.desk.server.sockets import Sockets, require_writing
from ratgeber_tools.desk.store.interface import Login, StoredBase
from ratgeber_tools.desk.suggestions.deciding import decide, decision, open_changes
from ratgeber_tools.desk.suggestions.discarding import LISTED, discard, discarded, take_up
from ratgeber_tools.desk.suggestions.listing import being_written, open_suggestions, taken_identifiers
from ratgeber_tools.desk.suggestions.records import ChangeDecision, ChangeVerdict, Suggestion, place_of, read
from ratgeber_tools.desk.tracking.changes import TrackedChanges
from ratgeber_tools.desk.tracking.things import things_by
from ratgeber_tools.editorial.rights import DeskRight
from ratgeber_tools.errors import RatgeberError
from ratgeber_tools.quotation import quoted

PLACE = "/vorschlag"
_NO_SUCH = "Diesen Vorschlag gibt es nicht."
_NOTHING = "In diesem Vorschlag ist noch nichts geändert. Ändern Sie etwas im Text, und geben Sie ihn dann ab."
_HANDED_IN = "Ihr Vorschlag ist abgegeben. Wer entscheiden darf, sieht ihn jetzt."
_DISCARDED = "Der Vorschlag ist verworfen. Bis zum {day} können Sie ihn hier wieder aufnehmen."
_CONFLICT = "Dort steht inzwischen etwas anderes: Beides steht jetzt im Kapitel, in einem Kasten „Konflikt“."
_DONE = {
    None: "Die Entscheidung ist zurückgenommen; das Kapitel ist an dieser Stelle wieder, wie es war.",
    ChangeVerdict.TAKEN: "Angenommen. Es steht jetzt im Kapitel.",
    ChangeVerdict.REFUSED: "Abgelehnt. Das Kapitel bleibt, wie es ist.",
    ChangeVerdict.OWN_WORDS: "Ihre Worte stehen jetzt im Kapitel.",
}


class SuggestionPages:
    """The pages above."""

    def __init__(self, frame: PageFrame, desk: Desk, sockets: Sockets) -> None:
        self._frame = frame
        self._desk = desk
        self._sockets = sockets

    def routes(self) -> list[Route]:
        return [
            self._frame.page(PLACE, self._list),
            self._frame.deed(f"{PLACE}/neu/{{name:path}}", self._begin, right=DeskRight.PROPOSE),
            self._frame.deed(f"{PLACE}/abgeben/{{name:path}}", self._hand_in, right=DeskRight.PROPOSE),
            self._frame.page(f"{PLACE}/verwerfen/{{name:path}}", self._ask, right=DeskRight.PROPOSE),
            self._frame.deed(f"{PLACE}/verwerfen/{{name:path}}", self._discard, right=DeskRight.PROPOSE),
            self._frame.deed(f"{PLACE}/aufnehmen/{{name:path}}", self._take_up, right=DeskRight.PROPOSE),
            self._frame.page(f"{PLACE}/{{identifier}}", self._show),
            self._frame.deed(f"{PLACE}/{{identifier}}", self._decide, right=DeskRight.DECIDE),
        ]

    async def _list(self, _request: Request, login: Login) -> PageView:
        return PageView("vorschlaege.html", await run_in_threadpool(self._entries, login))

    def _entries(self, login: Login) -> dict[str, Any]:
        titles = dict(self._desk.titles())
        every = open_suggestions(self._desk, with_decided=True)
        return {
            "waiting": [(entry, local_day(entry.moment)) for entry in every if entry.waiting],
            "decided": [(entry, local_day(entry.moment)) for entry in reversed(every) if not entry.waiting],
            "mine": [(fork.name, titles.get(fork.chapter, "")) for fork in being_written(self._desk, login)],
            "discarded": [
                (fork.name, titles.get(fork.chapter, ""), until) for fork, until in discarded(self._desk, login)
            ],
        }

    # ------------------------------------------------------------------ writing one

    async def _begin(self, request: Request, login: Login, _form: SentForm) -> Done:
        chapter = request.path_params["name"]
        self._desk.path_of(chapter)
        if fork_of(chapter) is not None:
            return Done(f"/kapitel/{chapter}")
        begun = next((fork for fork in being_written(self._desk, login) if fork.chapter == chapter), None)
        if begun is None:
            begun = new_fork(chapter, login, taken_identifiers(self._desk))
            await self._sockets.fork(begun)
        return Done(f"/kapitel/{begun.name}")

    async def _hand_in(self, request: Request, login: Login, form: SentForm) -> Done:
        fork, base = self._room(request)
        require_writing(self._desk, fork.name, login, self._sockets.may)
        suggestion = await self._as_it_is(fork, base, login, " ".join(form.text("warum").split()))
        if not suggestion.changes().items:
            raise RefusedError(_NOTHING)
        said = await run_in_threadpool(self._keep, suggestion, login, f"Vorschlag zu {quoted(self._title(suggestion))}")
        return Done(f"{PLACE}/{fork.identifier}", f"{_HANDED_IN} {said}".rstrip())

    def _room(self, request: Request) -> tuple[Fork, StoredBase]:
        """Return the suggestion a page is about, and what it began with."""
        name = request.path_params["name"]
        self._desk.path_of(name)
        fork, base = fork_of(name), self._desk.store.base(name)
        if fork is None or base is None:
            raise HTTPException(404, _NO_SUCH)
        return fork, base

    async def _as_it_is(self, fork: Fork, base: StoredBase, login: Login, why: str = "") -> Suggestion:
        document = await self._sockets.change(fork.name, lambda room: room.document)
        return Suggestion(
            fork.identifier, fork.chapter, login, self._desk.now(), why, base.document, dict(document.to_json())
        )

    async def _ask(self, request: Request, login: Login) -> PageView:
        fork, base = self._room(request)
        require_writing(self._desk, fork.name, login, self._sockets.may)
        suggestion = await self._as_it_is(fork, base, login)
        changes = await run_in_threadpool(suggestion.changes)
        values = {
            "room": fork.name, "chapter": self._title(suggestion), "rows": changes.items,
            "until": local_day(self._desk.now() + LISTED),
        }  # fmt: skip
        return PageView("vorschlag_verwerfen.html", values)

    async def _discard(self, request: Request, login: Login, _form: SentForm) -> Done:
        fork, _ = self._room(request)
        require_writing(self._desk, fork.name, login, self._sockets.may)
        until = await run_in_threadpool(discard, self._desk, fork)
        return Done(PLACE, _DISCARDED.format(day=format_date(until)))

    async def _take_up(self, request: Request, login: Login, _form: SentForm) -> Done:
        fork, _ = self._room(request)
        if not fork.is_of(login):
            raise HTTPException(404, _NO_SUCH)
        await run_in_threadpool(take_up, self._desk, fork)
        return Done(f"/kapitel/{fork.name}")

    def _keep(self, suggestion: Suggestion, by: Login, message: str) -> str:
        """Write a suggestion's file and commit it; return what is to be said of that."""
        place = place_of(self._desk.folder, suggestion.identifier)
        place.parent.mkdir(parents=True, exist_ok=True)
        with self._desk.held(place):
            files.replace(place, suggestion.content(), expected=place.read_bytes() if place.is_file() else None)
            return self._desk.commit([place], message, by)

    # ------------------------------------------------------------------ deciding

    def _read(self, request: Request) -> Suggestion:
        suggestion = read(self._desk.folder, request.path_params["identifier"])
        if suggestion is None:
            raise HTTPException(404, _NO_SUCH)
        return suggestion

    def _title(self, suggestion: Suggestion) -> str:
        return dict(self._desk.titles()).get(suggestion.chapter, suggestion.chapter)

    async def _show(self, request: Request, _login: Login) -> PageView:
        return await run_in_threadpool(self._view, self._read(request))

    def _changes(self, suggestion: Suggestion) -> TrackedChanges:
        guide = self._desk.guide.load()
        chapter = guide.chapters.get(suggestion.chapter)
        if chapter is None:
            return suggestion.changes()
        return suggestion.changes(things_by(Lookups(guide, chapter, local_day(self._desk.now()))))

    def _view(self, suggestion: Suggestion, typed: tuple[int, str] = (0, "")) -> PageView:
        changes = self._changes(suggestion)
        return PageView(
            "vorschlag.html",
            {
                "suggestion": suggestion,
                "title_of_chapter": self._title(suggestion),
                "day": local_day(suggestion.moment),
                "rows": rows(changes.items, suggestion.decisions, typed),
                "waiting": open_changes(suggestion, changes),
                "place": f"{PLACE}/{suggestion.identifier}",
            },
        )

    async def _decide(self, request: Request, login: Login, form: SentForm) -> Done | PageView:
        suggestion = self._read(request)
        changes = await run_in_threadpool(suggestion.changes)
        number = 0
        try:
            if form.text("tun") == "alle":
                taken = decision(ChangeVerdict.TAKEN, login, self._desk.now())
                made: dict[int, ChangeDecision | None] = {
                    change.number: taken for change in changes.items if change.number not in suggestion.decisions
                }
                said = f"{len(made)} Änderungen angenommen. Sie stehen jetzt im Kapitel."
            else:
                number, verdict, words = sent_verdict(form, changes.items)
                made = {number: None if verdict is None else decision(verdict, login, self._desk.now(), words)}
                said = _DONE[verdict]
            said = " ".join(filter(None, [said, await self._done(suggestion, changes, made, login)]))
        except RatgeberError as error:
            typed = (int(form.text("nummer")) if form.text("nummer").isdecimal() else 0, form.text("worte"))
            return (await run_in_threadpool(self._view, suggestion, typed)).because(str(error))
        place = f"{PLACE}/{suggestion.identifier}"
        return Done(f"{place}#nummer-{number}" if number else place, said)

    async def _done(
        self, suggestion: Suggestion, changes: TrackedChanges, made: dict[int, ChangeDecision | None], login: Login
    ) -> str:
        """Bring a decision into the chapter and into its file; return what else is to be said of it."""
        after, conflicts = await self._sockets.change(
            suggestion.chapter, lambda room: decide(room, suggestion, changes, made), login
        )
        said = await run_in_threadpool(
            self._keep, after, login, f"Vorschlag zu {quoted(self._title(suggestion))} entschieden"
        )
        return f"{_CONFLICT if conflicts else ''} {said}".strip()
