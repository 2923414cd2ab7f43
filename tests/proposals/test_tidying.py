"""Tidying up: settled branches go, work of people stays, and what stays in the history is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from fake_forge import fake_forge
from guide_project import SCHOOL, Project, git
from proposals.inbox_case import UPLOAD, branches, machine, person, upload
from ratgeber_tools.cli import main

KINDS = pytest.mark.parametrize("kind", ["gitlab", "forgejo", "github"])


def tidy(root: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.chdir(root)
    return main(["eingang", "aufraeumen", *arguments])


@pytest.fixture
def merged(forge: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A clone after a proposal was merged; its branch is still there."""
    upload(forge, UPLOAD, "Der Hort hat offen.")
    machine(forge, monkeypatch)
    (branch,) = branches(forge)
    made = person(forge, "pruefer", SCHOOL)
    git(made.root, "branch", "--quiet", branch, f"origin/{branch}")
    git(made.root, "merge", "--quiet", "--no-ff", "-m", "Angenommen", branch)
    git(made.root, "push", "--quiet")
    return made


def own(root: Path) -> list[str]:
    return git(root, "for-each-ref", "--format=%(refname:lstrip=2)", "refs/heads/beitrag").split()


def test_a_merged_branch_goes_here_and_there(
    forge: Path, merged: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tidy(merged.root, monkeypatch, "--hochladen") == 0
    assert branches(forge) == []
    assert own(merged.root) == []
    assert "gelöscht (zusammengeführt)" in capsys.readouterr().out


def test_a_preview_removes_nothing(
    forge: Path, merged: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = git(forge, "for-each-ref"), git(merged.root, "for-each-ref")
    assert tidy(merged.root, monkeypatch, "--hochladen", "--vorschau") == 0
    assert (git(forge, "for-each-ref"), git(merged.root, "for-each-ref")) == before
    out = capsys.readouterr().out
    assert "würde gelöscht (zusammengeführt)" in out
    assert "Nichts gelöscht (Vorschau)." in out


def test_without_uploading_only_this_folder_is_tidied(
    forge: Path, merged: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tidy(merged.root, monkeypatch) == 0
    assert own(merged.root) == []
    assert len(branches(forge)) == 1
    assert "Auch auf der Plattform: mit --hochladen." in capsys.readouterr().out


def test_files_in_the_history_are_listed_with_day_and_size_and_how_the_it_removes_them(
    merged: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tidy(merged.root, monkeypatch) == 0
    out = capsys.readouterr().out
    assert "Eingereichte Dateien in der Geschichte: 1 Datei, " in out
    (line,) = [line for line in out.splitlines() if f": {UPLOAD.as_posix()} (" in line]
    assert "24.11.2026, " in line
    assert "KB: " in line
    assert "(nur noch in der Geschichte; in main, origin/main, beitrag/" in line
    assert "git filter-repo --invert-paths --path-regex '^eingang/(?!berichte/)(?!(.*/)?LIESMICH)'" in out
    assert "commit-map" in out
    assert not [name for name in out.splitlines() if "bericht.md" in name]


@KINDS
def test_a_closed_proposal_goes_once_its_file_has_left_the_inbox(
    forge: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    upload(forge, UPLOAD, "Der Hort hat offen.")
    machine(forge, monkeypatch)
    (branch,) = branches(forge)
    tidier = person(forge, "it", SCHOOL)
    with fake_forge(kind) as server:
        for name, value in server.variables.items():
            monkeypatch.setenv(name, value)
        server.requests = [(branch, "open")]
        tidy(tidier.root, monkeypatch, "--hochladen", "--nachricht-an", kind)
        assert branches(forge) == [branch]
        server.requests = [(branch, "closed")]
        tidy(tidier.root, monkeypatch, "--hochladen", "--nachricht-an", kind)
        assert branches(forge) == [branch]
        assert "die Datei liegt noch in eingang/" in capsys.readouterr().out
        (tidier.root / UPLOAD).unlink()
        tidier.commit(SCHOOL)
        git(tidier.root, "push", "--quiet")
        tidy(tidier.root, monkeypatch, "--hochladen", "--nachricht-an", kind)
        assert branches(forge) == []


def test_a_closed_proposal_somebody_worked_on_stays(
    forge: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    upload(forge, UPLOAD, "Der Hort hat offen.")
    machine(forge, monkeypatch)
    (branch,) = branches(forge)
    editor = person(forge, "redaktion", SCHOOL)
    git(editor.root, "checkout", "--quiet", branch)
    path = editor.guide / "schulanfang" / "hort-und-ferien.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nVon Hand ergänzt.\n", encoding="utf-8")
    editor.commit(SCHOOL)
    git(editor.root, "push", "--quiet")
    git(editor.root, "checkout", "--quiet", "main")
    (editor.root / UPLOAD).unlink()
    editor.commit(SCHOOL)
    git(editor.root, "push", "--quiet")
    with fake_forge() as server:
        for name, value in server.variables.items():
            monkeypatch.setenv(name, value)
        server.requests = [(branch, "closed")]
        assert tidy(editor.root, monkeypatch, "--hochladen", "--nachricht-an", "gitlab") == 0
    assert branches(forge) == [branch]
    assert own(editor.root) == [branch]
    assert "jemand hat darin weitergearbeitet" in capsys.readouterr().out


def test_messages_without_a_branch_go_and_those_that_wait_stay(
    merged: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = merged.root / "_build" / "eingang"
    for name in ("alt-12345678", "wartet-12345678"):
        (target / name).mkdir(parents=True)
        (target / name / "nachricht.md").write_text("# x\n\ny", encoding="utf-8")
    (target / "wartet-12345678" / "vorschlag.json").write_text("{}", encoding="utf-8")
    tidy(merged.root, monkeypatch)
    assert [path.name for path in target.iterdir()] == ["wartet-12345678"]
