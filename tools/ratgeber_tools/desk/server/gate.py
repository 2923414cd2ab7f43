"""What a request brings to be let in, and what its browser is given: the desk's cookies, and who they stand for."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response

from ratgeber_tools.calling import program
from ratgeber_tools.desk.server.guards import cookie_of
from ratgeber_tools.desk.server.logins import COOKIE, Logins
from ratgeber_tools.desk.store.interface import Login
from ratgeber_tools.editorial.rights import DeskRight, refusal

_BROWSER, _ACCOUNT = "redaktion-anmeldung", "redaktion-konto"
#: How long a browser remembers that it has begun to log in.
_BEGINNING_S = 3600
_SECRET = re.compile(r"[A-Za-z0-9_-]{43}")
#: Where somebody may be sent after logging in: pages of ours, written so that nothing else can be meant.
_OWN_PAGE = re.compile(r"/(?!(?:anmelden|abmelden|api)\b)(?:[\w-]+(?:/[\w-]+)*)?", re.ASCII)
#: Browsers take a cookie so named only over https, for this host and no other, and from the host itself.
_HOST_ONLY = "__Host-"


@dataclass(frozen=True, slots=True)
class Gate:
    """`is_served` for several people; `is_secure` behind https."""

    logins: Logins
    is_served: bool = False
    is_secure: bool = False

    # ------------------------------------------------------------------ who is it

    def session(self, request: HTTPConnection) -> str:
        return cookie_of(request.headers, self._name(COOKIE))

    def login(self, request: HTTPConnection) -> Login | None:
        """Return who is logged in, and note that the session is in use."""
        session = self.session(request)
        login = self.logins.login(session)
        if login is not None:
            self.logins.used(session)
        return login

    def require(self, request: Request) -> Login:
        """Return who is logged in; a page of a served desk sends everybody else to log in, the rest is refused."""
        login = self.login(request)
        if login is None:
            is_page = self.is_served and request.method == "GET" and not request.url.path.startswith("/api/")
            place = f"/anmelden?weiter={quote(own_page(request.url.path))}"
            raise HTTPException(303 if is_page else 401, self.no_login(), {"Location": place} if is_page else None)
        return login

    def require_right(self, request: Request, right: DeskRight) -> Login:
        """Return who is logged in and may do something; raises `HTTPException` with a sentence for everybody else."""
        login = self.require(request)
        if not self.logins.may(login, right):
            raise HTTPException(403, refusal(login.office, right))
        return login

    def no_login(self) -> str:
        if self.is_served:
            return "Sie sind nicht angemeldet. Melden Sie sich an, und versuchen Sie es noch einmal."
        return (
            f"Sie sind nicht angemeldet. Öffnen Sie den Link, den dieser Befehl zeigt: {program()} redaktion. "
            "Jeder Link gilt einmal und 15 Minuten lang."
        )

    # ------------------------------------------------------------------ what the browser keeps

    def let_in(self, request: Request, answer: Response, session: str) -> None:
        """Give the browser a new session; one it brought ends, so nobody goes on in a session they have planted."""
        before = self.session(request)
        if before:
            self.logins.end(before)
        self._set(answer, COOKIE, session, int(self.logins.most.total_seconds()))
        for name in (_BROWSER, _ACCOUNT):
            if cookie_of(request.headers, self._name(name)):
                self._drop(answer, name)

    def let_out(self, answer: Response) -> None:
        self._drop(answer, COOKIE)

    def browser(self, request: Request) -> str:
        """Return the secret of the browser that has begun to log in, "" if it has not."""
        found = cookie_of(request.headers, self._name(_BROWSER))
        return found if _SECRET.fullmatch(found) else ""

    def remember(self, answer: Response, browser: str) -> None:
        self._set(answer, _BROWSER, browser, _BEGINNING_S)

    def account_secret(self, request: Request) -> tuple[str, str]:
        """Return the secret of a login with an account that has begun, and where to go afterwards."""
        secret, _, place = cookie_of(request.headers, self._name(_ACCOUNT)).partition(".")
        return (secret if _SECRET.fullmatch(secret) else ""), own_page(unquote(place))

    def remember_account(self, answer: Response, secret: str, place: str) -> None:
        self._set(answer, _ACCOUNT, f"{secret}.{quote(own_page(place), safe='')}", _BEGINNING_S)

    def forget_account(self, answer: Response) -> None:
        self._drop(answer, _ACCOUNT)

    def _name(self, name: str) -> str:
        return f"{_HOST_ONLY}{name}" if self.is_secure else name

    def _set(self, answer: Response, name: str, value: str, age: int) -> None:
        answer.set_cookie(self._name(name), value, max_age=age, **self._kind())

    def _drop(self, answer: Response, name: str) -> None:
        answer.delete_cookie(self._name(name), **self._kind())

    def _kind(self) -> dict[str, Any]:
        """Lax, not strict: a link in a mail read in the browser must find who is logged in."""
        return {"path": "/", "httponly": True, "samesite": "lax", "secure": self.is_secure}


def new_secret() -> str:
    return secrets.token_urlsafe(32)


def own_page(place: str) -> str:
    """Return a place if it is a page of the desk's, else its first page."""
    return place if len(place) < 300 and _OWN_PAGE.fullmatch(place) else "/"
