"""The Word template for authors: our building blocks as styles, one page of instructions, an example on demand.

The instructions bear a style of their own (`dialect.INSTRUCTION_STYLE`), which the import leaves out, so nobody has to
delete them.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from itertools import pairwise
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.enum.text import WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.text.run import CT_R
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from ratgeber_tools.dialect import (
    AUDIENCE_LABEL,
    INSTRUCTION_STYLE,
    OFFICE_LABEL,
    PARTICULAR_STYLE,
    PICTURE_LABELS,
    PROMPT_TAG,
    SOURCES_LABEL,
)
from ratgeber_tools.template_words import EXAMPLE_NOTE, GALLERY, HEADLINE, PROMPTS, STEPS, TITLE_PROMPT, purpose_line
from ratgeber_tools.writers.word import example, style_sheet
from ratgeber_tools.writers.word.looks import HEADING, TEMPLATE_BOXES, style_name, word_colour
from ratgeber_tools.writers.word.packaging import to_bytes, with_main_type

_MADE = datetime.datetime(2026, 11, 24)  # fixed, so that the same template is the same file

_FIELDS = (OFFICE_LABEL, AUDIENCE_LABEL, SOURCES_LABEL)
_TEMPLATE_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"


def build(*, with_example: bool = False, as_template: bool = False) -> bytes:
    """Return the template as the bytes of a .docx file, with a filled chapter on its second page if wanted.

    With `as_template` it is a .dotx file: Word opens a new document made from it, and nobody overwrites it.
    """
    document = docx.Document()
    _set_up(document)
    _write_instructions(document)
    _write_fields(document, _FIELDS)
    _write_fields(document, PICTURE_LABELS)
    if with_example:
        _write_example(document)
    else:
        _add_prompt(document.add_paragraph(style="Heading 1"), TITLE_PROMPT)
        document.add_paragraph(style="Normal")
    data = to_bytes(document)
    return with_main_type(data, _TEMPLATE_TYPE) if as_template else data


def _set_up(document: Document) -> None:
    for target, source in (
        (document.styles.element, style_sheet.styles(named_boxes=True)),
        (document.part.numbering_part.element, style_sheet.numbering(named_boxes=True)),
        (document.settings.element, style_sheet.settings()),
    ):
        style_sheet.replace_content(target, source)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin = section.bottom_margin = Mm(18)
    properties = document.core_properties
    properties.title = "Beitrag zum Elternratgeber"
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.language = "de-DE"
    properties.created = properties.modified = _MADE


def _write_instructions(document: Document) -> None:
    heading = document.add_paragraph(style=INSTRUCTION_STYLE)
    run = heading.add_run(HEADLINE)
    run.bold = True
    _size_and_colour(run._r, size=32, colour=HEADING)
    for lead, rest in STEPS:
        paragraph = document.add_paragraph(style=INSTRUCTION_STYLE)
        paragraph.add_run(lead).bold = True
        paragraph.add_run(rest)
    gallery = document.add_paragraph(style=INSTRUCTION_STYLE)
    gallery.add_run(GALLERY).bold = True
    _set_spacing(gallery, before=240, after=120)
    for spec in TEMPLATE_BOXES.values():
        paragraph = document.add_paragraph(style=INSTRUCTION_STYLE)
        name = style_name(spec)
        run = paragraph.add_run(name)
        run.bold = True
        _size_and_colour(run._r, size=22, colour=word_colour(spec.hue.deep))
        paragraph.add_run(purpose_line(name, spec.purpose).removeprefix(name))
        _shade(paragraph, style_sheet.box_borders(spec.hue))
    last = document.add_paragraph(style=INSTRUCTION_STYLE)
    last.add_run().add_break(WD_BREAK.PAGE)


def _write_fields(document: Document, labels: Iterable[str]) -> None:
    """Write lines with a label and a prompt that goes when somebody types."""
    for label in labels:
        paragraph = document.add_paragraph(style=PARTICULAR_STYLE)
        paragraph.add_run(label if label.endswith("?") else f"{label}:").bold = True
        paragraph.add_run(" ")
        _add_prompt(paragraph, PROMPTS[label])
    _set_spacing(document.add_paragraph(style=INSTRUCTION_STYLE), before=0, after=120)


def _add_prompt(paragraph: Paragraph, prompt: str) -> None:
    """Add a content control that shows `prompt` until somebody types in it; the import knows it by its tag."""
    paragraph._p.append(
        parse_xml(
            f'<w:sdt {nsdecls("w")}><w:sdtPr><w:tag w:val="{PROMPT_TAG}"/><w:showingPlcHdr/><w:text/></w:sdtPr>'
            f'<w:sdtContent><w:r><w:rPr><w:rStyle w:val="{style_sheet.PROMPT_STYLE}"/></w:rPr>'
            f"<w:t>{escape(prompt)}</w:t></w:r></w:sdtContent></w:sdt>"
        )
    )


def _write_example(document: Document) -> None:
    document.add_paragraph(EXAMPLE_NOTE, style=INSTRUCTION_STYLE)
    document.add_paragraph(example.TITLE, style="Heading 1")
    _write_lines(document, example.OPENING)
    rows = example.TABLE
    table = document.add_table(rows=len(rows), cols=len(rows[0]), style=style_sheet.TABLE_STYLE)
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text, width_mm in zip(row.cells, texts, example.COLUMNS_MM, strict=True):
            cell.text, cell.width = text, Mm(width_mm)
    for column, width_mm in zip(table.columns, example.COLUMNS_MM, strict=True):
        column.width = Mm(width_mm)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    _set_spacing(document.add_paragraph(style="Normal"), before=0, after=0, line=120)  # Word wants one after a table
    _write_lines(document, example.CLOSING)


def _write_lines(document: Document, lines: Iterable[example.ExampleLine]) -> None:
    for line, following in pairwise([*lines, None]):
        assert line is not None
        paragraph = document.add_paragraph(style=line.style)
        if following is not None and following.style == line.style:  # a box stays on one page
            paragraph.paragraph_format.keep_with_next = True
        if line.address:
            _add_link(document, paragraph, line)
        else:
            paragraph.add_run(line.text)


def _add_link(document: Document, paragraph: Paragraph, line: example.ExampleLine) -> None:
    identifier = document.part.relate_to(line.address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), identifier)
    run = paragraph.add_run(line.text, style="Hyperlink")
    link.append(run._r)
    paragraph._p.append(link)


def _size_and_colour(run: CT_R, *, size: int, colour: str) -> None:
    """Set a run's size (half points) and colour (RRGGBB), in the order the schema asks for."""
    properties = run.get_or_add_rPr()
    for source in (f'<w:color {nsdecls("w")} w:val="{colour}"/>', f'<w:sz {nsdecls("w")} w:val="{size}"/>'):
        properties.append(parse_xml(source))


def _shade(paragraph: Paragraph, borders: str) -> None:
    """Give one paragraph the look of a building block without its style."""
    properties = paragraph._p.get_or_add_pPr()
    for child in list(parse_xml(f"<w:pPr {nsdecls('w')}>{borders}</w:pPr>")):
        properties.append(child)
    properties.append(parse_xml(f'<w:spacing {nsdecls("w")} w:before="120" w:after="120"/>'))
    properties.append(parse_xml(f'<w:ind {nsdecls("w")} w:left="227" w:right="227"/>'))


def _set_spacing(paragraph: Paragraph, *, before: int, after: int, line: int | None = None) -> None:
    """Set space around a paragraph, and the exact height of its lines, in twips."""
    height = "" if line is None else f' w:line="{line}" w:lineRule="exact"'
    paragraph._p.get_or_add_pPr().append(
        parse_xml(f'<w:spacing {nsdecls("w")} w:before="{before}" w:after="{after}"{height}/>')
    )
