from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from ratgeber_tools.dialect import CONTAINERS, INSTRUCTION_STYLE
from ratgeber_tools.document import (
    BulletList,
    Container,
    Document,
    Heading,
    OrderedList,
    Paragraph,
    Table,
    iterate_blocks,
    plain_text,
)
from ratgeber_tools.findings import Treatment
from ratgeber_tools.hues import HUES, Hue
from ratgeber_tools.readers import ReadResult, word
from ratgeber_tools.writers.word import example, looks, template

BLOCKS = tuple(spec for spec in CONTAINERS.values() if spec.title and not spec.internal)


def read(data: bytes, folder: Path) -> ReadResult:
    path = folder / "beitrag.docx"
    path.write_bytes(data)
    return word.read(path)


def written_in_template(folder: Path, *paragraphs: tuple[str, str]) -> Document:
    """Write paragraphs (style, text) with the template as an author would, and read them."""
    document = docx.Document(io.BytesIO(template.build()))
    for style, text in paragraphs:
        document.add_paragraph(text, style=style)
    buffer = io.BytesIO()
    document.save(buffer)
    return read(buffer.getvalue(), folder).document


def test_every_building_block_has_a_look_and_a_style() -> None:
    styles = {style.name for style in docx.Document(io.BytesIO(template.build())).styles}
    assert {spec.title for spec in BLOCKS} | {INSTRUCTION_STYLE} <= styles


@pytest.mark.parametrize("block", [spec.name for spec in BLOCKS])
def test_a_paragraph_in_a_blocks_style_becomes_the_block(block: str, tmp_path: Path) -> None:
    document = written_in_template(tmp_path, (CONTAINERS[block].title, "Eins."), (CONTAINERS[block].title, "Zwei."))
    [container] = document.blocks
    assert isinstance(container, Container)
    assert container.name == block
    words = [plain_text(inner.children) for inner in iterate_blocks(container.blocks) if isinstance(inner, Paragraph)]
    assert words == ["Eins.", "Zwei."]


def test_a_checklist_becomes_boxes_to_tick(tmp_path: Path) -> None:
    document = written_in_template(tmp_path, ("Checkliste", "Ausweis"), ("Checkliste", "Foto"))
    [container] = document.blocks
    assert isinstance(container, Container)
    [boxes] = container.blocks
    assert isinstance(boxes, BulletList)
    assert [item.checked for item in boxes.items] == [False, False]


def test_two_different_blocks_side_by_side_stay_two(tmp_path: Path) -> None:
    document = written_in_template(tmp_path, ("Frist", "1. März"), ("Tipp", "Früh fragen."))
    assert [block.name for block in document.blocks if isinstance(block, Container)] == ["frist", "tipp"]


def test_headings_and_lists_of_the_template_are_real(tmp_path: Path) -> None:
    document = written_in_template(
        tmp_path, ("Heading 1", "Titel"), ("Heading 2", "Teil"), ("List Bullet", "a"), ("List Number", "b")
    )
    assert [type(block) for block in document.blocks] == [Heading, Heading, BulletList, OrderedList]


def test_the_empty_template_holds_nothing_but_instructions(tmp_path: Path) -> None:
    result = read(template.build(), tmp_path)
    assert result.document.blocks == ()
    assert {finding.code.treatment for finding in result.findings} == {Treatment.CHANGED}


def test_the_example_comes_in_whole_and_needs_no_repair(tmp_path: Path) -> None:
    result = read(template.build(with_example=True), tmp_path)
    blocks = result.document.blocks
    assert [block.name for block in blocks if isinstance(block, Container)] == [
        "wichtigste", "frist", "checkliste", "wichtig", "tipp", "kontakt", "quelle",
    ]  # fmt: skip
    [table] = [block for block in blocks if isinstance(block, Table)]
    assert (len(table.rows), table.header_rows) == (len(example.TABLE), 1)
    assert {finding.code.treatment for finding in result.findings} == {Treatment.CHANGED}
    text = " ".join(plain_text(block.children) for block in iterate_blocks(blocks) if isinstance(block, Paragraph))
    for line in (*example.OPENING, *example.CLOSING):
        assert line.style.startswith("Heading") or line.text in text


def test_the_same_template_is_the_same_file() -> None:
    assert template.build(with_example=True) == template.build(with_example=True)


def test_the_template_tells_on_nobody() -> None:
    properties = docx.Document(io.BytesIO(template.build(with_example=True))).core_properties
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")


def test_the_template_is_german_a4_and_inserts_our_table() -> None:
    document = docx.Document(io.BytesIO(template.build()))
    section = document.sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    language = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    assert language is not None
    assert language.get(qn("w:val")) == "de-DE"
    assert document.settings.element.find(qn("w:defaultTableStyle")).get(qn("w:val")) == "RatgeberTabelle"


def relative_luminance(colour: str) -> float:
    """WCAG 2.2, definition of relative luminance."""
    channels = [int(colour[index : index + 2], 16) / 255 for index in (0, 2, 4)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("hue", HUES, ids=lambda hue: hue.name)
def test_colours_can_be_read(hue: Hue) -> None:
    for ground in ("FFFFFF", looks.word_colour(hue.tint)):
        for ink in (looks.word_colour(hue.deep), looks.INK, looks.MUTED):
            darker, lighter = sorted((relative_luminance(ink), relative_luminance(ground)))
            assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def test_the_instructions_are_reported_once_with_all_their_words(tmp_path: Path) -> None:
    [finding] = read(template.build(), tmp_path).findings
    assert "Anleitung" in finding.text
    assert "Ämter und Dienststellen nennen" in finding.words
    assert all(spec.purpose in finding.words for spec in BLOCKS)
