"""A tiny guide and tiny Word files, made in code."""

from __future__ import annotations

from pathlib import Path

import docx
from docx.shared import Mm


def make_guide(root: Path) -> Path:
    """Make a project with one section and return its root."""
    (root / "conf.py").write_text("", encoding="utf-8")
    for section in ("schulanfang", "hilfe"):
        folder = root / "ratgeber" / section
        folder.mkdir(parents=True)
        (folder / "index.md").write_text("# Teil\n", encoding="utf-8")
    return root


def make_contribution(path: Path, *paragraphs: str, title: str = "Hort", picture: bytes | None = None) -> Path:
    """Write a Word file with a title, paragraphs and perhaps a picture without alternative text."""
    document = docx.Document()
    document.add_heading(title, level=1)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if picture is not None:
        source = path.with_suffix(".picture")
        source.write_bytes(picture)
        document.add_picture(str(source), width=Mm(40))
        source.unlink()
    document.save(str(path))
    return path


def files(root: Path) -> dict[str, bytes]:
    """Return all files under `root` with their content."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}
