"""`elternratgeber` beside make: it prepares itself, works from any folder, and hands everything on."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PARTS = ("elternratgeber", "elternratgeber.cmd", "pyproject.toml", "requirements.lock", "tools/ensure_venv.py",
         "tools/ratgeber_tools/__init__.py", "tools/ratgeber_tools/errors.py")  # fmt: skip
#: Stands for `uv`: writes down what it is asked for, and makes an environment that has this run's packages.
FAKE_UV = """#!/bin/sh
echo "$@" >> "{log}"
if [ "$1" = venv ]; then
  for folder; do :; done
  mkdir -p "$folder/bin"
  printf '#!/bin/sh\\nexec "{python}" "$@"\\n' > "$folder/bin/python"
  chmod +x "$folder/bin/python"
fi
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project as it is cloned, in a folder with a blank in its name."""
    root = tmp_path / "Mein Ratgeber"
    for part in PARTS:
        (root / part).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / part, root / part)
    (root / "conf.py").touch()
    (root / "ratgeber").mkdir()
    (root / "ratgeber" / "index.md").write_text("# Ratgeber\n", encoding="utf-8")
    programs = tmp_path / "programme"
    programs.mkdir()
    (programs / "uv").write_text(FAKE_UV.format(log=tmp_path / "uv.log", python=sys.executable), encoding="utf-8")
    (programs / "uv").chmod(0o755)
    return root


def call(root: Path, *arguments: str, here: Path, by: str | None = None) -> subprocess.CompletedProcess[str]:
    environment: Mapping[str, str] = {
        "PATH": f"{root.parent / 'programme'}:{Path(sys.executable).parent}:/usr/bin:/bin",
        "HOME": str(root.parent),
    }
    return subprocess.run(
        [by or str(root / "elternratgeber"), *arguments],
        cwd=here, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def preparations(root: Path) -> int:
    log = root.parent / "uv.log"
    return log.read_text(encoding="utf-8").count("pip sync") if log.exists() else 0


def test_the_first_call_prepares_everything_and_later_ones_do_not(project: Path) -> None:
    first = call(project, "check", here=project)
    assert (first.returncode, preparations(project)) == (0, 1)
    assert "Richte die Arbeitsumgebung in .venv ein" in first.stderr
    assert "1 Kapitel geprüft" in first.stdout
    second = call(project, "check", here=project)
    assert (second.returncode, second.stderr, preparations(project)) == (0, "", 1)


def test_new_versions_are_prepared_anew(project: Path) -> None:
    call(project, "--version", here=project)
    stamp = (project / ".venv" / ".bereit").stat().st_mtime
    os.utime(project / "requirements.lock", (stamp + 10, stamp + 10))
    call(project, "--version", here=project)
    assert preparations(project) == 2


def test_it_works_from_any_folder_with_the_files_as_seen_from_there(project: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "woanders"
    elsewhere.mkdir()
    (elsewhere / "yaml.py").write_text("raise RuntimeError\n", encoding="utf-8")
    (elsewhere / "docx.py").write_text("raise RuntimeError\n", encoding="utf-8")
    done = call(project, "check", "--offen", "--als", "tages ordnung.md", here=elsewhere)
    assert done.returncode == 0, done.stderr
    assert (elsewhere / "tages ordnung.md").is_file()


def test_it_may_be_called_through_a_link(project: Path, tmp_path: Path) -> None:
    (tmp_path / "er").symlink_to(project / "elternratgeber")
    assert "1 Kapitel geprüft" in call(project, "check", here=tmp_path, by=str(tmp_path / "er")).stdout


def test_arguments_and_exit_code_are_handed_on_and_help_says_what_was_typed(project: Path) -> None:
    wrong = call(project, "improt", here=project, by="./elternratgeber")
    assert wrong.returncode == 2
    assert "Hilfe: ./elternratgeber --help" in wrong.stderr
    refused = call(project, "check", "--ordner", "gibt es' nicht", here=project)
    assert refused.returncode == 1
    assert "Den Ordner gibt es' nicht gibt es nicht." in refused.stderr


def test_a_preparation_that_fails_says_what_to_do_and_leaves_no_stamp(project: Path) -> None:
    (project.parent / "programme" / "uv").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    done = call(project, "check", here=project)
    assert done.returncode == 1
    assert "Die Einrichtung ist fehlgeschlagen" in done.stderr
    assert "Der Schritt „uv“ ist nicht gelungen." in done.stderr
    assert "Traceback" not in done.stderr
    assert not (project / ".venv" / ".bereit").exists()


def test_a_preparation_that_finds_a_file_in_its_way_names_it(project: Path) -> None:
    (project / ".venv").touch()
    (project.parent / "programme" / "uv").write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    done = call(project, "check", here=project)
    assert done.returncode == 1
    assert f"{project}/.venv/.bereit nicht weiter: wo ihr Ordner sein müsste, liegt eine Datei." in done.stderr
    assert "Errno" not in done.stderr


def test_the_starter_for_windows_calls_the_same_one_and_hands_everything_on() -> None:
    text = (ROOT / "elternratgeber.cmd").read_bytes()
    assert text.count(b'"%~dp0elternratgeber" %*') == 2
    assert text.count(b"\n") == text.count(b"\r\n")
    assert text.endswith(b"exit /b %ERRORLEVEL%\r\n")
