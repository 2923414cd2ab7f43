"""A link in the forge's message that the desk believes without an account: signed for one state, until one day."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from fake_forge import fake_forge
from guide_project import YOUTH, git
from proposals.inbox_case import UPLOAD, branches, message, person, upload, upload_files
from proposals.two_steps import clone, first_step, last_step
from ratgeber_tools.proposals.message import Message
from ratgeber_tools.proposals.signed_link import (
    HOLDS,
    KEY,
    Invitation,
    PreviewKeyError,
    SignedState,
    checked_key,
    sign,
    verified,
)

SECRET = "0123456789abcdef" * 2
OURS = SECRET.encode()
STATE = SignedState("a" * 40, date(2026, 12, 14))
TOKEN = sign(STATE, OURS)
LINK = re.compile(r"\(https://redaktion\.stadt\.example/vorschau/(z-[\w-]+)/\)")


def test_what_was_signed_is_read_back_as_it_was() -> None:
    assert verified(TOKEN, OURS) == STATE
    assert verified(sign(SignedState("b" * 64, STATE.last_day), OURS), OURS) == SignedState("b" * 64, STATE.last_day)
    assert re.fullmatch(r"[\w-]+", TOKEN)


@pytest.mark.parametrize(
    "changed",
    [
        TOKEN.replace("a" * 40, "b" * 40),
        TOKEN.replace("20261214", "20271214"),
        TOKEN[:-1],
        f"{TOKEN}A",
        TOKEN[:-1] + ("A" if TOKEN[-1] != "A" else "B"),
        TOKEN.upper(),
        f"{TOKEN}/../x",
        f"{TOKEN}\n",
        TOKEN[:-43] + "A" * 43,
        TOKEN[:-44],
        "",
    ],
)
def test_what_was_changed_by_one_character_is_not_believed(changed: str) -> None:
    assert verified(changed, OURS) is None


def test_another_key_and_no_key_believe_nothing() -> None:
    assert verified(TOKEN, b"f" * 32) is None
    assert verified(TOKEN, None) is None


def test_a_key_that_could_be_guessed_is_refused_in_a_sentence() -> None:
    with pytest.raises(PreviewKeyError, match=f"{KEY}: Der Schlüssel ist zu kurz. Er braucht mindestens 32"):
        checked_key("kurz")
    assert checked_key("") is None
    assert checked_key(SECRET) == OURS


def test_without_a_desk_or_a_key_there_is_nothing_to_add() -> None:
    assert Invitation.of({}, "https://redaktion.stadt.example", STATE.last_day) is None
    assert Invitation.of({KEY: SECRET}, "", STATE.last_day) is None


def test_words_of_an_author_do_not_say_where_the_link_stands() -> None:
    invitation = Invitation("https://redaktion.stadt.example", OURS, date(2026, 11, 30))
    body = "Unter „## So geht es weiter“: x\n\n## So geht es weiter\n\n1. Lesen Sie.\n"
    first, second = invitation.added_to(Message("t", body), "a" * 40).body.split("## So geht es weiter\n\nSo sehen")
    assert first == "Unter „## So geht es weiter“: x\n\n"
    assert "Der Link gilt bis 14.12.2026." in second
    assert second.endswith("\n\n1. Lesen Sie.\n")
    to_settle = Message("Erst klären: Kapitel Hort", body)
    assert invitation.added_to(to_settle, "a" * 40) == to_settle, "nobody without an account sees persons"
    assert "Vorschau öffnen" in invitation.added_to(Message("t", "Gefunden.\n"), "a" * 40).body


# ------------------------------------------------------------------------------------------------- on the forge


@pytest.fixture
def with_desk(forge: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The forge of a guide whose records say where the desk is."""
    monkeypatch.setattr("ratgeber_tools.cli.preview_invitation.local_today", lambda: STATE.last_day - HOLDS)
    editor = person(forge, "redaktion", YOUTH)
    path = editor.guide / "daten" / "kommune.yaml"
    path.parent.mkdir(exist_ok=True)
    before = path.read_text(encoding="utf-8") if path.is_file() else "name: Stadt\n"
    path.write_text(f"{before}adresse_des_redaktionstischs: https://redaktion.stadt.example/\n", encoding="utf-8")
    editor.commit(YOUTH)
    git(editor.root, "push", "--quiet")
    return forge


