"""Whether a file of another word processor can lead LibreOffice to other files or the network; by a look inside.

Asked only where LibreOffice cannot be shut away (`sandbox`).  What cannot be looked into for certain counts as
leading out: RTF (fields `INCLUDEPICTURE`, `INCLUDETEXT`, objects) and the old binary .doc.  Source: OpenDocument 1.3
part 3, 19.898 (`xlink:href`): an address is inside if it names a part of the same package or begins with `#`.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import IO
from xml.etree import ElementTree

_XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
_DRAWING = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}a"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}a"
#: Elements whose address is for a reader to click, and which nothing follows by itself.
_LINKS = frozenset({_DRAWING, _TEXT})
#: Parts of names of elements that run something or ask another program.
_ACTING = re.compile(r"\}(event-listener|dde-source|dde-connection-decl|database-.*|applet|plugin|script)\Z")

#: More is no contribution of ours (`readers.word` caps its packages likewise).
_MOST_BYTES = 50_000_000


def may_lead_out(path: Path) -> bool:
    """Say whether the file may; True as well for whatever cannot be read."""
    suffix = path.suffix.lower()
    try:
        if suffix == ".fodt":
            with path.open("rb") as file:
                return not _is_harmless(file, parts=())
        if suffix in (".odt", ".ott"):
            return not all(_harmless_parts(path))
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError, UnicodeError):
        return True
    return True


def _harmless_parts(path: Path) -> Iterator[bool]:
    with zipfile.ZipFile(path) as package:
        names = package.namelist()
        yield sum(part.file_size for part in package.infolist()) <= _MOST_BYTES
        for name in names:
            if name.startswith(("Basic/", "Scripts/")):
                yield False
            if name.endswith((".xml", ".rdf")):
                with package.open(name) as part:
                    yield _is_harmless(part, parts=names)


def _is_harmless(file: IO[bytes], *, parts: Collection[str]) -> bool:
    data = file.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES or b"<!DOCTYPE" in data or b"<!ENTITY" in data or b"\0" in data[:200]:
        return False
    try:
        root = ElementTree.fromstring(data)
    except ElementTree.ParseError:
        return False
    return all(
        not _ACTING.search(element.tag)
        and (_XLINK_HREF not in element.attrib or _is_inside(element, element.attrib[_XLINK_HREF], parts))
        for element in root.iter()
    )


def _is_inside(element: ElementTree.Element, address: str, parts: Collection[str]) -> bool:
    if element.tag in _LINKS or address.startswith("#") or not address:
        return True
    name = address.removeprefix("./").rstrip("/")
    return name in parts or any(part.startswith(f"{name}/") for part in parts)
