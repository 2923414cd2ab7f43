"""The package: parts, relationships and content types of a Word file, read one by one.

One bad part is reported and left out; only the main part can stop the import.  Nothing is ever written or fetched.
"""

from __future__ import annotations

import posixpath
import zlib
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote
from zipfile import BadZipFile, ZipFile, ZipInfo

from ratgeber_tools.errors import InputError
from ratgeber_tools.findings import Code
from ratgeber_tools.quotation import quoted
from ratgeber_tools.readers.word import guard
from ratgeber_tools.readers.word.namespaces import CONTENT_TYPES, PACKAGE_RELATIONSHIPS
from ratgeber_tools.readers.word.report import Report
from ratgeber_tools.readers.word.xml import DamagedPartError, Element, parse

_OTHER_PROGRAMS = (
    ("spreadsheetml", "xl/", "eine Excel-Datei"),
    ("presentationml", "ppt/", "eine PowerPoint-Datei"),
    ("visio", "visio/", "eine Visio-Datei"),
)


@dataclass(frozen=True, slots=True)
class Relationship:
    """A link from one part to another (`target` is a part's name) or out of the file (`target` is an address)."""

    kind: str  # last step of the type's address: image, hyperlink, footnotes, ...
    target: str
    external: bool


class Package:
    """The parts of an opened Word file."""

    def __init__(self, path: Path, archive: ZipFile, report: Report) -> None:
        self.path = path
        self._archive = archive
        self._report = report
        self._parts: dict[str, ZipInfo] = {}
        for info in archive.infolist():
            self._parts.setdefault(_key(info.filename), info)
        self._types = self._content_types()
        self.main_part = self._find_main_part()

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._parts

    def names(self) -> tuple[str, ...]:
        return tuple(info.filename for info in self._parts.values())

    def read(self, name: str, *, largest: int = guard.LARGEST_XML) -> bytes:
        """Return a part's bytes; raises `DamagedPartError`."""
        info = self._parts.get(_key(name))
        if info is None:
            raise DamagedPartError("fehlt in der Datei")
        if info.file_size > largest:
            raise DamagedPartError(f"ist entpackt {info.file_size // 2**20} MB groß")
        if info.file_size > guard.SMALL_PART and info.file_size > guard.LARGEST_RATIO * max(info.compress_size, 1):
            raise DamagedPartError("bläht sich beim Entpacken unsinnig auf")
        try:
            with self._archive.open(info) as stream:
                data = stream.read(largest + 1)
        except (BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
            raise DamagedPartError("ist beschädigt") from error
        if len(data) > largest:
            raise DamagedPartError("ist entpackt zu groß")
        return data

    def xml(self, name: str) -> Element | None:
        """Return a part's root element; None, and a finding, if it cannot be read."""
        try:
            return parse(self.read(name))
        except DamagedPartError as error:
            self._report.add(
                Code.PART_UNREADABLE,
                f"Der Teil „{posixpath.basename(name)}“ der Datei {error} und wurde ausgelassen: "
                "Vergleichen Sie das Kapitel mit dem Original.",
            )
            return None

    def relationships(self, part: str) -> dict[str, Relationship]:
        """Return the relationships of `part` by id, empty if it has none."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if rels not in self:
            return {}
        root = self.xml(rels)
        found: dict[str, Relationship] = {}
        for element in () if root is None else root.iter(f"{PACKAGE_RELATIONSHIPS}Relationship"):
            target = element.get("Target", "")
            external = element.get("TargetMode", "") == "External"
            kind = element.get("Type", "").rpartition("/")[2]
            if not external and not target.startswith("#") and kind != "hyperlink":
                target = self._resolve(folder, target)
            found[element.get("Id", "")] = Relationship(kind, target, external)
        return found

    def content_type(self, name: str) -> str:
        """Return a part's declared media type, empty if there is none."""
        key = _key(name)
        return self._types.get(key) or self._types.get("." + key.rpartition(".")[2], "")

    def _resolve(self, folder: str, target: str) -> str:
        """Return the name of the part a relationship points to; names that leave the package stay inside."""
        target = target.replace("\\", "/")
        path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        path = posixpath.normpath(path)
        while path.startswith("../"):
            path = path[3:]
        if path not in self and unquote(path) in self:
            return unquote(path)
        return path

    def _content_types(self) -> dict[str, str]:
        types: dict[str, str] = {}
        root = self.xml("[Content_Types].xml")
        for element in () if root is None else root:
            if element.tag == f"{CONTENT_TYPES}Override":
                types[_key(element.get("PartName", ""))] = element.get("ContentType", "")
            elif element.tag == f"{CONTENT_TYPES}Default":
                types["." + element.get("Extension", "").lower()] = element.get("ContentType", "")
        return types

    def _find_main_part(self) -> str:
        """Return the name of the part with the text; it need not be called word/document.xml."""
        main = next((link.target for link in self.relationships("").values() if link.kind == "officeDocument"), "")
        if main not in self:
            main = "word/document.xml"
        declared = self.content_type(main)
        for hint, folder, kind in _OTHER_PROGRAMS:
            if hint in declared or main.startswith(folder):
                raise InputError(
                    f"{quoted(self.path.name)} ist {kind}, auch wenn der Name anders lautet: "
                    "Kopieren Sie den Inhalt in ein Word-Dokument, und geben Sie dieses ab."
                )
        if main not in self:
            raise InputError(
                f"{quoted(self.path.name)} enthält keinen Word-Text (der Teil „{main}“ fehlt): "
                "Öffnen Sie die Datei in Word, und speichern Sie sie neu als „Word-Dokument (*.docx)“."
            )
        return main


def _key(name: str) -> str:
    """Part names are compared without regard to case (OPC, ISO/IEC 29500-2, 6.2.2.3)."""
    return name.replace("\\", "/").lstrip("/").lower()
