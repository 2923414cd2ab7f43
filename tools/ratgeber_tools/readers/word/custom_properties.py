"""A Word file's custom properties: what our own files say about themselves."""

from __future__ import annotations

from pathlib import Path

from ratgeber_tools.readers.word.guard import open_package
from ratgeber_tools.readers.word.package import Package
from ratgeber_tools.readers.word.report import Report


def custom_property(path: Path, name: str) -> str | None:
    """Return a property of a .docx file, None if it is missing or empty; raises `InputError` as `read` does."""
    with open_package(path) as archive:
        return property_in(Package(path, archive, Report()), name)


def property_in(package: Package, name: str) -> str | None:
    """Return a property of an opened file, None if it is missing or empty."""
    for link in package.relationships("").values():
        root = package.xml(link.target) if link.kind == "custom-properties" and link.target in package else None
        for entry in () if root is None else root:
            if entry.get("name") == name:
                return "".join(str(text) for text in entry.itertext()).strip() or None
    return None
