"""What a book is made of, and its own files written from the templates beside this module: package, contents, pages.

EPUB 3.3: the package document (5), the navigation document (7), and for readers that know only EPUB 2 its contents
(`inhalt.ncx`).
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ratgeber_tools.data.dates import format_date, local_day

#: Below the book's own folder.
STYLE_SHEET, NAVIGATION, OLD_CONTENTS, PACKAGE, COVER = (
    "buch.css",
    "inhalt.xhtml",
    "inhalt.ncx",
    "paket.opf",
    "umschlag.png",
)
#: The folder of everything but what says where it is (EPUB 3.3, 4.2).
FOLDER = "EPUB"
_XHTML = "application/xhtml+xml"
_KINDS = {
    ".xhtml": _XHTML,
    ".css": "text/css",
    ".ncx": "application/x-dtbncx+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".svg": "image/svg+xml",
}
_CONTAINER_FILE = "META-INF/container.xml"


@dataclass(frozen=True, slots=True)
class BookFacts:
    """What a book says of itself; `address` is the guide's in the web or "", `moment` in UTC."""

    title: str
    identifier: str
    moment: datetime
    language: str
    subtitle: str = ""
    publisher: str = ""
    edition: str = ""
    address: str = ""

    @property
    def day(self) -> str:
        return format_date(local_day(self.moment))

    @property
    def state(self) -> str:
        """Which edition this is, and of which day."""
        day = f"Stand: {self.day}"
        return self.edition if self.edition.startswith("Stand") else ", ".join(filter(None, (self.edition, day)))

    @property
    def spoken_address(self) -> str:
        """The address as one says and types it."""
        return self.address.partition("://")[2].rstrip("/")


@dataclass(frozen=True, slots=True)
class BookPage:
    """A page: its place below the book's folder, its title, its body as XHTML, and its kind (`epub:type`) or ""."""

    path: str
    title: str
    body: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A line of the contents; `path` is None for a part that is only a heading over its chapters."""

    title: str
    path: str | None
    children: tuple[ContentsEntry, ...] = ()

    @property
    def href(self) -> str:
        return "" if self.path is None else quote(self.path)

    @property
    def place(self) -> str:
        """Where the line leads in contents that know no bare headings: to its first chapter."""
        return self.href or self.children[0].place

    @property
    def depth(self) -> int:
        return 1 + max((child.depth for child in self.children), default=0)


@dataclass(frozen=True, slots=True)
class Landmark:
    """A place readers offer by its kind (`epub:type`)."""

    kind: str
    title: str
    path: str

    @property
    def href(self) -> str:
        return quote(self.path)


@dataclass(frozen=True, slots=True)
class ManifestItem:
    """A line of the manifest."""

    identifier: str
    href: str
    kind: str
    properties: str = ""


@dataclass(slots=True)
class Book:
    """Everything that goes in; `pages` in reading order, `resources` by their place below the book's folder.

    `accessibility` are pairs of a property of schema.org and its value (EPUB Accessibility 1.1, 2.2).
    """

    facts: BookFacts
    pages: Sequence[BookPage]
    contents: Sequence[ContentsEntry]
    landmarks: Sequence[Landmark]
    resources: dict[str, bytes] = field(default_factory=dict)
    accessibility: Sequence[tuple[str, str]] = ()

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield path and content of each file but the one that comes first (`container.pack`), in a fixed order."""
        yield _CONTAINER_FILE, render("container.xml", package=f"{FOLDER}/{PACKAGE}").encode("utf-8")
        inside: dict[str, bytes] = {page.path: self._page(page) for page in self.pages}
        numbered = list(_numbered(self.contents))
        inside[OLD_CONTENTS] = self._file(
            OLD_CONTENTS, contents=numbered, depth=max(entry.depth for entry in self.contents)
        )
        inside |= self.resources
        items = list(self._items(inside))
        spine = [item for page in self.pages for item in items if item.href == quote(page.path)]
        inside = {PACKAGE: self._file(PACKAGE, items=items, spine=spine, accessibility=self.accessibility), **inside}
        for path, content in inside.items():
            yield f"{FOLDER}/{path}", content

    def _file(self, template: str, **values: Any) -> bytes:
        return render(template, book=self.facts, language=self.facts.language, **values).encode("utf-8")

    def _page(self, page: BookPage) -> bytes:
        above = "../" * page.path.count("/")
        return self._file(
            "seite.xhtml", title=page.title, body=page.body, kind=page.kind, style_sheet=f"{above}{STYLE_SHEET}"
        )

    def _items(self, inside: dict[str, bytes]) -> Iterator[ManifestItem]:
        fixed = {OLD_CONTENTS: "inhalt-alt", COVER: "umschlagbild"}
        for number, (path, content) in enumerate(inside.items(), 1):
            kind = _KINDS[posixpath.splitext(path)[1].lower()]
            yield ManifestItem(
                fixed.get(path, f"d{number}"), quote(path), kind, " ".join(_properties(path, kind, content))
            )


def _properties(path: str, kind: str, content: bytes) -> Iterator[str]:
    """Yield what a reader has to know of a file before it opens it (EPUB 3.3, D.5)."""
    if path == COVER:
        yield "cover-image"
    if path == NAVIGATION:
        yield "nav"
    if kind == _XHTML:
        yield from (name for sign, name in ((b"<math", "mathml"), (b"<svg", "svg")) if sign in content)


@dataclass(frozen=True, slots=True)
class _Numbered:
    identifier: str
    title: str
    place: str
    children: tuple[_Numbered, ...]


def _numbered(entries: Sequence[ContentsEntry], above: str = "ort") -> Iterator[_Numbered]:
    for number, entry in enumerate(entries, 1):
        name = f"{above}-{number}"
        yield _Numbered(name, entry.title, entry.place, tuple(_numbered(entry.children, name)))


def render(template: str, **values: Any) -> str:
    """Return a template of this package, every value escaped that is not marked as safe."""
    return _templates().get_template(template).render(**values)


@cache
def _templates() -> Environment:
    folder = Path(__file__).parent / "templates"
    return Environment(
        loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
    )
