"""Two servers on one database and one guide folder, tabs at both, and one of the servers is ended by `kill -9`.

What one server hears of the other's steps it hears from the database: the look every other second is switched off.
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
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from prosemirror.model import Node
from websockets.exceptions import WebSocketException
from websockets.sync.client import ClientConnection, connect

from desk.desk_network import MOMENT, OFFICE, words_in
from desk.hands import do_something
from desk.killed_desks import _silent
from desk.python_client import Client
from patience import PATIENCE_S
from ratgeber_tools.desk.rooms.room import Room
from ratgeber_tools.desk.server import app
from ratgeber_tools.desk.server.logins import COOKIE, Logins
from ratgeber_tools.desk.server.running import HOST, open_port, run
from ratgeber_tools.desk.store.opening import open_store

#: So many deeds nobody does before a server was killed, however quick they are and slow the others.
_LEFT_TO_DO = 4
_WORD = re.compile(r"t\d{5}x")


@dataclass
class TwoDesks:
    """The project at `root`, the chapter that is written in, and what was typed in it."""

    root: Path
    database: str
    chapter: str
    seed: int
    tabs: int = 4
    words: list[str] = field(default_factory=list)
    moved: int = 0
    failures: list[BaseException] = field(default_factory=list)
    is_killed: threading.Event = field(default_factory=threading.Event)
    differing: int = 0

    def run(self, operations: int) -> None:
        """Have every tab do so much; the first server is killed when half of it is done."""
        cookie = self._log_in()
        with self._server() as first, self._server() as second:
            typist = [_Typist(self, number, cookie, [first, second], operations) for number in range(self.tabs)]
            threads = [threading.Thread(target=each.work, daemon=True) for each in typist]
            for thread in threads:
                thread.start()
            while len(self.words) < self.tabs * operations // 4 and any(thread.is_alive() for thread in threads):
                threads[0].join(0.01)
            os.kill(first.process, signal.SIGKILL)
            self.is_killed.set()
            for thread in threads:
                thread.join(PATIENCE_S)
            if self.failures:
                raise self.failures[0]
            typist[0].save(self._room().version)
            room = self._room()
            for each in typist:
                each.settle(room.version)
            self.differing = sum(each.document.to_json() != room.document.to_json() for each in typist)
            for each in typist:
                each.close()

    def _room(self) -> Room:
        """Return the room as the database has it."""
        store = open_store(self.root, self.database)
        try:
            return Room.opened(self.chapter, store, lambda: MOMENT)
        finally:
            store.close()

    def _log_in(self) -> str:
        store = open_store(self.root, self.database)
        try:
            logins = Logins(store, lambda: MOMENT)
            session = logins.begin(logins.invite(OFFICE))
            assert session is not None
            return session
        finally:
            store.close()

    @contextmanager
    def _server(self) -> Iterator[_Server]:
        listening = open_port(0, is_chosen=True)
        forked = multiprocessing.get_context("fork")
        server = forked.Process(target=_serve, args=(self.root, listening, self.database), daemon=True)
        server.start()
        port = listening.getsockname()[1]
        listening.close()
        assert server.pid is not None
        try:
            yield _Server(port, server.pid)
        finally:
            server.kill()
            server.join(PATIENCE_S)

    # ------------------------------------------------------------------ what became of it

    def check(self) -> list[str]:
        """Return what is wrong, in words; nothing is."""
        room = self._room()
        store = open_store(self.root, self.database)
        steps = len(store.steps(self.chapter, 0))
        store.close()
        text = (self.root / "ratgeber" / f"{self.chapter}.md").read_text(encoding="utf-8")
        here = _WORD.findall(" ".join(words_in(room.document)))
        once = Counter(_WORD.findall(" ".join(words_in(room.document, boxes=False))))
        wrong = [f"lost in the room: {word}" for word in self.words if word not in here]
        wrong += [f"lost in the chapter: {word}" for word in self.words if word not in text]
        wrong += [f"doubled: {word}" for word, times in once.items() if times > 1]
        wrong += ["a gap in the versions"] * (steps != room.version)
        return wrong + ["a tab differs"] * self.differing


@dataclass(frozen=True)
class _Server:
    port: int
    process: int


@dataclass
class _Typist:
    """A tab that goes to another server when its own is gone; all it has typed goes with it."""

    desks: TwoDesks
    number: int
    cookie: str
    servers: list[_Server]
    operations: int
    _requests: int = 0
    _saved: int = -1

    def __post_init__(self) -> None:
        self._chance = Random(f"{self.desks.seed}-{self.number}")
        self._at = self.number % 2
        self._client = Client(f"tab-0000{self.number}", self._send, self._identifier)
        self._line: ClientConnection | None = None
        self._lines = ExitStack()

    @property
    def document(self) -> Node:
        assert self._client.document is not None
        return self._client.document

    def work(self) -> None:
        try:
            self._connect()
            for number in range(self.operations):
                if number == self.operations - _LEFT_TO_DO:
                    self.desks.is_killed.wait(PATIENCE_S)
                self._keep_on(lambda at=number: self._do(at))  # type: ignore[misc]
            while not self._client.is_settled:
                self._keep_on(self._wait)
        except BaseException as error:
            self.desks.failures.append(error)

    def settle(self, version: int) -> None:
        while self._client.version < version:
            self._keep_on(self._hear)

    def save(self, version: int) -> None:
        while self._saved < version:
            self._keep_on(self._ask_to_save)

    def _ask_to_save(self) -> None:
        self._send({"type": "save"})
        while (said := self._hear())["type"] != "saved":
            pass
        self._saved = said["version"]

    def close(self) -> None:
        self._lines.close()

    def _keep_on(self, do: object) -> None:
        try:
            do()  # type: ignore[operator]
        except (WebSocketException, OSError, EOFError):
            self._connect()

    def _do(self, number: int) -> None:
        word = f"t{self.number}{number:04}x"
        deed = do_something(self.document, self._chance, word)
        if deed is not None:
            if deed.word:
                self.desks.words.append(word)
            self._client.edit(list(deed.way.steps))
        if self._chance.random() < 0.02:
            self._send({"type": "save"})
        if self._chance.random() < 0.5:
            self._wait()

    def _wait(self) -> None:
        while not self._client.is_settled:
            self._hear()

    def _hear(self) -> dict[str, Any]:
        assert self._line is not None
        message: dict[str, Any] = json.loads(self._line.recv(timeout=PATIENCE_S))
        self._client.receive(message)
        return message

    def _send(self, message: object) -> None:
        assert self._line is not None
        self._line.send(json.dumps(message))

    def _connect(self) -> None:
        """Open the room at the own server, or at the other if that is gone."""
        for _ in range(2):
            try:
                self._open(self.servers[self._at])
            except (WebSocketException, OSError, EOFError):
                self._at = 1 - self._at
                self.desks.moved += 1
            else:
                return
        raise AssertionError("no server is left")

    def _open(self, server: _Server) -> None:
        self._client.disconnect()
        self._lines.close()
        self._line = self._lines.enter_context(
            connect(
                f"ws://{HOST}:{server.port}/raum/{self.desks.chapter}",
                origin=f"http://{HOST}:{server.port}",  # type: ignore[arg-type]
                additional_headers={"Cookie": f"{COOKIE}={self.cookie}"},
                open_timeout=PATIENCE_S,
                max_size=None,
                max_queue=None,
                compression=None,
                ping_interval=None,  # a tab that has done its part does not look
            )
        )
        self._client.connect()
        while not self._client.is_online:
            self._hear()

    def _identifier(self) -> str:
        self._requests += 1
        return f"tab{self.number}-{self._requests:06}"


def _serve(root: Path, listening: socket.socket, database: str) -> None:
    os.chdir(root)
    app._TICK_S = 3600.0
    run(root, listening, lambda: MOMENT, _silent, database)
