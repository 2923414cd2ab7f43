"""`ratgeber test`: what it installs, and what it asks of pytest; pytest itself does not run here."""

from __future__ import annotations

import ast
import subprocess
from pathlib import Path
from typing import Any

import pytest

from ratgeber_tools.cli import main, test_command
from ratgeber_tools.cli.test_command import TEST_PROGRAMS

TESTS = Path(__file__).parents[1]
#: Other names of a program the table has.
ALIASES = {"chromium-browser": "chromium", "libreoffice": "soffice"}


class Runs:
    """Stands in for `subprocess.run`, and keeps what was asked of it."""

    def __init__(self) -> None:
        self.commands: list[list[str]] = []
        self.environments: list[dict[str, str]] = []

    def __call__(self, command: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
        self.commands.append(command)
        self.environments.append(options.get("env") or {})
        return subprocess.CompletedProcess(command, 0)


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> Runs:
    runs = Runs()
    monkeypatch.setattr(test_command.subprocess, "run", runs)
    monkeypatch.delenv("HYPOTHESIS_PROFILE", raising=False)
    monkeypatch.delenv("PYTHONHASHSEED", raising=False)
    return runs


def test_the_usual_run_leaves_nothing_to_chance(runs: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(test_command, "missing_programs", list)
    assert main(["test"]) == 0
    assert "HYPOTHESIS_PROFILE" not in runs.environments[0]
    assert runs.environments[0]["PYTHONHASHSEED"] == "0"


@pytest.mark.parametrize("words", [[], ["--gruendlich"]])
def test_what_python_compiles_is_kept_while_the_tests_run(
    runs: Runs, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.setattr(test_command, "missing_programs", list)
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    assert main(["test", *words]) == 0
    assert "PYTHONDONTWRITEBYTECODE" not in runs.environments[0]


def test_the_thorough_run_draws_anew_in_the_property_tests_alone(runs: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(test_command, "missing_programs", list)
    assert main(["test", "--gruendlich", "tests/data"]) == 0
    assert runs.environments[0]["HYPOTHESIS_PROFILE"] == "gruendlich"
    assert "PYTHONHASHSEED" not in runs.environments[0]
    assert runs.commands[0][-3:] == ["-m", "hypothesis", "tests/data"]


def test_what_is_missing_is_installed_where_that_is_allowed_and_told_otherwise(
    runs: Runs, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(test_command, "missing_programs", lambda: list(TEST_PROGRAMS))
    monkeypatch.setattr(test_command, "may_install", lambda: True)
    assert main(["test"]) == 0
    installed = runs.commands[1]
    assert installed[:3] == ["apt-get", "install", "-y"]
    assert {package for _, package, _ in TEST_PROGRAMS} <= set(installed)
    assert "ACHTUNG: qpdf fehlt" in capsys.readouterr().err


def test_every_program_a_test_looks_for_is_installed() -> None:
    """Else the test is skipped for ever, and nobody notices."""
    asked = {
        node.args[0].value
        for text in (path.read_text(encoding="utf-8") for path in TESTS.rglob("*.py"))
        if "shutil.which" in text  # to read them all takes seconds
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "shutil.which"
        if isinstance(node.args[0], ast.Constant)
    }
    have = {program for program, _, _ in TEST_PROGRAMS}
    # nobody but who changes the editor needs node; epubcheck brings a whole Java along; their tests say so
    asked -= {"node", "epubcheck"}
    brought = {"pdftotext": "poppler-utils", "pdftoppm": "poppler-utils", "initdb": "postgresql"}
    packages = {package for _, package, _ in TEST_PROGRAMS}
    assert {"gs", "qpdf"} <= asked
    assert {
        name for name in asked if ALIASES.get(name, name) not in have and brought.get(name) not in packages
    } == set()
