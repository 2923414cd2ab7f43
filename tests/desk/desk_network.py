"""A room, some tabs, and a network between them that loses and delays; all in one process, by the same protocol."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from typing import Any

from prosemirror.model import Node

from desk.hands import do_something
from desk.python_client import Client
from ratgeber_tools.desk.into_editor import as_node
from ratgeber_tools.desk.protocol import RefusedError, read_steps_request
from ratgeber_tools.desk.rooms.room import Room
from ratgeber_tools.desk.store import Login, Store, StoredBase
from ratgeber_tools.document import Document

#: A typed word, by the hands of a client in Python (w) or of a browser (s).
_TYPED = re.compile(r"[sw]\d{4,5}x")
MOMENT = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
OFFICE = Login("Jugendamt", "jugendamt@example.org")


def open_room(store: Store, document: Document | Node, chapter: str = "teil/hort") -> Room:
    node = document if isinstance(document, Node) else as_node(document)
    store.open_room(chapter, StoredBase(0, dict(node.to_json()), ""))
    return Room.opened(chapter, store, lambda: MOMENT)


@dataclass
class Network:
    """Tabs and the room, with a line each; `deliver` brings one message along, `cut` loses what is under way."""

    room: Room
    clients: list[Client] = field(default_factory=list)
    #: What is under way to the room and to each tab.
    up: list[deque[dict[str, Any]]] = field(default_factory=list)
    down: list[deque[dict[str, Any]]] = field(default_factory=list)
    conflicts: int = 0
    _next: int = 0

    def join(self) -> Client:
        number = len(self.clients)
        self.up.append(deque())
        self.down.append(deque())
        client = Client(f"tab-{number:05}", self.up[number].append, self._identifier)
        self.clients.append(client)
        client.connect()
        return client

    def _identifier(self) -> str:
        self._next += 1
        return f"request-{self._next:06}"

    def cut(self, number: int) -> None:
        self.clients[number].disconnect()
        self.up[number].clear()
        self.down[number].clear()

    def reconnect(self, number: int) -> None:
        self.cut(number)
        self.clients[number].connect()

    def deliver_up(self, number: int) -> None:
        if not self.up[number]:
            return
        message, client = self.up[number].popleft(), self.clients[number]
        before = self.room.version
        match message["type"]:
            case "open" if "version" not in message:
                document, version = self.room.document.to_json(), self.room.version
                self.down[number].append({"type": "state", "version": version, "doc": document})
            case "open" | "catch-up":
                self.down[number].append(self._since(message["version"]))
            case "steps":
                try:
                    answer = self.room.receive(read_steps_request(message), OFFICE, client.name)
                except RefusedError as error:
                    self.down[number].append(error.as_message())
                    raise
                self.conflicts += answer.conflicts
                steps = [dict(step.to_json()) for step in answer.steps]
                self.down[number].append(
                    {"type": "answer", "id": message["id"], "version": answer.version, "steps": steps,
                     "merged": answer.is_merged}
                )  # fmt: skip
                if self.room.version > before:
                    for other, line in enumerate(self.down):
                        if other != number and self.clients[other].is_online:
                            line.append({**self._since(before), "client": client.name})

    def deliver_down(self, number: int) -> None:
        if self.down[number]:
            self.clients[number].receive(self.down[number].popleft())

    def _since(self, version: int) -> dict[str, Any]:
        steps = [each.step for each in self.room.steps_since(version)]
        return {"type": "steps", "version": version, "steps": steps, "client": ""}

    def settle(self) -> None:
        """Deliver everything, until nothing is under way and every tab has everything."""
        for number, client in enumerate(self.clients):
            if not client.is_online:
                self.reconnect(number)
        while any(self.up) or any(self.down):
            for number in range(len(self.clients)):
                self.deliver_up(number)
                self.deliver_down(number)


@dataclass
class Soak:
    """Some tabs edit one chapter by chance, with cuts; what became of every word that was in it or was typed."""

    network: Network
    chance: Random
    words: list[str] = field(default_factory=list)

    def run(self, operations: int) -> None:
        tabs = range(len(self.network.clients))
        for _ in range(operations):
            number = self.chance.choice(tabs)
            client = self.network.clients[number]
            happening = self.chance.random()
            if happening < 0.03:
                self.network.cut(number)
            elif happening < 0.08 and not client.is_online:
                self.network.reconnect(number)
            elif client.document is not None:
                self._edit(client)
            for other in tabs:
                for deliver in (self.network.deliver_up, self.network.deliver_down):
                    if self.chance.random() < 0.5:
                        deliver(other)
        self.network.settle()

    def _edit(self, client: Client) -> None:
        assert client.document is not None
        word = f"w{len(self.words):04}x"
        deed = do_something(client.document, self.chance, word)
        if deed is not None:
            if deed.word:
                self.words.append(deed.word)
            client.edit(list(deed.way.steps))

    @property
    def lost(self) -> list[str]:
        return lost_in(self.network.room.document, self.words)

    @property
    def doubled(self) -> list[str]:
        return doubled_in(self.network.room.document, self.words)


def words_in(node: Node, *, boxes: bool = True) -> list[str]:
    """Return the words of a document; without those in conflicts, where a word stands in every version."""
    if not boxes and node.type.name == "box" and node.attrs["name"] == "konflikt":
        return []
    if node.is_textblock:
        return node.text_content.split()
    return [word for child in node.content.content for word in words_in(child, boxes=boxes)]


def lost_in(document: Node, words: Sequence[str]) -> list[str]:
    """Return those of the typed `words` that stand nowhere, not even in a conflict."""
    there = _typed_in(document, boxes=True)
    return [word for word in words if not there[word]]


def doubled_in(document: Node, words: Sequence[str]) -> list[str]:
    """Return those of the typed `words` that stand more than once outside conflicts."""
    there = _typed_in(document, boxes=False)
    return [word for word in words if there[word] > 1]


def _typed_in(document: Node, *, boxes: bool) -> Counter[str]:
    """Return how often each typed word is there; two may touch where somebody joined paragraphs."""
    return Counter(_TYPED.findall(" ".join(words_in(document, boxes=boxes))))


def each_way(network: Network, first: int, second: int, deeds: tuple[Callable[[Client], None], ...]) -> None:
    """Have two tabs do something before they hear of each other; the first's comes to the room first."""
    deeds[0](network.clients[first])
    deeds[1](network.clients[second])
    network.deliver_up(first)
    network.deliver_up(second)
    network.settle()
