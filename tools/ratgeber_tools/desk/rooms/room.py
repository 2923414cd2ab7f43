"""One chapter being written: takes steps in order, moves late ones, merges where words would be lost.

The room is a value in memory above what the store keeps; what it has acknowledged is in the store.  If another server
has written to the same chapter, the store says so, and the room takes in what came before it tries again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from prosemirror.model import Node
from prosemirror.transform import Step

from ratgeber_tools.desk.heads import merge_heads, with_head
from ratgeber_tools.desk.into_editor import as_node
from ratgeber_tools.desk.out_of_editor import document_of
from ratgeber_tools.desk.protocol import RefusedError, StepsRequest
from ratgeber_tools.desk.rebasing import rebased, taken_in
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
#: So many documents and steps are at hand without asking the store, and so many answers a tab may not have taken in.
_KEPT_DOCUMENTS = 400
_KEPT_ANSWERS = 100
#: A request of more steps, or one that is later by more, may take long.
_QUICK_STEPS = 20
_OLD = (
    "Diese Seite war zu lange offen oder ohne Netz; ihren Stand gibt es hier nicht mehr. Kopieren Sie, was Sie "
    "geschrieben haben, laden Sie die Seite neu, und fügen Sie es ein."
)


class _MergeNeededError(Exception):
    """Steps cannot be moved; their documents are to be merged."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a request: the steps from the sender's document to the room's, and whether it was merged."""

    version: int
    steps: list[Step]
    is_merged: bool = False
    conflicts: int = 0


@dataclass(frozen=True, slots=True)
class _Taken:
    """A step that is in the store, as it was stored and as it is done."""

    stored: StoredStep
    step: Step


