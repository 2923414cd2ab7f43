"""Units of a chapter → a Word table: German left, the translation right, a column for remarks.

What is no words (a record, a link's beginning and end) stands in grey between angle quotes and has to come back.  Each
row carries a hidden bookmark with the unit's mark, which survives LibreOffice, as a content control's tag does not.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import docx

from ratgeber_tools.dialect import PLACE_SIGN, TRANSLATION_BOOKMARK, TRANSLATION_PROPERTY
from ratgeber_tools.writers.word.looks import HEADING, MUTED, TABLE_HEAD
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

_WIDTHS_MM = (30.0, 97.0, 97.0, 33.0)
_HEADS = ("Nr.", "Deutsch", "Übersetzung", "Bemerkung")
#: Ground of a row whose translation is missing or old, so that it is found by turning pages.
_OPEN_GROUND = "FDF3E1"
_SMALL = f'<w:color w:val="{MUTED}"/><w:sz w:val="17"/><w:szCs w:val="17"/>'


@dataclass(frozen=True, slots=True)
class TableRow:
    """One unit: `mark` for its bookmark, `state` what it is and how it stands, in words; texts with `PLACE_SIGN`s.

    `before` is the German an old translation was made from, `is_open` whether there is something to do.
    """

    mark: str
    state: str
    german: str
    text: str
    before: str = ""
    remark: str = ""
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class TranslationTable:
    """All words of the file; `language` is a BCP 47 tag, `identity` becomes a property of the file."""

    identity: str
    language: str
    is_right_to_left: bool
    day: datetime.date
    header: str
    title: str
    introduction: tuple[str, ...]
    rows: tuple[TableRow, ...]


def write_translation_table(table: TranslationTable) -> bytes:
    """Return the .docx file; equal tables give equal bytes."""
    document = docx.Document()
    set_up(document, title=table.title, header=table.header, day=table.day, is_wide=True)
    set_property(document, TRANSLATION_PROPERTY, table.identity)
    bookmarks = BookmarkCounter(TRANSLATION_BOOKMARK)
    head = "".join(
        cell_of(_paragraph(run_of(words, f'<w:b/><w:color w:val="{HEADING}"/>')), width_mm, fill=TABLE_HEAD)
        for words, width_mm in zip(_HEADS, _WIDTHS_MM, strict=True)
    )
    rows = f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>"
    rows += "".join(_row(number, row, table, bookmarks) for number, row in enumerate(table.rows, start=1))
    text = f'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>{run_of(table.title)}</w:p>'
    text += "".join(_paragraph(run_of(line), after=80) for line in table.introduction)
    fill_with_sheet(document, text + table_of(_WIDTHS_MM, rows) + GAP)
    return to_bytes(document)


def _row(number: int, row: TableRow, table: TranslationTable, bookmarks: BookmarkCounter) -> str:
    fill = _OPEN_GROUND if row.is_open else ""
    german = _paragraph(bookmarks.mark(row.mark) + _runs(row.german))
    if row.before:
        german += _paragraph(run_of(f"Früher: {row.before}", _SMALL))
    properties = f'<w:lang w:val="{table.language}" w:bidi="{table.language}"/>'
    is_rtl = table.is_right_to_left
    translation = _paragraph(
        _runs(row.text, "<w:rtl/>" + properties if is_rtl else properties), start="<w:bidi/>" if is_rtl else ""
    )
    what = _paragraph(run_of(str(number))) + _paragraph(run_of(row.state, _SMALL))
    contents = (what, german, translation, _paragraph(run_of(row.remark) if row.remark else ""))
    cells = "".join(
        cell_of(content, width_mm, fill=fill) for content, width_mm in zip(contents, _WIDTHS_MM, strict=True)
    )
    return f"<w:tr>{row_start()}{cells}</w:tr>"


def _paragraph(runs: str, *, start: str = "", after: int = 20) -> str:
    properties = f'<w:pStyle w:val="Normal"/>{start}<w:spacing w:after="{after}"/>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def _runs(text: str, properties: str = "") -> str:
    """Return the runs of a text, what stands between angle quotes in grey."""
    parts: list[str] = []
    end = 0
    for match in PLACE_SIGN.finditer(text):
        if match.start() > end:
            parts.append(run_of(text[end : match.start()], properties))
        parts.append(run_of(match[0], f'<w:color w:val="{MUTED}"/>'))
        end = match.end()
    if end < len(text):
        parts.append(run_of(text[end:], properties))
    return "".join(parts)
