"""Pictures: the bytes of media parts as `Picture`, named by content, of a kind that is really a picture."""

from __future__ import annotations

import hashlib
import posixpath
import re
import zlib
from dataclasses import replace

from ratgeber_tools.document import Crop, Picture
from ratgeber_tools.findings import Code
from ratgeber_tools.readers.word import guard
from ratgeber_tools.readers.word.package import Package, Relationship
from ratgeber_tools.readers.word.report import Report, quoted
from ratgeber_tools.readers.word.xml import DamagedPartError, parse

SVG_TYPE = "image/svg+xml"
#: Old Windows drawings that no browser shows; kept as they are for whoever converts them.
WINDOWS_DRAWINGS = frozenset({"image/emf", "image/wmf"})

_EXTENSIONS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/bmp": "bmp",
    "image/tiff": "tif",
    "image/webp": "webp",
    SVG_TYPE: "svg",
    "image/emf": "emf",
    "image/wmf": "wmf",
}
_MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF8", "image/gif"),
    (0, b"BM", "image/bmp"),
    (0, b"II*\x00", "image/tiff"),
    (0, b"MM\x00*", "image/tiff"),
    (8, b"WEBP", "image/webp"),
    (40, b" EMF", "image/emf"),
    (0, b"\xd7\xcd\xc6\x9a", "image/wmf"),
    (0, b"\x01\x00\x09\x00", "image/wmf"),
)
_GZIP = b"\x1f\x8b"  # .emz and .wmz are gzipped
_LIVE_SVG = frozenset({"script", "foreignobject", "handler", "iframe", "object", "embed", "audio", "video", "set"})
_ADDRESS_IN_STYLE = re.compile(r"url\(\s*['\"]?(?!#)|@import|expression\(", re.IGNORECASE)


class Pictures:
    """The pictures of a document, each content once."""

    def __init__(self, package: Package, report: Report) -> None:
        self._package = package
        self._report = report
        self._by_part: dict[str, Picture | None] = {}
        self._by_name: dict[str, Picture] = {}

    def all(self) -> tuple[Picture, ...]:
        """Return the pictures that were kept, in the order they are shown."""
        return tuple(self._by_name.values())

    def take(
        self, link: Relationship, alt: str, fallback: Relationship | None = None, crop: Crop | None = None
    ) -> Picture | None:
        """Return the picture behind a relationship; None, and a finding, if there is none to be had.

        `fallback` is what Word stores beside an SVG for programs that know none.  The same file, cut in another way,
        is another picture.
        """
        name = quoted(alt) if alt else ""
        if link.external:
            self._report.add(
                Code.PICTURE_DROPPED,
                f"Ein Bild {name + ' ' if name else ''}liegt nicht in der Datei, sondern unter einer fremden Adresse "
                "und wurde nicht geholt: Fügen Sie es in Word als Bild ein, oder lassen Sie es weg.",
                words=f"{link.target} {alt}",
            )
            return None
        if link.target not in self._by_part:
            self._by_part[link.target] = self._read(link.target, alt, has_fallback=fallback is not None)
        picture = self._by_part[link.target]
        if picture is None and fallback is not None:
            return self.take(fallback, alt, crop=crop)
        if picture is None or crop is None:
            return picture
        stem, _, extension = picture.name.rpartition(".")
        cut = hashlib.sha256(repr(crop).encode()).hexdigest()[:6]
        return replace(picture, name=f"{stem}-{cut}.{extension}", crop=crop)

    def keep(self, picture: Picture) -> None:
        """Count a picture among those of the document: it is shown somewhere."""
        self._by_name[picture.name] = picture

    def _read(self, part: str, alt: str, *, has_fallback: bool) -> Picture | None:
        shown = quoted(alt) if alt else f"„{posixpath.basename(part)[-40:]}“"
        try:
            data = self._package.read(part, largest=guard.LARGEST_MEDIA)
            if data.startswith(_GZIP):
                data = _unzipped(data)
        except DamagedPartError as error:
            self._drop(shown, f"{error}", alt)
            return None
        kind = media_type(data)
        if kind is None:
            self._drop(shown, "ist kein Bild", alt)
            return None
        if kind == SVG_TYPE and not is_still(data):
            if not has_fallback:
                self._drop(shown, "enthält Programme oder fremde Adressen (SVG)", alt)
            return None
        digest = hashlib.sha256(data).hexdigest()[:16]
        return Picture(f"bild-{digest}.{_EXTENSIONS[kind]}", data, kind)

    def _drop(self, shown: str, reason: str, alt: str) -> None:
        self._report.add(
            Code.PICTURE_DROPPED,
            f"Das Bild {shown} {reason} und wurde weggelassen: Fügen Sie es in Word neu ein, oder lassen Sie es weg.",
            words=alt,
        )


def media_type(data: bytes) -> str | None:
    """Return what kind of picture `data` is by its first bytes, None if it is none."""
    for at, magic, kind in _MAGIC:
        if data.startswith(magic, at):
            return kind
    if re.match(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml|<!--|<!DOCTYPE svg|<svg)", data) and b"<svg" in data[:4096]:
        return SVG_TYPE
    return None


def is_still(svg: bytes) -> bool:
    """Say whether an SVG only draws: no program, no event, nothing from outside."""
    if b"<?xml-stylesheet" in svg:
        return False
    try:
        root = parse(svg)
    except DamagedPartError:
        return False
    for element in root.iter():
        if not isinstance(element.tag, str):
            return False
        name = element.tag.rpartition("}")[2].lower()
        if name in _LIVE_SVG or (name == "style" and _ADDRESS_IN_STYLE.search(element.text or "")):
            return False
        for attribute, value in element.attrib.items():
            key = str(attribute).rpartition("}")[2].lower()
            if key.startswith("on"):
                return False
            if key in ("href", "src") and not str(value).startswith(("#", "data:image/png", "data:image/jpeg")):
                return False
            if _ADDRESS_IN_STYLE.search(str(value)):
                return False
    return True


def _unzipped(data: bytes) -> bytes:
    try:
        unpacker = zlib.decompressobj(wbits=31)
        result = unpacker.decompress(data, guard.LARGEST_MEDIA)
    except zlib.error as error:
        raise DamagedPartError("ist beschädigt") from error
    if unpacker.unconsumed_tail:
        raise DamagedPartError("ist entpackt zu groß")
    return result
