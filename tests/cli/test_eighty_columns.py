"""Tables and lists fit the terminal they are shown in, with the longest names a town has; a pipe gets whole lines."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from guide_project import SCHOOL, Project
from ratgeber_tools.cli import main
from ratgeber_tools.cli.output import columns, say
from ratgeber_tools.newsroom.text_columns import broken, fitted, shortened

GUIDES = Path(__file__).parents[1] / "guides"
OFFICE = "Amt für Bildung, Schulentwicklung, Kindertagesbetreuung und Sport der Stadt Musterstadt"
LONG = "schulanfang/schulsozialarbeit-in-der-grundschule-und-im-hort-am-nachmittag"
HEAD = f"---\nstatus: entwurf\nzustaendig: {OFFICE}\nstand: 24.11.2026\npruefen_bis: 31.01.2027\n---\n\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    project = Project.create(tmp_path / "projekt")
    (project.root / "conf.py").touch()
    project.lay_over(GUIDES / "klein")
    shutil.copytree(GUIDES / "bausteine" / "daten", project.guide / "daten")
    note = f":::{{redaktion}} An das {OFFICE}: Bis wann kann man sich für das nächste Schuljahr anmelden?\n:::\n"
    project.write(LONG, f"# Ein Kapitel\n\nDie Schule beginnt um acht Uhr. Kommen Sie bitte.\n\n{note}", head=HEAD)
    project.commit(SCHOOL)
    project.release("schulanfang/anmeldung")
    monkeypatch.chdir(project.root)
    return project


CALLS = (
    ["status"],
    ["check", "--lesbarkeit"],
    ["check", "--offen"],
    ["fakten"],
    ["fakten", "--alle"],
    ["fakten", "--schuljahr"],
    ["fakten", "--verwendung"],
    ["fakten", "--unbenutzt"],
    ["ziele"],
)


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_lines_fit_eighty_columns(
    call: list[str], project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copyfile(Path(__file__).parents[2] / "Makefile", project.root / "Makefile")
    monkeypatch.setenv("COLUMNS", "80")
    assert main(call) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines
    too_long = [line for line in lines if len(line) > 80 and " " in line.strip()]  # a path is not broken
    assert not too_long


@pytest.mark.parametrize("call", CALLS[:-1], ids=" ".join)
def test_nothing_is_lost_where_there_is_room(
    call: list[str], project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    assert main(call) == 0
    piped = capsys.readouterr().out
    monkeypatch.setenv("COLUMNS", "80")
    assert main(call) == 0
    shown = capsys.readouterr().out
    if "status" not in call and "--lesbarkeit" not in call:  # there names are shortened
        assert shown.split() == piped.split()
    else:
        assert LONG in piped
        assert LONG not in shown
        assert f"{LONG[:8]}" in shown
        assert LONG[-12:] in shown


def test_a_chapter_that_does_not_fit_one_line_has_its_figures_below(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert main(["status", "--heute", "24.11.2026"]) == 0
    lines = capsys.readouterr().out.splitlines()
    number = next(index for index, line in enumerate(lines) if line.startswith("schulanf") and "entwurf" in line)
    assert "Amt für Bil" in lines[number]
    assert lines[number + 1].split()[2] == "31.01.2027"


def test_the_width_is_the_terminals_or_what_columns_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "61")
    assert columns() == 61
    for nothing in ("", "0", "breit"):
        monkeypatch.setenv("COLUMNS", nothing)
        assert columns() is None


def test_a_line_is_broken_between_words_and_indented(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    say("\n  eins zwei drei vier fünf\nkurz")
    assert capsys.readouterr().out == "\n  eins zwei drei\n      vier fünf\nkurz\n"
    assert list(broken("https://adresse.example/lang", 10)) == ["https://adresse.example/lang"]


@pytest.mark.parametrize(
    ("text", "width", "short"),
    [
        ("hort", 4, "hort"),
        ("Jugendamt", 6, "Jugen…"),
        ("schulanfang/anmeldung", 13, "schu…nmeldung"),
        ("ab", 1, "…"),
        ("ab", 0, ""),
    ],
)
def test_words_are_shortened_where_they_say_least(text: str, width: int, short: str) -> None:
    assert shortened(text, width) == short
    assert len(short) <= width


def test_columns_give_way_in_turn_and_not_below_their_least() -> None:
    assert fitted([30, 10, 30], {2: 12, 0: 24}, 60) == [30, 10, 16]
    assert fitted([30, 10, 30], {2: 12, 0: 24}, 54) == [28, 10, 12]
    assert fitted([30, 10, 30], {2: 12, 0: 24}, 10) == [24, 10, 12]
    assert fitted([30, 10, 30], {2: 12}, None) == [30, 10, 30]
