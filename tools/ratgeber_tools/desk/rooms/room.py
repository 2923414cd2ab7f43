"""One chapter being written: takes steps in order, moves late ones, merges where words would be lost.

The room is a value in memory above what the store keeps; what it has acknowledged is in the store.  If another server
has written to the same chapter, the store says so, and the room takes in what came before it tries again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from prosemirror.model import Node
from prosemirror.transform import Step

from ratgeber_tools.desk.heads import merge_heads, with_head
from ratgeber_tools.desk.into_editor import as_node
from ratgeber_tools.desk.out_of_editor import document_of
from ratgeber_tools.desk.protocol import RefusedError, StepsRequest
from ratgeber_tools.desk.rebasing import rebased
from ratgeber_tools.desk.rooms.safe_merge import merge_safely
from ratgeber_tools.desk.schema import SCHEMA
from ratgeber_tools.desk.smallest_steps import steps_between
from ratgeber_tools.desk.steps import apply_steps, read_steps
from ratgeber_tools.desk.store.interface import Login, Store, StoredStep
from ratgeber_tools.roundtrip.merge import VersionSource
from ratgeber_tools.roundtrip.merge.boxes import SOURCES

#: Where the other version of a conflict comes from that two people at the desk are in.
DESK = SOURCES[1]
#: A snapshot every so many steps; opening a room applies half as many.
SNAPSHOT_EVERY = 200
#: So many documents are at hand without asking the store.
_KEPT_DOCUMENTS = 400
_OLD = (
    "Diese Seite war zu lange offen oder ohne Netz; ihren Stand gibt es hier nicht mehr. Kopieren Sie, was Sie "
    "geschrieben haben, laden Sie die Seite neu, und fügen Sie es ein."
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a request: the steps from the sender's document to the room's, and whether it was merged."""

    version: int
    steps: list[Step]
    is_merged: bool = False
    conflicts: int = 0


