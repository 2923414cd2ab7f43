"""`ratgeber bilder` with a real browser."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from guide_project import SCHOOL, Project, git
from ratgeber_tools.cli import main
from ratgeber_tools.cli.desk_screenshots import DESK_PAGES


def test_a_page_is_taken_on_a_phone_and_on_a_desk(site: Path, tmp_path: Path) -> None:
    """In a process of its own: two synchronous Playwrights do not fit into one."""
    command = [sys.executable, "-m", "ratgeber_tools.cli", "bilder", "schulanfang/bilder", "gibt/es/nicht"]
    command += ["--html", str(site), "--nach", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1, done.stderr
    assert "Die Seite gibt/es/nicht gibt es nicht." in done.stdout
    widths = {path.name: width(path) for path in tmp_path.glob("*.png")}
    assert widths["schulanfang-bilder-390.png"] == widths["schulanfang-bilder-390-menue.png"] == 390
    assert widths["schulanfang-bilder-1280.png"] == 1280


def width(path: Path) -> int:
    with Image.open(path) as picture:
        return picture.width


def test_pages_come_on_one_sheet(site: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "ratgeber_tools.cli", "bilder", "--ein-bild"]
    command += ["--html", str(site), "--nach", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["web-kontaktbogen.png"]


def test_without_built_pages_it_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bilder", "--html", str(tmp_path)]) == 1
    assert "ratgeber build html" in capsys.readouterr().err


def test_the_desk_is_taken_from_a_copy_and_nothing_is_written_into_the_project(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "projekt")
    (project.root / "conf.py").touch()
    project.write("index", "# Ratgeber\n\n```{toctree}\nschulanfang/anmeldung\n```\n", head="")
    project.write("schulanfang/anmeldung", "# Anmeldung\n\nMelden Sie Ihr Kind an.\n")
    project.commit(SCHOOL)
    target = tmp_path / "bilder"
    command = [sys.executable, "-m", "ratgeber_tools.cli", "bilder", "--redaktion", "--nach", str(target)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=project.root)
    assert done.returncode == 0, done.stderr
    taken = {path.name for path in target.glob("*.png")}
    assert taken == {f"redaktion-{name}-{width}.png" for name in DESK_PAGES for width in (1280, 390)}
    assert width(target / "redaktion-kapitel-390.png") == 390
    assert not (project.root / "_redaktion").exists()
    assert git(project.root, "status", "--porcelain") == ""


def test_pictures_of_the_desk_are_always_the_same_pages(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bilder", "index", "--redaktion"]) == 1
    assert "immer dieselben Seiten" in capsys.readouterr().err
