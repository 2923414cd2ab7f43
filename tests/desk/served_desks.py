"""A desk served for several people behind a proxy, browsers with their cookies, and the letters it has written."""

from __future__ import annotations

import http.client
import json
import re
import socket as sockets
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import uvicorn
from websockets.sync.client import ClientConnection, connect

from desk.desk_network import MOMENT
from desk.desk_servers import PATIENCE_S, Talk
from ratgeber_tools.desk.login.letters import Postbox
from ratgeber_tools.desk.login.settings import MailServer, Served
from ratgeber_tools.desk.rooms.desk import Desk
from ratgeber_tools.desk.server.app import application
from ratgeber_tools.desk.server.logins import Logins
from ratgeber_tools.desk.server.running import HOST, open_port, served_logins, settings_for
from ratgeber_tools.desk.server.serving import OfficesByNow, Serving
from ratgeber_tools.desk.store import SqliteStore
from ratgeber_tools.history import find_repository

SESSION = "redaktion"
_LINK = re.compile(r"https?://\S+/anmelden\?\S+")


@dataclass
class ServedDesk:
    """`moment` is the server's clock, `letters` what it has handed to its mail server."""

    root: Path
    port: int
    served: Served
    logins: Logins
    desk: Desk
    serving: Serving
    letters: list[EmailMessage] = field(default_factory=list)
    moment: datetime = MOMENT

    def browser(self) -> Browser:
        return Browser(self)

    def mailed_link(self) -> str:
        """Return what stands behind the host in the link of the last letter."""
        assert self.serving.postbox is not None
        self.serving.postbox.close()
        self.serving.postbox._workers = Postbox(self.serving.postbox.server)._workers
        text = self.letters[-1].get_content()
        found = _LINK.search(text)
        assert found is not None
        address, _, query = found[0].partition("/anmelden?")
        assert address == self.served.address
        return f"/anmelden?{query}"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: str

    @property
    def place(self) -> str:
        return str(self.headers["Location"])


@dataclass
class Browser:
    """Keeps cookies, names the desk's own host and origin; behind a proxy, at `address` for it."""

    desk: ServedDesk
    cookies: dict[str, str] = field(default_factory=dict)
    address: str = "192.0.2.7"

    def ask(
        self, path: str, body: str | None = None, headers: Mapping[str, str | None] | None = None, method: str = ""
    ) -> Answer:
        method = method or ("GET" if body is None else "POST")
        given = {"Host": self.desk.served.host, "X-Forwarded-For": self.address, "Cookie": self._cookie()}
        if method != "GET":
            given |= {"Origin": self.desk.served.address, "Content-Type": "application/x-www-form-urlencoded"}
        given = {name: value for name, value in {**given, **(headers or {})}.items() if value}
        line = http.client.HTTPConnection(HOST, self.desk.port, timeout=PATIENCE_S)
        try:
            line.request(method, path, body, given)
            answer = line.getresponse()
            for cookie in answer.headers.get_all("Set-Cookie") or []:
                name, _, value = cookie.split(";")[0].partition("=")
                self.cookies.pop(name, None)
                if "Max-Age=0" not in cookie:
                    self.cookies[name] = value
            return Answer(answer.status, answer.headers, answer.read().decode("utf-8", "replace"))
        finally:
            line.close()

    def post(self, path: str, **fields: str) -> Answer:
        return self.ask(path, urlencode(fields))

    def json(self, path: str) -> Any:
        return json.loads(self.ask(path).body)

    def ask_for_link(self, mailbox: str, place: str = "/") -> str:
        """Have a link mailed; return what stands behind the host in it."""
        assert self.post("/anmelden", adresse=mailbox, weiter=place).status == 200
        return self.desk.mailed_link()

    def follow(self, link: str) -> Answer:
        """Open a mailed link and press its button."""
        page = self.ask(link)
        fields = dict(re.findall(r'name="(zeichen|weiter)" value="([^"]*)"', page.body))
        return self.post("/anmelden/link", **fields)

    def log_in(self, mailbox: str) -> Browser:
        assert self.follow(self.ask_for_link(mailbox)).status == 303
        return self

    @property
    def is_in(self) -> bool:
        return self.ask("/api/ich").status == 200

    @contextmanager
    def socket(self, chapter: str, *, origin: str = "") -> Iterator[ClientConnection]:
        headers = {"Cookie": self._cookie(), "X-Forwarded-For": self.address}
        line = sockets.create_connection((HOST, self.desk.port), timeout=PATIENCE_S)
        with connect(
            f"ws://{self.desk.served.host}/raum/{chapter}", sock=line, origin=origin or self.desk.served.address,
            additional_headers=headers, open_timeout=PATIENCE_S, max_size=None, compression=None,
        ) as socket:  # type: ignore[arg-type]  # fmt: skip
            yield socket

    @contextmanager
    def room(self, chapter: str, client: str = "tab-00001") -> Iterator[Talk]:
        with self.socket(chapter) as socket:
            talk = Talk(socket)
            talk.say({"type": "open", "client": client})
            yield talk

    def _cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())


@contextmanager
def served_desk(root: Path, make: Any = Served, address: str = "", **more: Any) -> Iterator[ServedDesk]:
    """Serve the project at `root` at `address`, or at a port of localhost; `more` are further settings."""
    listening = open_port(0, is_chosen=True)
    port = listening.getsockname()[1]
    store = SqliteStore(root / "_redaktion" / "redaktion.sqlite")
    made: list[ServedDesk] = []
    letters: list[EmailMessage] = []

    def now() -> datetime:
        return made[0].moment

    from ipaddress import ip_network

    from ratgeber_tools.desk.login.settings import Encryption

    mail = MailServer("mail.example.org", 25, Encryption.NONE, "redaktion@stadt.example")
    served = Served(address or f"http://localhost:{port}", (ip_network(HOST),), mail, **more)
    offices = OfficesByNow(root)
    planned = Serving.of(served, offices, store, now)
    postbox = Postbox(mail, lambda _server, letter: letters.append(letter))
    serving = Serving(served, offices, postbox, planned.passkeys, planned.provider)
    desk = Desk((root / "ratgeber").resolve(), store, find_repository(root), now)
    logins = served_logins(store, now, offices)
    made.append(ServedDesk(root, port, served, logins, desk, serving, letters))
    settings = settings_for(application(desk, logins, frozenset({f"{HOST}:{port}"}), serving))
    settings.timeout_graceful_shutdown = 1
    server = uvicorn.Server(settings)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        yield made[0]
    finally:
        server.should_exit = True
        thread.join(PATIENCE_S)
        listening.close()
        postbox.close()
        store.close()
