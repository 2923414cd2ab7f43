from __future__ import annotations

from pathlib import Path

import pytest

from data.data_files import write_data
from ratgeber_tools.cli import main

FACTS = """\
frist:
  titel: Anmeldefrist
  wert: 1. März
  zustaendig: amt
  quellen: [{titel: Stadt, vertrauen: amtlich}]
  widersprueche:
    - aussage: Anderswo steht der 4. März.
      notiert_am: 23.11.2026

alt:
  titel: Alter Beitrag
  wert: "70"
  einheit: Euro
  gueltig_bis: 31.12.2022
  zustaendig: amt
  quellen: [{titel: Stadt, vertrauen: amtlich}]

offen:
  titel: Hortbeitrag
  zustaendig: amt
"""


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    write_data(tmp_path / "daten", fakten=FACTS)
    (tmp_path / "kapitel.md").write_text(
        "# Kapitel\n\nBis zum {fakt}`frist`.\n\n:::{kontakt} amt\n:::\n", encoding="utf-8"
    )
    return tmp_path


def facts(guide: Path, *arguments: str) -> int:
    return main(["fakten", "--ordner", str(guide), "--heute", "01.12.2026", *arguments])


def test_without_anything_it_counts_by_office(guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert facts(guide) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Schulamt: 1 abgelaufen, 1 unbekannt, 1 unbestätigt, 1 widersprüchlich",
        "",
        "Zusammen 4: 1 abgelaufen, 1 unbekannt, 1 unbestätigt, 1 widersprüchlich",
    ]


@pytest.mark.parametrize(
    ("option", "shown"),
    [
        ("--abgelaufen", "alt"),
        ("--unbekannt", "offen"),
        ("--widerspruechlich", "frist"),
        ("--unbestaetigt", "amt"),
        ("--unbenutzt", "alt offen"),
    ],
)
def test_each_list_shows_its_entries_and_no_others(
    guide: Path, option: str, shown: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert facts(guide, option) == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if " – " in line]
    assert " ".join(line.split(" – ")[0].split()[-1] for line in lines) == shown


def test_a_line_leads_to_the_file_and_tells_the_contradiction(guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    facts(guide, "--widerspruechlich")
    out = capsys.readouterr().out
    assert "fakten.yaml:1: frist – Anmeldefrist: 1. März (widersprüchlich)" in out
    assert "Widerspruch: Anderswo steht der 4. März." in out


def test_the_uses_name_chapter_and_line(guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    facts(guide, "--verwendung")
    out = capsys.readouterr().out
    assert "frist: kapitel.md:3" in out
    assert "amt: kapitel.md:5, zuständig für „frist“" in out
    assert "alt: nirgends" in out


def test_an_office_confirms_and_what_it_settles_is_told(guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert facts(guide, "bestaetigen", "frist", "--stelle", "amt", "--am", "30.11.2026") == 0
    assert "Damit geklärt: Anderswo steht der 4. März." in capsys.readouterr().out
    facts(guide, "--bestaetigt")
    assert "frist – Anmeldefrist: 1. März (bestätigt, bis 30.11.2027)" in capsys.readouterr().out


@pytest.mark.parametrize("office", ["amt", "Schulamt", "schulamt"])
@pytest.mark.parametrize("record", ["frist", "fakten/frist", "Anmeldefrist", "anmeldefrist"])
def test_office_and_record_may_be_called_by_identifier_or_name(guide: Path, office: str, record: str) -> None:
    assert facts(guide, "bestaetigen", record, "--stelle", office, "--am", "2026-11-30") == 0
    assert "bestaetigt_durch: amt\n" in (guide / "daten" / "fakten.yaml").read_text(encoding="utf-8")


def test_lists_of_an_office_are_found_by_its_name(guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert facts(guide, "--alle", "--stelle", "amt") == 0
    by_identifier = capsys.readouterr().out
    assert facts(guide, "--alle", "--stelle", "Schulamt") == 0
    assert capsys.readouterr().out == by_identifier
    assert facts(guide, "--alle", "--stelle", "Schulmat") == 1
    assert "„Schulmat“ ist keine Stelle des Ratgebers. Meinten Sie „Schulamt“?" in capsys.readouterr().err


def test_a_confirmation_without_day_or_office_says_how_to_write_it(
    guide: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert facts(guide, "bestaetigen", "frist") == 1
    assert "--stelle STELLE --am 24.11.2026" in capsys.readouterr().err


def test_mistakes_in_the_files_come_first_and_end_with_1(guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = guide / "daten" / "fakten.yaml"
    path.write_text(FACTS.replace("zustaendig: amt\n", "zustaendig: amd\n", 1), encoding="utf-8")
    assert facts(guide) == 1
    assert "daten-verweis" in capsys.readouterr().out.splitlines()[0]


def test_a_folder_without_data_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert facts(tmp_path) == 1
    assert "keinen Ordner „daten“" in capsys.readouterr().err


def test_once_it_is_noted_of_what_each_source_is_a_value_changed_by_hand_has_none(
    guide: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = guide / "daten" / "fakten.yaml"
    dated = FACTS.replace(
        "vertrauen: amtlich}", "adresse: 'https://stadt.example', stand: 01.11.2026, vertrauen: amtlich}"
    )
    path.write_text(dated.partition("  widersprueche:")[0] + "# Ende\n", encoding="utf-8")
    assert facts(guide, "--belegt") == 0
    assert "frist" in capsys.readouterr().out
    assert facts(guide, "festhalten") == 0
    noted = path.read_text(encoding="utf-8")
    assert noted.count("gesehen_wert: ") == 1
    assert noted.endswith("# Ende\n")
    assert facts(guide, "festhalten") == 0
    assert path.read_text(encoding="utf-8") == noted
    path.write_text(noted.replace("1. März", "2. April"), encoding="utf-8")
    capsys.readouterr()
    assert facts(guide, "--unbestaetigt") == 0
    assert "2. April (unbestätigt: Neuer Wert, Quelle noch nicht angesehen)" in capsys.readouterr().out
    assert facts(guide, "festhalten") == 0  # what is not known of the new value is not made up
    assert path.read_text(encoding="utf-8") == noted.replace("1. März", "2. April")


def test_it_is_noted_for_all_or_for_none(guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert facts(guide, "festhalten", "frist") != 0
    assert "gilt für alle Einträge" in capsys.readouterr().err
