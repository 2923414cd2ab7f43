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
    assert main(["status"]) == 0
    assert capsys.readouterr().out.endswith("\nSprachen:\n  Ukrainisch: 2 Sätze, 2 geprüft\n")


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


def test_a_meaning_that_has_not_changed_is_said_by_the_number_of_its_sentence(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert languages("einlesen", translated(project).name, "--stelle", YOUTH) == 0
    project.write("hort", "# Hort\n\nDer Hort kostet nun {fakt}`hort-beitrag` im Monat.\n")
    assert languages("veraltet", "alle", "hort") == 0
    said = capsys.readouterr().out
    assert "hort, Satz 2 (uk):\n  vorher: Der Hort kostet im Monat.\n  jetzt:  Der Hort kostet nun im Monat." in said
    assert languages("unveraendert", "uk", "hort", "1", "--stelle", HEALTH) == 1
    assert languages("unveraendert", "alle", "hort", "2", "--stelle", HEALTH) == 0
    assert "hort: 1 Übersetzung gilt weiter." in capsys.readouterr().out
    [_, entry] = load_catalogue(project.guide, "uk", "hort").entries
    assert [(same.german, same.by) for same in entry.also] == [("Der Hort kostet nun <1/> im Monat.", HEALTH)]
    assert languages("veraltet", "uk") == 0
    assert "Keine Übersetzung ist veraltet." in capsys.readouterr().out


def test_another_number_is_another_meaning(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert languages("einlesen", translated(project).name, "--stelle", YOUTH) == 0
    project.write("hort", "# Hort\n\nDer Hort kostet {fakt}`hort-beitrag` in 2 Monaten.\n")
    before = load_catalogue(project.guide, "uk", "hort")
    assert languages("unveraendert", "uk", "hort", "2", "--stelle", HEALTH) == 1
    assert "Darin steht eine andere Zahl als vorher" in capsys.readouterr().out
    assert load_catalogue(project.guide, "uk", "hort") == before


def test_translations_go_along_with_a_chapter_that_has_another_name(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert languages("einlesen", translated(project).name, "--stelle", YOUTH) == 0
    before = load_catalogue(project.guide, "uk", "hort").entries
    (project.guide / "betreuung").mkdir()
    (project.guide / "hort.md").rename(project.guide / "betreuung" / "hort.md")
    project.write("schule", "# Schule\n\nEin anderes Kapitel.\n")
    assert languages("mitnehmen") == 0
    assert "ratgeber/sprachen/uk/hort.yaml → ratgeber/sprachen/uk/betreuung/hort.yaml" in capsys.readouterr().out
    assert load_catalogue(project.guide, "uk", "betreuung/hort").entries == before
    assert not (project.guide / "sprachen" / "uk" / "hort.yaml").exists()
    assert languages("mitnehmen") == 0
    assert "Jede Übersetzung liegt bei ihrem Kapitel." in capsys.readouterr().out


def test_nothing_is_sent_to_a_machine_without_a_service_and_a_yes(
    project: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("RATGEBER_DEEPL_SCHLUESSEL", raising=False)
    monkeypatch.delenv("RATGEBER_LIBRETRANSLATE_ADRESSE", raising=False)
    assert languages("entwerfen", "uk", "hort", "--ja") == 1
    assert "Kein Übersetzungsdienst ist eingestellt." in capsys.readouterr().err
    monkeypatch.setenv("RATGEBER_LIBRETRANSLATE_ADRESSE", "http://127.0.0.1:9")  # nobody answers there
    assert languages("entwerfen", "uk", "hort") == 0
    assert "2 Sätze sind offen: 41 Zeichen gehen an LibreTranslate." in capsys.readouterr().out
    assert languages("entwerfen", "uk", "hort", "--ja") == 1
    assert "LibreTranslate ist nicht zu erreichen" in capsys.readouterr().err
    assert not (project.guide / "sprachen").exists()


def test_a_sheet_for_the_counter_is_printed_when_everything_is_checked(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    path = translated(project)
    assert languages("einlesen", path.name, "--stelle", YOUTH) == 0
    capsys.readouterr()
    assert languages("blatt", "uk", "hort") == 1
    assert "noch keinen geprüften Satz (2 übersetzt); ungeprüft wird nichts gedruckt." in capsys.readouterr().err
    assert languages("geprueft", "uk", "hort", "--stelle", HEALTH) == 0
    assert languages("blatt", "uk", "hort", "--nach", "Blätter") == 0
    assert "Deutsch und Ukrainisch, A4 → " in capsys.readouterr().out
    assert (project.root / "Blätter" / "hort-uk-blatt.pdf").read_bytes().startswith(b"%PDF")


def test_what_nobody_has_checked_is_left_out_only_when_asked_for(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    path = translated(project)
    assert languages("einlesen", path.name, "--stelle", YOUTH) == 0
    assert languages("geprueft", "uk", "hort", "--stelle", HEALTH) == 0
    project.write("hort", "# Hort\n\nDer Hort kostet {fakt}`hort-beitrag` im Monat.\n\nNeu.\n")
    capsys.readouterr()
    assert languages("blatt", "uk", "hort") == 1
    assert "(1 offen)" in capsys.readouterr().err
    assert list(project.root.glob("*.pdf")) == []
    assert languages("blatt", "uk", "hort", "--mit-luecken") == 0
    assert "ungeprüft und rechts leer: 1 offen" in capsys.readouterr().out
