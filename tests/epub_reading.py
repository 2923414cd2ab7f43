"""An EPUB taken apart with nothing of ours, and what is wrong in how it is put together (EPUB 3.3, OCF 3.3)."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree
from zipfile import ZIP_STORED, ZipFile

XHTML = "{http://www.w3.org/1999/xhtml}"
OPS = "{http://www.idpf.org/2007/ops}"
_OPF = "{http://www.idpf.org/2007/opf}"
_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
_OUTSIDE = {"http", "https", "mailto", "tel", "webcal"}


@dataclass(frozen=True)
class OpenedBook:
    """`files` by their path in the zip; `package` is the path of the package document."""

    names: tuple[str, ...]
    files: dict[str, bytes]
    first_is_stored: bool
    package: str

    @property
    def folder(self) -> str:
        return posixpath.dirname(self.package)

    def document(self, path: str) -> ElementTree.Element:
        """Return a file below the book's folder as XML."""
        return ElementTree.fromstring(self.files[f"{self.folder}/{path}"])

    def text(self, path: str) -> str:
        return self.files[f"{self.folder}/{path}"].decode("utf-8")

    def words(self, path: str) -> str:
        """Return what a reader sees of a page."""
        body = self.document(path).find(f"{XHTML}body")
        assert body is not None
        return " ".join("".join(body.itertext()).split())

    @property
    def manifest(self) -> dict[str, ElementTree.Element]:
        """The lines of the manifest by what they name, below the book's folder."""
        return {unquote(item.attrib["href"]): item for item in self._package.iter(f"{_OPF}item")}

    @property
    def spine(self) -> list[str]:
        """The pages in reading order."""
        named = {item.attrib["id"]: path for path, item in self.manifest.items()}
        return [named[line.attrib["idref"]] for line in self._package.iter(f"{_OPF}itemref")]

    def metadata(self, name: str) -> list[str]:
        """Return the values of a property (`schema:accessMode`) or of an element of Dublin Core (`dc:title`)."""
        if name.startswith("dc:"):
            tag = f"{{http://purl.org/dc/elements/1.1/}}{name[3:]}"
            return [element.text or "" for element in self._package.iter(tag)]
        metas = self._package.iter(f"{_OPF}meta")
        return [meta.text or "" for meta in metas if meta.get("property") == name]

    @property
    def _package(self) -> ElementTree.Element:
        return ElementTree.fromstring(self.files[self.package])


def opened(path: Path) -> OpenedBook:
    with ZipFile(path) as book:
        entries = book.infolist()
        files = {entry.filename: book.read(entry) for entry in entries}
    container = ElementTree.fromstring(files["META-INF/container.xml"])
    (root,) = container.iter(f"{_CONTAINER}rootfile")
    names = tuple(entry.filename for entry in entries)
    return OpenedBook(names, files, entries[0].compress_type == ZIP_STORED, root.attrib["full-path"])


def faults(book: OpenedBook) -> list[str]:
    """Return what a reader would stumble over; nothing for a sound book."""
    return [*_container_faults(book), *_manifest_faults(book), *_page_faults(book)]


def _container_faults(book: OpenedBook) -> Iterator[str]:
    if book.names[0] != "mimetype" or not book.first_is_stored:
        yield "the first file is not a stored mimetype"
    if book.files["mimetype"] != b"application/epub+zip":
        yield "the mimetype is another one"
    yield from (f"{name} is there twice" for name, count in Counter(book.names).items() if count > 1)


def _manifest_faults(book: OpenedBook) -> Iterator[str]:
    listed = {f"{book.folder}/{path}" for path in book.manifest}
    there = set(book.files) - {"mimetype", "META-INF/container.xml", book.package}
    yield from (f"{name} is listed and not there" for name in sorted(listed - there))
    yield from (f"{name} is there and not listed" for name in sorted(there - listed))
    pages = [path for path, item in book.manifest.items() if item.attrib["media-type"] == "application/xhtml+xml"]
    yield from (f"{page} is in no reading order" for page in pages if page not in book.spine)
    identifiers = Counter(item.attrib["id"] for item in book.manifest.values())
    yield from (f"two lines are called {name}" for name, count in identifiers.items() if count > 1)
    if len([item for item in book.manifest.values() if item.get("properties") == "nav"]) != 1:
        yield "there is not one list of contents"
    for path, item in book.manifest.items():
        if path not in pages or f"{book.folder}/{path}" not in book.files:
            continue
        said = set(item.get("properties", "").split()) - {"nav"}
        if said != {name for name in ("svg", "mathml") if f"<{name[:4]}" in book.text(path)}:
            yield f"{path} does not say what is in it: {sorted(said)}"


def _page_faults(book: OpenedBook) -> Iterator[str]:
    anchors = {}
    for path in book.spine:
        identifiers = [element.attrib["id"] for element in book.document(path).iter() if "id" in element.attrib]
        anchors[path] = set(identifiers)
        yield from (f"{path}#{name} is there twice" for name, count in Counter(identifiers).items() if count > 1)
    for path in book.spine:
        for element in book.document(path).iter():
            if element.tag in (f"{XHTML}script", f"{XHTML}form", f"{XHTML}input", f"{XHTML}button", f"{XHTML}iframe"):
                yield f"{path} has a {element.tag.removeprefix(XHTML)}"
            for name in ("href", "src", "data", "poster", "srcset"):
                if name in element.attrib:
                    yield from _link_faults(book, path, element, element.attrib[name], anchors)
    contents = next(path for path, item in book.manifest.items() if item.attrib["media-type"].endswith("x-dtbncx+xml"))
    for element in book.document(contents).iter(f"{_NCX}content"):
        yield from _link_faults(book, contents, element, element.attrib["src"], anchors)


def _link_faults(
    book: OpenedBook, page: str, element: ElementTree.Element, address: str, anchors: dict[str, set[str]]
) -> Iterator[str]:
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        if element.tag != f"{XHTML}a":
            yield f"{page} loads {address}"
        elif parts.scheme not in _OUTSIDE:
            yield f"{page} leads to {address}"
        return
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path))) if parts.path else page
    if f"{book.folder}/{target}" not in book.files:
        yield f"{page} leads to {address}, which is not there"
    elif parts.fragment and unquote(parts.fragment) not in anchors.get(target, set()):
        yield f"{page} leads to {address}, where there is no such place"
