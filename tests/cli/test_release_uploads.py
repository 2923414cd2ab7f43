"""`freigeben --hochladen` and `public --hochladen` between real clones: afterwards every folder is as after a pull."""

from __future__ import annotations

from pathlib import Path

import pytest

from guide_project import SCHOOL, YOUTH, Project, git
from ratgeber_tools.branches import Author, BranchError, Settled, commit_files, settle
from ratgeber_tools.cli import main
from ratgeber_tools.history import Repository, find_repository

DECISION = ("--beschluss", "Protokoll 7, TOP 3", "--ja", "9", "--nein", "1", "--enthalten", "2", "--ohne-seite")
OFFICE = Author(YOUTH, "jugendamt@stadt.example")


@pytest.fixture
def forge(tmp_path: Path) -> Path:
    made = Project.create(tmp_path / "anfang")
    (made.root / "conf.py").write_text("", encoding="utf-8")
    made.write("index", "# Ratgeber\n\n```{toctree}\nteil/anmeldung\nteil/hort\n```\n", head="")
    made.write("teil/anmeldung", "# Anmeldung\n\nText.\n")
    made.write("teil/hort", "# Hort\n\nText.\n")
    made.commit(SCHOOL)
    bare = tmp_path / "plattform.git"
    git(tmp_path, "clone", "--quiet", "--bare", str(made.root), str(bare))
    return bare


def clone(forge: Path, name: str, office: str = YOUTH) -> Project:
    made = Project(forge.parent / name)
    git(forge.parent, "clone", "--quiet", str(forge), str(made.root))
    git(made.root, "config", "user.name", "Redaktion")
    made.act_as(office)
    return made


def elsewhere(forge: Path) -> None:
    """Somebody else brings something to the forge."""
    other = clone(forge, f"andere-{len(list(forge.parent.iterdir()))}", SCHOOL)
    other.write("teil/neu", "# Neu\n")
    other.commit(SCHOOL)
    git(other.root, "push", "--quiet")


def repository(project: Project) -> Repository:
    found = find_repository(project.root)
    assert found is not None
    return found


def released(forge: Path) -> str:
    return git(forge, "ls-tree", "-r", "--name-only", "main", "--", "ratgeber/redaktion/freigaben")


@pytest.mark.parametrize("is_behind", [False, True])
def test_after_a_release_the_folder_is_what_was_pushed_and_pull_works(
    forge: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], is_behind: bool
) -> None:
    mine = clone(forge, "meins")
    if is_behind:
        elsewhere(forge)
    monkeypatch.chdir(mine.root)
    assert main(["freigeben", "teil/anmeldung", *DECISION, "--hochladen"]) == 0
    assert f"Eingetragen in „main“. {Settled.SAME.value}" in capsys.readouterr().out
    assert git(mine.root, "status", "--porcelain", "-uall") == ""
    assert git(mine.root, "rev-parse", "HEAD") == git(forge, "rev-parse", "main")
    git(mine.root, "pull", "--quiet")


