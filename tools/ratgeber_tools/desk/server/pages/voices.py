"""Parents' voices: taken from the form below a public page, waiting at the desk, written into chapters, answered.

    POST /stimme                     kapitel, abschnitt, art, worte: from any page, without a login or a cookie
    GET  /stimmen                    what waits, what stands as a note in a chapter, what is done
    POST /stimmen/notiz              kennung: a note in the chapter
    POST /stimmen/erledigt           kennung, geaendert: done, and whether the page is to say so
    POST /stimmen/weg                kennung: thrown away

The form is cross-site by its nature: `Guards` lets it through, and nothing here looks at a cookie.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from urllib.parse import parse_qs, quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ratgeber_tools.data.dates import format_date, local_day
from ratgeber_tools.desk.login.rates import Buckets, network_of
from ratgeber_tools.desk.parents_voices import ParentsVoices, UnfitVoiceError, Voice, VoiceState
from ratgeber_tools.desk.server.answers import body_of
from ratgeber_tools.desk.server.entry_pages import tries_again
from ratgeber_tools.desk.server.pages.frame import Done, PageFrame, PageView, SentForm
from ratgeber_tools.desk.server.sockets import Sockets
from ratgeber_tools.desk.store.interface import Login
from ratgeber_tools.editorial.rights import DeskRight
from ratgeber_tools.guide.addresses import page_address
from ratgeber_tools.voices import LONGEST, PATH, TRAP, VoiceKind

PLACE = "/stimmen"
#: A form as it travels: a sign takes up to twelve bytes there.
_LONGEST_FORM = 40_000
_SETTLED = "Erledigt. Die Notiz ist aus dem Kapitel heraus."
_SETTLED_WITH_CHANGE = (
    "Erledigt. Sobald das Kapitel freigegeben und veröffentlicht ist, sagt die Seite, dass sie nach einem Hinweis von "
    "Eltern geändert ist."
)
#: Changes the chapter of a voice; returns "" or why that is not committed.
Change = Callable[[Voice], str]


class VoicePages:
    """The pages above."""

    def __init__(self, frame: PageFrame, voices: ParentsVoices, sockets: Sockets) -> None:
        self._frame = frame
        self._voices = voices
        self._sockets = sockets
        self._by_network = Buckets(5, 1, lambda: voices.desk.now().timestamp())
        self._by_all = Buckets(60, 20, lambda: voices.desk.now().timestamp())

    def routes(self) -> list[Route]:
        deed = self._frame.deed
        return [
            Route(PATH, self._take, methods=["POST"]),
            self._frame.page(PLACE, self._show),
            deed(f"{PLACE}/notiz", self._as_note, right=DeskRight.COMMENT),
            deed(f"{PLACE}/erledigt", self._settle, right=DeskRight.WRITE),
            deed(f"{PLACE}/weg", self._drop, right=DeskRight.WRITE),
        ]

    # ------------------------------------------------------------------ from parents

    async def _take(self, request: Request) -> Response:
        sent = parse_qs((await body_of(request, _LONGEST_FORM)).decode("utf-8", "replace"), max_num_fields=20)
        form = {name: values[0] for name, values in sent.items()}
        chapter = form.get("kapitel", "")
        wait = self._by_network.take(network_of(request.client.host if request.client else ""))
        wait = wait or self._by_all.take("")
        if wait:
            return self._asked_again(form, tries_again(wait), 429)
        if form.get(TRAP):
            return self._thanked(chapter)  # a program: it learns nothing
        try:
            voice = await run_in_threadpool(
                self._voices.take,
                chapter=chapter,
                section=form.get("abschnitt", ""),
                kind=form.get("art", ""),
                words=form.get("worte", ""),
            )
        except UnfitVoiceError as error:
            return self._asked_again(form, str(error), 400)
        return self._thanked(voice.chapter)

    def _thanked(self, chapter: str) -> Response:
        """Return the thanks and the way back to the chapter; the guide's own address alone is linked to."""
        web = self._voices.desk.guide.load().data.records.municipality.guide_web
        is_known = chapter in self._voices.desk.chapters()
        address = f"{web.rstrip('/')}/{quote(page_address(chapter))}" if web and is_known else ""
        return self._frame.bare("stimme.html", {"is_taken": True, "address": address, "alert": ""})

    def _asked_again(self, form: dict[str, str], sentence: str, status: int) -> Response:
        values = {
            "is_taken": False,
            "alert": sentence,
            "place": PATH,
            "kinds": [(kind.value, kind.words) for kind in VoiceKind],
            "longest": LONGEST,
            "form": {name: form.get(name, "") for name in ("kapitel", "abschnitt", "art", "worte")},
        }
        return self._frame.bare("stimme.html", values, status=status)

    # ------------------------------------------------------------------ at the desk

    async def _show(self, _request: Request, _login: Login) -> PageView:
        return await run_in_threadpool(self._view)

    def _view(self) -> PageView:
        titles = dict(self._voices.desk.titles())
        shown = [_shown(voice, titles) for voice in self._voices.all()]
        groups = {state.value: [each for each in shown if each["state"] == state.value] for state in VoiceState}
        groups[VoiceState.DONE.value].reverse()
        return PageView("stimmen.html", {"groups": groups})

    async def _as_note(self, _request: Request, login: Login, form: SentForm) -> Done:
        voice = await self._changed(form, lambda voice: self._voices.as_note(voice.identifier, login))
        return Done(PLACE, voice or "Der Hinweis steht jetzt als Notiz im Kapitel, an seiner Stelle.")

    async def _settle(self, _request: Request, login: Login, form: SentForm) -> Done:
        is_changed = bool(form.text("geaendert"))
        refused = await self._changed(
            form, lambda voice: self._voices.settle(voice.identifier, login, is_changed=is_changed)
        )
        return Done(PLACE, refused or (_SETTLED_WITH_CHANGE if is_changed else _SETTLED))

    async def _drop(self, _request: Request, _login: Login, form: SentForm) -> Done:
        await run_in_threadpool(self._voices.drop, form.text("kennung"))
        return Done(PLACE, "Der Hinweis ist gelöscht.")

    async def _changed(self, form: SentForm, change: Change) -> str:
        """Change a chapter beside its room: what is written there is saved first, and takes the change in."""
        voice = await run_in_threadpool(self._voices.voice, form.text("kennung"))
        await self._sockets.save(voice.chapter)
        refused = await run_in_threadpool(change, voice)
        await self._sockets.save(voice.chapter)
        return refused


def _shown(voice: Voice, titles: dict[str, str]) -> dict[str, str | bool]:
    return {
        "id": voice.identifier,
        "chapter": voice.chapter,
        "title": titles.get(voice.chapter, "ein Kapitel, das es nicht mehr gibt"),
        "is_there": voice.chapter in titles,
        "section": voice.section,
        "kind": voice.kind.words,
        "words": voice.words,
        "day": format_date(local_day(datetime.fromisoformat(voice.moment))),
        "state": voice.state.value,
        "office": voice.office,
        "is_changed": voice.is_changed,
    }
