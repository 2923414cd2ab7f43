"""Builds with something in their way: Sphinx is a process of its own, and its words are English."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from ratgeber_tools.cli import main
from ratgeber_tools.cli.sphinx_process import Job, explain_failure, run_sphinx
from ratgeber_tools.errors import TargetError, refused, refused_elsewhere

ROOT = Path(__file__).parents[2]
CHAPTER = "---\nstatus: entwurf\nzustaendig: Amt\nstand: 24.11.2026\n---\n# A\n\nText.\n"
LIMITED = "die Datei würde größer, als hier erlaubt ist"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copy(ROOT / "conf.py", tmp_path)
    (tmp_path / "ratgeber").mkdir()
    (tmp_path / "ratgeber" / "index.md").write_text("# Ratgeber\n\n```{toctree}\na\n```\n", encoding="utf-8")
    (tmp_path / "ratgeber" / "a.md").write_text(CHAPTER, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("printed", "sentence"),
    [
        ("  OSError: [Errno 28] No space left on device", "Das Werkzeug kam nicht weiter: der Datenträger ist voll."),
        (
            "  PermissionError: [Errno 13] Permission denied: '/r/_build/html/a.html'\n",
            "Das Werkzeug kam mit /r/_build/html/a.html nicht weiter: dafür fehlen die Rechte",
        ),
        ("cannot copy static file OSError(28, 'No space left on device')", "der Datenträger ist voll."),
        ('copying failed: [Errno 30] Read-only file system: "/r/it\'s"', "mit /r/it's nicht weiter: der Datenträger"),
        (
            "  shutil.Error: [('/a', '/b', \"[Errno 28] No space left on device: '/b'\")]",
            "mit /b nicht weiter: der Datenträger ist voll.",
        ),
        (
            "  FileNotFoundError: [Errno 2] No usable temporary directory found in ['/tmp', '/var/tmp']",
            "es gibt keinen Ordner für Zwischenergebnisse",
        ),
    ],
)
def test_what_the_system_refuses_elsewhere_is_read_back(printed: str, sentence: str) -> None:
    assert sentence in (refused_elsewhere(printed) or "")
    assert sentence in explain_failure(printed)


@pytest.mark.parametrize("printed", ["  KeyError: 28", "  OSError: [Errno 111] Connection refused", ""])
def test_what_nobody_can_do_anything_about_stays_a_mistake_of_the_tool(printed: str) -> None:
    assert refused_elsewhere(printed) is None
    assert "Das Werkzeug hat einen Fehler gemacht" in explain_failure(printed)


def test_a_folder_copied_in_part_says_why() -> None:
    error = shutil.Error([("/a", "/b", "[Errno 28] No space left on device: '/b'")])
    assert "der Datenträger ist voll" in (refused(error) or "")


def test_one_chapter_in_ansi_costs_its_letters_and_not_the_build(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = project / "ratgeber" / "a.md"
    path.write_bytes(path.read_bytes().replace(b"Text.", "Größe.".encode("cp1252")))
    assert main(["build", "html"]) == 1
    out = capsys.readouterr().out
    assert "ratgeber/a.md:8: Fehler [zeichensatz]: Die Datei enthält Zeichen, die kein UTF-8 sind." in out
    assert "Gebaut wurde trotzdem" in out
    assert "Werkzeug" not in out
    assert "Gr\ufffd\ufffde." in (project / "_build" / "html" / "a.html").read_text(encoding="utf-8")


def test_a_file_where_the_pages_should_go_is_said_before_sphinx_starts(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "_build").mkdir()
    (project / "_build" / "html").touch()
    assert main(["build", "html"]) == 1
    assert "_build/html lässt sich nicht schreiben: dort liegt schon etwas dieses Namens." in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit for the size of files")
def test_a_disk_that_takes_no_more_ends_a_build_with_a_sentence(project: Path, real_processes: None) -> None:
    """The system's limit for the size of a file stands for a disk that is full: it holds for Sphinx as well."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, before[1]))
    try:
        outcome = run_sphinx("html", project, job=Job(project / "ratgeber", project / "_build"))
        told = f"{outcome.failure or ''}{''.join(message.text for message in outcome.messages)}"
    except TargetError as error:
        told = str(error)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert LIMITED in told
    assert "File too large" not in told
    assert "Werkzeug hat einen Fehler" not in told
