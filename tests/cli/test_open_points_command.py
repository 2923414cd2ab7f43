"""`ratgeber check --offen`: what only the offices can settle, on the screen or as a file; never a failure."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from data.data_files import write_data
from ratgeber_tools.cli import main

HEAD = "---\nstatus: entwurf\nzustaendig: Amt\nstand: 24.11.2026\n---\n"


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    folder = tmp_path / "ratgeber"
    write_data(folder / "daten", kommune="name: Musterstadt\n")
    (folder / "index.md").write_text("# A\n\n```{toctree}\nk\n```\n", encoding="utf-8")
    (folder / "k.md").write_text(f"{HEAD}# K\n\n:::{{redaktionsnotiz}}\nWas gilt?\n:::\n", encoding="utf-8")
    return folder


def test_open_points_are_told_and_are_no_failure(guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(guide)]) == 0
    assert "2 Kapitel geprüft, keine Fehler." in capsys.readouterr().out
    assert main(["check", str(guide), "--offen"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("Offene Punkte, Stand ")
    assert "Amt: 1" in lines
    assert "    1. K: Was gilt?" in lines
    assert lines[-1].startswith("Zusammen: ")


def test_a_guide_with_mistakes_has_its_open_points_all_the_same(
    guide: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (guide / "k.md").write_text(f"{HEAD}# K\n\n[weg](fehlt.md)\n", encoding="utf-8")
    assert main(["check", str(guide), "--offen"]) == 0
    assert "Zusammen: " in capsys.readouterr().out


def test_the_agenda_becomes_a_file_and_never_overwrites_one(guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = guide.parent / "tagesordnung.md"
    assert main(["check", str(guide), "--offen", "--als", str(target)]) == 0
    text = target.read_text(encoding="utf-8")
    assert text.startswith("# Offene Punkte\n")
    assert "(<ratgeber/k.md#L8>)" in text
    target.write_text("Mit Notizen aus der Sitzung.", encoding="utf-8")
    assert main(["check", str(guide), "--offen", "--als", str(target)]) == 1
    assert "gibt es schon" in capsys.readouterr().err
    assert target.read_text(encoding="utf-8") == "Mit Notizen aus der Sitzung."


def test_a_name_that_ends_in_docx_gives_the_agenda_in_word(guide: Path) -> None:
    target = guide.parent / "tagesordnung.docx"
    assert main(["check", str(guide), "--offen", "--als", str(target)]) == 0
    assert "K: Was gilt? [hält ein Kapitel auf]" in [paragraph.text for paragraph in docx.Document(target).paragraphs]


def test_a_file_without_the_question_is_a_mistake_of_the_call(guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(guide), "--als", "x.md"]) == 1
    assert "„--als“ gehört zu „--offen“" in capsys.readouterr().err
