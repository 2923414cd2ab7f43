"""A fact sheet → the Word file an office fills in: each entry as a small form, our template's styles.

An entry is two rows of a table: what we say, with a hidden bookmark that names the entry, and four fields for the
answer.  Boxes are content controls, so that a click ticks them in Word; inside stands an ordinary character, so that
they are boxes in LibreOffice and on paper too.  A content control's tag does not survive LibreOffice; a bookmark and a
property of the file do.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm

from ratgeber_tools.dialect import FACT_BOOKMARK, FACT_SHEET_PROPERTY
from ratgeber_tools.writers.word import style_sheet
from ratgeber_tools.writers.word.looks import HEADING, INK, MUTED, TABLE_HEAD
from ratgeber_tools.writers.word.package_parts import CORE_PROPERTY_LENGTH, set_property
from ratgeber_tools.writers.word.packaging import to_bytes

EMPTY_BOX, TICKED_BOX = "☐", "☒"

_TWIPS_PER_MM = 1440 / 25.4
_WIDTHS_MM = (26.0, 58.0, 26.0, 60.0)
_CLOSING_MM = (50.0, 120.0)
_ANSWER_HEIGHT_MM = 13.0
_BOX_FONT = "Segoe UI Symbol"
_W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'


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
    _set_up(document, sheet)
    body = _SheetWriter()
    text = body.paragraph(sheet.title, style="Heading1")
    text += "".join(body.paragraph(line) for line in sheet.introduction)
    for section in sheet.sections:
        text += body.paragraph(section.title, style="Heading2")
        text += "".join(body.entry(entry) for entry in section.entries)
    text += body.closing(sheet.closing)
    root = document.element.body
    section_properties = root.sectPr
    for element in list(root):
        if element is not section_properties:
            root.remove(element)
    for element in list(parse_xml(f"<w:body {nsdecls('w')} {_W14}>{text}</w:body>")):
        section_properties.addprevious(element)
    return to_bytes(document)


class _SheetWriter:
    """Writes paragraphs and tables; counts bookmarks, whose numbers must differ."""

    def __init__(self) -> None:
        self._bookmarks = 0

    def paragraph(
        self, text: str, *, style: str = "Normal", run: str = "", mark: str = "", after: int | None = None,
        keep: bool = False,
    ) -> str:  # fmt: skip
        """Return a paragraph; `run` are its run's properties, `after` the space behind it in twips."""
        properties = f'<w:pStyle w:val="{style}"/>' + ("<w:keepNext/>" if keep else "")
        if after is not None:
            properties += f'<w:spacing w:after="{after}"/>'
        words = _run(text, run) if text else ""
        return f"<w:p><w:pPr>{properties}</w:pPr>{self._bookmark(mark) if mark else ''}{words}</w:p>"

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
        first = f"<w:tr>{_cant_split()}{_cell(shown, whole, span=len(_WIDTHS_MM), fill=TABLE_HEAD)}</w:tr>"
        cells = "".join(
            _cell(self._field(field), width_mm) for field, width_mm in zip(entry.fields, _WIDTHS_MM, strict=True)
        )
        second = f"<w:tr>{_cant_split(_ANSWER_HEIGHT_MM)}{cells}</w:tr>"
        return _table(_WIDTHS_MM, first + second) + self._gap()

    def closing(self, fields: tuple[tuple[str, str], ...]) -> str:
        cells = "".join(
            _cell(self.paragraph(f"{label}:", mark=mark, after=0) + self.paragraph("", after=0), width_mm)
            for (mark, label), width_mm in zip(fields, _CLOSING_MM, strict=True)
        )
        row = f"<w:tr>{_cant_split(3 * _ANSWER_HEIGHT_MM)}{cells}</w:tr>"
        return _table(_CLOSING_MM, row) + self._gap()

    def _field(self, field: FormField) -> str:
        box = _check_box(field.label) + _run(" ") if field.has_box else ""
        return f'<w:p><w:pPr><w:pStyle w:val="Normal"/><w:spacing w:after="0"/></w:pPr>{box}{_run(field.label)}</w:p>'

    def _gap(self) -> str:
        """Return the paragraph Word wants after a table, which also keeps two tables from becoming one."""
        return '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="160" w:lineRule="exact"/></w:pPr></w:p>'

    def _bookmark(self, mark: str) -> str:
        self._bookmarks += 1
        name = quoteattr(FACT_BOOKMARK + mark)
        return f'<w:bookmarkStart w:id="{self._bookmarks}" w:name={name}/><w:bookmarkEnd w:id="{self._bookmarks}"/>'


def _run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _check_box(label: str) -> str:
    """Return a box to tick ([MS-DOCX] 2.6.1.17); the states' characters are given as hexadecimal code points."""
    font = f'w14:font="{_BOX_FONT}"'
    return (
        f"<w:sdt><w:sdtPr><w:alias w:val={quoteattr(label.rstrip(':'))}/><w14:checkbox>"
        f'<w14:checked w14:val="0"/><w14:checkedState w14:val="{ord(TICKED_BOX):04X}" {font}/>'
        f'<w14:uncheckedState w14:val="{ord(EMPTY_BOX):04X}" {font}/></w14:checkbox></w:sdtPr><w:sdtContent>'
        + _run(
            EMPTY_BOX,
            f'<w:rFonts w:ascii="{_BOX_FONT}" w:hAnsi="{_BOX_FONT}" w:eastAsia="{_BOX_FONT}" w:cs="{_BOX_FONT}"/>',
        )
        + "</w:sdtContent></w:sdt>"
    )


def _table(widths_mm: tuple[float, ...], rows: str) -> str:
    grid = "".join(f'<w:gridCol w:w="{_twips(width_mm)}"/>' for width_mm in widths_mm)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="RatgeberTabelle"/><w:tblW w:w="{_twips(sum(widths_mm))}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0000" w:firstRow="0" w:lastRow="0" w:firstColumn="0"'
        f' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'
    )


def _cant_split(height_mm: float | None = None) -> str:
    height = "" if height_mm is None else f'<w:trHeight w:val="{_twips(height_mm)}" w:hRule="atLeast"/>'
    return f"<w:trPr><w:cantSplit/>{height}</w:trPr>"


def _cell(content: str, width_mm: float, *, span: int = 1, fill: str = "") -> str:
    merged = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{_twips(width_mm)}" w:type="dxa"/>{merged}{shade}</w:tcPr>{content}</w:tc>'


def _twips(width_mm: float) -> int:
    return round(width_mm * _TWIPS_PER_MM)


def _set_up(document: Document, sheet: Sheet) -> None:
    for target, source in (
        (document.styles.element, style_sheet.styles(bold_heads=False)),
        (document.part.numbering_part.element, style_sheet.numbering()),
        (document.settings.element, style_sheet.settings()),
    ):
        style_sheet.replace_content(target, source)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin, section.bottom_margin = Mm(24), Mm(16)
    section.header_distance = Mm(12)
    header = section.header.paragraphs[0]
    header.style = document.styles["Normal"]
    for element in parse_xml(
        f"<w:p {nsdecls('w')}>"
        + _run(sheet.header, f'<w:color w:val="{MUTED}"/><w:sz w:val="18"/><w:szCs w:val="18"/>')
        + "</w:p>"
    ):
        header._p.append(element)
    properties = document.core_properties
    properties.title = sheet.title[:CORE_PROPERTY_LENGTH]
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.language = "de-DE"
    properties.created = properties.modified = datetime.datetime.combine(sheet.day, datetime.time())
    set_property(document, FACT_SHEET_PROPERTY, sheet.identity)
