"""`ratgeber export` at the command line: what it writes, refuses, says; and that nothing is ever half there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from guide_project import SCHOOL, Project, git
from ratgeber_tools.cli import main
from ratgeber_tools.editorial import outgoing

HORT = "# Hort\n\nDer Hort kostet Geld.[^a] Siehe [Geld](geld.md).\n\n[^a]: Nicht überall.\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    project = Project.create(tmp_path / "projekt")
    (project.root / "conf.py").touch()
    project.write("index", "# Der Ratgeber\n\n```{toctree}\nteil/index\n```\n", head="")
    project.write("teil/index", "# Teil A\n\n```{toctree}\nhort\ngeld\n```\n", head="")
    project.write("teil/geld", "# Geld\n\nEs gibt Geld.\n")
    project.write("teil/hort", HORT)
    project.commit(SCHOOL)
    monkeypatch.chdir(project.root)
    return project


def export(*arguments: str, to: Path) -> int:
    return main(["export", *arguments, "--nach", str(to)])


def kept(project: Project) -> list[str]:
    folder = project.guide / outgoing.FOLDER
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def words_in(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read("word/document.xml").decode("utf-8")


# ---------------------------------------------------------------------------------------------- what is written


def test_a_chapter_becomes_a_file_and_its_base(project: Project, tmp_path: Path) -> None:
    assert export("teil/hort", to=tmp_path / "neu" / "hin") == 0
    file = tmp_path / "neu" / "hin" / "teil-hort.docx"
    base = outgoing.base_of(project.guide, file)
    assert base is not None
    assert (base.chapter, base.source) == ("teil/hort", (project.guide / "teil" / "hort.md").read_bytes())
    assert base.commit == git(project.root, "rev-parse", "HEAD")


def test_all_chapters_become_a_file_each(project: Project, tmp_path: Path) -> None:
    assert export("--alle", to=tmp_path / "hin") == 0
    found = {path.name for path in (tmp_path / "hin").iterdir()}
    assert found == {"index.docx", "teil-index.docx", "teil-hort.docx", "teil-geld.docx"}
    assert len(kept(project)) == 4


def test_the_whole_guide_becomes_one_file_in_the_order_of_its_tables_of_contents(
    project: Project, tmp_path: Path
) -> None:
    assert export("--alle", "--ein-dokument", to=tmp_path / "hin") == 0
    (file,) = (tmp_path / "hin").iterdir()
    base = outgoing.base_of(project.guide, file)
    assert base is not None
    assert [chapter.name for chapter in base.chapters] == ["index", "teil/index", "teil/hort", "teil/geld"]
    found = outgoing.returned_chapters(file, base)
    assert [each.name for each in found] == [chapter.name for chapter in base.chapters]
    assert all(each.returned.document == each.base and not each.returned.findings for each in found)
    assert [each.source for each in found] == [
        (project.guide / f"{each.name}.md").read_bytes() for each in found
    ]  # to the byte


def test_some_chapters_become_one_file_with_links_between_them(project: Project, tmp_path: Path) -> None:
    assert export("teil/geld", "teil/hort", "--ein-dokument", to=tmp_path) == 0
    xml = words_in(tmp_path / "elternratgeber-auswahl.docx")
    assert xml.index("Der Hort kostet Geld.") < xml.index("Es gibt Geld.")  # the guide's order, not the command's
    assert xml.count("<w:hyperlink w:anchor=") == 3  # two in the list of chapters, one in the text


# ---------------------------------------------------------------------------------------------- what is said


def test_a_chapter_nobody_knows_is_refused_with_near_names(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export("teil/hrot", to=tmp_path / "hin") == 1
    assert "Das Kapitel „teil/hrot“ gibt es nicht. Meinten Sie „teil/hort“?" in capsys.readouterr().err
    assert not (tmp_path / "hin").exists()


def test_a_chapter_may_be_called_by_its_file(project: Project, tmp_path: Path) -> None:
    assert export("ratgeber/teil/hort.md", "teil/hort", "hort", to=tmp_path / "hin") == 0
    assert len(kept(project)) == 1


def test_a_file_in_the_place_of_the_folder_is_refused(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "hin").write_text("x", encoding="utf-8")
    assert export("teil/hort", to=tmp_path / "hin") == 1
    assert "ist eine Datei. Nennen Sie mit --nach einen Ordner." in capsys.readouterr().err
    assert kept(project) == []


def test_a_folder_nobody_may_write_to_is_refused(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import tempfile

    def denied(**_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(tempfile, "TemporaryFile", denied)
    assert export("teil/hort", to=tmp_path / "hin") == 1
    assert "lässt sich nicht schreiben" in capsys.readouterr().err
    assert kept(project) == []


def test_a_file_somebody_worked_in_is_not_overwritten(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export("teil/hort", to=tmp_path)
    file = tmp_path / "teil-hort.docx"
    file.write_bytes(file.read_bytes() + b"\0")
    edited = file.read_bytes()
    project.write("teil/hort", HORT.replace("kostet", "kostet kein"))
    assert export("--alle", to=tmp_path) == 1
    assert "Vielleicht hat jemand darin gearbeitet" in capsys.readouterr().err
    assert file.read_bytes() == edited
    assert len(kept(project)) == 1


def test_the_same_export_twice_is_kept_once_and_said(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export("teil/hort", to=tmp_path)
    assert "git add ratgeber/redaktion/ausgaben" in capsys.readouterr().out
    project.commit(SCHOOL)
    assert export("teil/hort", to=tmp_path) == 0
    shown = capsys.readouterr().out
    assert "schon abgelegt" in shown
    assert "schon eingecheckt" in shown
    assert git(project.root, "status", "--porcelain") == ""
    assert len(kept(project)) == 1


def test_a_changed_chapter_is_another_export(project: Project, tmp_path: Path) -> None:
    export("teil/hort", to=tmp_path)
    first = (tmp_path / "teil-hort.docx").read_bytes()
    project.write("teil/hort", HORT.replace("kostet", "kostet kein"))
    assert export("teil/hort", to=tmp_path) == 0
    assert (tmp_path / "teil-hort.docx").read_bytes() != first
    assert len(kept(project)) == 2


def test_without_git_the_folder_is_to_be_kept(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(project.root / ".git")
    assert export("teil/hort", to=tmp_path / "hin") == 0
    assert "liegt nicht in git: Bewahren Sie den Ordner auf" in capsys.readouterr().out


def test_chapters_whose_names_make_the_same_file_name_get_two(project: Project, tmp_path: Path) -> None:
    project.write("teil-hort", "# Noch ein Hort\n")
    assert export("teil/hort", "teil-hort", to=tmp_path) == 0
    assert {path.name for path in tmp_path.glob("*.docx")} == {"teil-hort.docx", "teil-hort-2.docx"}


def test_a_chapter_that_is_no_utf_8_is_refused(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project.guide / "teil" / "geld.md").write_bytes("# Gebühr\n".encode("cp1252"))
    assert export("teil/geld", to=tmp_path) == 1
    assert "kein UTF-8" in capsys.readouterr().err
    assert kept(project) == []


# ---------------------------------------------------------------------------------------------- never half there

DYING = """
import os, sys
from pathlib import Path
from ratgeber_tools.cli import main
from ratgeber_tools.editorial import outgoing, word_files
import ratgeber_tools.staging, ratgeber_tools.typesetting.rasteriser

