"""Who is logged in: links that hold once, and sessions; only the digests of their tokens are kept.

A link that was asked for in a browser is bound to it: what is kept is the digest of the link's token together with the
secret in that browser's cookie, so neither is anything without the other.  A session's token bears the second it was
made at; its digest covers that, so nobody can make a session younger.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256

from ratgeber_tools.desk.store.interface import Login, Store
from ratgeber_tools.editorial.rights import OWN_COMPUTER, DeskRight

COOKIE = "redaktion"
LINK_HOLDS = timedelta(minutes=15)
#: How long a session lasts at the most, and how long one that nobody uses: at one's own computer, and at a served desk.
SESSION_HOLDS = timedelta(days=30)
SERVED_HOLDS, SERVED_IDLE = timedelta(days=14), timedelta(hours=24)
#: A session in use is written down again not oftener than that.
_PROLONG_AFTER_S = 600
_MOST_REMEMBERED = 10_000


def _at_own_computer(_login: Login) -> frozenset[DeskRight]:
    return OWN_COMPUTER


@dataclass(slots=True)
class Logins:
    """Links and sessions in `store`; `now` is the clock.

    `rights` says what somebody may do by now, None for who may not come in any more; a session that nobody has used
    for `idle` ends, and each after `most`.
    """

    store: Store
    now: Callable[[], datetime]
    rights: Callable[[Login], frozenset[DeskRight] | None] = _at_own_computer
    idle: timedelta = SESSION_HOLDS
    most: timedelta = SESSION_HOLDS
    _prolonged: dict[str, float] = field(default_factory=dict)

    def invite(self, login: Login, browser: str = "") -> str:
        """Return a token that logs in once, within a quarter of an hour, in any browser or in the one that asked."""
        token = secrets.token_urlsafe(32)
        self.store.add_invitation(_digest(token + browser), login, (self.now() + LINK_HOLDS).timestamp())
        return token

    def begin(self, token: str, browser: str = "") -> str | None:
        """Return the token of a new session for one of an invitation, None if that does not hold (here)."""
        now = self.now().timestamp()
        login = self.store.take_invitation(_digest(token + browser), now)
        if login is None and browser:
            login = self.store.take_invitation(_digest(token), now)
        return None if login is None or not login.mail + login.office else self.open(login)

    def open(self, login: Login) -> str:
        """Return the token of a new session."""
        session = f"{int(self.now().timestamp())}.{secrets.token_urlsafe(32)}"
        self.store.add_session(_digest(session), login, (self.now() + min(self.idle, self.most)).timestamp())
        return session

    def login(self, session: str) -> Login | None:
        """Return who has a session, None for nobody and for who may not come in any more."""
        if not session or self._end_of(session) <= self.now().timestamp():
            return None
        login = self.store.session(_digest(session), self.now().timestamp())
        return None if login is None or self.rights(login) is None else login

    def may(self, login: Login, right: DeskRight) -> bool:
        """Say whether somebody may do something, by now."""
        return right in (self.rights(login) or ())

    def used(self, session: str) -> None:
        """Note that a session is in use, so that it does not end for idleness."""
        digest, now = _digest(session), self.now().timestamp()
        if now - self._prolonged.get(digest, 0.0) < _PROLONG_AFTER_S:
            return
        if len(self._prolonged) >= _MOST_REMEMBERED:
            self._prolonged.clear()
        self._prolonged[digest] = now
        self.store.prolong_session(digest, min(now + self.idle.total_seconds(), self._end_of(session)))

    def end(self, session: str) -> None:
        """Log out here."""
        self.store.end_session(_digest(session))

    def end_everywhere(self, login: Login) -> None:
        """Log out wherever somebody is logged in with the same mailbox."""
        self.store.end_sessions(login.mail)

    def _end_of(self, session: str) -> float:
        """Return when a session ends at the latest, in seconds since 1970; 0 for what is no token of a session."""
        begun = session.partition(".")[0]
        if not (begun.isascii() and begun.isdigit() and len(begun) < 12):
            return 0.0
        return int(begun) + self.most.total_seconds()


def _digest(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()
