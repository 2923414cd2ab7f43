"""What a computer with Windows does differently, as far as it can be tried elsewhere.

Windows itself runs these in `.github/workflows/windows.yml`, where somebody has it.
"""

from __future__ import annotations

import ast
import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given

from data.data_files import write_data
from guide_project import HEALTH, SCHOOL, YOUTH, Project
from ratgeber_tools.checks import run_checks
from ratgeber_tools.cli import main
from ratgeber_tools.contributions import naming
from ratgeber_tools.document import Document
from ratgeber_tools.errors import TargetError
from ratgeber_tools.guide import load
from ratgeber_tools.readers import myst as reader
from ratgeber_tools.writers import myst as writer
from strategies import documents
from thoroughness import examples

TOOLS = Path(__file__).parent.parent / "tools"
GUIDES = Path(__file__).parent / "guides"
#: What Windows says, and what we say instead.
LOCKED = "Der Prozess kann nicht auf die Datei zugreifen, da sie von einem anderen Prozess verwendet wird"
HELD = "dafür fehlen die Rechte, oder ein anderes Programm hat sie geöffnet. Es wurde nichts geschrieben. Schließen Sie"
SOURCE = "  quellen: [{titel: Satzung, vertrauen: amtlich}]\n"
FACT = "frist:\n  titel: Anmeldefrist\n  wert: 1. März\n  zustaendig: amt\n" + SOURCE
HORT = "# Hort\n\nDer Hort – „klein“ – hat offen.\nEr kostet Geld.\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    project = Project.create(tmp_path / "projekt")
    (project.root / "conf.py").touch()
    write_data(project.guide / "daten", fakten=FACT, kommune="kalender_kennung: ratgeber-musterstadt\n")
    project.write("index", "# Ratgeber\n\n```{toctree}\nteil/index\n```\n", head="")
    project.write("teil/index", "# Teil\n\n```{toctree}\nhort\n```\n", head="")
    project.write("teil/hort", HORT)
    project.commit(SCHOOL)
    project.act_as(YOUTH)
    monkeypatch.chdir(project.root)
    return project


def contribution(path: Path, title: str = "Brotdose") -> Path:
    document = docx.Document()
    document.add_heading(title, level=1)
    document.add_paragraph("Packen Sie am Abend.")
    document.save(str(path))
    return path


# --------------------------------------------------------------------------------------------------- line ends


def with_crlf(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.suffix in {".md", ".yaml"}:
            path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))


@examples(10)
@given(documents())
def test_a_chapter_reads_the_same_whatever_ends_its_lines(document: Document) -> None:
    source = writer.write(document)
    assert reader.read(source.replace("\n", "\r\n")).document == reader.read(source).document


@pytest.mark.parametrize("guide", ["klein", "bausteine"])
def test_a_check_finds_the_same_in_lines_that_end_as_on_windows(guide: str, tmp_path: Path) -> None:
    folder = tmp_path / "ratgeber"
    shutil.copytree(GUIDES / guide, folder)
    (folder / "fehler.md").write_text("# A\n\n### B\n\nTODO\n\n[x](fehlt.md)\n", encoding="utf-8", newline="\n")
    before = run_checks(load(folder))
    with_crlf(folder)
    assert run_checks(load(folder)) == before
    assert len(before) > 2


def test_a_chapter_with_windows_line_ends_goes_out_and_comes_back_with_them(project: Project) -> None:
    path = project.guide / "teil" / "hort.md"
    with_crlf(project.guide)
    before = path.read_bytes()
    project.commit(SCHOOL)
    assert main(["export", "teil/hort", "--nach", str(project.root.parent / "hin")]) == 0
    file = project.root.parent / "hin" / "teil-hort.docx"
    document = docx.Document(str(file))
    (edited,) = [run for paragraph in document.paragraphs for run in paragraph.runs if "offen" in run.text]
    edited.text = edited.text.replace("offen", "geöffnet")
    document.save(str(file))
    assert main(["import", str(file)]) == 0
    assert path.read_bytes() == before.replace(b"offen", "geöffnet".encode())


