from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from docx.oxml.ns import qn

from fact_sheets.filled_sheets import CHANGED, DROPPED, FACTS, REMARK, RIGHT, Filled, make_guide
from ratgeber_tools.cli import main

NAME = qn("w:name")


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    folder = tmp_path / "ratgeber"
    folder.mkdir()
    return make_guide(folder)


def fact_sheet(guide: Path, *arguments: str, today: str = "10.12.2026") -> int:
    return main(["faktenblatt", "--ordner", str(guide), "--heute", today, *arguments])


@pytest.fixture
def sheet(guide: Path, tmp_path: Path) -> Path:
    assert fact_sheet(guide, "--stelle", "amt", "--nach", str(tmp_path), today="24.11.2026") == 0
    return tmp_path / "faktenblatt-amt-2026-11-24.docx"


@pytest.fixture
def filled(sheet: Path) -> Path:
    blank = Filled(sheet.read_bytes()).tick("frist", RIGHT).type("beitrag", CHANGED, "75")
    return blank.type("offen", REMARK, "Fragen Sie im Mai.").save(sheet)


def facts(guide: Path) -> str:
    return (guide / "daten" / "fakten.yaml").read_text(encoding="utf-8")


def note(guide: Path) -> Path:
    return guide / "redaktion" / "rueckmeldungen" / "2026-12-03-amt.md"


def test_every_office_gets_a_sheet(guide: Path, tmp_path: Path) -> None:
    assert fact_sheet(guide, "--alle", "--nach", str(tmp_path)) == 0
    assert {path.name for path in tmp_path.glob("*.docx")} == {
        "faktenblatt-amt-2026-12-10.docx",
        "faktenblatt-anderes-amt-2026-12-10.docx",
    }


def test_a_preview_of_sheets_writes_none(guide: Path, tmp_path: Path) -> None:
    assert fact_sheet(guide, "--alle", "--nach", str(tmp_path), "--vorschau") == 0
    assert list(tmp_path.glob("*.docx")) == []