project, out, steps = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
os.chdir(project)
sys.stdout = open(os.devnull, "w")

def run(remaining):
    left = [remaining]
    def dying(original):
        def call(*arguments, **options):
            left[0] -= 1
            if left[0] < 0:
                os.kill(os.getpid(), 9)
            return original(*arguments, **options)
        return call
    for name in ("fsync", "replace", "rename", "mkdir", "unlink", "rmdir"):
        setattr(os, name, dying(getattr(os, name)))
    os._exit(main(["export", *sys.argv[4:], "--nach", str(out / str(remaining))]))

codes = []
for remaining in range(steps):
    child = os.fork()
    if child == 0:
        run(remaining)
    codes.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    base = project / "ratgeber" / outgoing.FOLDER
    if base.exists():
        base.rename(out / f"{remaining}.ausgaben")
print(*codes, file=sys.stderr)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL and fork are things of Unix")
@pytest.mark.parametrize("arguments", [("teil/hort", "teil/geld"), ("--alle", "--ein-dokument")])
def test_a_kill_at_any_moment_leaves_whole_bases_and_whole_files(
    project: Project, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    out = tmp_path / "hin"
    out.mkdir()
    steps = 60
    command = [sys.executable, "-c", DYING, str(project.root), str(out), str(steps), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    codes = [int(code) for code in done.stderr.split()]
    assert codes[0] == -9
    assert codes[-1] == 0, "more steps are needed to reach the end"
    folder = project.guide / outgoing.FOLDER
    seen = set()
    for step in range(steps):
        bases = out / f"{step}.ausgaben"
        shutil.rmtree(folder, ignore_errors=True)
        if bases.exists():
            os.rename(bases, folder)
        whole = {path.name for path in folder.glob("[!.]*")} if folder.exists() else set()
        for identifier in whole:
            assert outgoing.is_stored(project.guide, identifier)
        files = list((out / str(step)).glob("*.docx")) if (out / str(step)).exists() else []
        for file in files:  # whoever gets a file can send it back
            base = outgoing.base_of(project.guide, file)
            assert base is not None
            assert base.sent.read_bytes() == file.read_bytes()
        seen.add((len(whole), len(files)))
    assert (0, 0) in seen
    assert max(seen) == ((2, 2) if len(arguments) == 2 and arguments[0] != "--alle" else (1, 1))
    assert len(seen) > 2  # also between base and file
