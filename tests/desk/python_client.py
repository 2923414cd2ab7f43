"""What a browser tab does, in Python: the other half of the protocol, for tests and simulations.

The rules are those of `ratgeber_tools.desk.protocol`; the editor in the browser follows the same.  `send` is called
with a message, which may get lost, as it does on a real network.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from prosemirror.model import Node
from prosemirror.transform import Step, Transform
from prosemirror.transform.replace_step import ReplaceStep

from ratgeber_tools.desk.schema import SCHEMA, Json


@dataclass(frozen=True, slots=True)
class _Request:
    identifier: str
    count: int
    message: Json


@dataclass(slots=True)
class Client:
    """A tab with a chapter open; `document` is what is on the screen."""

    name: str
    send: Callable[[Json], None]
    new_identifier: Callable[[], str]
    document: Node | None = None
    version: int = 0
    pending: list[Step] = field(default_factory=list)
    request: _Request | None = None
    answered: _Request | None = None
    is_online: bool = False
    merges: int = 0
    moved: int = 0
    refused: list[str] = field(default_factory=list)

    @property
    def is_settled(self) -> bool:
        return not self.pending and self.request is None

    def connect(self) -> None:
        known = {} if self.document is None else {"version": self.version}
        self.send({"type": "open", "client": self.name, **known})

    def disconnect(self) -> None:
        self.is_online = False

    def edit(self, steps: list[Step]) -> None:
        """Take in what the person at the tab has done; `steps` begin at `document`."""
        for step in steps:
            self._apply(step)
            self.pending.append(step)
        self._send_pending()

    def receive(self, message: Json) -> None:
        match message["type"]:
            case "state":
                self.document = Node.from_json(SCHEMA, message["doc"])
                self.version = message["version"]
                self._come_online()
            case "steps":
                self._others(message["version"], message["steps"])
                if not message["client"]:  # what answers `open`
                    self._come_online()
            case "answer" if self.request is not None and message["id"] == self.request.identifier:
                self._take_answer(message)
            case "refused":
                self.refused.append(message["sentence"])

    def _come_online(self) -> None:
        if self.is_online:
            return
        self.is_online = True
        if self.request is not None:
            self.send(self.request.message)
        else:
            self._send_pending()

    def _send_pending(self) -> None:
        known = self.answered.count if self.answered else 0
        if not self.is_online or self.request is not None or len(self.pending) <= known:
            return
        identifier = self.new_identifier()
        message = {
            "type": "steps",
            "id": identifier,
            "version": self.version,
            "steps": [dict(step.to_json()) for step in self.pending],
            **({"after": self.answered.identifier, "done": self.answered.count} if self.answered else {}),
        }
        self.request = _Request(identifier, len(self.pending), message)
        self.send(message)

    def _take_answer(self, message: Json) -> None:
        request = self.request
        assert request is not None
        self.request = None
        self.merges += message["merged"]
        if len(self.pending) == request.count:
            self.pending, self.answered = [], None
            self._remote(message["steps"])
            self.version = message["version"]
        elif not message["steps"]:
            del self.pending[: request.count]
            self.version, self.answered = message["version"], None
        elif self._moves_behind(request.count, message["steps"]):
            self.version, self.answered = message["version"], None
        else:
            self.answered = request
        self._send_pending()

    def _moves_behind(self, count: int, steps: list[Json]) -> bool:
        """Put others' steps beneath what was typed since; False, and nothing has changed, where it is no typing."""
        rest = self.pending[count:]
        if not all(isinstance(step, ReplaceStep) and step.from_ == step.to for step in rest):
            return False
        assert self.document is not None
        way = Transform(self.document)
        for step in reversed(rest):
            way.step(step.invert(way.doc))
        for values in steps:
            way.step(Step.from_json(SCHEMA, values))
        behind = len(way.steps)
        for position, step in enumerate(rest):
            moved = step.map(way.mapping.slice(len(rest) - position))
            if moved is None or way.maybe_step(moved).failed:
                return False
            way.mapping.set_mirror(len(rest) - position - 1, len(way.steps) - 1)
        self.pending, self.document = way.steps[behind:], way.doc
        self.moved += 1
        return True

    def _others(self, version: int, steps: list[Json]) -> None:
        if self.pending:
            return
        if version > self.version:
            self.send({"type": "catch-up", "version": self.version})
        elif version + len(steps) > self.version:
            self._remote(steps[self.version - version :])
            self.version = version + len(steps)

    def _remote(self, steps: list[Json]) -> None:
        for values in steps:
            self._apply(Step.from_json(SCHEMA, values))

    def _apply(self, step: Step) -> None:
        assert self.document is not None
        result = step.apply(self.document)
        assert result.doc is not None, result.failed
        self.document = result.doc
