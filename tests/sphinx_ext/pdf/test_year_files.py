"""The calendar of a school year as files: a PDF with a field for each day, a Word file, and links to both."""

from __future__ import annotations

from pathlib import Path

import docx
import page
import pikepdf
import pytest
from docx.oxml.ns import qn

from data.data_files import write_data
from second_opinion import objections
from sphinx_ext.sphinx_building import HEAD, Built, build

DATES = (
    "herbst:\n  titel: Herbstferien 2026\n  art: Ferien\n  schuljahr: 2026/27\n  von: 19.10.2026\n  bis: 30.10.2026\n"
)


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("jahr") / "ratgeber"
    (folder / "teil").mkdir(parents=True)
    (folder / "index.md").write_text("# Ratgeber\n\n```{toctree}\nteil/a\n```\n", encoding="utf-8")
    (folder / "teil" / "a.md").write_text(f"{HEAD}# A\n\n:::{{jahreskalender}}\n:::\n", encoding="utf-8")
    write_data(folder / "daten", termine=DATES)
    return folder


def _build(guide: Path, **settings: object) -> Built:
    return build(guide, guide.parent / "bau", ratgeber_heute="01.12.2026", exclude_patterns=["daten/**"], **settings)


@pytest.fixture(scope="module")
def printed(guide: Path) -> Built:
    return _build(guide, builder="pdf")


def _file(printed: Built, kind: str) -> Path:
    return printed.folder / "vordrucke" / "teil.a" / f"jahreskalender-2026-27.{kind}"


def test_every_day_of_the_year_is_a_field_that_says_which(printed: Built) -> None:
    with pikepdf.open(_file(printed, "pdf")) as pdf:
        names = [str(field.TU) for field in pdf.Root.AcroForm.Fields]
        assert len(names) == len(set(names)) == 365
        assert names[0] == "Samstag, 1. August 2026"
        assert names[212] == "Montag, 1. März 2027"  # down the months, as they are read
        assert "Montag, 19. Oktober 2026, Herbstferien ?" in names
        heights = {round(float(field.Rect[3]) - float(field.Rect[1])) for field in pdf.Root.AcroForm.Fields}
        assert min(heights) >= 10
    assert _file(printed, "pdf").stat().st_size < 150_000


def test_a_second_tool_finds_it_conforming(printed: Built) -> None:
    assert objections(_file(printed, "pdf"), page.ValidationProfile.PDF_UA_1) == []


def test_the_word_file_has_a_control_for_every_day(printed: Built) -> None:
    document = docx.Document(str(_file(printed, "docx")))
    controls = [each.get(qn("w:val")) for each in document.element.iter(qn("w:alias"))]
    assert len(controls) == 365
    assert document.tables[0].cell(0, 0).text == "August 2026"
    assert document.tables[0].cell(19, 2).text.startswith("19 Mo Herbstferien ?")


def test_the_web_leads_to_both(guide: Path, printed: Built) -> None:
    built = _build(guide, ratgeber_pdf_ordner=str(printed.folder))
    assert "Kalender für das Schuljahr 2026/27: ein Blatt zum Aufhängen" in built.article("teil/a")
    for kind in ("pdf", "docx"):
        assert f'href="../pdf/vordrucke/teil.a/jahreskalender-2026-27.{kind}"' in built.article("teil/a")
