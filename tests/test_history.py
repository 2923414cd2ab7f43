"""What the guide asks of its git history, on repositories made here."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from ratgeber_tools.history import HistoryError, Repository, find_repository

Commit = Callable[..., None]


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    git(tmp_path, "init", "--quiet", "-b", "main")
    git(tmp_path, "config", "user.name", "Schulamt")
    git(tmp_path, "config", "user.email", "schulamt@stadt.example")
    return tmp_path


@pytest.fixture
def repository(folder: Path) -> Repository:
    found = find_repository(folder)
    assert found is not None
    return found


def commit(folder: Path, *, mail: str = "schulamt@stadt.example", **files: str) -> None:
    for name, text in files.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    git(folder, "add", "-A")
    git(folder, "-c", f"user.email={mail}", "commit", "--quiet", "-m", "x")


def test_a_folder_without_git_has_no_repository(tmp_path: Path) -> None:
    assert find_repository(tmp_path) is None


def test_a_repository_is_found_from_a_folder_inside(folder: Path) -> None:
    (folder / "a" / "b").mkdir(parents=True)
    found = find_repository(folder / "a" / "b")
    assert found is not None
    assert found.top == folder.resolve()


def test_a_folder_is_asked_for_anew_when_repositories_come_and_go(folder: Path) -> None:
    inside = folder / "a"
    inside.mkdir()
    assert [found.top for found in (find_repository(inside), find_repository(folder)) if found] == [
        folder.resolve()
    ] * 2
    git(inside, "init", "--quiet")
    found = find_repository(inside)
    assert found is not None
    assert found.top == inside.resolve()
    for place in (inside, folder):
        shutil.rmtree(place / ".git")
        assert (find_repository(inside) is None) is (place == folder)


def test_the_blob_of_a_file_is_what_git_commits(folder: Path, repository: Repository) -> None:
    commit(folder, kapitel="# Über uns\n")
    path = folder / "kapitel.md"
    assert repository.committed_blob(path) == repository.blob_of_file(path)
    assert repository.is_clean(path)
    path.write_text("# Anders\n", encoding="utf-8")
    assert not repository.is_clean(path)


def test_content_that_was_replaced_can_still_be_read(folder: Path, repository: Repository) -> None:
    commit(folder, kapitel="alt\n")
    old = repository.blob_of_file(folder / "kapitel.md")
    commit(folder, kapitel="neu\n")
    assert repository.read_blobs([old]) == {old: b"alt\n"}


def test_a_missing_blob_is_left_out_of_the_answer(folder: Path, repository: Repository) -> None:
    commit(folder, kapitel="da\n")
    here, gone = repository.blob_of_file(folder / "kapitel.md"), "0" * 39 + "1"
    assert repository.read_blobs([gone, here]) == {here: b"da\n"}


def test_an_altered_object_counts_as_missing_and_the_others_still_answer(folder: Path, repository: Repository) -> None:
    commit(folder, eins="eins\n", zwei="zwei\n")
    first, second = (repository.blob_of_file(folder / f"{name}.md") for name in ("eins", "zwei"))
    stored = folder / ".git" / "objects" / first[:2] / first[2:]
    stored.chmod(0o644)
    stored.write_bytes((folder / ".git" / "objects" / second[:2] / second[2:]).read_bytes())
    assert repository.read_blobs([first, second]) == {second: b"zwei\n"}


def test_the_last_change_names_mail_and_moment_of_each_file(folder: Path, repository: Repository) -> None:
    commit(folder, eins="a\n", zwei="a\n")
    commit(folder, zwei="b\n", mail="jugendamt@stadt.example")
    changes = repository.last_changes()
    assert changes["eins.md"].author_mail == "schulamt@stadt.example"
    assert changes["zwei.md"].author_mail == "jugendamt@stadt.example"
    assert changes["zwei.md"].moment.tzinfo is not None
    assert repository.last_change(folder / "zwei.md") == changes["zwei.md"]


def test_names_with_umlauts_and_blanks_are_kept(folder: Path, repository: Repository) -> None:
    commit(folder, **{"Übergang nach Klasse 4": "a\n"})
    assert list(repository.last_changes()) == ["Übergang nach Klasse 4.md"]


def test_a_renamed_file_knows_its_former_name(folder: Path, repository: Repository) -> None:
    commit(folder, anmeldung="# Anmeldung\n\nEin längerer Text, der gleich bleibt.\n")
    git(folder, "mv", "anmeldung.md", "schulanmeldung.md")
    git(folder, "commit", "--quiet", "-m", "x")
    assert repository.previous_names(folder / "schulanmeldung.md") == ("anmeldung.md",)


def test_a_shallow_clone_says_so(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    commit(folder, eins="a\n")
    commit(folder, eins="b\n")
    clone = tmp_path_factory.mktemp("klon") / "k"
    git(folder, "clone", "--quiet", "--depth=1", folder.as_uri(), str(clone))
    found = find_repository(clone)
    assert found is not None
    assert found.is_shallow()
    git(clone, "fetch", "--quiet", "--unshallow")
    assert not found.is_shallow()


def test_a_repository_without_commits_has_no_changes(repository: Repository) -> None:
    assert not repository.has_commits()
    assert repository.last_changes() == {}


def test_a_path_outside_the_repository_is_refused_in_german(
    repository: Repository, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with pytest.raises(HistoryError, match="liegt nicht im Git-Ordner"):
        repository.relative(tmp_path_factory.mktemp("woanders") / "x.md")


def test_the_present_author_is_the_one_git_would_sign_with(
    folder: Path, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert repository.current_author_mail() == "schulamt@stadt.example"
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "jugendamt@stadt.example")
    assert repository.current_author_mail() == "jugendamt@stadt.example"


def test_the_tree_names_every_file_with_its_blob(folder: Path, repository: Repository) -> None:
    assert repository.tree(folder) == {}
    (folder / "teil").mkdir()
    (folder / "teil" / "ä b.md").write_text("a\n", encoding="utf-8")
    commit(folder, eins="eins\n")
    assert repository.tree(folder / "teil") == {"teil/ä b.md": repository.blob_of_file(folder / "teil" / "ä b.md")}


def test_blobs_are_reachable_from_head_only(folder: Path, repository: Repository) -> None:
    assert repository.reachable(["0" * 40]) == frozenset()
    commit(folder, eins="alt\n")
    old = repository.blob_of_file(folder / "eins.md")
    commit(folder, eins="neu\n")
    (folder / "lose.txt").write_text("nirgends eingecheckt\n", encoding="utf-8")
    stray = git(folder, "hash-object", "-w", str(folder / "lose.txt"))
    assert git(folder, "cat-file", "-t", stray) == "blob"
    assert repository.reachable([old, stray]) == {old}


def test_a_merge_that_settles_a_conflict_is_the_last_change(folder: Path, repository: Repository) -> None:
    commit(folder, eins="a\n")
    git(folder, "checkout", "--quiet", "-b", "seite")
    commit(folder, eins="b\n")
    git(folder, "checkout", "--quiet", "main")
    commit(folder, eins="c\n")
    subprocess.run(["git", "-C", str(folder), "merge", "seite"], capture_output=True, check=False)
    commit(folder, eins="b und c\n", mail="jugendamt@stadt.example")
    change = repository.last_change(folder / "eins.md")
    assert change is not None
    assert change.author_mail == "jugendamt@stadt.example"


def test_a_merge_without_a_conflict_changes_nothing(folder: Path, repository: Repository) -> None:
    commit(folder, eins="a\n", zwei="a\n")
    git(folder, "checkout", "--quiet", "-b", "seite")
    commit(folder, eins="b\n")
    git(folder, "checkout", "--quiet", "main")
    commit(folder, zwei="c\n")
    git(folder, "-c", "user.email=jugendamt@stadt.example", "merge", "--quiet", "--no-edit", "seite")
    change = repository.last_change(folder / "eins.md", folder / "zwei.md")
    assert change is not None
    assert change.author_mail == "schulamt@stadt.example"


def test_what_is_changed_new_or_gone_is_uncommitted_below_the_paths_asked_for(
    folder: Path, repository: Repository
) -> None:
    commit(folder, eins="a\n", zwei="a\n", drei="a\n")
    assert repository.uncommitted(folder) == ()
    (folder / "eins.md").write_text("b\n", encoding="utf-8")
    (folder / "zwei.md").unlink()
    (folder / "ä neu").mkdir()
    (folder / "ä neu" / "x.md").write_text("x\n", encoding="utf-8")
    assert repository.uncommitted(folder) == ("eins.md", "zwei.md", "ä neu/x.md")
    assert repository.uncommitted(folder / "zwei.md", folder / "drei.md") == ("zwei.md",)
