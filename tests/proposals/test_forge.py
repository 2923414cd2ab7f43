from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from ratgeber_tools.proposals.forge import TOKEN, ForgeError, open_request
from ratgeber_tools.proposals.message import Message

MESSAGE = Message("Neues Kapitel: Hort", "Guten Tag.\n")


class FakeForge(HTTPServer):
    """Answers as it is told and remembers what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.status, self.answer = 201, {"web_url": "https://gitlab/1", "html_url": "https://pulls/1"}
        self.path, self.headers, self.payload = "", {}, {}

    @property
    def variables(self) -> dict[str, str]:
        address = f"http://127.0.0.1:{self.server_port}/api"
        return {
            "CI_API_V4_URL": address,
            "CI_PROJECT_ID": "42",
            "GITHUB_API_URL": address,
            "GITHUB_REPOSITORY": "stadt/ratgeber",
            TOKEN: "geheim",
        }


class Handler(BaseHTTPRequestHandler):
    server: FakeForge

    def do_POST(self) -> None:
        self.server.path = self.path
        self.server.headers = dict(self.headers)
        self.server.payload = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(self.server.status)
        self.end_headers()
        self.wfile.write(json.dumps(self.server.answer).encode())

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@pytest.fixture
def forge() -> Iterator[FakeForge]:
    server = FakeForge()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


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
