"""Runs and what stands in them: text, tabs, breaks, hyphens, symbols, formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ratgeber_tools.document import LineBreak, Math
from ratgeber_tools.findings import Code
from ratgeber_tools.readers.word.drafts import PAGE_END
from ratgeber_tools.readers.word.inlines.formulas import tex_of
from ratgeber_tools.readers.word.namespaces import W
from ratgeber_tools.readers.word.properties import read_run_properties
from ratgeber_tools.readers.word.symbols import symbol
from ratgeber_tools.readers.word.xml import Element

if TYPE_CHECKING:
    from ratgeber_tools.readers.word.inlines.paragraph import ParagraphReader

_PAGE_ENDS = frozenset({"page", "column"})
_RUN_PROPERTIES = f"{W}rPr"


def run(line: ParagraphReader, element: Element) -> None:
    properties = element.find(_RUN_PROPERTIES)
    if properties is None or not len(properties):
        line.look = line.plain
    else:
        line.look = line.context.looks.of(line.style, read_run_properties(properties))
    line.enter(element)


def words(line: ParagraphReader, element: Element) -> None:
    if element.text:
        line.add_text(element.text)


def deleted_words(line: ParagraphReader, element: Element) -> None:
    line.asides.deleted.append(element.text or "")


def tab(line: ParagraphReader, element: Element) -> None:
    line.add_text("\t")


def line_break(line: ParagraphReader, element: Element) -> None:
    if element.get(f"{W}type") not in _PAGE_ENDS:
        line.add_object(LineBreak(), " ")
    elif line.takes(" "):
        line.put(PAGE_END)  # text on both sides of it must not run together


def no_break_hyphen(line: ParagraphReader, element: Element) -> None:
    line.add_text("\u2011")


def soft_hyphen(line: ParagraphReader, element: Element) -> None:
    line.add_text("\u00ad")


def symbol_character(line: ParagraphReader, element: Element) -> None:
    font = element.get(f"{W}font", "")
    character = symbol(font, element.get(f"{W}char", ""))
    if character is not None:
        line.add_text(character)
        return
    line.context.report.count(
        Code.CONTENT_REVIEW,
        "Ein unbekanntes Zeichen der Schrift „"
        + font.replace("{", "").replace("}", "")
        + "“ fehlt {n}-mal im Kapitel: "
        "Setzen Sie in Word ein gewöhnliches Zeichen.",
    )


def ruby(line: ParagraphReader, element: Element) -> None:
    """Words with their reading above them: the reading follows in brackets.

    Both are runs inside a run; what follows in the outer one looks as that says.
    """
    base, above = element.find(f"{W}rubyBase"), element.find(f"{W}rt")
    look = line.look

    def leave(words: str) -> None:
        line.look = look
        line.add_text(words)

    if above is not None:
        line.enter(above, lambda: leave(")"))
    if base is not None:
        line.enter(base, lambda: leave(" (" if above is not None else ""))


def formula(line: ParagraphReader, element: Element) -> None:
    tex = tex_of(element)
    if tex:
        line.add_object(Math(tex), tex)
