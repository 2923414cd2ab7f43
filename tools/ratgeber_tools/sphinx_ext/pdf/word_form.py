"""A form as a Word file: the same words, and a content control at each place to write."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

import docx
from docutils import nodes
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from ratgeber_tools.sphinx_ext.nodes import ratgeber_checkbox, ratgeber_field
from ratgeber_tools.writers.word.packaging import to_bytes

_LINE = "\u2026" * 12
_LANGUAGE = "de-DE"


def word_form(box: nodes.Element, title: str, *, guide: str, moment: datetime.datetime) -> bytes:
    """Return the form's Word file; the same input gives the same bytes.

    Tables become tables, items of a list paragraphs with their sign before them; what a reader fills in is a content
    control that says what is asked for.
    """
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.4)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(11)
    properties = document.core_properties
    properties.title, properties.subject, properties.author, properties.language = title, guide, "", _LANGUAGE
    properties.created = properties.modified = moment.replace(tzinfo=None)
    document.add_heading(title, level=1)
    for child in box.children[1:]:
        _block(child, document)
    return to_bytes(document)


def _block(node: nodes.Node, holder: Any, *, sign: str = "") -> None:
    """Add a block to a document or a cell; `sign` stands before its first line."""
    if isinstance(node, (nodes.paragraph, nodes.line, nodes.term, nodes.rubric)):
        paragraph = holder.add_paragraph()
        if sign:
            paragraph.add_run(f"{sign}\u2002")
        _inlines(node.children, paragraph)
    elif isinstance(node, (nodes.bullet_list, nodes.enumerated_list)):
        for number, item in enumerate(node.children, start=1):
            is_ticked = next(iter(item.findall(ratgeber_checkbox)), None) is not None
            mark = "" if is_ticked else f"{number}." if isinstance(node, nodes.enumerated_list) else "\u2022"
            for place, child in enumerate(item.children):
                _block(child, holder, sign=mark if place == 0 else "")
    elif isinstance(node, nodes.table):
        _table(node, holder)
    elif isinstance(node, nodes.Element):
        for child in node.children:
            _block(child, holder)


def _table(table: nodes.table, holder: Any) -> None:
    rows = list(table.findall(nodes.row))
    if not rows:
        return
    made = holder.add_table(rows=len(rows), cols=max(len(row.children) for row in rows))
    made.style = "Table Grid"
    for row, cells in zip(rows, made.rows, strict=True):
        for entry, cell in zip(row.children, cells.cells, strict=False):
            for child in entry.children:
                _block(child, cell)
            if len(cell.paragraphs) > 1 and not cell.paragraphs[0].text:
                cell._element.remove(cell.paragraphs[0]._element)


def _inlines(children: Iterable[nodes.Node], paragraph: Paragraph, *, bold: bool = False) -> None:
    for child in children:
        if isinstance(child, nodes.Text):
            paragraph.add_run(" ".join(child.astext().split("\n"))).bold = bold or None
        elif isinstance(child, ratgeber_field):
            for number in range(child["lines"]):
                if number:
                    paragraph.add_run().add_break()
                paragraph._p.append(_control(child["label"], _LINE * (1 if child["lines"] == 1 else 5)))
        elif isinstance(child, ratgeber_checkbox):
            paragraph._p.append(_tick())
            paragraph.add_run(" ")
        elif isinstance(child, nodes.raw):
            if "html" in child.get("format", "").split():
                paragraph.add_run().add_break()
        elif isinstance(child, nodes.strong):
            _inlines(child.children, paragraph, bold=True)
        elif isinstance(child, nodes.Element):
            _inlines(child.children, paragraph, bold=bold)


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


def _tick() -> Any:
    run, text = _element("w:r"), _element("w:t")
    text.text = "\u2610"
    run.append(text)
    return run
