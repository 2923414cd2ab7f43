"""Every command on the handbook's page about keeping an overview does what it says."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from data.data_files import write_data
from guide_project import SCHOOL, Project
from ratgeber_tools.cli import main

PAGE = Path(__file__).parent.parent / "docs" / "handbuch" / "redaktion.md"
COMMANDS = re.findall(r"^    \./elternratgeber (.+)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_page_runs(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = Project.create(tmp_path / "projekt")
    (project.root / "conf.py").touch()
    write_data(project.guide / "daten")
    project.write("hort", "# Hort\n\nDer Hort ist offen.\n")
    project.commit(SCHOOL)
    monkeypatch.chdir(project.root)
    arguments = shlex.split(command)
    assert main([*arguments, "--heute", "01.12.2026"]) == 0
    for name in arguments:
        if name.endswith((".csv", ".html")):
            assert (project.root / name).stat().st_size > 0


def test_the_page_shows_status_mails_and_minutes() -> None:
    assert {command.split()[0] for command in COMMANDS} == {"status", "protokoll"}