def test_a_folder_that_is_ahead_is_left_without_a_copy_in_the_way_and_pull_brings_the_release(
    forge: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = clone(forge, "meins")
    mine.write("teil/eigenes", "# Eigenes\n")
    mine.commit(YOUTH)
    monkeypatch.chdir(mine.root)
    assert main(["freigeben", "teil/anmeldung", *DECISION, "--hochladen"]) == 0
    assert Settled.APART.value in capsys.readouterr().out
    assert git(mine.root, "status", "--porcelain", "-uall") == ""
    assert not (mine.guide / "redaktion/freigaben").exists()
    git(mine.root, "pull", "--quiet", "--rebase")
    assert git(mine.root, "status", "--porcelain", "-uall") == ""
    assert "teil/anmeldung" in git(mine.root, "ls-files", "ratgeber/redaktion/freigaben")


def test_a_folder_with_open_work_keeps_it_and_pull_brings_the_release(
    forge: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = clone(forge, "meins")
    mine.write("teil/hort", "# Hort, in Arbeit\n")
    monkeypatch.chdir(mine.root)
    assert main(["freigeben", "teil/anmeldung", *DECISION, "--hochladen"]) == 0
    assert Settled.BEHIND.value in capsys.readouterr().out
    git(mine.root, "pull", "--quiet")
    assert git(mine.root, "status", "--porcelain", "-uall") == "M ratgeber/teil/hort.md"
    assert "in Arbeit" in (mine.guide / "teil/hort.md").read_text(encoding="utf-8")


def test_on_another_branch_nothing_of_it_stays_behind(forge: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = clone(forge, "meins")
    git(mine.root, "checkout", "--quiet", "-b", "entwurf")
    before = git(mine.root, "rev-parse", "HEAD")
    monkeypatch.chdir(mine.root)
    assert main(["freigeben", "teil/anmeldung", *DECISION, "--hochladen"]) == 0
    assert git(mine.root, "status", "--porcelain", "-uall") == ""
    assert git(mine.root, "rev-parse", "HEAD") == before


def test_a_second_office_behind_the_first_adds_its_release_and_stays_in_step(
    forge: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = clone(forge, "eins"), clone(forge, "zwei", "gesundheit@stadt.example")
    monkeypatch.chdir(first.root)
    assert main(["freigeben", "teil/anmeldung", *DECISION, "--hochladen"]) == 0
    git(second.root, "pull", "--quiet")
    monkeypatch.chdir(second.root)
    assert main(["freigeben", "teil/anmeldung", *DECISION, "--hochladen"]) == 0
    git(first.root, "pull", "--quiet")
    for each in (first, second):
        assert git(each.root, "status", "--porcelain", "-uall") == ""
        assert git(each.root, "rev-parse", "HEAD") == git(forge, "rev-parse", "main")


def test_several_chapters_are_one_commit(forge: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = clone(forge, "meins")
    monkeypatch.chdir(mine.root)
    before = git(forge, "rev-parse", "main")
    assert main(["freigeben", "teil", *DECISION, "--hochladen"]) == 0
    assert git(forge, "rev-list", "--count", f"{before}..main") == "1"
    assert git(forge, "log", "-1", "--format=%s", "main") == (
        "Freigabe: teil/anmeldung, teil/hort (Protokoll 7, TOP 3)"
    )
    assert released(forge).count(".yaml") == 3
    assert git(mine.root, "status", "--porcelain", "-uall") == ""


def test_what_was_never_pushed_cannot_be_released_there(
    forge: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = clone(forge, "meins")
    mine.write("teil/anmeldung", "# Anmeldung, neu\n\nText.\n")
    mine.commit(SCHOOL)
    mine.act_as(YOUTH)
    monkeypatch.chdir(mine.root)
    assert main(["freigeben", "teil/anmeldung", *DECISION, "--hochladen"]) == 1
    assert "noch nicht eingecheckt: teil/anmeldung. Laden Sie Ihren Stand zuerst hoch" in capsys.readouterr().err
    assert released(forge) == ""
    assert git(mine.root, "status", "--porcelain", "-uall") == ""


def test_a_release_that_could_not_be_pushed_can_be_tried_again(
    forge: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = clone(forge, "meins")
    monkeypatch.chdir(mine.root)
    assert main(["freigeben", "teil/anmeldung", *DECISION, "--hochladen", "nirgends"]) == 1
    assert git(mine.root, "status", "--porcelain", "-uall") == ""
    assert "notiert" not in capsys.readouterr().out
    assert main(["freigeben", "teil/anmeldung", *DECISION, "--hochladen"]) == 0
    assert "notiert" in capsys.readouterr().out


def test_a_forge_named_as_seen_from_the_project_is_found(forge: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = clone(forge, "meins")
    git(mine.root, "remote", "set-url", "origin", f"../{forge.name}")
    monkeypatch.chdir(mine.root)
    assert main(["freigeben", "teil/anmeldung", *DECISION, "--hochladen"]) == 0
    assert "anmeldung" in released(forge)


def test_a_file_kept_for_ever_is_settled_like_a_release(forge: Path) -> None:
    """`ratgeber public --hochladen` brings a changed file to the forge."""
    mine = clone(forge, "meins")
    elsewhere(forge)
    path = mine.write("teil/hort", "# Hort\n\nHier steht eine Adresse mehr.\n")
    found = repository(mine)
    commit = commit_files(found, [path], message="Adressen", author=OFFICE, remote="origin", branch="main")
    assert git(mine.root, "status", "--porcelain") == "M ratgeber/teil/hort.md"
    assert settle(found, [path], commit=commit, remote="origin", branch="main") is Settled.SAME
    assert git(mine.root, "status", "--porcelain", "-uall") == ""
    git(mine.root, "pull", "--quiet")


def test_what_was_changed_since_it_was_pushed_is_not_thrown_away(forge: Path) -> None:
    mine = clone(forge, "meins")
    path = mine.write("teil/hort", "# Hort\n\nEine Adresse mehr.\n")
    found = repository(mine)
    commit = commit_files(found, [path], message="Adressen", author=OFFICE, remote="origin", branch="main")
    mine.write("teil/hort", "# Hort\n\nEine Adresse mehr, und noch ein Satz.\n")
    assert settle(found, [path], commit=commit, remote="origin", branch="main") is Settled.BEHIND
    assert "noch ein Satz" in path.read_text(encoding="utf-8")


def test_a_file_nobody_has_added_yet_is_never_written_over(forge: Path) -> None:
    mine = clone(forge, "meins")
    elsewhere(forge)
    draft = mine.write("teil/neu", "# Neu, aber anders\n")
    path = mine.write("teil/hort", "# Hort\n\nEine Adresse mehr.\n")
    found = repository(mine)
    commit = commit_files(found, [path], message="Adressen", author=OFFICE, remote="origin", branch="main")
    assert settle(found, [path], commit=commit, remote="origin", branch="main") is Settled.BEHIND
    assert "aber anders" in draft.read_text(encoding="utf-8")
    assert git(mine.root, "status", "--porcelain", "-uall") == "?? ratgeber/teil/neu.md"


def test_a_run_of_the_forge_has_no_branch_and_is_left_clean(forge: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = clone(forge, "lauf")
    git(run.root, "checkout", "--quiet", "--detach")
    monkeypatch.chdir(run.root)
    assert main(["freigeben", "teil/anmeldung,teil/hort", *DECISION, "--hochladen", str(forge)]) == 0
    assert git(run.root, "status", "--porcelain", "-uall") == ""
    assert released(forge).count(".yaml") == 3


def test_a_branch_that_is_gone_there_is_one_sentence(forge: Path) -> None:
    mine = clone(forge, "meins")
    path = mine.write("teil/hort", "# Hort\n")
    with pytest.raises(BranchError, match="Den Zweig „fort“ gibt es dort nicht"):
        commit_files(repository(mine), [path], message="x", author=OFFICE, remote="origin", branch="fort")
