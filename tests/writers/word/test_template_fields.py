"""The template's fields: what an author says of office, audience, sources and pictures, and what becomes of it."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from ratgeber_tools.contributions.conversion import read_contribution
from ratgeber_tools.contributions.new_heads import new_head
from ratgeber_tools.data.yaml_tree import read_yaml
from ratgeber_tools.dialect import AUDIENCE_LABEL, OFFICE_LABEL, PICTURE_LABELS, SOURCES_LABEL
from ratgeber_tools.document import Paragraph, iterate_blocks, plain_text
from ratgeber_tools.errors import InputError
from ratgeber_tools.findings import Code
from ratgeber_tools.readers import ReadResult, word
from ratgeber_tools.template_words import PROMPTS, TITLE_PROMPT
from ratgeber_tools.writers.word import template

DAY = date(2026, 11, 30)


def filled(folder: Path, answers: dict[str, str], *, text: str = "Der Hort hat offen.") -> ReadResult:
    """Return what is read of the template with answers typed over the prompts, and a sentence."""
    document = docx.Document(io.BytesIO(template.build()))
    for paragraph in document.paragraphs:
        label = next((label for label in answers if paragraph.text.startswith(label)), None)
        if label is not None:
            for control in paragraph._p.xpath("./w:sdt"):
                paragraph._p.remove(control)
            paragraph.add_run(answers[label])
    document.paragraphs[-1].text = text
    path = folder / "Beitrag.docx"
    document.save(str(path))
    return word.read(path)


def test_what_an_author_says_of_the_contribution_goes_into_the_head_of_a_new_chapter(tmp_path: Path) -> None:
    sources = "Satzung der Stadt vom 1. März 2026; Kitagesetz, https://www.gesetze.example/kifoeg"
    result = filled(tmp_path, {OFFICE_LABEL: "Jugendamt", AUDIENCE_LABEL: "Eltern: alle", SOURCES_LABEL: sources})
    head = read_yaml(new_head(DAY, result.particulars)).values
    assert head["zustaendig"] == "Jugendamt"
    assert head["zielgruppe"] == "Eltern: alle"
    assert head["quellen"] == [
        {"titel": "Satzung der Stadt vom 1. März 2026", "vertrauen": "sekundär"},
        {"titel": "Kitagesetz", "adresse": "https://www.gesetze.example/kifoeg", "vertrauen": "sekundär"},
    ]
    assert any("Angaben zum Kapitel" in finding.text for finding in result.findings)


def test_whose_a_picture_is_is_told_to_those_who_keep_the_rights(tmp_path: Path) -> None:
    result = filled(tmp_path, {PICTURE_LABELS[0]: "Stadt Dessau-Roßlau", PICTURE_LABELS[2]: "ja, bis 2028"})
    [finding] = [finding for finding in result.findings if "Bildrechten" in finding.text]
    assert "Wem gehört es? Stadt Dessau-Roßlau." in finding.text
    assert "ja, bis 2028" in finding.words


def test_fields_that_nobody_filled_in_say_nothing(tmp_path: Path) -> None:
    result = filled(tmp_path, {})
    assert result.particulars == ()
    assert [finding.code for finding in result.findings] == [Code.FORMATTING_SIMPLIFIED]


def test_the_head_of_a_chapter_nobody_said_anything_of_is_open() -> None:
    assert new_head(DAY) == "status: entwurf\nzustaendig: offen\nstand: 30.11.2026"


@pytest.mark.parametrize("typed", ['„x“: "y" # z', "- a", "ja", "{{x}}", "12"])
def test_whatever_is_typed_stays_text_in_the_head(typed: str) -> None:
    head = read_yaml(new_head(DAY, [(OFFICE_LABEL, typed), (SOURCES_LABEL, typed)])).values
    assert head["zustaendig"] == typed
    assert head["quellen"][0]["titel"] == typed


def test_the_template_nobody_wrote_in_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "Vorlage.docx"
    path.write_bytes(template.build())
    with pytest.raises(InputError, match="Die Vorlage ist noch leer"):
        read_contribution(path)


def test_a_word_template_is_read_like_a_document(tmp_path: Path) -> None:
    path = tmp_path / "Vorlage.dotx"
    path.write_bytes(template.build(with_example=True, as_template=True))
    assert read_contribution(path).title == "Mein Kind in der Grundschule anmelden"


def in_the_style_of(path: Path, neighbour: str, text: str) -> Path:
    """Write a copy of the template where somebody pressed Enter behind the line `neighbour` and typed `text`."""
    document = docx.Document(io.BytesIO(template.build()))
    line = next(paragraph for paragraph in document.paragraphs if paragraph.text.startswith(neighbour))
    typed = document.add_paragraph(text, style=line.style)
    line._p.addnext(typed._p)
    document.save(str(path))
    return path


@pytest.mark.parametrize("neighbour", ["Wichtig:", "Personen:", "Diese Bausteine", "Bild: Dürfen wir"])
def test_text_typed_below_an_instruction_or_a_field_is_the_authors_and_comes_in(tmp_path: Path, neighbour: str) -> None:
    text = "Im August nimmt der Hort keine neuen Kinder auf."
    result = word.read(in_the_style_of(tmp_path / "Beitrag.docx", neighbour, text))
    assert [plain_text(block.children) for block in iterate_blocks(result.document.blocks)] == [text]


def test_text_found_among_the_instructions_is_reported(tmp_path: Path) -> None:
    result = word.read(in_the_style_of(tmp_path / "Beitrag.docx", "Personen:", "Der Hort ist im August zu."))
    assert [finding.code for finding in result.findings if "Zwischen der Anleitung" in finding.text] == [
        Code.CONTENT_REVIEW
    ]


def test_what_is_typed_behind_an_instruction_on_its_line_comes_in(tmp_path: Path) -> None:
    document = docx.Document(io.BytesIO(template.build()))
    line = next(paragraph for paragraph in document.paragraphs if paragraph.text.startswith("Personen:"))
    line.add_run(" Der Hort ist zu.")
    document.save(str(tmp_path / "Beitrag.docx"))
    [block] = word.read(tmp_path / "Beitrag.docx").document.blocks
    assert isinstance(block, Paragraph)
    assert plain_text(block.children) == "Der Hort ist zu."


def test_an_instruction_of_an_earlier_template_is_still_none_of_the_authors(tmp_path: Path) -> None:
    earlier = "Personen: Ämter und Dienststellen nennen, keine Personennamen."
    result = word.read(in_the_style_of(tmp_path / "Beitrag.docx", "Personen:", earlier))
    assert result.document.blocks == ()


def test_prompts_that_another_word_processor_kept_as_text_say_nothing(tmp_path: Path) -> None:
    result = filled(tmp_path, dict(PROMPTS))
    assert result.particulars == ()
    assert [plain_text(block.children) for block in iterate_blocks(result.document.blocks)] == ["Der Hort hat offen."]


@pytest.mark.parametrize("typed", ["", " Hort in den Ferien"])
def test_the_prompt_of_the_title_is_no_title(tmp_path: Path, typed: str) -> None:
    document = docx.Document(io.BytesIO(template.build()))
    title = next(paragraph for paragraph in document.paragraphs if paragraph.style.name == "Heading 1")
    for control in title._p.xpath("./w:sdt"):
        title._p.remove(control)
    title.add_run(f"{TITLE_PROMPT}{typed}")
    document.paragraphs[-1].text = "Der Hort hat offen."
    document.save(str(tmp_path / "Beitrag.docx"))
    blocks = word.read(tmp_path / "Beitrag.docx").document.blocks
    words = [plain_text(block.children).strip() for block in iterate_blocks(blocks)]
    assert words == [*filter(None, [typed.strip()]), "Der Hort hat offen."]


def test_each_picture_has_its_own_answers_when_the_lines_were_copied(tmp_path: Path) -> None:
    document = docx.Document(io.BytesIO(template.build()))
    lines = [paragraph for paragraph in document.paragraphs if paragraph.text.startswith("Bild:")]
    for answers in (("Foto Huth", "zwei Kinder", "bis 2028"), ("Stadt", "niemand", "ja")):
        for line, answer in zip(lines, answers, strict=True):
            document.add_paragraph(f"{line.text.strip()} {answer}", style=line.style)
    document.add_paragraph("Der Hort hat offen.", style="Normal")
    document.save(str(tmp_path / "Beitrag.docx"))
    found = [finding.text for finding in word.read(tmp_path / "Beitrag.docx").findings if "Bildrechten" in finding.text]
    assert [text.split(" sagen")[0] for text in found] == ["Zum 1. Bild", "Zum 2. Bild"]
    assert "Foto Huth" in found[0]
    assert "niemand" in found[1]


def test_what_is_typed_in_a_field_has_no_colour_that_would_be_reported(tmp_path: Path) -> None:
    document = docx.Document(io.BytesIO(template.build()))
    for control in document.element.body.iter(qn("w:sdt")):
        shown = control.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}")
        shown.getparent().remove(shown)
        next(control.iter(qn("w:t"))).text = "Hort"
    document.save(str(tmp_path / "Beitrag.docx"))
    assert not [finding for finding in word.read(tmp_path / "Beitrag.docx").findings if "farbe" in finding.text]


def test_an_example_that_an_author_left_in_the_file_is_told(tmp_path: Path) -> None:
    document = docx.Document(io.BytesIO(template.build(with_example=True)))
    title = next(paragraph for paragraph in document.paragraphs if paragraph.style.name == "Heading 1")
    title.runs[0].text = "Schulbuchausleihe"
    document.add_paragraph("Bücher leiht die Schule.")
    document.save(str(tmp_path / "Beitrag.docx"))
    findings = read_contribution(tmp_path / "Beitrag.docx").result.findings
    assert any("Absätze des Beispiels aus der Vorlage" in finding.text for finding in findings)


def test_nothing_is_said_of_an_example_where_an_author_wrote_all(tmp_path: Path) -> None:
    filled(tmp_path, {}, text="Zuständig ist die Grundschule Ihres Schulbezirks.")
    findings = read_contribution(tmp_path / "Beitrag.docx").result.findings
    assert not [finding for finding in findings if "Beispiels" in finding.text]
