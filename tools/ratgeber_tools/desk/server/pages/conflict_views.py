"""Every place of the guide where two versions wait for a decision: two cards, and one click or one's own words.

GET  /konflikte                 all of them, chapter by chapter
POST /konflikte/NAME            stelle, and fassung (a version's number) or worte: one is decided
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.routing import Route

from ratgeber_tools import files
from ratgeber_tools.data.dates import local_day
from ratgeber_tools.desk.conflicts import ConflictChoice, conflicts_of, open_conflicts, with_decided
from ratgeber_tools.desk.reviewing_words import shown_conflict
from ratgeber_tools.desk.rooms.desk import Desk
from ratgeber_tools.desk.server.pages.frame import Done, PageFrame, PageView, SentForm
from ratgeber_tools.desk.server.sockets import Sockets
from ratgeber_tools.desk.store.interface import Login
from ratgeber_tools.editorial.rights import DeskRight
from ratgeber_tools.editorial.shown.words import ShownWords
from ratgeber_tools.errors import InputError
from ratgeber_tools.readers import myst
from ratgeber_tools.roundtrip.patching.proven import patch

_GONE = "Diese Stelle ist schon entschieden, oder jemand hat daran geschrieben. Sehen Sie nach, was jetzt dasteht."
_NO_WORDS = "Schreiben Sie in das Feld, was gelten soll, oder nehmen Sie eine der Fassungen."


@dataclass(slots=True)
class ConflictViews:
    """Answers at the addresses above."""

    desk: Desk
    frame: PageFrame
    sockets: Sockets

    def routes(self) -> list[Route]:
        """Return the addresses above."""
        return [
            self.frame.page("/konflikte", self._list),
            self.frame.deed("/konflikte/{name:path}", self._decide, right=DeskRight.WRITE),
        ]

    async def _list(self, _request: Request, _login: Login) -> PageView:
        for name in list(self.desk.rooms):  # what was decided or met there a moment ago counts
            await self.sockets.save(name)
        return await run_in_threadpool(self._view, "", "")

    def _view(self, key: str, words: str) -> PageView:
        guide, titles = self.desk.guide.load(), dict(self.desk.titles())
        sent = {f"worte-{key}": words}
        chapters: list[dict[str, Any]] = []
        for name, found in conflicts_of(guide).items():
            plain = ShownWords(guide, guide.chapters[name], local_day(self.desk.now())).plain
            shown = [
                shown_conflict(conflict, conflict.key, lambda name: sent.get(name, ""), plain) for conflict in found
            ]
            chapters.append({"name": name, "title": titles.get(name, name), "conflicts": shown})
        number = sum(len(each["conflicts"]) for each in chapters)
        return PageView("konflikte.html", {"chapters": chapters, "number": number})

    async def _decide(self, request: Request, login: Login, form: SentForm) -> Done | PageView:
        name, key = request.path_params["name"], form.text("stelle")
        words, version = form.text("worte"), form.text("fassung")
        is_own = version == "eigene"
        if is_own and not words:
            return (await run_in_threadpool(self._view, key, words)).because(_NO_WORDS)
        choice = ConflictChoice(words=words) if is_own else ConflictChoice(int(version) if version.isdecimal() else 0)
        self.desk.path_of(name)
        await self.sockets.save(name)
        try:
            alert = await run_in_threadpool(self._decided, name, key, choice, login)
        except InputError as error:
            return (await run_in_threadpool(self._view, key, words)).because(str(error))
        await self.sockets.save(name)
        return Done("/konflikte", alert or "Entschieden. Die andere Fassung bleibt im Verlauf des Kapitels.")

    def _decided(self, name: str, key: str, choice: ConflictChoice, login: Login) -> str:
        path = self.desk.path_of(name)
        with self.desk.held(path):
            source = files.read_bytes(path)
            document = myst.read(files.decode(source, path)).document
            if not any(each.key == key and each.versions for each in open_conflicts(document)):
                raise InputError(_GONE)
            decided = with_decided(document, {key: choice})
            files.replace(path, patch(source, replace(decided, front_matter=document.front_matter)), expected=source)
            return self.desk.commit([path], f"{name}: Konflikt entschieden", login)
