"""`ratgeber export` at the command line: what it writes, refuses, says; and that nothing is ever half there."""

from __future__ import annotations

import shutil
import sys
import zipfile
from pathlib import Path

import pytest

from guide_project import SCHOOL, Project, git
from killed_runs import states_of_a_run
from ratgeber_tools.cli import main
from ratgeber_tools.roundtrip import outgoing

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


@pytest.mark.skipif(sys.platform == "win32", reason="folders cannot be moved there while they are worked in")
@pytest.mark.parametrize("arguments", [("teil/hort", "teil/geld"), ("--alle", "--ein-dokument")])
def test_a_kill_at_any_moment_leaves_whole_bases_and_whole_files(project: Project, arguments: tuple[str, ...]) -> None:
    words = ["export", *arguments, "--nach", "hin"]
    setup = f"from ratgeber_tools.cli import main\ndef job(folder): assert main({words!r}) == 0\n"
    seen = []
    for copy in states_of_a_run(project.root, setup):
        guide = copy / "ratgeber"
        whole = {path.name for path in (guide / outgoing.FOLDER).glob("[!.]*")}
        for identifier in whole:
            assert outgoing.is_stored(guide, identifier)
        files = list((copy / "hin").glob("*.docx"))
        for file in files:  # whoever gets a file can send it back
            base = outgoing.base_of(guide, file)
            assert base is not None
            assert base.sent.read_bytes() == file.read_bytes()
        seen.append((len(whole), len(files)))
    assert seen[0] == (0, 0)
    assert seen[-1] == max(seen) == ((2, 2) if arguments[0] != "--alle" else (1, 1))
    assert len(set(seen)) > 2  # also between base and file
