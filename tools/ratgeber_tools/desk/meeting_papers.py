"""The meeting's papers to take away: agenda and minutes as Word files and as PDF, and minutes for a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeAlias

from ratgeber_tools import document as doc
from ratgeber_tools import files, office
from ratgeber_tools.desk.protocol import RefusedError
from ratgeber_tools.document import plain_text
from ratgeber_tools.newsroom.meeting.kept_minutes import KeptMinutes
from ratgeber_tools.newsroom.meeting_agenda import AGENDA_TITLE
from ratgeber_tools.newsroom.open_points import OpenPoint
from ratgeber_tools.newsroom.papers import agenda_paper
from ratgeber_tools.writers.word.paper import write_paper

#: LibreOffice's name for a PDF that a screen reader can read (PDF/UA).
_ACCESSIBLE_PDF = (
    'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"},'
    '"UseTaggedPDF":{"type":"boolean","value":"true"}}'
)
_NO_PDF = "Das PDF ließ sich nicht machen. Nehmen Sie die Word-Datei, und speichern Sie sie in Word als PDF."

#: Words of a page, each with what became of it: "", "del" or "ins", and whether they stand out.
ShownPiece: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """A heading, a paragraph or a list of minutes on a page; `items` are those of a list."""

    kind: str
    pieces: Sequence[ShownPiece] = ()
    items: Sequence[Sequence[ShownBlock]] = ()


def agenda_word(points: Sequence[OpenPoint], today: date) -> bytes:
    return write_paper(agenda_paper(points, today), title=AGENDA_TITLE, day=today)


def minutes_word(minutes: KeptMinutes) -> bytes:
    return write_paper(minutes.document, title=minutes.title, day=minutes.signed_on or minutes.day)


def has_pdf() -> bool:
    """Say whether papers can be made PDF here: LibreOffice does it, from the Word file."""
    return office.program() is not None


def as_pdf(word: bytes) -> bytes:
    """Return a Word file of ours as PDF; raises `RefusedError`, `MissingProgramError`."""
    with files.temporary_folder("papier") as folder:
        source = folder / "papier.docx"
        source.write_bytes(word)
        made = office.convert([source], to=_ACCESSIBLE_PDF, folder=_empty(folder / "pdf"))
        if source not in made:
            raise RefusedError(_NO_PDF)
        return made[source].read_bytes()


def _empty(folder: Path) -> Path:
    folder.mkdir()
    return folder


def shown_blocks(document: doc.Document) -> list[ShownBlock]:
    """Return minutes as a page shows them, without their title: the page has that already."""
    blocks = [*_shown(document.blocks)]
    return blocks[1:] if blocks and blocks[0].kind == "h1" else blocks


def _shown(blocks: Iterable[doc.Block]) -> Iterator[ShownBlock]:
    for block in blocks:
        match block:
            case doc.Heading(level=level, children=children):
                yield ShownBlock(f"h{level}", [*_pieces(children)])
            case doc.Paragraph(children=children):
                yield ShownBlock("p", [*_pieces(children)])
            case doc.BulletList(items=items):
                yield ShownBlock("ul", items=[[*_shown(item.blocks)] for item in items])
            case _:  # minutes somebody has written by hand
                yield ShownBlock("p", [("", plain_text((doc.Text(str(block)),)))])


def _pieces(inlines: Iterable[doc.Inline]) -> Iterator[ShownPiece]:
    for inline in inlines:
        match inline:
            case doc.Strikethrough(children=children):
                yield "del", plain_text(children)
            case doc.Strong(children=children):
                yield "strong", plain_text(children)
            case _:
                yield "", plain_text((inline,))
