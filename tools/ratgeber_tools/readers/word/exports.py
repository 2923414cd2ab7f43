"""Which export a Word file is: the custom property our own export sets."""

from __future__ import annotations

from pathlib import Path

from ratgeber_tools.dialect import EXPORT_PROPERTY
from ratgeber_tools.readers.word.guard import open_package
from ratgeber_tools.readers.word.package import Package
from ratgeber_tools.readers.word.report import Report


def export_identifier(path: Path) -> str | None:
    """Return the id of the export a .docx file goes back to, None for any other; raises `InputError` as `read` does."""
    report = Report()
    with open_package(path) as archive:
        package = Package(path, archive, report)
        for link in package.relationships("").values():
            root = package.xml(link.target) if link.kind == "custom-properties" and link.target in package else None
            for entry in () if root is None else root:
                if entry.get("name") == EXPORT_PROPERTY:
                    return "".join(str(text) for text in entry.itertext()).strip() or None
    return None
