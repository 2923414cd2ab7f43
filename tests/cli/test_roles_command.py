"""`ratgeber rollen`: who may release, who is missing, and an office's entry."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from data.data_files import write_data
from guide_project import SCHOOL, Project, git
from ratgeber_tools.cli import main
from ratgeber_tools.editorial.roles import ROLES

NETWORK = "Netzwerkstelle „Schulerfolg für Musterstadt“"
HEAD = "---\nstatus: entwurf\nzustaendig: {}\nstand: 24.11.2026\npruefen_bis: 31.01.2027\n---\n\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    made = Project.create(tmp_path / "p")
    (made.root / "conf.py").touch()
    contacts = f"netzwerkstelle:\n  name: {NETWORK}\n  art: Amt\nschulamt:\n  name: Schulamt\n  art: Amt\n"
    write_data(made.guide / "daten", kommune="name: M\nredaktion: netzwerkstelle\n", anlaufstellen=contacts)
    note = ":::{redaktionsnotiz}\nAn die Netzwerkstelle: Wer?\n:::\n"
    made.write("index", "# A\n\n```{toctree}\nhort\nweg\n```\n", head="")
    made.write("hort", f"# Hort\n\n{note}", head=HEAD.format(NETWORK))
    made.write("weg", f"# Weg\n\n{note}", head=HEAD.format(SCHOOL))
    made.commit(SCHOOL)
    monkeypatch.chdir(made.root)
    return made


def test_the_list_names_offices_mailboxes_who_is_missing_and_unknown_addresses(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    project.write("weg", "# Weg\n\nText.\n", head=HEAD.format(SCHOOL))
    project.commit("fremd@anderswo.example")
    assert main(["rollen"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == ["Wer freigeben kann:", "  Schulamt", "      schulamt@stadt.example"]
    assert lines[lines.index("Zuständig für Kapitel, aber ohne Adresse:") + 1] == f"  {NETWORK}"
    assert "  fremd@anderswo.example" in lines
    assert lines[-1] == "Eintragen: ratgeber rollen eintragen STELLE ADRESSE"


def test_an_office_is_entered_and_the_commands_it_names_work(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rollen", "eintragen", "netzwerkstelle", "netzwerk@example.org"]) == 0
    output = capsys.readouterr().out
    assert "„Netzwerkstelle ‚Schulerfolg für Musterstadt‘“ mit netzwerk@example.org" in output
    commands = [line.strip() for line in output.splitlines() if line.strip().startswith("git ")]
    assert [os.system(command) for command in commands] == [0, 0]
    assert git(project.root, "status", "--porcelain") == ""


@pytest.mark.parametrize(
    ("mailbox", "sentence"),
    [
        ("netzwerk@gmx.de", "„netzwerk@gmx.de“ liegt bei einem Anbieter für private Postfächer."),
        ("sabine.muster@example.org", "„sabine.muster@example.org“ nennt eine Person."),
        ("jugendamt@stadt.example", "steht schon bei „Jugendamt“"),
    ],
)
def test_what_is_no_mailbox_of_this_office_is_refused(
    project: Project, capsys: pytest.CaptureFixture[str], mailbox: str, sentence: str
) -> None:
    before = (project.root / ROLES).read_bytes()
    assert main(["rollen", "eintragen", "netzwerkstelle", mailbox]) == 1
    assert sentence in capsys.readouterr().err
    assert (project.root / ROLES).read_bytes() == before


def test_a_second_call_says_that_it_stands_there(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    main(["rollen", "eintragen", "netzwerkstelle", "netzwerk@example.org"])
    capsys.readouterr()
    assert main(["rollen", "eintragen", "Netzwerkstelle", "netzwerk@example.org"]) == 0
    assert "steht mit netzwerk@example.org schon in" in capsys.readouterr().out


@pytest.mark.parametrize("words", [["eintragen"], ["eintragen", "x"], ["streichen", "x", "y"]])
def test_wrong_use_says_how(project: Project, capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    with pytest.raises(SystemExit):
        main(["rollen", *words])
    assert "eintragen STELLE ADRESSE." in capsys.readouterr().err


@pytest.mark.parametrize("name", ["Netzwerkstelle", NETWORK, 'Netzwerkstelle "Schulerfolg"'])
def test_entering_an_office_splits_nothing_between_two_names(
    project: Project, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    def shown() -> tuple[list[str], set[str]]:
        assert main(["check", "--offen"]) == 0
        agenda = [line for line in capsys.readouterr().out.splitlines() if line[:1].isalpha()][1:]
        assert main(["status", "--faellig", "1.2027"]) == 0
        mails = [line for line in capsys.readouterr().out.splitlines() if line.startswith("An: ")]
        assert main(["status", "--als", "json"]) == 0
        chapters = json.loads(capsys.readouterr().out)["kapitel"]
        return agenda, {mail.partition(" <")[0] for mail in mails} | {each["stelle"] for each in chapters}

    before = shown()
    table = project.root / ROLES
    table.write_text(f"{table.read_text(encoding='utf-8')}  {name}: netzwerk@example.org\n", encoding="utf-8")
    project.commit(SCHOOL)
    assert shown() == before
    assert main(["status", "--faellig", "1.2027"]) == 0
    assert f"An: {NETWORK} <netzwerk@example.org>" in capsys.readouterr().out
    project.write("hort", "# Hort\n\nAnders.\n", head=HEAD.format(NETWORK))
    project.commit("netzwerk@example.org")
    assert main(["status", "--als", "json"]) == 0
    assert NETWORK in capsys.readouterr().out.replace('\\"', '"')
