"""Builds small guides as PDF for the tests beside this file."""

from __future__ import annotations

import io
import shutil
from dataclasses import dataclass
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.console import strip_escape_sequences

from quick_sphinx import quick_sphinx

GUIDES = Path(__file__).parents[2] / "guides"
CONF = GUIDES / "bausteine"


@dataclass(frozen=True)
class Build:
    """What one run left: the PDF, the Typst source, the warnings."""

    pdf: Path
    source: str
    warnings: str
    app: Sphinx


def build(guide: Path, target: Path, **settings: object) -> Build:
    """Build `guide` with the settings of the test guide `bausteine`; errors of Sphinx pass through."""
    warnings = io.StringIO()
    with quick_sphinx():
        app = Sphinx(
            guide,
            CONF,
            target / "pdf",
            target / "doctrees",
            "pdf",
            confoverrides=settings,
            status=None,
            warning=warnings,
            freshenv=True,
        )
        app.build()
    source = (target / "pdf" / "satz" / "main.typ").read_text(encoding="utf-8")
    return Build(target / "pdf" / "bausteine.pdf", source, strip_escape_sequences(warnings.getvalue()), app)


def build_chapter(folder: Path, text: str, **files: bytes) -> Build:
    """Build a guide of one chapter with this MyST; `files` are pictures by name (`bild_png` is `bild.png`)."""
    guide = folder / "ratgeber"
    guide.mkdir(exist_ok=True)
    for name, data in files.items():
        (guide / name.replace("_", ".")).write_bytes(data)
    (guide / "index.md").write_text("# Ratgeber\n\n```{toctree}\nkapitel\n```\n", encoding="utf-8")
    (guide / "kapitel.md").write_text(text, encoding="utf-8")
    return build(guide, folder / "bau")


def can_read_text() -> bool:
    return shutil.which("pdftotext") is not None
