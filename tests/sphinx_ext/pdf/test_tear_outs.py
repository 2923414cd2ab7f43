"""Lists to be torn out: a leaf of their own at the end of a printed volume, ordinary boxes everywhere else."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from ratgeber_tools.checks.building_blocks import check
from ratgeber_tools.dialect import tear_out_name
from ratgeber_tools.guide import load
from sphinx_ext.pdf.pdf_building import build_chapter, can_read_text
from sphinx_ext.pdf.test_press_builder import guide_of, printed, summary, words_of

LIST = (
    "# Anmeldung\n\n## Papiere\n\n:::{checkliste}%s\n- [ ] Ausweis\n- [ ] Geburtsurkunde\n:::\n\n"
    "Danach gehen Sie hin.\n"
)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("zum Heraustrennen", ""),
        ("Zum Heraustrennen", ""),
        ("Papiere, zum Heraustrennen", "Papiere"),
        ("Papiere zum Heraustrennen", "Papiere"),
        ("Zum Bereitlegen", None),
        ("Listen zum Heraustrennen finden", None),
        ("", None),
    ],
)
def test_the_end_of_its_title_says_that_a_list_is_to_be_torn_out(title: str, name: str | None) -> None:
    assert tear_out_name(title) == name


def test_a_torn_out_list_stands_alone_on_a_right_page_with_notes_behind_it(tmp_path: Path) -> None:
    built = printed(guide_of(tmp_path, eins__a=LIST % " zum Heraustrennen"))
    (volume,) = summary(built)
    assert volume["findings"] == []
    source = words_of(Path(str(volume["file"])), built)
    sheet, place = (
        next(line for line in source.splitlines() if f"{name}(" in line) for name in ("tear-out", "torn-out")
    )
    assert '"Papiere"' in sheet, "without a name of its own it is called as its section"
    assert "Geburtsurkunde" in sheet
    assert "Geburtsurkunde" not in place
    assert source.index("torn-out(") < source.index("Danach gehen Sie hin") < source.index("tear-out(")
    if can_read_text():
        command = ["pdftotext", str(built.folder / str(volume["file"])), "-"]
        text = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
        pages = text.split("\f")
        (at,) = [index for index, page in enumerate(pages) if "Geburtsurkunde" in page]
        assert (at + 1) % 2 == 1
        assert "Danach gehen Sie hin" not in pages[at]
        assert pages[at + 1].startswith("Notizen")


def test_on_a_screen_it_is_the_box_it_always_was(tmp_path: Path) -> None:
    (tmp_path / "mit").mkdir()
    (tmp_path / "ohne").mkdir()
    marked = build_chapter(tmp_path / "mit", LIST % " zum Heraustrennen")
    assert marked.source == build_chapter(tmp_path / "ohne", LIST % "").source
    assert "Geburtsurkunde" in marked.source


def test_only_a_checklist_can_be_torn_out(tmp_path: Path) -> None:
    path = tmp_path / "kapitel.md"
    path.write_text("# Kapitel\n\n:::{tipp} Zum Heraustrennen\nText.\n:::\n", encoding="utf-8")
    said = [finding.text for finding in check(load(tmp_path))]
    assert said[0].startswith("Heraustrennen lässt sich nur eine Checkliste, nicht der Baustein {tipp}.")
