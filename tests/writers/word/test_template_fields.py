"""The template's fields: what an author says of office, audience, sources and pictures, and what becomes of it."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import docx
import pytest

from ratgeber_tools.contributions.conversion import read_contribution
from ratgeber_tools.contributions.new_heads import new_head
from ratgeber_tools.data.yaml_tree import read_yaml
from ratgeber_tools.dialect import AUDIENCE_LABEL, OFFICE_LABEL, PICTURE_LABELS, SOURCES_LABEL
from ratgeber_tools.errors import InputError
from ratgeber_tools.findings import Code
from ratgeber_tools.readers import ReadResult, word
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
    assert "Wem gehört es?: Stadt Dessau-Roßlau" in finding.text
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
