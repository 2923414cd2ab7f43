"""A page for somebody outside, without an account: one state of one chapter, behind a link that holds for two weeks.

_redaktion/vorschau/DIGEST/seite.html, 1.css, 2.png …

The page is taken out of the preview as it was built then, with the files it needs and nothing else: no other page of
the desk, no note of the editors, no script, no link to another chapter.
The store knows the digest of the link's token alone.
"""

from __future__ import annotations

import html
import re
import secrets
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from ratgeber_tools import files
from ratgeber_tools.containment import is_inside
from ratgeber_tools.desk.preview import DeskPreview, PreviewError, as_parents_see
from ratgeber_tools.desk.protocol import RefusedError
from ratgeber_tools.desk.rooms.desk import Desk
from ratgeber_tools.desk.store.interface import Login
from ratgeber_tools.guide.internal_parts import without_internal_parts

HOLDS = timedelta(days=14)
PAGE = "seite.html"
#: What tokens look like; by the mark before them addresses tell them from pages.
TOKEN = re.compile(r"g-[A-Za-z0-9_-]{43}")
_FOLDER = Path("_redaktion", "vorschau")
_KIND = "vorschau"
#: More links than that at once nobody looks after.
MOST = 200
_TOO_MANY = "Es gibt schon sehr viele Vorschau-Links. Widerrufen Sie zuerst welche, die niemand mehr braucht."
_ARTICLE = re.compile(r"<article\b[^>]*>.*</article>", re.DOTALL)
_BODY = re.compile(r"<body\b[^>]*>")
_SHEET = re.compile(r'<link\b[^>]*\brel="stylesheet"[^>]*>')
_HREF = re.compile(r'\shref="([^"]*)"')
_ANCHOR = re.compile(r"<a\b[^>]*>")
_LOADED = re.compile(r'(<(?:img|source|video|audio|track|use|image)\b[^>]*?\s(?:src|href|poster)=")([^"]*)(")')
_SETS = re.compile(r'\ssrcset="[^"]*"')
_IN_SHEET = re.compile(r"""url\((?P<quote>["']?)(?P<file>(?!data:|#)[^"')]+)(?P=quote)\)""")
_OUTSIDE = ("http:", "https:", "mailto:", "tel:", "#")


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
        frame = _OutsideFrame(title, now, until)
        await self.preview.page(
            chapter,
            lambda: without_internal_parts(text().replace("\r\n", "\n")),
            lambda page: _freeze(page, self.preview.pages, folder, frame),
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


@dataclass(frozen=True, slots=True)
class _OutsideFrame:
    """What stands around a page that is shown outside."""

    title: str
    made: datetime
    until: datetime

    def around(self, body: str, sheets: str, article: str) -> str:
        said = f"Vorschau, Stand {self.made:%d.%m.%Y, %H:%M} Uhr. Der Link gilt bis {self.until:%d.%m.%Y}."
        return (
            '<!doctype html><html lang="de"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
            f"<title>Vorschau: {html.escape(self.title)}</title>{sheets}</head>{body}"
            '<input type="checkbox" id="rg-ansicht" checked disabled hidden>'
            f'<div class="rg-seite"><main id="inhalt"><p role="note"><strong>{said}</strong> Das ist ein Entwurf und '
            f"noch nicht veröffentlicht.</p>{article}</main></div></body></html>"
        )


def _freeze(page: str, pages: Path, folder: Path, frame: _OutsideFrame) -> None:
    """Write a built page and what it needs into a folder of their own."""
    path = pages / page
    text = as_parents_see(files.read_text(path))
    article, body = _ARTICLE.search(text), _BODY.search(text)
    if article is None or body is None:
        raise PreviewError("the page has no article")
    taken = _TakenFiles(pages, folder)
    folder.mkdir(parents=True)
    sheets = "".join(
        f'<link rel="stylesheet" href="{name}">'
        for sheet in _SHEET.findall(text)
        if (found := _HREF.search(sheet)) is not None and (name := taken.file(html.unescape(found[1]), path.parent))
    )

    def loaded(match: re.Match[str]) -> str:
        if match[2].startswith(("data:", "#")):
            return match[0]
        return f"{match[1]}{taken.file(html.unescape(match[2]), path.parent)}{match[3]}"

    shown = _LOADED.sub(loaded, _SETS.sub("", _ANCHOR.sub(_only_outside, article[0])))
    files.write_whole(folder / PAGE, frame.around(body[0], sheets, shown))


def _only_outside(match: re.Match[str]) -> str:
    """Return a link that leads outside or within the page, without its address if it leads to another page of ours."""
    address = _HREF.search(match[0])
    leads_on = address is None or html.unescape(address[1]).startswith(_OUTSIDE)
    return match[0] if leads_on else _HREF.sub("", match[0])


@dataclass(slots=True)
class _TakenFiles:
    """The files a page needs, each once, under names that say nothing."""

    pages: Path
    folder: Path
    number: int = 0

    def file(self, address: str, beside: Path) -> str:
        """Return the name of a file in the folder, "" for what is none of the pages' own."""
        parts = urlsplit(address)
        path = (beside / unquote(parts.path)).resolve()
        if parts.scheme or parts.netloc or not is_inside(path, self.pages.resolve()) or not path.is_file():
            return ""
        self.number += 1
        name = f"{self.number}{path.suffix.lower()}"
        if path.suffix == ".css":
            sheet = _IN_SHEET.sub(
                lambda match: f'url("{self.file(match["file"], path.parent)}")', files.read_text(path)
            )
            files.write_whole(self.folder / name, sheet)
        else:
            shutil.copyfile(path, self.folder / name)
        return name


def _digest(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()


def _read(identifier: str, value: dict[str, Any]) -> OutsideLink:
    made, until = datetime.fromisoformat(value["made"]), datetime.fromisoformat(value["until"])
    return OutsideLink(identifier, value["chapter"], value["title"], value["office"], made, until)
