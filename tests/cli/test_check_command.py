"""`ratgeber check`: findings as lines to jump from, a sentence at the end, an exit code."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ratgeber_tools.cli import main

KLEIN = Path(__file__).parent.parent / "guides" / "klein"
HEAD = "---\nstatus: entwurf\nzustaendig: Amt\nstand: 24.11.2026\n---\n"


def test_a_good_guide_gives_one_sentence_and_zero(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(KLEIN)]) == 0
    assert capsys.readouterr().out.strip().endswith("5 Kapitel geprüft, keine Fehler.")


def test_mistakes_are_lines_with_relative_paths_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "conf.py").write_text("", encoding="utf-8")
    (tmp_path / "ratgeber" / "b").mkdir(parents=True)
    (tmp_path / "ratgeber" / "index.md").write_text(
        "# A\n\n[x](fehlt.md)\n\n```{toctree}\nb/c\n```\n", encoding="utf-8"
    )
    (tmp_path / "ratgeber" / "b" / "c.md").write_text(HEAD + "# C\n\nTODO\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["check"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.partition(" ")[0].replace("\\", "/") for line in lines] == [
        "ratgeber/b/c.md:8:",
        "ratgeber/index.md:3:",
        "ratgeber:",
    ]
    assert "Fehler [platzhalter]: " in lines[0]
    assert lines[-1] == "ratgeber: 2 Kapitel geprüft, 2 Fehler."


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path / "nichts")]) == 1
    captured = capsys.readouterr()
    assert "gibt es nicht" in captured.err
    assert not captured.out


def test_checking_starts_no_sphinx() -> None:
    program = (
        "import sys\n"
        "from ratgeber_tools.cli import main\n"
        f"code = main(['check', {str(KLEIN)!r}])\n"
        "heavy = {name for name in sys.modules if name.partition('.')[0] in ('sphinx', 'typst', 'pikepdf', 'docx')}\n"
        "sys.exit(code or (f'imported {sorted(heavy)[:3]}' if heavy else 0))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_readability_is_a_table_with_the_hardest_chapter_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "leicht.md").write_text("# Leicht\n\nIhr Kind geht zur Schule.\n", encoding="utf-8")
    (tmp_path / "schwer.md").write_text("# Schwer\n\nZuständigkeitsregelungen berücksichtigen.\n", encoding="utf-8")
    (tmp_path / "index.md").write_text("# Teil\n\nHier geht es los.\n", encoding="utf-8")
    assert main(["check", str(tmp_path), "--lesbarkeit"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[1:3]] == ["schwer", "leicht"]
    assert lines[-1].startswith("2 Kapitel, 7 Wörter; Mitte ")
