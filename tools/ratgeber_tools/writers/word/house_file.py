"""A Word file in the guide's own look, before anything stands in it, and how text, lists and a page get into it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ratgeber_tools.writers.word import export_styles, style_sheet
from ratgeber_tools.writers.word.export_styles import ListKind
from ratgeber_tools.writers.word.package_parts import drop_leftovers


def house_file(*, tracks_changes: bool) -> Document:
    """Return a file without text that has all styles and settings; one that tracks changes is for reviewers."""
    return docx.Document(io.BytesIO(_empty_file(tracks_changes)))


@cache
def _empty_file(tracks_changes: bool) -> bytes:  # making one takes longer than writing a short text
    word = docx.Document()
    drop_leftovers(word)
    style_sheet.replace_content(word.styles.element, style_sheet.styles(bold_heads=False))
    style_sheet.replace_content(word.settings.element, style_sheet.settings())
    for element in parse_xml(f"<w:styles {nsdecls('w')}>{export_styles.styles()}</w:styles>"):
        word.styles.element.append(element)
    if tracks_changes:
        word.settings.element[0].addnext(parse_xml(f"<w:trackRevisions {nsdecls('w')}/>"))
    data = io.BytesIO()
    word.save(data)
    return data.getvalue()


#: Namespaces of what stands in a body of running text.
_TEXT_PREFIXES = ("w", "r", "wp", "a", "pic")


def fill_body(word: Document, text: str, *, prefixes: tuple[str, ...] = _TEXT_PREFIXES) -> None:
    """Put `text` (WordprocessingML, in the namespaces of `prefixes`) in the place of what the body holds."""
    body = word.element.body
    section = body.sectPr
    for element in list(body):
        if element is not section:
            body.remove(element)
    for element in list(parse_xml(f"<w:body {nsdecls(*prefixes)}>{text}</w:body>")):
        section.addprevious(element)


def fill_section(word: Document, section: str) -> None:
    """Make `section` (`w:sectPr`) the page of the file's last section."""
    body = word.element.body
    body.replace(body.sectPr, parse_xml(section.replace("<w:sectPr>", f"<w:sectPr {nsdecls('w', 'r')}>", 1)))


def fill_numbering(word: Document, lists: Sequence[ListKind]) -> None:
    """Give the file the lists that stand in its text, in the order they were met."""
    root = word.part.numbering_part.element
    abstract, concrete = export_styles.numbering(lists)
    style_sheet.replace_content(root, style_sheet.numbering())
    first = root.find(f"{{{root.nsmap['w']}}}num")
    for element in list(parse_xml(f"<w:numbering {nsdecls('w')}>{abstract}</w:numbering>")):
        first.addprevious(element)
    for element in list(parse_xml(f"<w:numbering {nsdecls('w')}>{concrete}</w:numbering>")):
        root.append(element)
