from __future__ import annotations

from collections.abc import Iterator

import pytest

from fake_forge import FakeForge, fake_forge
from ratgeber_tools.proposals.forge import TOKEN, ForgeError, comment, has_request, open_request
from ratgeber_tools.proposals.message import Message

MESSAGE = Message("Neues Kapitel: Hort", "Guten Tag.\n")


@pytest.fixture
def forge() -> Iterator[FakeForge]:
    with fake_forge() as server:
        yield server


def test_gitlab_is_asked_as_its_interface_wants_it(forge: FakeForge) -> None:
    page = open_request("gitlab", MESSAGE, branch="beitrag/x", target="main", variables=forge.variables)
    assert page == "https://gitlab/1"
    assert forge.path == "/api/projects/42/merge_requests"
    assert forge.headers["Private-Token"] == "geheim"
    assert forge.payload == {
        "title": "Neues Kapitel: Hort",
        "description": "Guten Tag.\n",
        "source_branch": "beitrag/x",
        "target_branch": "main",
        "remove_source_branch": True,
    }


@pytest.mark.parametrize(("kind", "word"), [("forgejo", "token"), ("github", "Bearer")])
def test_forgejo_and_github_are_asked_for_a_pull_request(forge: FakeForge, kind: str, word: str) -> None:
    page = open_request(kind, MESSAGE, branch="beitrag/x", target="main", variables=forge.variables)
    assert page == "https://pulls/1"
    assert forge.path == "/api/repos/stadt/ratgeber/pulls"
    assert forge.headers["Authorization"] == f"{word} geheim"
    assert forge.payload == {
        "title": "Neues Kapitel: Hort", "body": "Guten Tag.\n", "head": "beitrag/x", "base": "main",
    }  # fmt: skip


@pytest.mark.parametrize("status", [409, 422])
def test_a_request_that_is_open_already_is_no_mistake(forge: FakeForge, status: int) -> None:
    forge.status = status
    assert open_request("gitlab", MESSAGE, branch="b", target="main", variables=forge.variables) == ""


def test_a_refusal_names_the_token_and_never_shows_it(forge: FakeForge) -> None:
    forge.status = 401
    with pytest.raises(ForgeError, match="RATGEBER_TOKEN") as raised:
        open_request("gitlab", MESSAGE, branch="b", target="main", variables=forge.variables)
    assert "geheim" not in str(raised.value)


def test_a_missing_variable_is_named() -> None:
    with pytest.raises(ForgeError, match="CI_API_V4_URL, CI_PROJECT_ID, RATGEBER_TOKEN"):
        open_request("gitlab", MESSAGE, branch="b", target="main", variables={})


def test_a_forge_that_is_away_is_said_in_one_sentence() -> None:
    variables = {"CI_API_V4_URL": "http://127.0.0.1:9", "CI_PROJECT_ID": "1", TOKEN: "x"}
    with pytest.raises(ForgeError, match="antwortet nicht"):
        open_request("gitlab", MESSAGE, branch="b", target="main", variables=variables)


@pytest.mark.parametrize("kind", ["gitlab", "forgejo", "github"])
def test_whether_there_is_a_request_for_a_branch_the_forge_knows(kind: str) -> None:
    with fake_forge(kind) as forge:
        forge.requests = [("beitrag/offen", "open"), ("beitrag/geschlossen", "closed")]
        forge.requests += [(f"beitrag/neuer-{number}", "open") for number in range(120)]
        for branch, is_there in (("beitrag/offen", True), ("beitrag/geschlossen", True), ("beitrag/off", False)):
            assert has_request(kind, branch, variables=forge.variables) is is_there
        assert "geheim" in (forge.headers.get("Private-Token") or forge.headers["Authorization"])


@pytest.mark.parametrize("kind", ["gitlab", "forgejo", "github"])
def test_a_forge_that_does_not_say_is_no_forge_without_a_request(kind: str) -> None:
    with fake_forge(kind) as forge:
        forge.status = 403
        with pytest.raises(ForgeError, match="ob es zu b schon einen Vorschlag gibt"):
            has_request(kind, "b", variables=forge.variables)


@pytest.mark.parametrize("kind", ["gitlab", "forgejo", "github"])
def test_a_comment_goes_below_the_request_of_its_branch(kind: str) -> None:
    with fake_forge(kind) as forge:
        forge.requests = [("beitrag/eins", "open"), ("beitrag/zwei", "open")]
        assert comment(kind, "Guten Tag.", branch="beitrag/eins", variables=forge.variables)
        assert forge.comments == [("beitrag/eins", "Guten Tag.")]
        assert not comment(kind, "Guten Tag.", branch="beitrag/drei", variables=forge.variables)
        assert len(forge.comments) == 1


def test_a_request_to_be_looked_at_first_is_a_draft_where_the_forge_has_them(forge: FakeForge) -> None:
    for kind, sign in (("gitlab", "Draft: "), ("forgejo", "WIP: "), ("github", "WIP: ")):
        draft = Message("Erst ansehen: Hort", "Guten Tag.\n", is_draft=True)
        open_request(kind, draft, branch="beitrag/x", target="main", variables=forge.variables)
        assert forge.payload["title"] == f"{sign}Erst ansehen: Hort"
