"""Who is logged in: links that hold once, and sessions; only the digests of their tokens are kept."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from ratgeber_tools.desk.store.interface import Login, Store

COOKIE = "redaktion"
LINK_HOLDS = timedelta(minutes=15)
SESSION_HOLDS = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Logins:
    """Links and sessions in `store`; `now` is the clock."""

    store: Store
    now: Callable[[], datetime]

    def invite(self, login: Login) -> str:
        """Return a token that logs in once, within a quarter of an hour."""
        token = secrets.token_urlsafe(32)
        self.store.add_invitation(_digest(token), login, (self.now() + LINK_HOLDS).timestamp())
        return token

    def begin(self, token: str) -> str | None:
        """Return the token of a new session for one of an invitation, None if that does not hold."""
        login = self.store.take_invitation(_digest(token), self.now().timestamp())
        if login is None:
            return None
        session = secrets.token_urlsafe(32)
        self.store.add_session(_digest(session), login, (self.now() + SESSION_HOLDS).timestamp())
        return session

    def login(self, session: str) -> Login | None:
        """Return who has a session, None for nobody."""
        return self.store.session(_digest(session), self.now().timestamp()) if session else None


def _digest(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()
