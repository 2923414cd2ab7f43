"""What Word files made of tables are put together from: runs, tables, rows, cells, as XML, and the file around them."""

from __future__ import annotations

import datetime
from xml.sax.saxutils import escape, quoteattr

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm

from ratgeber_tools.writers.word import style_sheet
from ratgeber_tools.writers.word.house_file import fill_body
from ratgeber_tools.writers.word.looks import MUTED
from ratgeber_tools.writers.word.package_parts import CORE_PROPERTY_LENGTH

_TWIPS_PER_MM = 1440 / 25.4


def run_of(text: str, properties: str = "") -> str:
    """Return a run of words; `properties` are its `w:rPr`."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def table_of(widths_mm: tuple[float, ...], rows: str) -> str:
    """Return a table in our style; `rows` as XML."""
    grid = "".join(f'<w:gridCol w:w="{twips(width_mm)}"/>' for width_mm in widths_mm)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="RatgeberTabelle"/><w:tblW w:w="{twips(sum(widths_mm))}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0000" w:firstRow="0" w:lastRow="0" w:firstColumn="0"'
        f' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'
    )


def row_start(height_mm: float | None = None) -> str:
    """Return what a row begins with that is never torn, at least `height_mm` high."""
    height = "" if height_mm is None else f'<w:trHeight w:val="{twips(height_mm)}" w:hRule="atLeast"/>'
    return f"<w:trPr><w:cantSplit/>{height}</w:trPr>"


def cell_of(content: str, width_mm: float, *, span: int = 1, fill: str = "") -> str:
    """Return a cell; `fill` is the colour of its ground, six hexadecimal digits."""
    merged = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{twips(width_mm)}" w:type="dxa"/>{merged}{shade}</w:tcPr>{content}</w:tc>'


def twips(width_mm: float) -> int:
    """Return a length in twentieths of a point."""
    return round(width_mm * _TWIPS_PER_MM)


def set_up(
    document: Document, *, title: str, header: str, day: datetime.date, is_wide: bool = False
) -> None:  # fmt: skip
    """Give a new document our template's styles, a page of A4 and what its properties say; `is_wide` turns the page."""
    for target, source in (
        (document.styles.element, style_sheet.styles(bold_heads=False)),
        (document.part.numbering_part.element, style_sheet.numbering()),
        (document.settings.element, style_sheet.settings()),
    ):
        style_sheet.replace_content(target, source)
    section = document.sections[0]
    section.page_width, section.page_height = (Mm(297), Mm(210)) if is_wide else (Mm(210), Mm(297))
    if is_wide:
        section.orientation = WD_ORIENT.LANDSCAPE
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin, section.bottom_margin = Mm(24), Mm(16)
    section.header_distance = Mm(12)
    top = section.header.paragraphs[0]
    top.style = document.styles["Normal"]
    for element in parse_xml(
        f"<w:p {nsdecls('w')}>"
        + run_of(header, f'<w:color w:val="{MUTED}"/><w:sz w:val="18"/><w:szCs w:val="18"/>')
        + "</w:p>"
    ):
        top._p.append(element)
    properties = document.core_properties
    properties.title = title[:CORE_PROPERTY_LENGTH]
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.language = "de-DE"
    properties.created = properties.modified = datetime.datetime.combine(day, datetime.time())


def fill_with_sheet(document: Document, text: str) -> None:
    """Put paragraphs, tables and boxes to tick into a document in place of what it holds."""
    fill_body(document, text, prefixes=("w", "w14"))


class BookmarkCounter:
    """Writes bookmarks, whose numbers must differ in a file."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._count = 0

    def mark(self, name: str) -> str:
        """Return a bookmark at a point, hidden where its prefix begins with a line."""
        self._count += 1
        named = quoteattr(self._prefix + name)
        return f'<w:bookmarkStart w:id="{self._count}" w:name={named}/><w:bookmarkEnd w:id="{self._count}"/>'


#: The paragraph Word wants after a table, which also keeps two tables from becoming one.
GAP = '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="160" w:lineRule="exact"/></w:pPr></w:p>'
