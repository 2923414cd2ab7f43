"""A desk that runs: the real server on a port of its own, and somebody at it with a browser's manners."""

from __future__ import annotations

import json
import socket as sockets
import threading
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.client import HTTPResponse
from pathlib import Path
from typing import Any

import uvicorn
from websockets.sync.client import ClientConnection, connect

from desk.desk_network import MOMENT, OFFICE
from guide_project import SCHOOL, Project
from patience import PATIENCE_S
from ratgeber_tools.checked import check_folder
from ratgeber_tools.desk.remembered_findings import RememberedFindings
from ratgeber_tools.desk.rooms.desk import Desk
from ratgeber_tools.desk.server.app import application
from ratgeber_tools.desk.server.logins import COOKIE, Logins
from ratgeber_tools.desk.server.running import HOST, open_port
from ratgeber_tools.desk.store import Login, SqliteStore
from ratgeber_tools.history import find_repository


@dataclass
class RunningDesk:
    """`moment` is the server's clock; a test sets it."""

    root: Path
    port: int
    logins: Logins
    desk: Desk
    moment: datetime = MOMENT

    @property
    def origin(self) -> str:
        return f"http://{HOST}:{self.port}"

    def visitor(self, login: Login = OFFICE) -> Visitor:
        visitor = Visitor(self)
        visitor.get(f"/anmelden?zeichen={self.logins.invite(login)}")
        return visitor


class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_arguments: Any) -> None:  # what a redirect says is looked at, not followed
        return None


@dataclass
class Visitor:
    """A browser with a cookie."""

    running: RunningDesk
    cookie: str = ""

    def get(self, path: str, *, method: str = "GET", **headers: str) -> tuple[int, HTTPResponse | Any, bytes]:
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookie:
            given["Cookie"] = f"{COOKIE}={self.cookie}"
        request = urllib.request.Request(f"{self.running.origin}{path}", headers=given, method=method)
        opener = urllib.request.build_opener(Stay)
        try:
            answer = opener.open(request, timeout=PATIENCE_S)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            body = answer.read()
            for line in answer.headers.get_all("Set-Cookie") or []:
                self.cookie = line.split(";")[0].partition("=")[2]
            return answer.status, answer, body

    def json(self, path: str) -> Any:
        return json.loads(self.get(path)[2])

    @contextmanager
    def room(self, chapter: str, client: str = "tab-00001", **more: Any) -> Iterator[Talk]:
        with self.socket(chapter) as socket:
            talk = Talk(socket)
            talk.say({"type": "open", "client": client, **more})
            yield talk

    @contextmanager
    def socket(self, chapter: str, *, origin: str | None = None, host: str | None = None) -> Iterator[ClientConnection]:
        headers = {"Cookie": f"{COOKIE}={self.cookie}"} if self.cookie else {}
        line = sockets.create_connection((HOST, self.running.port), timeout=PATIENCE_S)
        address = f"ws://{host or f'{HOST}:{self.running.port}'}/raum/{chapter}"
        with connect(
            address, sock=line, origin=origin or self.running.origin, additional_headers=headers,
            open_timeout=PATIENCE_S, max_size=None, compression=None,
        ) as socket:  # type: ignore[arg-type]  # fmt: skip
            yield socket


@dataclass
class Talk:
    """A socket and what came over it."""

    socket: ClientConnection
    heard: list[dict[str, Any]] = field(default_factory=list)

    def say(self, message: Any) -> None:
        self.socket.send(message if isinstance(message, str) else json.dumps(message))

    def hear(self, kind: str) -> dict[str, Any]:
        """Return the next message of a kind; others are passed over."""
        while True:
            message = json.loads(self.socket.recv(timeout=PATIENCE_S))
            self.heard.append(message)
            if message["type"] == kind:
                return message  # type: ignore[no-any-return]


@contextmanager
def desk_with_one_chapter(root: Path, chapter: str, text: str) -> Iterator[RunningDesk]:
    """Run a desk on a new guide that has but one chapter."""
    project = Project.create(root)
    project.write("index", f"# Ratgeber\n\n```{{toctree}}\n{chapter}\n```\n", head="")
    project.write(chapter, text)
    project.commit(SCHOOL)
    with running_desk(project.root) as found:
        yield found


@contextmanager
def running_desk(root: Path, *, doors: Iterable[int] = (), largest_frame: int = 2**24) -> Iterator[RunningDesk]:
    """Run the desk of a project; it may be reached by the ports `doors` as well, which lead to its own."""
    listening = open_port(0, is_chosen=True)
    port = listening.getsockname()[1]
    store = SqliteStore(root / "_redaktion" / "redaktion.sqlite")
    clock: list[RunningDesk] = []
    desk = Desk((root / "ratgeber").resolve(), store, find_repository(root), lambda: clock[0].moment)
    logins = Logins(store, lambda: clock[0].moment)
    clock.append(RunningDesk(root, port, logins, desk))
    # checks in a process of their own are for guides with many chapters, and tested by themselves
    findings = RememberedFindings(desk.folder, desk.now, check_folder, patience_s=PATIENCE_S)
    app = application(desk, logins, frozenset(f"{HOST}:{door}" for door in (port, *doors)), findings=findings)
    settings = uvicorn.Config(
        app, log_level="warning", ws="websockets-sansio", ws_max_size=largest_frame, timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(settings)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        yield clock[0]
    finally:
        server.should_exit = True
        thread.join(PATIENCE_S)
        listening.close()
        store.close()
