"""A forge on this machine: takes merge requests and lists them, each kind as its interface does."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from ratgeber_tools.proposals.forge import TOKEN


class FakeForge(HTTPServer):
    """Answers as it is told and remembers what it was asked; `requests` are branch and state of each, oldest first.

    `comments` are branch and text of each.
    """

    def __init__(self, kind: str = "gitlab") -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.kind = kind
        self.status, self.answer = 201, {"web_url": "https://gitlab/1", "html_url": "https://pulls/1"}
        self.path, self.headers, self.payload = "", {}, {}
        self.requests: list[tuple[str, str]] = []
        self.listed = 0
        self.comments: list[tuple[str, str]] = []

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

    def page(self, query: dict[str, str]) -> list[dict[str, Any]]:
        """Return what the forge lists: Forgejo has no filter by branch, and lists only open requests unless asked."""
        found = [entry for entry in reversed(self.requests) if query.get("state") == "all" or entry[1] == "open"]
        if self.kind == "gitlab":
            found = [entry for entry in found if entry[0] == query["source_branch"]]
        if self.kind == "github":
            found = [entry for entry in found if f"stadt:{entry[0]}" == query["head"]]
        size = int(query["limit" if self.kind == "forgejo" else "per_page"])
        start = (int(query["page"]) - 1) * size
        shown = found[start : start + size]
        if self.kind == "gitlab":
            return [{"iid": self.number(branch), "source_branch": branch, "state": state} for branch, state in shown]
        return [{"number": self.number(branch), "head": {"ref": branch}, "state": state} for branch, state in shown]

    def number(self, branch: str) -> int:
        return next(at for at, entry in enumerate(self.requests, start=1) if entry[0] == branch)

    def takes_comment(self, path: str, payload: dict[str, Any]) -> bool:
        """Keep a comment if `path` is where this forge takes them."""
        of_issue = r"/api/repos/stadt/ratgeber/issues/(\d+)/comments"
        found = re.fullmatch(
            r"/api/projects/42/merge_requests/(\d+)/notes" if self.kind == "gitlab" else of_issue, path
        )
        if found is not None:
            self.comments.append((self.requests[int(found[1]) - 1][0], payload["body"]))
        return found is not None


class Handler(BaseHTTPRequestHandler):
    server: FakeForge

    def do_POST(self) -> None:
        self.server.headers = dict(self.headers)
        payload = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.server.status == 201 and self.server.takes_comment(self.path, payload):
            self.respond(201, {"id": 1})
            return
        self.server.path, self.server.payload = self.path, payload
        if self.server.status == 201:
            self.server.requests.append(
                (self.server.payload.get("source_branch") or self.server.payload["head"], "open")
            )
        self.respond(self.server.status, self.server.answer)

    def do_GET(self) -> None:
        self.server.listed += 1
        self.server.headers = dict(self.headers)
        query = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        status = 200 if self.server.status == 201 else self.server.status
        self.respond(status, self.server.page(query))

    def respond(self, status: int, content: object) -> None:
        self.send_response(status)
        self.end_headers()
        self.wfile.write(json.dumps(content).encode())

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@contextmanager
def fake_forge(kind: str = "gitlab") -> Iterator[FakeForge]:
    server = FakeForge(kind)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
