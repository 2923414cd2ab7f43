"""A desk that is ended by `kill -9` while somebody types and saves, again and again: what was acknowledged is there.

The server is a process of its own, forked from one that has imported everything, so that a start is cheap.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import re
import signal
import socket
import threading
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

from desk import hands
from desk.desk_network import MOMENT, OFFICE
from desk.python_client import Client
from guide_project import git
from patience import PATIENCE_S
from ratgeber_tools.desk.rooms.room import Room
from ratgeber_tools.desk.server.logins import COOKIE, Logins
from ratgeber_tools.desk.server.running import HOST, open_port, run
from ratgeber_tools.desk.store import SqliteStore
from ratgeber_tools.desk.store.opening import STORE

_WORD = re.compile(r"k\d{5}x")


@dataclass
class KilledDesk:
    """The project at `root`, the chapter that is written in, and what became of every word."""

    root: Path
    chapter: str
    chance: Random
    acknowledged: list[str] = field(default_factory=list)
    kills: int = 0
    saves: int = 0
    _typed: int = 0
    _requests: int = 0

    def kill(self, times: int) -> None:
        for _ in range(times):
            self._once()
            self.kills += 1

    def _once(self) -> None:
        listening = open_port(0, is_chosen=True)
        cookie = self._log_in()
        server = multiprocessing.get_context("fork").Process(target=_serve, args=(self.root, listening), daemon=True)
        server.start()
        port = listening.getsockname()[1]
        listening.close()
        assert server.pid is not None
        try:
            self._type_until_killed(port, cookie, server.pid)
        finally:
            os.kill(server.pid, signal.SIGKILL)
            server.join(PATIENCE_S)

    def _log_in(self) -> str:
        store = SqliteStore(self.root / STORE)
        try:
            logins = Logins(store, lambda: MOMENT)
            session = logins.begin(logins.invite(OFFICE))
            assert session is not None
            return session
        finally:
            store.close()

    def _type_until_killed(self, port: int, cookie: str, server: int) -> None:
        words = self.chance.randint(1, 12)
        delay_s = self.chance.uniform(0.0, 0.03)
        killer = threading.Timer(delay_s, os.kill, (server, signal.SIGKILL))
        address = f"ws://{HOST}:{port}/raum/{self.chapter}"
        headers = {"Cookie": f"{COOKIE}={cookie}"}
        try:
            with connect(
                address, origin=f"http://{HOST}:{port}", additional_headers=headers, open_timeout=PATIENCE_S,  # type: ignore[arg-type]
                max_size=None, compression=None,
            ) as line:  # fmt: skip
                client = Client("tab-00001", lambda message: line.send(json.dumps(message)), self._identifier)
                client.connect()
                while client.document is None:
                    client.receive(json.loads(line.recv(timeout=PATIENCE_S)))
                for number in range(10_000):
                    word = self._type(client)
                    if number == words:
                        killer.start()
                    if self.chance.random() < 0.1:
                        line.send(json.dumps({"type": "save"}))
                        self.saves += 1
                    while not client.is_settled:
                        client.receive(json.loads(line.recv(timeout=PATIENCE_S)))
                    self.acknowledged.append(word)
        except (WebSocketException, OSError, EOFError):
            return  # killed
        finally:
            killer.cancel()

    def _type(self, client: Client) -> str:
        assert client.document is not None
        word = f"k{self._typed:05}x"
        self._typed += 1
        way = hands.typing(word, after="hat")(client.document)
        assert way is not None
        client.edit(list(way.steps))
        return word

    def _identifier(self) -> str:
        self._requests += 1
        return f"killed-{self._requests:06}"

    # ------------------------------------------------------------------ what became of it

    def words(self) -> Counter[str]:
        store = SqliteStore(self.root / STORE)
        try:
            room = Room.opened(self.chapter, store, lambda: MOMENT)
            return Counter(_WORD.findall(room.document.text_content))
        finally:
            store.close()

    def saved_words(self) -> Counter[str]:
        text = (self.root / "ratgeber" / f"{self.chapter}.md").read_text(encoding="utf-8")
        return Counter(_WORD.findall(text))

    @property
    def lost(self) -> list[str]:
        there = self.words()
        return [word for word in self.acknowledged if not there[word]]

    @property
    def doubled(self) -> list[str]:
        return [word for word, times in (self.words() | self.saved_words()).items() if times > 1]

    def is_repository_whole(self) -> bool:
        (self.root / ".git" / "index.lock").unlink(missing_ok=True)  # what a git that was killed itself leaves
        return "error" not in git(self.root, "fsck", "--full")


def _serve(root: Path, listening: socket.socket) -> None:
    os.chdir(root)
    run(root, listening, lambda: MOMENT, _silent)


def _silent(*_words: Any) -> None:
    """Greet nobody."""
