"""`check --gegenueber` and `build --gegenueber`: a proposal answers for its own mistakes and for nobody else's."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from guide_project import SCHOOL, YOUTH, Project, git
from ratgeber_tools.checks.comparison import are_new
from ratgeber_tools.cli import main

ROOT = Path(__file__).parents[2]
INDEX = "# Ratgeber\n\n```{toctree}\na\nb\n```\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project whose chapter `a` has a mistake on the main branch; a proposal is checked out."""
    project = Project.create(tmp_path / "stadt")
    shutil.copy(ROOT / "conf.py", project.root)
    (project.root / ".gitignore").write_text("_build/\n", encoding="utf-8")
    project.write("index", INDEX, head="")
    project.write("a", "# A\n\n[weg](fehlt.md)\n")
    project.write("b", "# B\n\nText.\n")
    project.commit(SCHOOL)
    git(project.root, "checkout", "--quiet", "-b", "vorschlag")
    monkeypatch.chdir(project.root)
    return project


def check(capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = main(["check", "--gegenueber", "main"])
    return code, capsys.readouterr().out


def test_a_mistake_in_a_chapter_the_proposal_leaves_alone_is_counted_only(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    project.write("b", "# B\n\nAnderer Text.\n")
    project.commit(YOUTH)
    assert main(["check"]) == 1
    capsys.readouterr()
    code, said = check(capsys)
    assert code == 0
    assert "fehlt.md" not in said
    assert "Neu gegenüber „main“: keine Fehler." in said
    assert "In Dateien, die hier nicht geändert wurden: 1 Fehler." in said


def test_a_mistake_that_was_there_before_is_shown_in_a_changed_chapter_and_fails_nothing(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    project.write("a", "# A\n\nEin Absatz mehr.\n\n[weg](fehlt.md)\n")
    project.commit(YOUTH)
    code, said = check(capsys)
    assert code == 0
    assert "Das stand in den geänderten Dateien schon vorher:\nratgeber/a.md:11: Fehler" in said


def test_a_second_mistake_like_the_first_is_new(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    project.write("a", "# A\n\n[weg](fehlt.md)\n\n[weg](fehlt.md)\n")
    project.commit(YOUTH)
    code, said = check(capsys)
    assert code == 1
    assert "Neu gegenüber „main“: 1 Fehler." in said


def test_what_a_proposal_breaks_in_a_chapter_it_leaves_alone_is_its_own(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    project.write("a", "# A\n\n[B](b.md)\n")
    project.commit(SCHOOL)
    git(project.root, "branch", "--force", "main")
    (project.guide / "b.md").unlink()
    project.write("index", "# Ratgeber\n\n```{toctree}\na\n```\n", head="")
    project.commit(YOUTH)
    code, said = check(capsys)
    assert code == 1
    assert "ratgeber/a.md" in said


def test_a_renamed_chapter_keeps_its_mistakes_of_before(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    git(project.root, "mv", "ratgeber/a.md", "ratgeber/neu.md")
    project.write("index", INDEX.replace("\na\n", "\nneu\n"), head="")
    project.commit(YOUTH)
    code, _ = check(capsys)
    assert code == 0


def test_main_that_went_on_is_not_held_against_the_proposal(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    git(project.root, "checkout", "--quiet", "main")
    project.write("a", "# A\n\nGut.\n")
    project.commit(SCHOOL)
    git(project.root, "checkout", "--quiet", "vorschlag")
    assert check(capsys)[0] == 0


def test_what_is_not_committed_yet_counts(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    project.write("b", "# B\n\n[weg](auch.md)\n")
    code, said = check(capsys)
    assert code == 1
    assert "auch.md" in said


def test_a_branch_that_is_not_here_is_one_sentence(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--gegenueber", "nirgends"]) == 1
    assert "„nirgends“ gibt es hier nicht" in capsys.readouterr().err


def test_a_flat_copy_is_told_what_to_fetch(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    project.write("b", "# B\n\nNeu.\n")
    project.commit(YOUTH)
    flat = project.clone(project.root.parent / "flach", "--depth=1", "--no-single-branch")
    monkeypatch.chdir(flat.root)
    assert main(["check", "--gegenueber", "origin/main"]) == 1
    assert "git fetch --unshallow" in capsys.readouterr().err


def test_it_goes_with_nothing_that_is_no_check(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--gegenueber", "main", "--offen"]) == 1
    assert "gehört zur Prüfung selbst" in capsys.readouterr().err


def test_the_build_of_a_proposal_is_red_for_its_own_mistakes_alone(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    project.write("b", "# B\n\nAnderer Text.\n")
    project.commit(YOUTH)
    assert main(["build", "html", "--gegenueber", "main"]) == 0
    said = capsys.readouterr().out
    assert "1 Fehler war schon vorher da („main“)." in said
    assert "fehlt.md" not in said
    assert (project.root / "_build" / "html" / "b.html").is_file()

    project.write("b", "# B\n\n[weg](auch.md)\n")
    project.commit(YOUTH)
    assert main(["build", "html", "--gegenueber", "main"]) == 1
    said = capsys.readouterr().out
    assert "auch.md" in said
    assert "fehlt.md" not in said


def test_of_several_alike_as_many_are_old_as_there_were() -> None:
    assert are_new(["a", "b", "a"], ["a", "a", "a", "c", "b"]) == [False, False, True, True, False]
    assert are_new([], ["a"]) == [True]
    assert are_new(["a"], []) == []
