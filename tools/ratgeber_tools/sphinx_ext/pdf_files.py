"""The PDF files of an edition, as the PDF builder leaves them for the web pages: which page has which, how large."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ratgeber_tools.files import write_whole

#: The list beside the files, and the folder of the chapters' own.
LIST, CHAPTERS, FORMS = "dateien.json", "kapitel", "vordrucke"


@dataclass(frozen=True, slots=True)
class PdfFile:
    """`path` is seen from the folder of the PDFs, `size` in bytes."""

    path: str
    size: int


def year_file(year: str) -> str:
    """Return what the files of a school year's calendar are called: `jahreskalender-2026-27`."""
    return f"jahreskalender-{year.replace('/', '-')}"


def note_files(folder: Path, files: Mapping[str, str]) -> None:
    """Write down what lies in `folder`: paths by the name of the page; the start page's is the whole guide."""
    noted = {name: {"datei": path, "bytes": (folder / path).stat().st_size} for name, path in files.items()}
    write_whole(folder / LIST, json.dumps(noted, ensure_ascii=False, indent=1).encode("utf-8"))


def read_files(folder: Path) -> dict[str, PdfFile]:
    """Return the files by the name of their page; a list the builder of the same command has just written."""
    noted = json.loads((folder / LIST).read_text(encoding="utf-8"))
    return {name: PdfFile(entry["datei"], entry["bytes"]) for name, entry in noted.items()}


def said_size(size: int) -> str:
    """Return a size in bytes as one says it at a link: “84 KB”, “2,4 MB”; number and unit stay on one line."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))}\N{NO-BREAK SPACE}KB"
    return f"{size / 1_000_000:.1f}\N{NO-BREAK SPACE}MB".replace(".", ",")