@dataclass(frozen=True, slots=True)
class _Given:
    """An answer: the document its tab had sent, and the steps from there to the room's at `version`."""

    document: Node
    steps: list[Step]
    version: int


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
    #: The steps from a version to the next, and the answers to requests, as far as they are at hand.
    _taken: dict[int, _Taken] = field(default_factory=dict)
    _given: dict[str, _Given] = field(default_factory=dict)

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
        if version > self.version:
            raise RefusedError(_OLD, "old")
        kept = [self._taken.get(at) for at in range(version, self.version)]
        if all(kept):
            return [each.stored for each in kept if each]
        found = self.store.steps(self.chapter, version, self.version)
        if len(found) != self.version - version:
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
        return self._receive(request, login, client, may_merge=True)

    def receive_quickly(self, request: StepsRequest, login: Login, client: str) -> Answer | None:
        """Do as `receive` does where that takes a moment; None, and nothing has changed, where it may take long."""
        self.catch_up()
        if max(len(request.steps), self.version - request.version) > _QUICK_STEPS:
            return None
        try:
            return self._receive(request, login, client, may_merge=False)
        except _MergeNeededError:
            return None

    def _receive(self, request: StepsRequest, login: Login, client: str, *, may_merge: bool) -> Answer:
        steps = read_steps(request.steps)
        while True:
            self.catch_up()
            documents = apply_steps(self.at(request.version), steps)
            if self.store.is_answered(self.chapter, request.identifier):
                return Answer(self.version, steps_between(documents[-1], self.document, exact=True))
            answer = self._take_in(request, steps, documents, login, client, may_merge=may_merge)
            if answer is not None:
                return answer

    def _take_in(
        self,
        request: StepsRequest,
        steps: list[Step],
        documents: list[Node],
        login: Login,
        client: str,
        *,
        may_merge: bool,
    ) -> Answer | None:
        """Return None if another server was quicker; raises `_MergeNeededError` where there may be no merge."""
        start, over = 0, self._steps_over(request.version)
        if request.after and self.store.is_answered(self.chapter, request.after):
            start = request.done
            over = self._steps_over_answer(request.after, documents[start])
        own, theirs = steps[start:], documents[-1]
        if over:
            found = rebased(documents[start:], own, over, self.document)
        else:
            is_here = documents[start] is self.document
            found = own, documents[start:] if is_here else apply_steps(self.document, own)
        merged: RoomMerge | None = None
        if found is None and not may_merge:
            raise _MergeNeededError
        if found is None:
            merged = merged_in_room(documents[start], self.document, theirs, VersionSource(DESK, login.office))
            moved = steps_between(self.document, merged.document)
            found = moved, apply_steps(self.document, moved)
        if not self._append(*found, login, client, request.identifier):
            return None
        lead = None if merged else taken_in(own, over, theirs, self.document)
        if lead is None:
            lead = steps_between(theirs, self.document, exact=True)
        self._given[request.identifier] = _Given(theirs, lead, self.version)
        while len(self._given) > _KEPT_ANSWERS:
            del self._given[next(iter(self._given))]
        return Answer(self.version, lead, merged is not None, merged.conflicts if merged else 0)

    def _steps_over(self, version: int) -> list[Step]:
        kept = [self._taken.get(at) for at in range(version, self.version)]
        if version <= self.version and all(kept):
            return [each.step for each in kept if each]
        return [Step.from_json(SCHEMA, each.step) for each in self.steps_since(version)]

    def _steps_over_answer(self, request: str, document: Node) -> list[Step]:
        """Return the steps from the document a tab had sent with an earlier request to the room's."""
        given = self._given.get(request)
        if given is None or not given.document.eq(document):
            return steps_between(document, self.document)
        return [*given.steps, *self._steps_over(given.version)]

    def become(self, wanted: Node, login: Login, client: str = "") -> bool:
        """Make the room say what `wanted` says, in the smallest steps; what another server puts in meanwhile stays.

        False, and nothing has changed, if these steps do not fit to that.
        """
        version, steps = self.version, steps_between(self.document, wanted)
        documents, moved = apply_steps(self.document, steps), steps
        while moved and not self.append(moved, login, client):
            self.catch_up()
            found = rebased(documents, steps, self._steps_over(version), self.document)
            if found is None:
                return False
            moved = found[0]
        return True

    def append(self, steps: Sequence[Step], login: Login, client: str, *, request: str = "") -> bool:
        """Put steps behind the room's last one, on the disk; False if another server was quicker."""
        return self._append(steps, apply_steps(self.document, steps), login, client, request)

    def _append(
        self, steps: Sequence[Step], documents: Sequence[Node], login: Login, client: str, request: str
    ) -> bool:
        """Put steps on the disk; `documents` are those before, between and after them."""
        moment = self.now().isoformat(timespec="seconds")
        stored = [StoredStep(dict(step.to_json()), login.office, login.mail, client, moment) for step in steps]
        if not self.store.append(self.chapter, self.version, stored, request=request):
            return False
        self._go_on(documents[1:], map(_Taken, stored, steps))
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
            steps = [Step.from_json(SCHEMA, each.step) for each in stored]
            self._go_on(apply_steps(self.document, steps)[1:], map(_Taken, stored, steps))

    def _go_on(self, documents: Sequence[Node], taken: Iterable[_Taken]) -> None:
        for document, each in zip(documents, taken, strict=True):
            self._taken[self.version] = each
            self.version += 1
            self.document = self._documents[self.version] = document
            if self.version % SNAPSHOT_EVERY == 0:
                self.store.keep_snapshot(self.chapter, self.version, dict(document.to_json()))
        least = self.version - _KEPT_DOCUMENTS
        for kept in (self._documents, self._taken):
            if len(kept) > _KEPT_DOCUMENTS + 1:
                for version in [version for version in kept if version < least]:
                    del kept[version]


@dataclass(frozen=True, slots=True)
class RoomMerge:
    document: Node
    conflicts: int


def merged_in_room(base: Node, ours: Node, theirs: Node, source: VersionSource) -> RoomMerge:
    found = merge_safely(document_of(base), document_of(ours), document_of(theirs), source)
    head = merge_heads(base.attrs, ours.attrs, theirs.attrs)
    return RoomMerge(with_head(as_node(found.document), head), found.conflicts)


def _done(document: Node, step: Step) -> Node:
    """Return the document after a step that was applied to it once before."""
    result = step.apply(document)
    assert result.doc is not None, result.failed
    return result.doc


def contributors(steps: Sequence[StoredStep]) -> Iterator[Login]:
    """Yield who made `steps`, each once, in the order of their first one; changes in git are nobody's."""
    yield from dict.fromkeys(Login(each.office, each.mail) for each in steps if each.office)
