"""Styles that stand for our building blocks, quotes, code and definitions."""

from __future__ import annotations

from pathlib import Path

import pytest
from word_package import STYLES, found, p, r, read_body, style

from ratgeber_tools.dialect import CONTAINERS, INSTRUCTION_STYLE
from ratgeber_tools.document import (
    BlockQuote,
    BulletList,
    CodeBlock,
    Container,
    Definition,
    DefinitionList,
    Heading,
    ListItem,
    Paragraph,
    Text,
)
from ratgeber_tools.findings import Code
from ratgeber_tools.template_words import GALLERY

TITLES = {spec.title: spec.name for spec in CONTAINERS.values() if spec.title and not spec.internal}


def paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),))


@pytest.mark.parametrize(("title", "name"), TITLES.items())
def test_a_style_named_like_a_building_block_makes_one(tmp_path: Path, title: str, name: str) -> None:
    own = STYLES + style("X1", title)
    (made,) = read_body(tmp_path, p("Text.", style="X1"), styles=own).document.blocks
    assert isinstance(made, Container)
    assert made.name == name


def test_neighbours_of_one_style_are_one_block_and_others_begin_anew(tmp_path: Path) -> None:
    own = STYLES + style("Tipp", "Tipp") + style("Frist", "Frist")
    body = p("a", style="Tipp") + p("b", style="Tipp") + p("c", style="Frist") + p("Text.") + p("d", style="Tipp")
    assert read_body(tmp_path, body, styles=own).document.blocks == (
        Container(name="tipp", blocks=(paragraph("a"), paragraph("b"))),
        Container(name="frist", blocks=(paragraph("c"),)),
        paragraph("Text."),
        Container(name="tipp", blocks=(paragraph("d"),)),
    )


def test_the_paragraphs_of_a_checklist_are_its_items(tmp_path: Path) -> None:
    own = STYLES + style("Checkliste", "Checkliste")
    body = p("Ausweis", style="Checkliste") + p("Impfpass", style="Checkliste")
    items = BulletList((ListItem((paragraph("Ausweis"),)), ListItem((paragraph("Impfpass"),))))
    assert read_body(tmp_path, body, styles=own).document.blocks == (Container(name="checkliste", blocks=(items,)),)


def test_typed_bullets_in_a_building_block_become_its_list(tmp_path: Path) -> None:
    own = STYLES + style("Tipp", "Tipp")
    body = p("Dran denken:", style="Tipp") + p("- eins", style="Tipp") + p("- zwei", style="Tipp")
    (made,) = read_body(tmp_path, body, styles=own).document.blocks
    assert isinstance(made, Container)
    assert [type(block) for block in made.blocks] == [Paragraph, BulletList]


def test_the_templates_instructions_are_left_out_and_reported(tmp_path: Path) -> None:
    own = STYLES + style("Anleitung", INSTRUCTION_STYLE)
    result = read_body(tmp_path, p(GALLERY, style="Anleitung") + p("Text."), styles=own)
    assert result.document.blocks == (paragraph("Text."),)
    assert found(result, Code.FORMATTING_SIMPLIFIED)[0].words == GALLERY


def test_quotes_of_one_style_are_one_quote_without_its_italics(tmp_path: Path) -> None:
    (made,) = read_body(tmp_path, p("eins", style="Zitat") + p("zwei", style="Zitat")).document.blocks
    assert made == BlockQuote((paragraph("eins"), paragraph("zwei")))


def test_an_indented_paragraph_is_a_quote_only_when_taken_literally(tmp_path: Path) -> None:
    body = p("vor") + p("eingerückt", properties='<w:ind w:left="720"/>')
    assert read_body(tmp_path, body, repair=False).document.blocks[1] == BlockQuote((paragraph("eingerückt"),))
    assert read_body(tmp_path, body).document.blocks[1] == paragraph("eingerückt")


def test_a_hanging_indent_is_no_quote(tmp_path: Path) -> None:
    body = p("hängend", properties='<w:ind w:left="720" w:hanging="720"/>')
    assert read_body(tmp_path, body, repair=False).document.blocks == (paragraph("hängend"),)


def test_lines_of_code_are_one_block_and_keep_their_blanks(tmp_path: Path) -> None:
    body = p("def f():", style="Quelltext") + p(r("    return  1"), style="Quelltext") + p("Text.")
    blocks = read_body(tmp_path, body).document.blocks
    assert blocks == (CodeBlock("def f():\n    return  1"), paragraph("Text."))


def test_terms_and_definitions_are_a_definition_list(tmp_path: Path) -> None:
    own = STYLES + style("Begriff", "Definition Term") + style("Erkl", "Definition")
    body = (
        p("Hort", style="Begriff") + p("Nach der Schule.", style="Erkl") + p("Bis 18 Uhr.", style="Erkl")
        + p("Kita", style="Begriff") + p("Vor der Schule.", style="Erkl")
    )  # fmt: skip
    assert read_body(tmp_path, body, styles=own).document.blocks == (
        DefinitionList(
            (
                Definition((Text("Hort"),), (paragraph("Nach der Schule."), paragraph("Bis 18 Uhr."))),
                Definition((Text("Kita"),), (paragraph("Vor der Schule."),)),
            )
        ),
    )


def test_title_and_author_styles_without_repair(tmp_path: Path) -> None:
    body = p("Titel", style="Titel") + p("Text.") + p("Noch ein Titel", style="Titel")
    assert read_body(tmp_path, body, repair=False).document.blocks == (
        Heading(1, (Text("Titel"),)),
        paragraph("Text."),
        paragraph("Noch ein Titel"),
    )


def test_terms_of_a_web_page_that_libreoffice_saved_are_terms(tmp_path: Path) -> None:
    own = STYLES + style("ListHeading", "List Heading") + style("ListContents", "List Contents")
    body = p("Hort", style="ListHeading") + p("Betreuung", style="ListContents")
    (made,) = read_body(tmp_path, body, styles=own).document.blocks
    assert isinstance(made, DefinitionList)
