"""`ratgeber build pdf --fassung druck`: what print would show, in a folder of its own, and why it is a trial print."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from data.data_files import write_data
from ratgeber_tools.cli import main

ROOT = Path(__file__).parents[2]
HEAD = "---\nstatus: entwurf\nzustaendig: Amt\nstand: 24.11.2026\n---\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copy(ROOT / "conf.py", tmp_path)
    write_data(tmp_path / "ratgeber" / "daten", kommune="auskunft: amt\nredaktion: amt\n")
    (tmp_path / "ratgeber" / "index.md").write_text("# Ratgeber\n\n```{toctree}\na\n```\n", encoding="utf-8")
    (tmp_path / "ratgeber" / "a.md").write_text(f"{HEAD}# A\n\n{{kontakt}}`amt`\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_print_edition_lies_beside_the_list_of_what_it_lacks(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "pdf", "--fassung", "druck"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("Druckfassung: _build/druck/pdf/elternratgeber-druck.pdf (")
    assert lines[1:] == ["Das ist ein Probedruck, 4 Gründe: _build/druck/pdf/elternratgeber-druck-probedruck.txt"]
    assert (project / "_build" / "druck" / "pdf" / "elternratgeber-druck.pdf").is_file()
    text = (project / "_build" / "druck" / "pdf" / "elternratgeber-druck-probedruck.txt").read_text(encoding="utf-8")
    assert "- Schulamt [anlaufstellen.yaml: amt]: unbestätigt; fragen: Schulamt; in a.md\n" in text
    assert "- A: ist nicht freigegeben; in a.md\n" in text


def test_print_and_working_edition_share_nothing_that_was_read(project: Path) -> None:
    assert main(["build", "pdf"]) == 0
    assert main(["build", "--fassung", "druck"]) == 0
    working = (project / "_build" / "pdf" / "satz" / "main.typ").read_text(encoding="utf-8")
    paper = (project / "_build" / "druck" / "pdf" / "satz" / "main.typ").read_text(encoding="utf-8")
    assert "nicht amtlich belegt" in working
    assert "nicht amtlich belegt" not in paper
    assert "0340 204-2040" not in paper
    assert "bitte erfragen" in paper
    assert (project / "_build" / "doctrees").is_dir()
    assert (project / "_build" / "druck" / "doctrees").is_dir()


def test_print_is_no_web_page(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "html", "--fassung", "druck"]) == 1
    assert "Als „html“ gibt es die Fassung „druck“ nicht, nur als PDF." in capsys.readouterr().err
