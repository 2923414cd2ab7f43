"""A sheet to fill in as a Word file: its words, and a content control at each place to write."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeAlias

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from ratgeber_tools.writers.word.packaging import to_bytes

#: Dots until somebody types: in a cell, behind a word, over the whole line.
_NARROW, _SHORT, _WHOLE = "\u2026" * 4, "\u2026" * 12, "\u2026" * 40
#: Rows of a table to write in by hand, and 31 of them with a head on A3 across.
_ROW_CM, _TIGHT_ROW_CM = 1.0, 0.78
_LANGUAGE = "de-DE"


@dataclass(frozen=True, slots=True)
class FormWords:
    text: str
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class Blank:
    """A place to write: what is asked for, and how many lines there are."""

    label: str
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Tick:
    """A box to tick."""


@dataclass(frozen=True, slots=True)
class LineEnd:
    """A new line in the same paragraph."""


FormPiece: TypeAlias = FormWords | Blank | Tick | LineEnd
FormLine: TypeAlias = tuple[FormPiece, ...]


@dataclass(frozen=True, slots=True)
class FormTable:
    """Rows of cells of lines; `grounds` are the cells' colours (`E3F0F1`), empty for none."""

    rows: tuple[tuple[tuple[FormLine, ...], ...], ...]
    grounds: tuple[tuple[str, ...], ...] = ()


FormBlock: TypeAlias = FormLine | FormTable


class Paper(Enum):
    """A sheet: width, height and margin at all sides in cm, size of the type in points, whether tables fill it."""

    A4 = (21.0, 29.7, 2.4, 11.0, False)
    A3_ACROSS = (42.0, 29.7, 0.9, 7.5, True)


def form_sheet(
    blocks: Iterable[FormBlock], title: str, *, guide: str, moment: datetime.datetime, paper: Paper = Paper.A4
) -> bytes:
    """Return the Word file; the same input gives the same bytes.  `guide` is what the guide is called."""
    width_cm, height_cm, margin_cm, size_pt, is_tight = paper.value
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(width_cm), Cm(height_cm)
    section.left_margin = section.right_margin = Cm(margin_cm)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(size_pt)
    if is_tight:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.top_margin = section.bottom_margin = Cm(margin_cm)
        normal.paragraph_format.space_after = Pt(0)
        document.styles["Heading 1"].paragraph_format.space_before = Pt(0)
    properties = document.core_properties
    properties.title, properties.subject, properties.author, properties.language = title, guide, "", _LANGUAGE
    properties.created = properties.modified = moment.replace(tzinfo=None)
    document.add_heading(title, level=1)
    for block in blocks:
        if isinstance(block, FormTable):
            _add_table(block, document, is_tight=is_tight)
        else:
            _fill(document.add_paragraph(), block)
    return to_bytes(document)


def _add_table(table: FormTable, holder: Any, *, is_tight: bool) -> None:
    if not table.rows:
        return
    made = holder.add_table(rows=len(table.rows), cols=max(map(len, table.rows)))
    made.style = "Table Grid"
    for grounds, row in zip(table.grounds, made.rows, strict=False):
        for ground, cell in zip(grounds, row.cells, strict=True):
            if ground:
                cell._tc.get_or_add_tcPr().append(_element("w:shd", val="clear", color="auto", fill=ground))
    for row in made.rows:
        row.height = Cm(_TIGHT_ROW_CM if is_tight else _ROW_CM)
        row.height_rule = WD_ROW_HEIGHT_RULE.EXACTLY if is_tight else WD_ROW_HEIGHT_RULE.AT_LEAST
    for row, cells in zip(table.rows, made.rows, strict=True):
        for lines, cell in zip(row, cells.cells, strict=False):
            for number, line in enumerate(lines):
                _fill(cell.add_paragraph() if number else cell.paragraphs[0], line, is_narrow=True)


def _fill(paragraph: Paragraph, line: FormLine, *, is_narrow: bool = False) -> None:
    for piece in line:
        match piece:
            case FormWords(text, is_bold):
                paragraph.add_run(text).bold = is_bold or None
            case Tick():
                paragraph.add_run("\u2610")
            case LineEnd():
                paragraph.add_run().add_break()
            case Blank(label, lines):
                for number in range(lines):
                    if number:
                        paragraph.add_run().add_break()
                    shown = _NARROW if is_narrow else _SHORT if lines == 1 else _WHOLE
                    paragraph._p.append(_control(label, shown))


def _element(tag: str, **attributes: str) -> Any:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


def _control(label: str, shown: str) -> Any:
    """Return a plain-text control that shows dots until somebody types."""
    control, properties, content = _element("w:sdt"), _element("w:sdtPr"), _element("w:sdtContent")
    properties.append(_element("w:alias", val=label))
    properties.append(_element("w:showingPlcHdr"))
    properties.append(_element("w:text"))
    run, text = _element("w:r"), _element("w:t")
    text.text = shown
    run.append(text)
    content.append(run)
    control.append(properties)
    control.append(content)
    return control
