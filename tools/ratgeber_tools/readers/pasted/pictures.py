"""Pictures in pasted HTML: those that lie in it are kept for whoever asks about their rights; nothing is fetched."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from urllib.parse import unquote_to_bytes

from ratgeber_tools.document import Picture
from ratgeber_tools.readers.pasted.left_out import Omission, Omissions
from ratgeber_tools.readers.pasted.tree import Element

_DATA = re.compile(r"data:(?P<type>image/[\w.+-]+)(?P<more>(?:;[^,;]*)*),(?P<data>.*)", re.DOTALL | re.IGNORECASE)
_EXTENSIONS = {
    "image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp", "image/bmp": "bmp",
    "image/svg+xml": "svg",
}  # fmt: skip
#: Smaller pictures are signs, spacers and counters of a page.
_SMALLEST_PX = 24


class PastedPictures:
    """The pictures of one pasted text, each content once."""

    def __init__(self, omitted: Omissions) -> None:
        self._omitted = omitted
        self._found: dict[str, Picture] = {}

    def all(self) -> tuple[Picture, ...]:
        """Return the pictures that lie in the text, in the order they are shown."""
        return tuple(self._found.values())

    def take(self, element: Element, alt: str) -> str:
        """Return the name of the picture an `img` shows, empty for one that is not there or says nothing."""
        source = (element.get("src") or "").strip()
        if not source or _is_tiny(element):
            return ""
        data = _DATA.fullmatch(source)
        if data is None:
            is_elsewhere = source.lower().startswith(("http:", "https:", "//"))
            self._omitted[Omission.PICTURE_ELSEWHERE if is_elsewhere else Omission.PICTURE_NOT_GIVEN] += 1
            return ""
        content = _decoded(data["data"], is_base64="base64" in data["more"].lower())
        extension = _EXTENSIONS.get(data["type"].lower())
        if not content or extension is None:
            self._omitted[Omission.PICTURE_UNREADABLE] += 1
            return ""
        name = f"{hashlib.sha256(content).hexdigest()[:10]}.{extension}"
        self._found.setdefault(name, Picture(name, content))
        return name


def _decoded(data: str, *, is_base64: bool) -> bytes:
    if not is_base64:
        return unquote_to_bytes(data)
    try:
        return base64.b64decode(unquote_to_bytes(re.sub(r"\s", "", data)), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _is_tiny(element: Element) -> bool:
    sizes = [element.get(name, "").removesuffix("px") for name in ("width", "height")]
    return any(size.isdecimal() and int(size) < _SMALLEST_PX for size in sizes)