def test_a_new_chapter_has_the_line_ends_of_the_repository(project: Project) -> None:
    """The tool writes line feeds on every system; git turns them where somebody wants it to."""
    path = contribution(project.root.parent / "a.docx")
    assert main(["import", str(path), "--nach", "teil"]) == 0
    assert b"\r" not in (project.guide / "teil" / "brotdose.md").read_bytes()


# ----------------------------------------------------------------------------------------------------- consoles


def said_on_a_console(command: list[str], encoding: str) -> str:
    streams = [io.TextIOWrapper(io.BytesIO(), encoding, errors) for errors in ("strict", "backslashreplace")]
    with pytest.MonkeyPatch.context() as console:
        for name, stream in zip(("stdout", "stderr"), streams, strict=True):
            console.setattr(sys, name, stream)
        with contextlib.suppress(SystemExit):
            main(command)
        for stream in streams:
            stream.flush()
    return "".join(stream.buffer.getvalue().decode(encoding) for stream in streams)  # type: ignore[attr-defined]


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
@pytest.mark.parametrize("command", [["check", "--hinweise"], ["status"], ["--help"]])
def test_no_console_dies_of_a_sign_it_does_not_know(project: Project, command: list[str], encoding: str) -> None:
    project.write("teil/hort", "# Hort „Łódź“ ✓ → ﷽\n\nTODO: ✓ → Çiğdem\n\n[x](fehlt-ş.md)\n")
    output = said_on_a_console(command, encoding)
    assert "Traceback" not in output
    assert output.strip()


