"""Signed links to the page of a proposal: whoever runs the forge makes them, the desk believes them without having seen
them.

ADDRESS/vorschau/z-COMMIT-JJJJMMTT-MAC/     MAC: HMAC-SHA256 over commit and last day (RFC 2104), base64url without "="

One key in the environment of both; the day is the last on which the link holds, in local time.
"""

from __future__ import annotations

import hmac
import re
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ratgeber_tools.document import Link, Paragraph, Text
from ratgeber_tools.errors import RatgeberError
from ratgeber_tools.proposals.message import NEXT_STEPS, TO_SETTLE, Message, heading, written

KEY = "RATGEBER_VORSCHAU_SCHLUESSEL"
#: How long somebody without an account sees a page.
HOLDS = timedelta(days=14)
#: Where such pages are below the desk's address.
PLACE = "/vorschau"
_SHORTEST = 32
_TOKEN = re.compile(r"z-(?P<commit>[0-9a-f]{40}|[0-9a-f]{64})-(?P<day>[0-9]{8})-(?P<mac>[A-Za-z0-9_-]{43})")


class PreviewKeyError(RatgeberError):
    """The key for preview links is none; the German sentence says what to do."""


@dataclass(frozen=True, slots=True)
class SignedState:
    """A state of a branch, and the last day on which it is shown."""

    commit: str
    last_day: date


def checked_key(key: str, name: str = KEY) -> bytes | None:
    """Return a key that was set as `name`, None for an empty one; raises `PreviewKeyError` for one to be guessed."""
    if not key:
        return None
    if len(key) < _SHORTEST:
        raise PreviewKeyError(
            f"{name}: Der Schlüssel ist zu kurz. Er braucht mindestens {_SHORTEST} zufällige Zeichen, am "
            "Redaktionstisch und auf der Plattform dieselben; „openssl rand -hex 32“ macht einen."
        )
    return key.encode("utf-8")


def sign(state: SignedState, key: bytes) -> str:
    """Return the token of a link to a state."""
    return f"z-{state.commit}-{state.last_day:%Y%m%d}-{_mac(state.commit, f'{state.last_day:%Y%m%d}', key)}"


def verified(token: str, key: bytes | None) -> SignedState | None:
    """Return what a token was made for; None if it was not made with this key, or changed since.

    Whether its day is over is for the caller to say.
    """
    found = _TOKEN.fullmatch(token)
    if found is None or key is None:
        return None
    if not hmac.compare_digest(_mac(found["commit"], found["day"], key), found["mac"]):
        return None
    return SignedState(found["commit"], date.fromisoformat(found["day"]))


def _mac(commit: str, day: str, key: bytes) -> str:
    digest = hmac.digest(key, f"ratgeber-vorschau\0{commit}\0{day}".encode("ascii"), "sha256")
    return urlsafe_b64encode(digest).decode("ascii").rstrip("=")


@dataclass(frozen=True, slots=True)
class Invitation:
    """What puts a signed link into messages; `desk` is the desk's address, `today` the day they are written."""

    desk: str
    key: bytes
    today: date

    @classmethod
    def of(cls, variables: Mapping[str, str], desk: str, today: date) -> Invitation | None:
        """Return it where there are a desk and a key in the environment; raises `PreviewKeyError`."""
        key = checked_key(variables.get(KEY, "").strip())
        return cls(desk.rstrip("/"), key, today) if key is not None and desk else None

    def added_to(self, message: Message, commit: str) -> Message:
        """Return a message with a link to the page of the proposal at `commit` before its other steps.

        Where persons are to be settled first, nobody without an account is to see the page: no link.
        """
        if message.title.startswith(TO_SETTLE):
            return message
        until = self.today + HOLDS
        address = f"{self.desk}{PLACE}/{sign(SignedState(commit, until), self.key)}/"
        step = Paragraph(
            (
                Text("So sehen Eltern die Seite, auch am Telefon, ohne Entpacken und ohne Konto: "),
                Link(address, (Text("Vorschau öffnen"),)),
                Text(f". Der Link gilt bis {until:%d.%m.%Y}."),
            )
        )
        words = written((step,)).strip()
        mark = re.escape(written((heading(NEXT_STEPS),)).strip())
        body, found = re.subn(
            rf"^{mark}$", lambda its: f"{its[0]}\n\n{words}", message.body, count=1, flags=re.MULTILINE
        )
        return replace(message, body=body if found else f"{message.body.rstrip()}\n\n{words}\n")
