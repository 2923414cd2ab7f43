"""“Stellen”: who speaks for which office, what it may do, and how somebody is let in.

GET  /stellen                 every office of the table, and which are missing
POST /stellen/eintragen       stelle, adresse;  /stellen/entfernen  stelle, adresse
POST /stellen/rechte          stelle, recht (several)
POST /stellen/einladen        adresse, wie (zeigen or schicken): a link that logs in once
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.routing import Route

from ratgeber_tools.desk.login.letters import invitation_letter
from ratgeber_tools.desk.office_desk import OfficeDesk, OfficeOverview
from ratgeber_tools.desk.server.computing import computed, done_aside
from ratgeber_tools.desk.server.entry_pages import ALLOWED
from ratgeber_tools.desk.server.logins import LINK_HOLDS
from ratgeber_tools.desk.server.pages.frame import Done, PageFrame, PageView, SentForm
from ratgeber_tools.desk.server.serving import Serving
from ratgeber_tools.desk.store.interface import Login
from ratgeber_tools.editorial.rights import DeskRight, right_called
from ratgeber_tools.errors import RatgeberError
from ratgeber_tools.quotation import quoted

PLACE = "/stellen"
_MINUTES = int(LINK_HOLDS.total_seconds() // 60)
_ALONE = "Eingeladen wird, wo die Stadt den Redaktionstisch für alle betreibt. Hier arbeiten nur Sie."


class OfficePages:
    """The pages above; `serving` is None at one's own computer, where nobody is invited."""

    def __init__(self, frame: PageFrame, offices: OfficeDesk, serving: Serving | None) -> None:
        self._frame = frame
        self._offices = offices
        self._serving = serving

    def routes(self) -> list[Route]:
        frame, right = self._frame, DeskRight.ADMINISTER
        return [
            frame.page(PLACE, self._show, right=right),
            frame.deed(f"{PLACE}/eintragen", self._enter, right=right),
            frame.deed(f"{PLACE}/entfernen", self._drop, right=right),
            frame.deed(f"{PLACE}/rechte", self._set_rights, right=right),
            frame.deed(f"{PLACE}/einladen", self._invite, right=right),
        ]

    async def _show(self, _request: Request, _login: Login) -> PageView:
        return await self._page()

    async def _page(self, alert: str = "", **more: Any) -> PageView:
        found: OfficeOverview = await computed(self._offices.overview)
        values = {
            "entered": found.entered,
            "missing": found.missing,
            "others": found.others,
            "all_rights": [(right.value, ALLOWED[right]) for right in DeskRight],
            "is_served": self._serving is not None,
            "has_mail": self._serving is not None and self._serving.postbox is not None,
            "minutes": _MINUTES,
            "typed": {"office": "", "mailbox": ""},
            "link": None,
            **more,
        }
        view = PageView("stellen.html", values)
        return view.because(alert) if alert else view

    async def _enter(self, _request: Request, login: Login, sent: SentForm) -> Done | PageView:
        office, mailbox = sent.text("stelle"), sent.text("adresse")
        try:
            entered = await done_aside(self._offices.enter, office, mailbox, login)
        except RatgeberError as error:
            return await self._page(str(error), typed={"office": office, "mailbox": mailbox})
        return Done(PLACE, f"Eingetragen: {mailbox} spricht für {quoted(entered)}.")

    async def _drop(self, _request: Request, login: Login, sent: SentForm) -> Done | PageView:
        office, mailbox = sent.text("stelle"), sent.text("adresse")
        return await self._done(
            lambda: self._offices.drop(office, mailbox, login),
            f"{mailbox} spricht nicht mehr für {quoted(office)}. Wer damit angemeldet war, ist abgemeldet.",
        )

    async def _set_rights(self, _request: Request, login: Login, sent: SentForm) -> Done | PageView:
        office, typed = sent.text("stelle"), sent.texts("recht")
        return await self._done(
            lambda: self._offices.set_rights(office, [right_called(each) for each in typed], login),
            f"Was {quoted(office)} darf, ist geändert. Es gilt gleich, auch für offene Seiten.",
        )

    async def _done(self, work: Callable[[], None], sentence: str) -> Done | PageView:
        try:
            await done_aside(work)
        except RatgeberError as error:
            return await self._page(str(error))
        return Done(PLACE, sentence)

    async def _invite(self, _request: Request, _login: Login, sent: SentForm) -> Done | PageView:
        if self._serving is None:
            return await self._page(_ALONE)
        try:
            guest = await computed(self._offices.login_of, sent.text("adresse"))
        except RatgeberError as error:
            return await self._page(str(error))
        logins, postbox = self._frame.gate.logins, self._serving.postbox
        link = f"{self._serving.served.address}/anmelden?{urlencode({'zeichen': logins.invite(guest)})}"
        if sent.text("wie") == "schicken" and postbox is not None:
            postbox.post(invitation_letter(postbox.server, guest.mail, guest.office, link, _MINUTES, logins.now()))
            return Done(PLACE, f"Die Einladung an {guest.mail} ist unterwegs. Sie gilt {_MINUTES} Minuten und einmal.")
        return await self._page(link={"address": link, "office": guest.office, "mailbox": guest.mail})
