"""A page as somebody outside sees it: taken out of a preview as it was built then, with the files it needs.

Nothing else comes with it: no other page of the desk, no note of the editors, no script, no link to another chapter.
"""

from __future__ import annotations

import html
import re
import shutil
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from ratgeber_tools import files
from ratgeber_tools.containment import is_inside
from ratgeber_tools.desk.preview import PreviewError, as_parents_see

#: The first page of a folder.
PAGE = "seite.html"
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
class OutsideFrame:
    """What stands around a page that is shown outside; `beside` are titles and pages that belong to it."""

    title: str
    made: datetime
    until: date
    beside: tuple[tuple[str, str], ...] = ()

    def around(self, body: str, sheets: str, article: str) -> str:
        beside = ", ".join(f'<a href="{page}">{html.escape(title)}</a>' for title, page in self.beside)
        also = f" Dazu gehört auch: {beside}." if beside else ""
        said = f"Vorschau, Stand {self.made:%d.%m.%Y, %H:%M} Uhr. Der Link gilt bis {self.until:%d.%m.%Y}."
        return (
            '<!doctype html><html lang="de"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
            f"<title>Vorschau: {html.escape(self.title)}</title>{sheets}</head>{body}"
            '<input type="checkbox" id="rg-ansicht" checked disabled hidden>'
            f'<div class="rg-seite"><main id="inhalt"><p role="note"><strong>{said}</strong> Das ist ein Entwurf und '
            f"noch nicht veröffentlicht.{also}</p>{article}</main></div></body></html>"
        )


def freeze(page: str, pages: Path, folder: Path, frame: OutsideFrame, name: str = PAGE) -> None:
    """Write a built page, called `name` there, and what it needs into a folder of their own.

    Several pages may share a folder.  Raises `PreviewError` for what is no page of the guide.
    """
    path = pages / page
    text = as_parents_see(files.read_text(path))
    article, body = _ARTICLE.search(text), _BODY.search(text)
    if article is None or body is None:
        raise PreviewError("the page has no article")
    folder.mkdir(parents=True, exist_ok=True)
    taken = _TakenFiles(pages, folder, len(list(folder.iterdir())))
    sheets = "".join(
        f'<link rel="stylesheet" href="{file}">'
        for sheet in _SHEET.findall(text)
        if (found := _HREF.search(sheet)) is not None and (file := taken.file(html.unescape(found[1]), path.parent))
    )

    def loaded(match: re.Match[str]) -> str:
        if match[2].startswith(("data:", "#")):
            return match[0]
        return f"{match[1]}{taken.file(html.unescape(match[2]), path.parent)}{match[3]}"

    shown = _LOADED.sub(loaded, _SETS.sub("", _ANCHOR.sub(_only_outside, article[0])))
    files.write_whole(folder / name, frame.around(body[0], sheets, shown))


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
