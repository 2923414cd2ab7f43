"""The token only in the last step: one run makes proposals without it, another uploads them and reads nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fake_forge import fake_forge
from guide_project import SCHOOL, git
from proposals.inbox_case import UPLOAD, branches, message, person, upload, upload_files
from proposals.two_steps import clone, first_step, handed_over, last_step
from ratgeber_tools.cli import main

KINDS = pytest.mark.parametrize("kind", ["gitlab", "forgejo", "github"])


def card(root: Path) -> Path:
    (path,) = (root / "_build" / "eingang").glob("*/vorschlag.json")
    return path


@KINDS
def test_one_step_makes_proposals_without_a_token_and_the_other_uploads_them_without_reading(
    forge: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    files = {"eingang/schulanfang/Flyer.pdf": b"%PDF", "eingang/Foto.jpg": b"x"}
    upload(forge, UPLOAD, "Der Hort hat offen.")
    upload_files(forge, files)
    root = clone(forge)
    assert first_step(root, monkeypatch) == 0
    assert branches(forge) == []
    with fake_forge(kind) as server:
        assert last_step(root, forge, monkeypatch, server, kind) == 0
        found = branches(forge)
        assert sorted(branch for branch, _ in server.requests) == found
        assert len(found) == 3
        assert "2 von 3: " in capsys.readouterr().out
        assert last_step(root, forge, monkeypatch, server, kind) == 0  # nothing is left to do
        assert len(server.requests) == 3
    assert "Es gibt nichts hochzuladen" in capsys.readouterr().out


def test_the_request_has_the_message_the_first_step_wrote(forge: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    upload(forge, UPLOAD, "Der Hort hat offen.")
    root = clone(forge)
    first_step(root, monkeypatch)
    with fake_forge() as server:
        last_step(root, forge, monkeypatch, server)
        (branch,) = branches(forge)
        said = message(root, branch)
        assert said == f"# {server.payload['title']}\n\n{server.payload['description']}"
        assert server.payload["title"] == "Neues Kapitel: Hort und Ferien"


def test_the_steps_may_run_in_clones_of_their_own(forge: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    upload(forge, UPLOAD, "Der Hort hat offen.")
    root = clone(forge)
    first_step(root, monkeypatch)
    other = clone(forge)
    handed_over(root, other)
    with fake_forge() as server:
        assert last_step(other, forge, monkeypatch, server) == 0
        (branch,) = branches(forge)
        assert server.requests == [(branch, "open")]
    assert "Der Hort hat offen." in git(forge, "show", f"{branch}:ratgeber/schulanfang/hort-und-ferien.md")


@KINDS
def test_a_step_killed_between_branch_and_request_is_made_good_by_the_next_run(
    forge: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    upload(forge, UPLOAD, "Der Hort hat offen.")
    root = clone(forge)
    first_step(root, monkeypatch)
    assert last_step(root, forge, monkeypatch) == 0  # the branch is there, the request is not
    (branch,) = branches(forge)
    again = clone(forge)
    assert first_step(again, monkeypatch) == 0
    with fake_forge(kind) as server:
        assert last_step(again, forge, monkeypatch, server, kind) == 0
        assert server.requests == [(branch, "open")]
        assert server.payload["title"] == "Neues Kapitel: Hort und Ferien"


@KINDS
@pytest.mark.parametrize("state", ["open", "closed"])
def test_what_has_a_request_is_in_work_and_a_closed_one_is_not_opened_again(
    forge: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], kind: str, state: str
) -> None:
    upload(forge, UPLOAD, "Der Hort hat offen.")
    root = clone(forge)
    first_step(root, monkeypatch)
    branch = json.loads(card(root).read_text(encoding="utf-8"))["zweig"]
    with fake_forge(kind) as server:
        server.requests = [(branch, state)]
        assert last_step(root, forge, monkeypatch, server, kind) == 0
        assert server.requests == [(branch, state)]
    assert branches(forge) == []
    assert "ist schon in Arbeit" in capsys.readouterr().out


def test_what_the_forge_refuses_is_kept_for_another_try_and_the_others_are_delivered(
    forge: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    upload_files(forge, {"eingang/Eins.pdf": b"1", "eingang/Zwei.pdf": b"2"})
    hook = forge / "hooks" / "update"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text('#!/bin/sh\ncase "$1" in *eins*) exit 1;; esac\n')
    hook.chmod(0o755)
    root = clone(forge)
    first_step(root, monkeypatch)
    with fake_forge() as server:
        assert last_step(root, forge, monkeypatch, server) == 1
        assert [name for name, _ in server.requests] == branches(forge)
        assert "1 von 2 Vorschlägen ließen sich nicht hochladen" in capsys.readouterr().out
        hook.unlink()
        server.status = 500
        assert last_step(root, forge, monkeypatch, server) == 1
        assert len(branches(forge)) == 1  # a branch nobody is told of is taken back
        server.status = 201
        assert last_step(root, forge, monkeypatch, server) == 0
        assert sorted(name for name, _ in server.requests) == branches(forge)
        assert len(branches(forge)) == 2


@pytest.mark.parametrize(
    "change",
    [
        {"zweig": "main"},
        {"zweig": "beitrag/anders"},
        {"zweig": "beitrag/../main"},
        {"commit": "--force"},
        {"commit": "0" * 40},
    ],
)
def test_a_card_somebody_has_changed_uploads_nothing(
    forge: Path, monkeypatch: pytest.MonkeyPatch, change: dict[str, str]
) -> None:
    upload(forge, UPLOAD, "Der Hort hat offen.")
    root = clone(forge)
    first_step(root, monkeypatch)
    values = json.loads(card(root).read_text(encoding="utf-8"))
    card(root).write_text(json.dumps({**values, **change}), encoding="utf-8")
    before = git(forge, "for-each-ref")
    assert last_step(root, forge, monkeypatch) == 1
    assert git(forge, "for-each-ref") == before


def test_a_branch_that_changes_more_than_the_guide_is_not_uploaded(
    forge: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    upload(forge, UPLOAD, "Der Hort hat offen.")
    root = clone(forge)
    first_step(root, monkeypatch)
    branch = json.loads(card(root).read_text(encoding="utf-8"))["zweig"]
    git(root, "checkout", "--quiet", branch)
    (root / ".gitlab-ci.yml").write_text("boese: {script: [env]}\n", encoding="utf-8")
    git(root, "add", ".gitlab-ci.yml")
    git(root, "-c", "user.name=x", "-c", "user.email=x@stadt.example", "commit", "--quiet", "-m", "x")
    git(root, "checkout", "--quiet", "main")
    assert last_step(root, forge, monkeypatch) == 1
    assert branches(forge) == []
    assert "ändert mehr als den Ratgeber (.gitlab-ci.yml)" in capsys.readouterr().err


def test_a_branch_that_is_gone_is_told_with_what_to_do(
    forge: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    upload(forge, UPLOAD, "Der Hort hat offen.")
    root = clone(forge)
    first_step(root, monkeypatch)
    git(root, "branch", "-D", json.loads(card(root).read_text(encoding="utf-8"))["zweig"])
    card(root).with_name("zweig.bundle").unlink()
    assert last_step(root, forge, monkeypatch) == 1
    assert "gibt es hier nicht mehr" in capsys.readouterr().err


def test_a_waiting_proposal_is_not_made_again_and_still_uploaded(forge: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    upload(forge, UPLOAD, "Der Hort hat offen.")
    root = clone(forge)
    first_step(root, monkeypatch)
    assert first_step(root, monkeypatch) == 0
    with fake_forge() as server:
        assert last_step(root, forge, monkeypatch, server) == 0
        assert server.payload["title"] == "Neues Kapitel: Hort und Ferien"
        assert "So geht es weiter" in server.payload["description"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--nur-hochladen"], "--nur-hochladen gehört zu --hochladen."),
        (["--nur-hochladen", "--hochladen", "origin", "a.docx"], "--nur-hochladen nimmt keine Dateien"),
        (["aufraeumen", "a.docx"], "„aufraeumen“ steht allein"),
        (["--vorschau"], "--vorschau gehört zu „aufraeumen“"),
    ],
)
def test_what_does_not_go_together_is_said(
    words: list[str], sentence: str, forge: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(person(forge, "person", SCHOOL).root)
    with pytest.raises(SystemExit):
        main(["eingang", *words])
    assert sentence in capsys.readouterr().err
