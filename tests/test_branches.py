"""What writes to git: nobody's work is lost, and no token is shown."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from guide_project import SCHOOL, YOUTH, Project, git
from ratgeber_tools.branches import (
    Author,
    BranchError,
    commit_all,
    commit_files,
    own_branches,
    publish_folder,
    push_branch,
    remote_branches,
    take_back,
    work_tree,
)
from ratgeber_tools.history import Repository, find_repository

OFFICE = Author(YOUTH, "jugendamt@stadt.example")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project.create(tmp_path / "p")
    made.write("anmeldung", "# Anmeldung\n")
    made.commit(SCHOOL)
    return made


@pytest.fixture
def forge(project: Project, tmp_path: Path) -> Path:
    bare = tmp_path / "plattform.git"
    git(tmp_path, "clone", "--quiet", "--bare", str(project.root), str(bare))
    git(project.root, "remote", "add", "origin", str(bare))
    return bare


def repository(project: Project) -> Repository:
    found = find_repository(project.root)
    assert found is not None
    return found


def commit_elsewhere(forge: Path, name: str, text: str) -> None:
    other = Project(forge.parent / "andere")
    git(forge.parent, "clone", "--quiet", str(forge), str(other.root))
    git(other.root, "config", "user.name", "Redaktion")
    other.write(name, text)
    other.commit(SCHOOL)
    git(other.root, "push", "--quiet")


KILLED_IN_A_WORK_TREE = """
import os, signal, sys
from pathlib import Path
from ratgeber_tools.branches import work_tree
from ratgeber_tools.history import find_repository
with work_tree(find_repository(Path(sys.argv[1])), "HEAD") as tree:
    print(tree, flush=True)
    if sys.argv[2] == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a thing of Unix")
def test_what_a_killed_run_left_goes_with_the_next_and_a_living_one_is_not_harmed(
    project: Project, tmp_path: Path
) -> None:
    own = tmp_path / "eigene"
    git(project.root, "worktree", "add", "--quiet", "--detach", str(own))
    command = [sys.executable, "-c", KILLED_IN_A_WORK_TREE, str(project.root)]
    dead = Path(subprocess.run([*command, "die"], capture_output=True, text=True, check=False).stdout.strip())
    assert dead.is_dir()
    with subprocess.Popen([*command, "live"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        living = Path(child.stdout.readline().strip())
        with work_tree(repository(project), "HEAD") as tree:
            listed = git(project.root, "worktree", "list", "--porcelain")
            assert str(tree) in listed
            assert str(living) in listed
            assert str(own) in listed
            assert str(dead) not in listed
            assert (living / "ratgeber" / "anmeldung.md").is_file()
            assert not dead.parent.exists()
        child.communicate()
    assert not living.parent.exists()
    assert git(project.root, "worktree", "list").count("\n") == 1


def test_a_branch_is_made_without_touching_what_lies_on_the_desk(project: Project) -> None:
    draft = project.write("hort", "# Hort\n")
    with work_tree(repository(project), "HEAD") as tree:
        (tree / "neu.md").write_text("Neu\n", encoding="utf-8")
        commit_all(tree, branch="beitrag/neu", message="Neu", author=OFFICE)
    assert draft.exists()
    assert git(project.root, "branch", "--show-current") == "main"
    assert git(project.root, "show", "beitrag/neu:neu.md") == "Neu"
    assert git(project.root, "worktree", "list").count("\n") == 0
    assert "beitrag/neu" in own_branches(repository(project))


def test_a_branch_there_is_already_is_never_moved(project: Project) -> None:
    git(project.root, "branch", "beitrag/neu")
    before = git(project.root, "rev-parse", "beitrag/neu")
    with work_tree(repository(project), "HEAD") as tree:
        (tree / "neu.md").write_text("Neu\n", encoding="utf-8")
        with pytest.raises(BranchError):
            commit_all(tree, branch="beitrag/neu", message="Neu", author=OFFICE)
    assert git(project.root, "rev-parse", "beitrag/neu") == before


def test_a_file_gets_onto_a_branch_that_has_moved_on_meanwhile(project: Project, forge: Path) -> None:
    commit_elsewhere(forge, "hort", "# Hort\n")
    path = project.write("neu", "# Neu\n")
    commit_files(repository(project), [path], message="Neu", author=OFFICE, remote="origin", branch="main")
    files = git(forge, "ls-tree", "-r", "--name-only", "main")
    assert "ratgeber/neu.md" in files
    assert "ratgeber/hort.md" in files


def test_what_somebody_else_has_changed_there_is_not_laid_over(project: Project, forge: Path) -> None:
    commit_elsewhere(forge, "anmeldung", "# Anmeldung, von anderen\n")
    path = project.write("anmeldung", "# Anmeldung, von uns\n")
    with pytest.raises(BranchError, match="hat dort inzwischen jemand geändert"):
        commit_files(repository(project), [path], message="x", author=OFFICE, remote="origin", branch="main")
    assert "von anderen" in git(forge, "show", "main:ratgeber/anmeldung.md")


def test_a_file_that_is_there_already_makes_no_commit(project: Project, forge: Path) -> None:
    before = git(forge, "rev-parse", "main")
    path = project.guide / "anmeldung.md"
    commit_files(repository(project), [path], message="x", author=OFFICE, remote="origin", branch="main")
    assert git(forge, "rev-parse", "main") == before


def test_a_branch_of_pages_holds_the_newest_pages_only(project: Project, forge: Path, tmp_path: Path) -> None:
    pages = tmp_path / "seiten"
    pages.mkdir()
    for name in ("alt.html", "neu.html"):
        for path in pages.iterdir():
            path.unlink()
        (pages / name).write_text(name, encoding="utf-8")
        publish_folder(repository(project), pages, message="Seiten", remote="origin", branch="pages")
    assert git(forge, "ls-tree", "-r", "--name-only", "pages") == "neu.html"
    assert git(project.root, "status", "--porcelain") == ""


def test_a_branch_somebody_has_moved_meanwhile_is_not_taken_back(project: Project, forge: Path) -> None:
    found = repository(project)
    git(project.root, "branch", "beitrag/neu")
    push_branch(found, "beitrag/neu", remote="origin")
    other = Project(forge.parent / "andere")
    git(forge.parent, "clone", "--quiet", "--branch", "beitrag/neu", str(forge), str(other.root))
    git(other.root, "config", "user.name", "Redaktion")
    other.write("hort", "# Hort\n")
    theirs = other.commit(SCHOOL)
    git(other.root, "push", "--quiet")
    with pytest.raises(BranchError):
        take_back(found, "beitrag/neu", remote="origin")
    assert git(forge, "rev-parse", "beitrag/neu") == theirs


def test_a_token_in_an_address_is_never_shown(project: Project) -> None:
    address = "http://ratgeber:geheim@127.0.0.1:9/stadt/ratgeber.git"
    with pytest.raises(BranchError) as raised:
        remote_branches(repository(project), address)
    assert "geheim" not in str(raised.value)
