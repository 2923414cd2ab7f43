"""`ratgeber sprachen` from a chapter to a translation in the repository, as the office and the translator go."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from guide_project import HEALTH, YOUTH, Project
from ratgeber_tools.cli import main
from ratgeber_tools.guide import load
from ratgeber_tools.languages.catalogue import TranslationState, load_catalogue


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    project = Project.create(tmp_path / "stadt")
    (project.root / "conf.py").touch()
    project.write("hort", "# Hort\n\nDer Hort kostet {fakt}`hort-beitrag` im Monat.\n")
    monkeypatch.chdir(project.root)
    return project


def languages(*words: str) -> int:
    return main(["sprachen", *words])


def translated(project: Project) -> Path:
    """Send the chapter out and fill the table in."""
    assert languages("ausgeben", "Ukrainisch", "hort") == 0
    path = project.root / "hort-uk.docx"
    document = docx.Document(str(path))
    rows = document.tables[0].rows
    rows[1].cells[2].paragraphs[0].text = "Група"
    rows[2].cells[2].paragraphs[0].text = "Група коштує ‹1: …› на місяць."
    document.save(str(path))
    return path


def test_a_table_goes_out_comes_back_and_is_checked_by_another_office(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    path = translated(project)
    assert languages("einlesen", path.name, "--stelle", YOUTH) == 0
    said = capsys.readouterr().out
    assert "hort (uk): 2 Sätze übernommen." in said
    assert "git add ratgeber/sprachen/uk/hort.yaml" in said
    assert languages("geprueft", "uk", "hort", "--stelle", YOUTH) == 0
    assert "2 hat Jugendamt selbst übersetzt" in capsys.readouterr().out
    assert languages("geprueft", "uk", "hort", "--stelle", HEALTH) == 0
    known = load_catalogue(project.guide, "uk", "hort")
    assert {entry.state for entry in known.entries} == {TranslationState.CHECKED}
    assert known.entries[1].text == "Група коштує <1/> на місяць."
    assert languages() == 0
    assert "hort: 2 Sätze, 2 geprüft" in capsys.readouterr().out


def test_a_filled_table_is_not_overwritten_by_the_next(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    before = translated(project).read_bytes()
    assert languages("ausgeben", "uk", "hort") == 1
    assert "Vielleicht steht schon eine Übersetzung darin." in capsys.readouterr().err
    assert (project.root / "hort-uk.docx").read_bytes() == before


def test_the_same_file_again_changes_nothing(project: Project) -> None:
    path = translated(project)
    assert languages("einlesen", path.name, "--stelle", YOUTH) == 0
    before = (project.guide / "sprachen" / "uk" / "hort.yaml").read_bytes()
    assert languages("einlesen", path.name, "--stelle", YOUTH) == 0
    assert (project.guide / "sprachen" / "uk" / "hort.yaml").read_bytes() == before


@pytest.mark.parametrize("kind", ["xliff", "po"])
def test_files_of_agencies_go_out_and_are_read(project: Project, kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert languages("ausgeben", "ar", "hort", "--dateiart", kind, "--nach", "Blätter") == 0
    [path] = (project.root / "Blätter").iterdir()
    assert languages("einlesen", str(path), "--stelle", YOUTH) == 0
    assert "hort (ar): 0 Sätze übernommen." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("ausgeben", "ukrainsich"), "Die Sprache „ukrainsich“ gibt es hier nicht. Meinten Sie „ukrainisch“?"),
        (("ausgeben", "uk", "hrot"), "Das Kapitel „hrot“ gibt es nicht."),
        (("einlesen", "fehlt.docx", "--stelle", YOUTH), "Die Datei „fehlt.docx“ gibt es nicht."),
        (("einlesen", "conf.py", "--stelle", YOUTH), "„conf.py“ ist keine Datei mit Übersetzungen."),
        (("geprueft", "uk", "hort", "--stelle", YOUTH), "hort ist noch nicht ins Ukrainische übersetzt"),
    ],
)
def test_a_slip_is_answered_with_one_sentence(
    project: Project, words: tuple[str, ...], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert languages(*words) == 1
    assert sentence in capsys.readouterr().err


def test_catalogues_are_no_chapters(project: Project) -> None:
    path = translated(project)
    assert languages("einlesen", path.name, "--stelle", YOUTH) == 0
    (project.guide / "sprachen" / "uk" / "notiz.md").write_text("# Notiz\n", encoding="utf-8")
    assert list(load(project.guide).chapters) == ["hort"]