def test_the_step_with_the_key_adds_the_link_to_the_state_it_uploads(
    with_desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload(with_desk, UPLOAD, "Der Hort hat offen.")
    root = clone(with_desk)
    assert first_step(root, monkeypatch) == 0
    monkeypatch.setenv(KEY, SECRET)
    with fake_forge() as server:
        assert last_step(root, with_desk, monkeypatch, server) == 0
        said = server.payload["description"]
    (branch,) = branches(with_desk)
    found = LINK.search(said)
    assert found is not None
    assert verified(found[1], OURS) == SignedState(git(with_desk, "rev-parse", branch), STATE.last_day)
    assert timedelta(days=14) == HOLDS
    assert not LINK.search(message(root, branch))  # what is kept on disk opens nothing


def test_without_the_key_the_message_is_what_it_was(with_desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    upload(with_desk, UPLOAD, "Der Hort hat offen.")
    root = clone(with_desk)
    first_step(root, monkeypatch)
    with fake_forge() as server:
        last_step(root, with_desk, monkeypatch, server)
        (branch,) = branches(with_desk)
        assert message(root, branch) == f"# {server.payload['title']}\n\n{server.payload['description']}"


def test_what_changes_no_chapter_has_no_page_to_show(with_desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    upload_files(with_desk, {"eingang/Foto.jpg": b"x"})
    root = clone(with_desk)
    first_step(root, monkeypatch)
    monkeypatch.setenv(KEY, SECRET)
    with fake_forge() as server:
        last_step(root, with_desk, monkeypatch, server)
        assert "/vorschau/" not in server.payload["description"]


def test_a_short_key_is_refused_before_anything_is_uploaded(
    with_desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    upload(with_desk, UPLOAD, "Der Hort hat offen.")
    root = clone(with_desk)
    first_step(root, monkeypatch)
    monkeypatch.setenv(KEY, "kurz")
    with fake_forge() as server:
        assert last_step(root, with_desk, monkeypatch, server) != 0
        assert server.requests == []
    assert "Der Schlüssel ist zu kurz" in capsys.readouterr().err
    assert branches(with_desk) == []


def test_a_proposal_that_is_built_again_has_a_link_to_its_new_state(
    with_desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(KEY, SECRET)
    editor = person(with_desk, "leitung", YOUTH)
    editor.write("schulanfang/hort-und-ferien", "# Hort und Ferien\n\nDer Hort hat zu.\n")
    editor.commit(YOUTH)
    git(editor.root, "push", "--quiet")
    upload(with_desk, UPLOAD, "Der Hort hat offen.")
    with fake_forge() as server:
        root = clone(with_desk)
        first_step(root, monkeypatch)
        last_step(root, with_desk, monkeypatch, server)
        (branch,) = branches(with_desk)
        before = git(with_desk, "rev-parse", branch)
        git(editor.root, "pull", "--quiet")
        editor.write("schulanfang/hort-und-ferien", "# Hort und Ferien\n\nDer Hort hat heute zu.\n")
        editor.commit(YOUTH)
        git(editor.root, "push", "--quiet")
        root = clone(with_desk)
        git(root, "fetch", "--quiet", "origin")
        first_step(root, monkeypatch)
        last_step(root, with_desk, monkeypatch, server)
        after = git(with_desk, "rev-parse", branch)
        assert after != before
        found = LINK.search(server.comments[-1][1])
        assert found is not None
        assert verified(found[1], OURS) == SignedState(after, STATE.last_day)
