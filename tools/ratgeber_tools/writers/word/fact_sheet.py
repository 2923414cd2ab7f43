"""A fact sheet → the Word file an office fills in: each entry as a small form, our template's styles.

An entry is two rows of a table: what we say, with a hidden bookmark that names the entry, and four fields for the
answer.  Boxes are content controls, so that a click ticks them in Word; inside stands an ordinary character, so that
they are boxes in LibreOffice and on paper too.  A content control's tag does not survive LibreOffice; a bookmark and a
property of the file do.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

import docx

from ratgeber_tools.dialect import FACT_BOOKMARK, FACT_SHEET_PROPERTY
from ratgeber_tools.writers.word.looks import HEADING, INK, MUTED, TABLE_HEAD
from ratgeber_tools.writers.word.package_parts import set_property
from ratgeber_tools.writers.word.packaging import to_bytes
from ratgeber_tools.writers.word.sheet_parts import (
    GAP,
    BookmarkCounter,
    cell_of,
    fill_with_sheet,
    row_start,
    run_of,
    set_up,
    table_of,
)

EMPTY_BOX, TICKED_BOX = "☐", "☒"

_WIDTHS_MM = (26.0, 58.0, 26.0, 60.0)
_CLOSING_MM = (50.0, 120.0)
_ANSWER_HEIGHT_MM = 13.0
_BOX_FONT = "Segoe UI Symbol"


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of the answer: its label, and whether there is a box to tick before it."""

    label: str
    has_box: bool = True


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """One entry: `mark` names it and what it says; `lines` is what it says, `uses` where the guide uses it."""

    mark: str
    title: str
    lines: tuple[str, ...]
    uses: tuple[str, ...]
    fields: tuple[FormField, ...]


@dataclass(frozen=True, slots=True)
class SheetSection:
    title: str
    entries: tuple[SheetEntry, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """All words of a sheet.

    `identity` becomes a property of the file.  `closing` are the fields at the end by the bookmark they stand under.
    """

    identity: str
    day: datetime.date
    header: str
    title: str
    introduction: tuple[str, ...]
    sections: tuple[SheetSection, ...]
    closing: tuple[tuple[str, str], ...]


def write(sheet: Sheet) -> bytes:
    """Return the .docx file; equal sheets give equal bytes."""
    document = docx.Document()
    set_up(document, title=sheet.title, header=sheet.header, day=sheet.day)
    set_property(document, FACT_SHEET_PROPERTY, sheet.identity)
    body = _SheetWriter()
    text = body.paragraph(sheet.title, style="Heading1")
    text += "".join(body.paragraph(line) for line in sheet.introduction)
    for section in sheet.sections:
        text += body.paragraph(section.title, style="Heading2")
        text += "".join(body.entry(entry) for entry in section.entries)
    text += body.closing(sheet.closing)
    fill_with_sheet(document, text)
    return to_bytes(document)


class _SheetWriter:
    """Writes paragraphs and tables."""

    def __init__(self) -> None:
        self._bookmarks = BookmarkCounter(FACT_BOOKMARK)

    def paragraph(
        self, text: str, *, style: str = "Normal", run: str = "", mark: str = "", after: int | None = None,
        keep: bool = False,
    ) -> str:  # fmt: skip
        """Return a paragraph; `run` are its run's properties, `after` the space behind it in twips."""
        properties = f'<w:pStyle w:val="{style}"/>' + ("<w:keepNext/>" if keep else "")
        if after is not None:
            properties += f'<w:spacing w:after="{after}"/>'
        words = run_of(text, run) if text else ""
        return f"<w:p><w:pPr>{properties}</w:pPr>{self._bookmarks.mark(mark) if mark else ''}{words}</w:p>"

    def entry(self, entry: SheetEntry) -> str:
        small = f'<w:color w:val="{MUTED}"/><w:sz w:val="19"/><w:szCs w:val="19"/>'
        shown = self.paragraph(
            entry.title, run=f'<w:b/><w:color w:val="{HEADING}"/>', mark=entry.mark, after=40, keep=True
        )
        shown += "".join(
            self.paragraph(line, run=f'<w:color w:val="{INK}"/>', after=20, keep=True) for line in entry.lines
        )
        shown += "".join(self.paragraph(line, run=small, after=20, keep=True) for line in entry.uses)
        whole = sum(_WIDTHS_MM)
        first = f"<w:tr>{row_start()}{cell_of(shown, whole, span=len(_WIDTHS_MM), fill=TABLE_HEAD)}</w:tr>"
        cells = "".join(
            cell_of(self._field(field), width_mm) for field, width_mm in zip(entry.fields, _WIDTHS_MM, strict=True)
        )
        second = f"<w:tr>{row_start(_ANSWER_HEIGHT_MM)}{cells}</w:tr>"
        return table_of(_WIDTHS_MM, first + second) + GAP

    def closing(self, fields: tuple[tuple[str, str], ...]) -> str:
        cells = "".join(
            cell_of(self.paragraph(f"{label}:", mark=mark, after=0) + self.paragraph("", after=0), width_mm)
            for (mark, label), width_mm in zip(fields, _CLOSING_MM, strict=True)
        )
        row = f"<w:tr>{row_start(3 * _ANSWER_HEIGHT_MM)}{cells}</w:tr>"
        return table_of(_CLOSING_MM, row) + GAP

    def _field(self, field: FormField) -> str:
        box = _check_box(field.label) + run_of(" ") if field.has_box else ""
        return f'<w:p><w:pPr><w:pStyle w:val="Normal"/><w:spacing w:after="0"/></w:pPr>{box}{run_of(field.label)}</w:p>'


def _check_box(label: str) -> str:
    """Return a box to tick ([MS-DOCX] 2.6.1.17); the states' characters are given as hexadecimal code points."""
    font = f'w14:font="{_BOX_FONT}"'
    return (
        f"<w:sdt><w:sdtPr><w:alias w:val={quoteattr(label.rstrip(':'))}/><w14:checkbox>"
        f'<w14:checked w14:val="0"/><w14:checkedState w14:val="{ord(TICKED_BOX):04X}" {font}/>'
        f'<w14:uncheckedState w14:val="{ord(EMPTY_BOX):04X}" {font}/></w14:checkbox></w:sdtPr><w:sdtContent>'
        + run_of(
            EMPTY_BOX,
            f'<w:rFonts w:ascii="{_BOX_FONT}" w:hAnsi="{_BOX_FONT}" w:eastAsia="{_BOX_FONT}" w:cs="{_BOX_FONT}"/>',
        )
        + "</w:sdtContent></w:sdt>"
    )
