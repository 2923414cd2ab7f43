"""Word files that people drop on a chapter: a new text, and the chapter itself, back from review."""

from __future__ import annotations

import io
from pathlib import Path

import docx

import picture_makers
from guide_project import CLOCK
from ratgeber_tools.guide import load
from ratgeber_tools.roundtrip import outgoing
from ratgeber_tools.roundtrip.word_files import Export


def exported(root: Path, name: str = "teil/hort") -> Path:
    """Return the file that goes out for review, kept as `ratgeber export` keeps it."""
    guide = load(root / "ratgeber")
    file = Export(guide, CLOCK.date(), dict).single(guide.chapters[name])
    source = guide.chapters[name].path.read_bytes()
    outgoing.store(
        guide.folder, identifier=file.identifier, chapter=name, source=source, sent=file.content, day=CLOCK.date()
    )
    path = root.parent / "Rueckgabe.docx"
    path.write_bytes(file.content)
    return path


def contribution(*, picture: bool = False) -> bytes:
    made = docx.Document()
    made.add_heading("Ferien", 1)
    made.add_paragraph("Der Hort hat auch in den Ferien offen. Fragen Sie Frau Beispiel.")
    made.add_paragraph("Brotdose", style="List Bullet")
    if picture:
        made.add_picture(io.BytesIO(picture_makers.png(40, 30)))
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()
