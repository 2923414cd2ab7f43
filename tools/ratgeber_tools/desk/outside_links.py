"""A page for somebody outside, without an account: one state of one chapter, behind a link that holds for two weeks.

_redaktion/vorschau/DIGEST/seite.html, 1.css, 2.png …

The page stays as it was built then (`frozen_page`).  The store knows the digest of the link's token alone.
"""

from __future__ import annotations

import re
import secrets
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from ratgeber_tools.desk.frozen_page import OutsideFrame, freeze
from ratgeber_tools.desk.preview import DeskPreview
from ratgeber_tools.desk.protocol import RefusedError
from ratgeber_tools.desk.rooms.desk import Desk
from ratgeber_tools.desk.store.interface import Login
from ratgeber_tools.guide.internal_parts import without_internal_parts
from ratgeber_tools.proposals.signed_link import HOLDS

#: What tokens look like; by the mark before them addresses tell them from pages.
TOKEN = re.compile(r"g-[A-Za-z0-9_-]{43}")
_FOLDER = Path("_redaktion", "vorschau")
_KIND = "vorschau"
#: More links than that at once nobody looks after.
MOST = 200
_TOO_MANY = "Es gibt schon sehr viele Vorschau-Links. Widerrufen Sie zuerst welche, die niemand mehr braucht."


@dataclass(frozen=True, slots=True)
class OutsideLink:
    """A link there is: `identifier` is the digest of its token; `made` and `until` are moments."""

    identifier: str
    chapter: str
    title: str
    office: str
    made: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class OutsideLinks:
    """The links of a desk."""

    desk: Desk
    preview: DeskPreview

    async def make(self, chapter: str, title: str, text: Callable[[], str], login: Login) -> str:
        """Keep the page of a chapter that says `text`, and return the token of a link to it.  Raises `RefusedError`."""
        now = self.desk.now()
        self.tidy()
        if len(self.all()) >= MOST:
            raise RefusedError(_TOO_MANY)
        token = f"g-{secrets.token_urlsafe(32)}"
        folder = self._folder(_digest(token))
        until = now + HOLDS
        frame = OutsideFrame(title, now, until)
        await self.preview.page(
            chapter,
            lambda: without_internal_parts(text().replace("\r\n", "\n")),
            lambda page: freeze(page, self.preview.pages, folder, frame),
        )
        value = {
            "chapter": chapter,
            "title": title,
            "office": login.office,
            "made": now.isoformat(),
            "until": until.isoformat(),
        }
        self.desk.store.put_paper(_KIND, _digest(token), value, until.timestamp())
        return token

    def all(self) -> list[OutsideLink]:
        """Return the links that hold, the newest first."""
        found = self.desk.store.papers(_KIND, self.desk.now().timestamp())
        return sorted((_read(*each) for each in found.items()), key=lambda link: link.made, reverse=True)

    def folder_of(self, token: str) -> Path | None:
        """Return the folder a link leads to; None for one that does not hold (any more)."""
        if not TOKEN.fullmatch(token):
            return None
        digest = _digest(token)
        found = self.desk.store.paper(_KIND, digest, self.desk.now().timestamp())
        return None if found is None else self._folder(digest)

    def revoke(self, identifier: str) -> None:
        """Let a link lead nowhere from now on."""
        self.desk.store.drop_paper(_KIND, identifier)
        self.tidy()

    def tidy(self) -> None:
        """Remove the pages of links that hold no more."""
        place = self.desk.folder.parent / _FOLDER
        kept = {link.identifier for link in self.all()}
        for folder in place.iterdir() if place.is_dir() else ():
            if folder.name not in kept:
                shutil.rmtree(folder, ignore_errors=True)

    def _folder(self, digest: str) -> Path:
        return self.desk.folder.parent / _FOLDER / digest


def _digest(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()


def _read(identifier: str, value: dict[str, Any]) -> OutsideLink:
    made, until = datetime.fromisoformat(value["made"]), datetime.fromisoformat(value["until"])
    return OutsideLink(identifier, value["chapter"], value["title"], value["office"], made, until)
