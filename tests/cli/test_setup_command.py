"""`ratgeber einrichten` as a town calls it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from data.data_files import write_data
from guide_project import SCHOOL, Project
from ratgeber_tools.cli import main
from ratgeber_tools.editorial.roles import ROLES, read_roles
from ratgeber_tools.editorial.setting_up import TOWN

TOWN_FILE = """# Örtliches.
name: Alt   # so hieß sie

redaktion: netz
impressum:
  herausgeber:     # entscheidet die Steuergruppe
  druckerei: Presse
ortsnamen:
  - Alt
"""
OFFICES = """netz:
  name: Netzwerkstelle
  art: Amt
  zustaendig: netz
amt:
  name: Sozialamt
  art: Amt
  zustaendig: amt
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    made = Project.create(tmp_path / "p")
    (made.root / "conf.py").write_text("", encoding="utf-8")
    write_data(made.guide / "daten", kommune=TOWN_FILE, anlaufstellen=OFFICES)
    made.write("index", "# Ratgeber\n", head="")
    made.commit(SCHOOL)
    monkeypatch.chdir(made.root)
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    return made


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def answering(monkeypatch: pytest.MonkeyPatch, answers: dict[str, str]) -> list[str]:
    """Answer every question that holds a key of `answers` with its value, the others by the enter key."""
    asked: list[str] = []

    def answer(words: str) -> str:
        asked.append(words)
        return next((value for key, value in answers.items() if key in words), "")

    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("builtins.input", answer)
    return asked


def town(project: Project) -> str:
    return (project.root / TOWN).read_text(encoding="utf-8")


def test_answers_change_their_lines_and_nothing_else(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["einrichten", "--name", "Musterstadt", "--herausgeber", "Stadt Musterstadt"]) == 0
    assert town(project) == TOWN_FILE.replace("name: Alt ", "name: Musterstadt ").replace(
        "herausgeber:     #", "herausgeber: Stadt Musterstadt     #"
    )
    output = capsys.readouterr().out
    assert "Eingetragen in ratgeber/daten/kommune.yaml: name, herausgeber." in output
    assert 'git commit -m "Ratgeber eingerichtet"' in output
    assert "Noch offen: amtlicher_name" in output
    assert "ratgeber/daten/suchwoerter.yaml" in output
    assert "ratgeber/daten/suchwoerter-sprachen.yaml" in output


def test_mailboxes_go_into_the_table_of_offices(project: Project) -> None:
    assert main(["einrichten", "--postfach", "Sozialamt=sozialamt@example.org"]) == 0
    assert read_roles(project.root).office_of("sozialamt@example.org") == "Sozialamt"
    assert town(project) == TOWN_FILE


def test_a_file_answers_as_well_and_options_win(project: Project) -> None:
    path = project.root / "antworten.yaml"
    path.write_text(
        "name: Ausdatei\nland: Musterland\npostfaecher:\n  Netzwerkstelle: netz@example.org\n", encoding="utf-8"
    )
    assert main(["einrichten", "--antworten", str(path), "--name", "Musterstadt"]) == 0
    assert "name: Musterstadt" in town(project)
    assert "land: Musterland" in town(project)
    assert read_roles(project.root).office_of("netz@example.org") == "Netzwerkstelle"


def test_an_office_may_be_called_by_its_name(project: Project) -> None:
    assert main(["einrichten", "--kontakt", "Sozialamt"]) == 0
    assert "  kontakt: amt\n" in town(project)


def test_on_a_terminal_everything_is_asked_and_what_is_known_is_offered(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answering(
        monkeypatch, {"Wie heißt der Ratgeber": "Ratgeber für Eltern", "Netzwerkstelle“": "n@example.org"}
    )
    assert main(["einrichten"]) == 0
    assert asked[0] == "Wie heißt die Stadt oder Gemeinde? [Alt] "
    assert "titel_des_ratgebers: Ratgeber für Eltern" in town(project)
    assert "name: Alt   # so hieß sie" in town(project)
    mailboxes = [words for words in asked if words.startswith("Postfach")]
    assert mailboxes[0].startswith("Postfach von „Netzwerkstelle“")
    assert read_roles(project.root).office_of("n@example.org") == "Netzwerkstelle"


def test_breaking_off_writes_nothing(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def ended(words: str) -> str:
        raise EOFError

    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("builtins.input", ended)
    assert main(["einrichten", "--name", "Neu"]) == 1
    assert "Abgebrochen; es wurde nichts geschrieben." in capsys.readouterr().err
    assert town(project) == TOWN_FILE


REFUSED = [
    (["--web", "keine Adresse"], "ratgeber/daten/kommune.yaml: "),
    (["--kontakt", "Sozialmat"], "Meinten Sie „Sozialamt“?"),
    (["--postfach", "Sozialamt=nichts"], "ist keine E-Mail-Adresse"),
    (["--postfach", "Forstamt=forst@example.org"], "Die Stelle „Forstamt“ kennt der Ratgeber nicht."),
    (["--postfach", "Sozialamt=petra.muster@gmx.de"], "Eingetragen werden Stellen und Funktionen, nie Personen."),
    (["--antworten", "fehlt.yaml"], "fehlt.yaml"),
]


@pytest.mark.parametrize(("arguments", "sentence"), REFUSED)
def test_a_wrong_answer_is_one_sentence_and_nothing_is_written(
    project: Project, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    before = (project.root / ROLES).read_text(encoding="utf-8")
    assert main(["einrichten", "--name", "Neu", *arguments]) == 1
    assert sentence in capsys.readouterr().err
    assert town(project) == TOWN_FILE
    assert (project.root / ROLES).read_text(encoding="utf-8") == before


def test_without_a_terminal_and_without_answers_it_says_how_to_give_some(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["einrichten"])
    assert caught.value.code == 2
    assert "--antworten DATEI" in capsys.readouterr().err
