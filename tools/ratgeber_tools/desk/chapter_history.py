"""What became of a chapter, state by state: which offices changed which sentence when, and the way back to any of it.

A state is what one commit made of the chapter.  Going back is a new change of the chapter as it is by now, so that it
is seen before it is done: to a whole state, or by one change of a state, which is merged into what came after it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from prosemirror.model import Node

from ratgeber_tools.desk.heads import head_of, with_head
from ratgeber_tools.desk.into_editor import as_node
from ratgeber_tools.desk.lookups import Lookups
from ratgeber_tools.desk.protocol import RefusedError
from ratgeber_tools.desk.rooms.room import DESK, merged_in_room
from ratgeber_tools.desk.rooms.saving import unplaced
from ratgeber_tools.desk.schema import SCHEMA
from ratgeber_tools.desk.smallest_steps import content_key
from ratgeber_tools.desk.tracking.changes import (
    ChangeKind,
    TrackedChange,
    TrackedChanges,
    changes_between,
)
from ratgeber_tools.desk.tracking.plan import ThingWords
from ratgeber_tools.editorial.roles import Roles
from ratgeber_tools.files import readable
from ratgeber_tools.history import Edit, Repository
from ratgeber_tools.readers import myst as reader
from ratgeber_tools.roundtrip.merge import VersionSource

_GONE = "Diesen Stand gibt es nicht (mehr). Wählen Sie einen aus dem Verlauf."
_NO_CHANGE = "Diese Änderung gibt es nicht. Wählen Sie eine aus dem Verlauf."


@dataclass(frozen=True, slots=True)
class ChapterState:
    """A chapter as a commit has left it; `before` is the blob it was made of, None where the chapter was new."""

    commit: str
    moment: datetime
    offices: tuple[str, ...]
    blob: str
    before: str | None


@dataclass(frozen=True, slots=True)
class WayBack:
    """What a chapter would be: with how many boxes in which somebody has to decide."""

    document: Node
    conflicts: int = 0


@dataclass(slots=True)
class ChapterHistory:
    """The states of the chapter whose file is `path` below `folder`; `roles` says which office an address is."""

    repository: Repository
    folder: Path
    path: Path
    roles: Roles
    _contents: dict[str, bytes] = field(default_factory=dict)

    def states(self) -> tuple[ChapterState, ...]:
        """Return the states of the chapter, under its former names too, the newest first."""
        if not self.repository.has_commits():
            return ()
        names = [self.repository.relative(self.path), *self.repository.previous_names(self.path)]
        edits: dict[str, list[Edit]] = {}
        for edit in self.repository.edits(names):
            edits.setdefault(edit.change.commit, []).append(edit)
        return tuple(self._states(edits, self.repository.co_authors(edits)))

    def _states(
        self, edits: Mapping[str, Sequence[Edit]], others: Mapping[str, Sequence[str]]
    ) -> Iterator[ChapterState]:
        for commit, found in edits.items():
            change = found[0].change
            after = next((edit.after for edit in found if edit.after is not None), None)
            before = next((edit.before[0] for edit in found if edit.before and edit.before[0] is not None), None)
            if after is None or after == before:  # taken away, or moved as it was
                continue
            mails = (change.author_mail, *others.get(commit, ()))
            offices = tuple(dict.fromkeys(self.roles.author_of(mail) for mail in mails))
            yield ChapterState(commit, change.moment, offices, after, before)

    def state(self, commit: str) -> ChapterState:
        """Return a state of the chapter by (the beginning of) its commit; raises `RefusedError`."""
        found = [each for each in self.states() if len(commit) >= 7 and each.commit.startswith(commit)]
        if len(found) != 1:
            raise RefusedError(_GONE)
        return found[0]

    def document(self, blob: str | None) -> Node:
        """Return what the chapter said; raises `RefusedError` where it is not to be read any more."""
        if blob is None:
            return SCHEMA.node("doc")
        if blob not in self._contents:
            self._contents.update(self.repository.read_blobs([blob]))
        if blob not in self._contents:
            raise RefusedError(_GONE)
        return _document(self._contents[blob], self.path)

    def read(self, states: Sequence[ChapterState]) -> None:
        """Have the texts of several states at hand, from one question to git."""
        wanted = {blob for state in states for blob in (state.blob, state.before) if blob is not None}
        self._contents.update(self.repository.read_blobs(wanted - self._contents.keys()))

    def changes(self, state: ChapterState, say: ThingWords | None = None) -> TrackedChanges:
        """Return what a state has changed; `say` has the words for values, pictures and links."""
        both = self.document(state.before), self.document(state.blob)
        return changes_between(*both) if say is None else changes_between(*both, say)

    def back_to(self, state: ChapterState) -> WayBack:
        """Return the chapter as it was then."""
        return WayBack(self.document(state.blob))

    def without(self, state: ChapterState, number: int | None, now: Node, office: str) -> WayBack:
        """Return the chapter as it is `now` without one change of a state, None for all of them.

        What was written since then stays; where it was written over the same words, both stand in a box.
        """
        changes = self.changes(state)
        numbers = [change.number for change in changes.items]
        if number is not None and number not in numbers:
            raise RefusedError(_NO_CHANGE)
        kept = {each: None for each in numbers if number is not None and each != number}
        found = merged_in_room(self.document(state.blob), now, changes.with_taken(kept), VersionSource(DESK, office))
        return WayBack(found.document, found.conflicts)

    def pictures_missing(self, document: Node, state: ChapterState) -> dict[Path, bytes]:
        """Return the pictures a document shows that are no more there, as they were in a state, by their place."""
        wanted = {
            path: self.repository.relative(path)
            for source in _pictures(document)
            if not (path := (self.path.parent / source).resolve()).exists() and path.is_relative_to(self.folder)
        }
        if not wanted:
            return {}
        tree = self.repository.tree(self.folder, revision=state.commit)
        blobs = {path: tree[name] for path, name in wanted.items() if name in tree}
        contents = self.repository.read_blobs(blobs.values())
        return {path: contents[blob] for path, blob in blobs.items() if blob in contents}


@lru_cache(maxsize=100)
def _document(content: bytes, path: Path) -> Node:
    text, _ = readable(content, path)
    chapter = reader.read(text).document
    return with_head(as_node(unplaced(chapter)), head_of(chapter.front_matter))


def _pictures(node: Node) -> Iterator[str]:
    if node.type.name in ("figure", "image"):
        yield str(node.attrs["source"])
    for child in node.content.content:
        yield from _pictures(child)


def digest_of_document(document: Node) -> str:
    """Return what tells whether a document is still what somebody has looked at."""
    return sha256(content_key(document).encode()).hexdigest()[:32]


def in_words(changes: Sequence[TrackedChange], lookups: Lookups) -> list[TrackedChange]:
    """Return changes whose values of the head say what parents read, where they name a value of the register."""

    def said(words: str) -> str:
        return "\n".join(lookups.words_of_source(line) if "{" in line else line for line in words.split("\n"))

    return [
        replace(change, before=said(change.before), after=said(change.after))
        if change.kind is ChangeKind.HEAD
        else change
        for change in changes
    ]