@dataclass(slots=True)
class Room:
    """A chapter's document at `version`; make one with `opened`."""

    chapter: str
    store: Store
    now: Callable[[], datetime]
    version: int
    document: Node
    #: The documents before `version`, as far as they are at hand.
    _documents: dict[int, Node] = field(default_factory=dict)

    @classmethod
    def opened(cls, chapter: str, store: Store, now: Callable[[], datetime]) -> Room:
        """Return the room as the store has it; there must be one."""
        version = store.version(chapter)
        room = cls(chapter, store, now, 0, SCHEMA.node("doc"))
        room.document = room._from_store(version)
        room.version = version
        room._documents[version] = room.document
        return room

    # ------------------------------------------------------------------ what was

    def at(self, version: int) -> Node:
        """Return the document at a version; raises `RefusedError` for one that is not kept."""
        if version not in self._documents:
            if version > self.version:
                raise RefusedError(_OLD, "old")
            self._documents[version] = self._from_store(version)
        return self._documents[version]

    def steps_since(self, version: int) -> list[StoredStep]:
        """Return the steps from a version on; raises `RefusedError` for one that is not kept."""
        found = self.store.steps(self.chapter, version, self.version)
        if version > self.version or len(found) != self.version - version:
            raise RefusedError(_OLD, "old")
        return found

    def _from_store(self, version: int) -> Node:
        found = self.store.snapshot(self.chapter, version)
        if found is None:
            raise RefusedError(_OLD, "old")
        start, values = found
        stored = self.store.steps(self.chapter, start, version)
        if len(stored) != version - start:
            raise RefusedError(_OLD, "old")
        document = Node.from_json(SCHEMA, values)
        for each in stored:
            document = _done(document, Step.from_json(SCHEMA, each.step))
        return document

    # ------------------------------------------------------------------ what comes

    def receive(self, request: StepsRequest, login: Login, client: str) -> Answer:
        """Take in the steps of a request and return where that leads; raises `RefusedError`, and nothing has changed.

        A request that was taken in before is answered again, not done again.
        """
        steps = read_steps(request.steps)
        while True:
            self.catch_up()
            documents = apply_steps(self.at(request.version), steps)
            if self.store.is_answered(self.chapter, request.identifier):
                return Answer(self.version, steps_between(documents[-1], self.document, exact=True))
            answer = self._take_in(request, steps, documents, login, client)
            if answer is not None:
                return answer

    def _take_in(
        self, request: StepsRequest, steps: list[Step], documents: list[Node], login: Login, client: str
    ) -> Answer | None:
        """Return None if another server was quicker."""
        start, over = 0, self._steps_over(request.version)
        if request.after and self.store.is_answered(self.chapter, request.after):
            start = request.done
            over = steps_between(documents[start], self.document)
        own, theirs = steps[start:], documents[-1]
        moved = rebased(documents[start:], own, over) if over else own
        merged: _Merged | None = None
        if moved is None:
            merged = _merged(documents[start], self.document, theirs, VersionSource(DESK, login.office))
            moved = steps_between(self.document, merged.document)
        if not self.append(moved, login, client, request=request.identifier):
            return None
        conflicts = merged.conflicts if merged else 0
        return Answer(self.version, steps_between(theirs, self.document, exact=True), merged is not None, conflicts)

    def _steps_over(self, version: int) -> list[Step]:
        if version == self.version:
            return []
        return [Step.from_json(SCHEMA, each.step) for each in self.steps_since(version)]

    def become(self, wanted: Node, login: Login, client: str = "") -> bool:
        """Make the room say what `wanted` says, in the smallest steps; what another server puts in meanwhile stays.

        False, and nothing has changed, if these steps do not fit to that.
        """
        version, steps = self.version, steps_between(self.document, wanted)
        documents, moved = apply_steps(self.document, steps), steps
        while moved and not self.append(moved, login, client):
            self.catch_up()
            found = rebased(documents, steps, self._steps_over(version))
            if found is None:
                return False
            moved = found
        return True

    def append(self, steps: Sequence[Step], login: Login, client: str, *, request: str = "") -> bool:
        """Put steps behind the room's last one, on the disk; False if another server was quicker."""
        documents = apply_steps(self.document, steps)
        moment = self.now().isoformat(timespec="seconds")
        stored = [StoredStep(dict(step.to_json()), login.office, login.mail, client, moment) for step in steps]
        if not self.store.append(self.chapter, self.version, stored, request=request):
            return False
        self._go_on(documents[1:])
        return True

    def catch_up(self) -> None:
        """Take in what other servers have written meanwhile."""
        there = self.store.version(self.chapter)
        if there != self.version:
            stored = self.store.steps(self.chapter, self.version, there)
            if len(stored) != there - self.version:  # they were folded away since this room was last looked at
                self.document, self.version = self._from_store(there), there
                self._documents = {there: self.document}
                return
            self._go_on(apply_steps(self.document, [Step.from_json(SCHEMA, each.step) for each in stored])[1:])

    def _go_on(self, documents: Sequence[Node]) -> None:
        for document in documents:
            self.version += 1
            self.document = self._documents[self.version] = document
            if self.version % SNAPSHOT_EVERY == 0:
                self.store.keep_snapshot(self.chapter, self.version, dict(document.to_json()))
        for version in [kept for kept in self._documents if kept < self.version - _KEPT_DOCUMENTS]:
            del self._documents[version]


@dataclass(frozen=True, slots=True)
class _Merged:
    document: Node
    conflicts: int


def _merged(base: Node, ours: Node, theirs: Node, source: VersionSource) -> _Merged:
    found = merge_safely(document_of(base), document_of(ours), document_of(theirs), source)
    head = merge_heads(base.attrs, ours.attrs, theirs.attrs)
    return _Merged(with_head(as_node(found.document), head), found.conflicts)


def _done(document: Node, step: Step) -> Node:
    """Return the document after a step that was applied to it once before."""
    result = step.apply(document)
    assert result.doc is not None, result.failed
    return result.doc


def contributors(steps: Sequence[StoredStep]) -> Iterator[Login]:
    """Yield who made `steps`, each once, in the order of their first one; changes in git are nobody's."""
    yield from dict.fromkeys(Login(each.office, each.mail) for each in steps if each.office)