def test_a_sheet_that_is_there_and_filled_is_not_overwritten(
    guide: Path, filled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = filled.read_bytes()
    assert fact_sheet(guide, "--alle", "--nach", str(filled.parent), today="24.11.2026") == 1
    assert filled.read_bytes() == before
    assert not (filled.parent / "faktenblatt-anderes-amt-2026-11-24.docx").exists()
    assert "Vielleicht ist das Blatt schon ausgefüllt." in capsys.readouterr().err


def test_a_tick_writes_the_confirmation_and_nothing_else(guide: Path, filled: Path) -> None:
    assert fact_sheet(guide, "--einlesen", str(filled), "--am", "03.12.2026", "--herkunft", "E-Mail vom Schulamt") == 0
    confirmed = "  zustaendig: amt\n  bestaetigt_durch: amt\n  bestaetigt_am: 03.12.2026\n"
    assert re.sub(r"  bestaetigt_wert: \w{8}\n", "", facts(guide)) == FACTS.replace("  zustaendig: amt\n", confirmed, 1)


def test_the_list_names_line_and_command_for_what_changed(guide: Path, filled: Path) -> None:
    fact_sheet(guide, "--einlesen", str(filled), "--am", "03.12.2026", "--herkunft", "E-Mail vom Schulamt")
    text = note(guide).read_text(encoding="utf-8")
    assert "- [ ] **Beitrag** (`beitrag`): Neu laut Stelle: „75“." in text
    assert "`ratgeber fakten bestaetigen beitrag --stelle amt --am 03.12.2026`" in text
    assert "  - Anmerkung: Fragen Sie im Mai." in text


def test_a_line_in_the_list_is_where_the_value_stands_after_writing(guide: Path, filled: Path) -> None:
    fact_sheet(guide, "--einlesen", str(filled), "--am", "03.12.2026", "--herkunft", "E-Mail vom Schulamt")
    listed = next(line for line in note(guide).read_text(encoding="utf-8").splitlines() if "Zeile" in line)
    number = int(listed.split("Zeile ")[1].split(":")[0])
    assert facts(guide).splitlines()[number - 1].strip() == 'wert: "70"'


def test_a_preview_writes_nothing_and_shows_the_same_list(
    guide: Path, filled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert fact_sheet(guide, "--einlesen", str(filled), "--am", "03.12.2026", "--vorschau") == 0
    shown = capsys.readouterr().out
    assert facts(guide) == FACTS
    assert not note(guide).exists()
    assert "Nichts geschrieben (Vorschau). Sonst: 1 bestätigt, 1 geändert, 1 nur mit Anmerkung." in shown


def test_the_same_sheet_twice_changes_nothing_more_and_keeps_the_first_list(guide: Path, filled: Path) -> None:
    fact_sheet(guide, "--einlesen", str(filled), "--am", "03.12.2026", "--herkunft", "E-Mail vom Schulamt")
    first, data = note(guide).read_text(encoding="utf-8"), facts(guide)
    assert fact_sheet(guide, "--einlesen", str(filled), "--am", "03.12.2026", "--herkunft", "E-Mail vom Schulamt") == 0
    assert facts(guide) == data
    assert note(guide).read_text(encoding="utf-8") == first
    assert "Schon bestätigt" in note(guide).with_name("2026-12-03-amt-2.md").read_text(encoding="utf-8")


def test_a_dropped_entry_says_where_it_is_used(guide: Path, sheet: Path) -> None:
    Filled(sheet.read_bytes()).tick("frist", DROPPED).save(sheet)
    fact_sheet(guide, "--einlesen", str(sheet), "--am", "03.12.2026", "--herkunft", "E-Mail vom Schulamt")
    text = note(guide).read_text(encoding="utf-8")
    assert "`ratgeber fakten --verwendung --stelle amt`" in text
    assert "Danach entfernen: `ratgeber/daten/fakten.yaml:1`" in text


def test_words_of_an_office_cannot_become_markup(guide: Path, sheet: Path) -> None:
    Filled(sheet.read_bytes()).type("frist", REMARK, "<b>*[x](y)").save(sheet)
    fact_sheet(guide, "--einlesen", str(sheet), "--am", "03.12.2026", "--herkunft", "E-Mail vom Schulamt")
    assert r"\<b\>\*\[x\](y)" in note(guide).read_text(encoding="utf-8")


def test_with_mistakes_in_the_data_nothing_is_read_in(guide: Path, filled: Path) -> None:
    broken = FACTS + "kaputt:\n  titel: X\n  unbekannt: ja\n"
    (guide / "daten" / "fakten.yaml").write_text(broken, encoding="utf-8")
    assert fact_sheet(guide, "--einlesen", str(filled), "--am", "03.12.2026", "--herkunft", "E-Mail vom Schulamt") == 1
    assert facts(guide) == broken


def test_a_data_file_changed_meanwhile_stays_as_it_is(
    guide: Path, filled: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from ratgeber_tools.data import confirming

    real = confirming.confirmed

    def meanwhile(*arguments: object, **options: object) -> object:
        texts = real(*arguments, **options)  # type: ignore[arg-type]  # handed on as they came
        (guide / "daten" / "fakten.yaml").write_text(FACTS + "# neu\n", encoding="utf-8")
        return texts

    monkeypatch.setattr(confirming, "confirmed", meanwhile)
    assert fact_sheet(guide, "--einlesen", str(filled), "--am", "03.12.2026", "--herkunft", "E-Mail vom Schulamt") == 1
    assert facts(guide) == FACTS + "# neu\n"
    assert not note(guide).exists()
    assert "gerade von jemand anderem geändert" in capsys.readouterr().err


def test_a_missing_file_is_one_sentence(guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert fact_sheet(guide, "--einlesen", str(guide / "fehlt.docx")) == 1
    assert "gibt es nicht. Prüfen Sie den Namen" in capsys.readouterr().err


@pytest.mark.office
def test_a_sheet_saved_as_odt_is_read_in(guide: Path, filled: Path, tmp_path: Path) -> None:
    from ratgeber_tools import office

    (tmp_path / "odt").mkdir()
    path = office.convert([filled], to="odt", folder=tmp_path / "odt")[filled]
    assert fact_sheet(guide, "--einlesen", str(path), "--am", "03.12.2026", "--herkunft", "E-Mail vom Schulamt") == 0
    assert facts(guide).count("bestaetigt_am: 03.12.2026") == 1


def test_the_import_of_contributions_says_which_command_reads_a_sheet(
    sheet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["convert", str(sheet), str(tmp_path / "x.md")]) == 1
    assert "ratgeber faktenblatt --einlesen" in capsys.readouterr().err


def test_killed_at_any_moment_the_data_are_whole(guide: Path, filled: Path) -> None:
    """A process that dies at the first rename leaves the old file or the new one."""
    program = (
        "import os, sys\n"
        "real, left = os.replace, int(sys.argv[1])\n"
        "def replace(*arguments):\n"
        "    global left\n"
        "    left -= 1\n"
        "    if left < 0: os.kill(os.getpid(), 9)\n"
        "    real(*arguments)\n"
        "os.replace = replace\n"
        "from ratgeber_tools.cli import main\n"
        "sys.exit(main(sys.argv[2:]))\n"
    )
    arguments = ["faktenblatt", "--ordner", str(guide), "--heute", "10.12.2026"]
    arguments += ["--einlesen", str(filled), "--am", "03.12.2026", "--herkunft", "E-Mail vom Schulamt"]
    for left in ("0", "1"):
        died = subprocess.run([sys.executable, "-c", program, left, *arguments], capture_output=True, check=False)
        assert died.returncode == -9
        assert facts(guide).count("bestaetigt_am") == int(left)
    assert main(arguments) == 0
    assert facts(guide).count("bestaetigt_am") == 1


def kept(guide: Path) -> list[Path]:
    return sorted((guide / "redaktion" / "faktenblaetter").glob("*.json"))


def test_what_went_out_is_kept_once_and_a_preview_keeps_nothing(guide: Path, tmp_path: Path) -> None:
    assert fact_sheet(guide, "--alle", "--nach", str(tmp_path), "--vorschau") == 0
    assert kept(guide) == []
    for _ in range(2):
        assert fact_sheet(guide, "--alle", "--nach", str(tmp_path)) == 0
    assert [path.name.rpartition("-")[0] for path in kept(guide)] == ["amt-2026-12-10", "anderes-amt-2026-12-10"]


def test_a_sheet_that_never_went_out_confirms_nothing(
    guide: Path, filled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (card,) = kept(guide)
    card.unlink()
    assert fact_sheet(guide, "--einlesen", str(filled), "--am", "03.12.2026", "--herkunft", "E-Mail") == 1
    assert "ist kein Faktenblatt, das von hier hinausging" in capsys.readouterr().err
    assert facts(guide) == FACTS


def test_a_kept_sheet_that_was_altered_is_refused(
    guide: Path, filled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (card,) = kept(guide)
    card.write_text(card.read_text(encoding="utf-8").replace('": "', '": "0', 1), encoding="utf-8")
    assert fact_sheet(guide, "--einlesen", str(filled), "--am", "03.12.2026", "--herkunft", "E-Mail") == 1
    assert "ist beschädigt" in capsys.readouterr().err
    assert facts(guide) == FACTS


def test_without_a_sender_nothing_is_written(guide: Path, filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert fact_sheet(guide, "--einlesen", str(filled), "--am", "03.12.2026", "--herkunft", " ") == 1
    assert "Sagen Sie mit --herkunft" in capsys.readouterr().err
    assert facts(guide) == FACTS


def test_the_sender_stands_in_the_list(guide: Path, filled: Path) -> None:
    assert fact_sheet(guide, "--einlesen", str(filled), "--am", "03.12.2026", "--herkunft", "Brief\nvom Schulamt") == 0
    assert "Eingegangen von: Brief vom Schulamt\n" in note(guide).read_text(encoding="utf-8")


def test_a_mark_led_to_another_question_confirms_neither(guide: Path, sheet: Path) -> None:
    blank = Filled(sheet.read_bytes()).tick("frist", RIGHT).tick("beitrag", RIGHT)
    first, second = blank.mark("frist"), blank.mark("beitrag")
    first_name, second_name = first.get(NAME), second.get(NAME)
    first.set(NAME, second_name)
    second.set(NAME, first_name)
    blank.save(sheet)
    assert fact_sheet(guide, "--einlesen", str(sheet), "--am", "03.12.2026", "--herkunft", "E-Mail") == 0
    assert "bestaetigt" not in facts(guide)


def test_a_question_reworded_with_a_fitting_mark_is_not_confirmed(guide: Path, sheet: Path) -> None:
    from ratgeber_tools.fact_sheets.sheets import words_digest
    from ratgeber_tools.readers.word.fact_sheets import read_fact_sheet

    blank = Filled(sheet.read_bytes()).tick("frist", RIGHT)
    blank.shown("frist").paragraphs[0].add_run(" und der Beitrag von 70 Euro")
    blank.save(sheet)
    shown = read_fact_sheet(sheet).entries[0].shown
    mark = blank.mark("frist")
    name = str(mark.get(NAME))
    mark.set(NAME, f"{name.rpartition('_')[0]}_{words_digest(shown)}")
    blank.save(sheet)
    assert fact_sheet(guide, "--einlesen", str(sheet), "--am", "03.12.2026", "--herkunft", "E-Mail") == 0
    assert "bestaetigt" not in facts(guide)