def test_a_western_console_shows_german_quotation_marks(project: Project) -> None:
    project.write("teil/hort", "# Hort\n\n[x](fehlt.md)\n")
    done = subprocess.run(
        [sys.executable, "-m", "ratgeber_tools.cli", "check"],
        cwd=project.root,
        env={**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"},
        capture_output=True,
        check=False,
    )
    assert "„" in done.stdout.decode("cp1252")


# -------------------------------------------------------------------------------------------------------- names


@pytest.mark.parametrize("typed", ["teil", "teil\\", "teil/", "ratgeber\\teil", "ratgeber/teil/"])
def test_a_section_may_be_typed_as_the_shell_completes_it(project: Project, typed: str) -> None:
    assert naming.section_folder(project.guide, typed) == project.guide / "teil"


@pytest.mark.parametrize("title", ["Aux", "NUL", "com1", "LPT9"])
def test_no_chapter_is_called_like_a_device(title: str) -> None:
    assert naming.chapter_name(title, Path("a.docx")) == f"{title.lower()}-kapitel"
    with pytest.raises(TargetError):
        naming.checked_name(title.lower())


def test_the_longest_path_the_tool_makes_of_a_title_fits_windows(project: Project) -> None:
    """260 characters with the drive (MAX_PATH), of which a project folder may have 90."""
    path = contribution(project.root.parent / "lang.docx", "Sehr " * 80 + "langer Titel")
    assert main(["import", str(path), "--nach", "teil"]) == 0
    (chapter,) = [path for path in (project.guide / "teil").iterdir() if path.name.startswith("sehr")]
    project.write("teil/index", f"# Teil\n\n```{{toctree}}\nhort\n{chapter.stem}\n```\n", head="")
    project.commit(HEALTH)
    assert main(["export", "--alle", "--nach", str(project.root / "hin")]) == 0
    votes = ["--ja", "3", "--nein", "0", "--enthalten", "0"]
    project.act_as(SCHOOL)
    assert main(["freigeben", f"teil/{chapter.stem}", "--beschluss", "Protokoll 7", *votes, "--ohne-seite"]) == 0
    made = [path.relative_to(project.root).as_posix() for path in project.root.rglob("*") if ".git" not in path.parts]
    assert max(map(len, made)) <= 260 - 90


# ------------------------------------------------------------------------------------------- files held by others


@pytest.fixture
def locked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file stands open in Word or Excel: it can be read, but nothing can be put in its place."""

    def refuse(*arguments: Any, **options: Any) -> None:
        raise PermissionError(13, LOCKED, os.fspath(arguments[-1]))

    monkeypatch.setattr(os, "replace", refuse)
    monkeypatch.setattr(os, "rename", refuse)
    monkeypatch.setattr(Path, "replace", refuse)
    monkeypatch.setattr(Path, "rename", refuse)


WRITING = {
    "import": ["import", "a.docx", "--nach", "teil"],
    "export": ["export", "teil/hort", "--nach", "hin"],
    "format": ["format", "ratgeber/teil/lang.md"],
    "status": ["status", "--als", "csv", "--datei", "status.csv"],
    "protokoll": ["protokoll", "--seit", "24.11.2026", "--als", "protokoll.md"],
    "vorlage": ["vorlage", "vorlage.docx"],
    "fakten": ["fakten", "bestaetigen", "frist", "--durch", "amt", "--am", "24.11.2026"],
    "faktenblatt": ["faktenblatt", "--stelle", "amt", "--nach", "blaetter"],
}


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".git" not in path.parts and "_build" not in path.parts
    }


@pytest.mark.parametrize("command", WRITING)
@pytest.mark.usefixtures("locked")
def test_a_file_held_by_another_program_ends_in_one_sentence_and_loses_nothing(
    project: Project, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    contribution(project.root / "a.docx")
    project.write("teil/lang", "# Lang\n\nEin Satz. Noch einer.\n")
    before = snapshot(project.root)
    assert main(WRITING[command]) == 1
    told = capsys.readouterr()
    lines = [line for line in (told.out + told.err).splitlines() if HELD in line]
    assert len(lines) == 1, told
    assert snapshot(project.root) == before


# --------------------------------------------------------------------------------------- nothing left to the system


#: What stands in every source that reads or writes text, or starts a program.
_PERHAPS = re.compile(r"\b(?:read_text|write_text|run|Popen|check_output|open)\(")


def text_calls(path: Path) -> Iterator[tuple[ast.Call, str, dict[str, ast.expr]]]:
    text = path.read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(text)) if _PERHAPS.search(text) else ():  # to read them all takes seconds
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            yield node, name, {keyword.arg or "": keyword.value for keyword in node.keywords}


def is_ours(call: ast.Call) -> bool:
    """Say whether a function is called, not a method of a path: `ratgeber_tools.files` reads UTF-8 and nothing else."""
    return isinstance(call.func, ast.Name) or ast.unparse(call.func) == "files.read_text"


def left_to_the_system(path: Path) -> Iterator[str]:
    """Yield where text is read or written without saying how: Windows then takes cp1252."""
    for call, name, keywords in text_calls(path):
        is_text = (
            (name in {"read_text", "write_text"} and not is_ours(call))
            or (name in {"run", "Popen", "check_output"} and {"text", "universal_newlines"} & set(keywords))
            or (name == "open" and isinstance(call.func, ast.Name) and "b" not in ast.unparse(call))
        )
        if is_text and "encoding" not in keywords:
            yield f"{path.name}, line {call.lineno}"


def test_all_text_is_read_and_written_in_a_named_encoding() -> None:
    sources = [*TOOLS.rglob("*.py"), TOOLS.parent / "conf.py"]
    assert [place for path in sources for place in left_to_the_system(path)] == []


def test_the_guard_sees_text_without_an_encoding(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    ours = "read_text(path)\nfiles.read_text(path)\nopen('x', 'rb')\n"
    theirs = "a.read_text()\nfiles.b.read_text()\nfiles.write_text('x')\nopen('x')\nsubprocess.run(['a'], text=True)\n"
    path.write_text(ours + theirs, encoding="utf-8")
    assert [int(place.rpartition(" ")[2]) for place in left_to_the_system(path)] == [4, 5, 6, 7, 8]


def test_streams_that_are_none_are_no_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    """Started without a console (`pythonw`, a service), or with a stream of somebody's own."""
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
