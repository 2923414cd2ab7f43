from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest

from guide_project import SCHOOL, YOUTH, Project
from ratgeber_tools.cli import main
from ratgeber_tools.editions.page_counts import WORKING_COUNTS, format_counts

HEAD = "---\nstatus: entwurf\nzustaendig: Schulamt\nstand: 24.11.2026\npruefen_bis: 31.01.2027\n---\n\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    project = Project.create(tmp_path / "projekt")
    (project.root / "conf.py").touch()
    project.write("index", "# Ratgeber\n", head="")
    project.write("hort", "# Hort\n\nDer Hort ist am Nachmittag.\n", head=HEAD)
    project.write("geld", "# Geld\n\nEs gibt Geld.\n", head=HEAD)
    project.commit(SCHOOL)
    monkeypatch.chdir(project.root)
    return project


def chapters(capsys: pytest.CaptureFixture[str]) -> dict[str, dict[str, object]]:
    assert main(["status", "--als", "json", "--heute", "01.12.2026"]) == 0
    return {each["kapitel"]: each for each in json.loads(capsys.readouterr().out)["kapitel"]}


def test_status_shows_every_chapter_and_the_way_to_the_first_edition(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    project.release("hort", YOUTH)
    assert main(["status", "--heute", "01.12.2026"]) == 0
    shown = capsys.readouterr().out
    assert "] 1 von 2" in shown
    assert any(line.split()[:3] == ["hort", "freigegeben", "Schulamt"] for line in shown.splitlines())


def test_last_change_release_and_what_is_not_committed_come_from_git(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    project.release("hort", YOUTH)
    project.write("geld", "# Geld\n\nEs gibt viel Geld.\n", head=HEAD)
    found = chapters(capsys)
    assert (found["hort"]["geaendert_durch"], found["hort"]["freigegeben_am"]) == (SCHOOL, "2026-11-24")
    assert (found["hort"]["nicht_eingecheckt"], found["geld"]["nicht_eingecheckt"]) == (False, True)


def test_pages_come_from_the_last_pdf_and_are_unknown_without_one(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert chapters(capsys)["hort"]["seiten"] is None
    path = project.root / WORKING_COUNTS
    path.parent.mkdir(parents=True)
    path.write_text(format_counts({"hort": 4}), encoding="utf-8")
    assert chapters(capsys)["hort"]["seiten"] == 4
    path.write_text("[]", encoding="utf-8")
    assert chapters(capsys)["hort"]["seiten"] is None


def test_a_shallow_clone_says_what_it_cannot_know(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project.clone(tmp_path / "flach", "--depth=1").root)
    assert main(["status", "--als", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert "git fetch --unshallow" in found["hinweis"]
    assert {each["geaendert_am"] for each in found["kapitel"]} == {None}


def test_what_is_due_is_a_mail_for_each_office(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status", "--faellig", "1.2027", "--heute", "01.12.2026"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("An: Schulamt <schulamt@stadt.example>\nBetreff: Ratgeber: Was bis Ende Januar 2027")
    assert "- „Geld“ bis 31.01.2027 (geld)" in shown


def test_a_month_without_dues_says_so(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status", "--faellig", "--heute", "01.12.2026"]) == 0
    assert capsys.readouterr().out == "Bis Ende Dezember 2026 ist nichts zu tun.\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--faellig", "13.2027"], "ist kein Monat"),
        (["--faellig", "--als", "csv"], "als Datei: --als mails.txt"),
        (["--stelle", "Schulamt"], "gehört zu --faellig"),
        (["--faellig", "1.2027", "--stelle", "Schulmat"], "Meinten Sie „Schulamt“?"),
    ],
)
def test_wrong_use_is_one_sentence(
    project: Project, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    assert main(["status", *arguments]) == 1
    assert sentence in capsys.readouterr().err


def test_a_page_is_written_whole_to_a_file(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status", "--als", "stand.html"]) == 0
    assert capsys.readouterr().out == "Geschrieben: stand.html\n"
    assert Path("stand.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_a_folder_that_is_missing_is_said_and_not_made(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status", "--als", "gibt/es/nicht.html"]) == 1
    assert "gibt/es/nicht.html lässt sich nicht schreiben: ihr Ordner fehlt." in capsys.readouterr().err
    assert not Path("gibt").exists()


@pytest.mark.parametrize(
    ("name", "start"), [("stand.csv", "\ufeffKapitel"), ("stand.json", "{"), ("stand.txt", "Ratgeber, Stand")]
)
def test_the_files_ending_says_what_is_written(project: Project, name: str, start: str) -> None:
    assert main(["status", "--als", name]) == 0
    assert Path(name).read_text(encoding="utf-8").startswith(start)


def test_a_name_that_ends_in_docx_gives_a_word_file_with_a_row_a_chapter(project: Project) -> None:
    assert main(["status", "--als", "stand.docx"]) == 0
    (table,) = docx.Document("stand.docx").tables
    assert [cell.text for cell in table.rows[0].cells] == ["Kapitel", "Stand", "Umfang und Offenes"]
    assert len(table.rows) > 1


def test_mails_can_be_written_to_a_file(project: Project) -> None:
    assert main(["status", "--faellig", "1.2027", "--als", "mails.txt"]) == 0
    assert "An: Schulamt" in Path("mails.txt").read_text(encoding="utf-8")


def test_another_ending_is_refused_with_those_there_are(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status", "--als", "stand.xlsx"]) == 1
    assert "Den Stand gibt es als .docx, .csv, .json, .html und .txt" in capsys.readouterr().err


def test_the_former_way_to_name_a_file_still_works(project: Project) -> None:
    assert main(["status", "--als", "csv", "--datei", "stand.csv"]) == 0
    assert Path("stand.csv").is_file()


def test_an_office_may_be_called_by_its_identifier(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    data = project.guide / "daten"
    data.mkdir()
    (data / "anlaufstellen.yaml").write_text("amt-40:\n  name: Schulamt\n  art: Amt\n", encoding="utf-8")
    for typed in ("amt-40", "schulamt", "Schulamt"):
        assert main(["status", "--faellig", "1.2027", "--stelle", typed]) == 0
        assert capsys.readouterr().out.startswith("An: Schulamt")
