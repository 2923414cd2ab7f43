"""What a proposal would do to each chapter as it is today, and the files it becomes by what somebody chooses of it.

A proposal is held against the chapter of today, wherever it began: what has changed in the guide meanwhile stays, and
where both changed the same words, both versions are there to choose from.  What was left out is remembered as read, so
that the same file does not bring it up again (`roundtrip.readings`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path, PurePosixPath

from prosemirror.model import Node

from ratgeber_tools import files
from ratgeber_tools.checks import findings_in
from ratgeber_tools.contributions.inventory import inventory_of
from ratgeber_tools.desk.conflicts import (
    ConflictChoice,
    OpenConflict,
    new_conflicts,
    with_decided,
    without_conflicts,
)
from ratgeber_tools.desk.heads import head_of, with_head, write_head
from ratgeber_tools.desk.into_editor import as_node
from ratgeber_tools.desk.out_of_editor import as_in_chapter, document_of, normal_form
from ratgeber_tools.desk.rooms.saving import unplaced
from ratgeber_tools.desk.schema import SCHEMA
from ratgeber_tools.desk.tracking.changes import ChangeKind, TrackedChange, TrackedChanges, changes_between
from ratgeber_tools.document import BulletList, Document, Heading, Inlines, Paragraph, iterate_blocks, plain_text
from ratgeber_tools.editorial.shown.words import ShownWords
from ratgeber_tools.fact_sheets import report
from ratgeber_tools.findings import Code
from ratgeber_tools.guide import Guide, parse_chapter
from ratgeber_tools.history import Repository
from ratgeber_tools.proposals.message import about_checks, under_headings
from ratgeber_tools.proposals.pending import PendingProposal
from ratgeber_tools.readers import myst
from ratgeber_tools.roundtrip import readings
from ratgeber_tools.roundtrip.merge import FROM_WORD, VersionSource, merge
from ratgeber_tools.roundtrip.patching.proven import patch
from ratgeber_tools.roundtrip.places import FOLDER, READ
from ratgeber_tools.traversal import title_of

#: Where the lists of what offices have answered lie.
_LISTING = f"/{report.FOLDER.as_posix()}/"
#: What is only missing because the proposal's pictures are not in the guide yet.
_NOT_HERE_YET = frozenset({Code.PICTURE_MISSING, Code.CONTENTS})


@dataclass(frozen=True, slots=True)
class ChapterChoices:
    """What somebody has chosen of a chapter: changes by their keys (None: as it is, or own words), and conflicts."""

    changes: Mapping[str, str | None]
    conflicts: Mapping[str, ConflictChoice]


@dataclass(frozen=True, slots=True)
class KeyedChange:
    """A change with a key that stays when the chapter changes elsewhere."""

    key: str
    it: TrackedChange


@dataclass(frozen=True, slots=True)
class ProposedChapter:
    """A chapter with what is proposed for it.

    `before` is its file today, None for a new chapter; `text` the file if everything is taken, conflicts open.
    `keeps` says that the proposal does not come from the chapter of today: what it does not have is not struck by it
    unless somebody says so.
    """

    name: str
    title: str
    before: bytes | None
    text: bytes
    persons: tuple[str, ...]
    remarks: tuple[str, ...]
    tracked: TrackedChanges | None = None
    merged: Document | None = None
    conflicts: tuple[OpenConflict, ...] = ()
    keeps: bool = False

    @property
    def is_new(self) -> bool:
        return self.before is None

    @property
    def changes(self) -> tuple[KeyedChange, ...]:
        """What there is to decide besides conflicts, in reading order."""
        found: list[KeyedChange] = []
        for change in self.tracked.items if self.tracked is not None else ():
            said = "\0".join((change.kind, change.heading, change.before, change.after, *change.remarks))
            digest = sha256(said.encode("utf-8")).hexdigest()[:12]
            alike = sum(each.key.partition(".")[0] == digest for each in found)
            found.append(KeyedChange(f"{digest}.{alike}" if alike else digest, change))
        return tuple(found)

    def is_taken(self, change: TrackedChange) -> bool:
        """Say whether a change is taken where nobody says anything of it."""
        return not (self.keeps and change.kind is ChangeKind.GONE)

    def file(self, choices: ChapterChoices) -> bytes:
        """Return the chapter's file by what was chosen; raises `PatchError`."""
        if self.before is None or self.tracked is None or self.merged is None:
            return self.text
        changes = self.changes
        numbers = {each.it.number: choices.changes[each.key] for each in changes if each.key in choices.changes}
        if len(numbers) == len(changes) and not any(numbers.values()) and not choices.conflicts:
            return self.text
        node = self.tracked.with_taken(numbers)
        chapter = _read(self.before)
        document = document_of(node)
        if choices.conflicts or self.conflicts:
            ours = normal_form(without_conflicts(self.merged, but=chapter))
            chosen = normal_form(with_decided(self.merged, choices.conflicts))
            document = merge(unplaced(ours), unplaced(document), unplaced(chosen)).document
        text, _ = write_head(self.before.decode("utf-8"), head_of(chapter.front_matter), node.attrs)
        headed = text.encode("utf-8")
        there = _read(headed)
        return patch(headed, as_in_chapter(replace(document, front_matter=there.front_matter), there))


@dataclass(frozen=True, slots=True)
class Reviewing:
    """Holds proposals against the guide of today."""

    repository: Repository
    guide: Guide
    today: date

    @property
    def root(self) -> Path:
        return self.guide.folder.parent

    def chapters(self, pending: PendingProposal) -> tuple[ProposedChapter, ...]:
        """Return what a proposal would do to its chapters; raises `InputError` for one that is no text."""
        return tuple(filter(None, (self._chapter(pending, name) for name in pending.chapters)))

    def contents(
        self, pending: PendingProposal, chapters: tuple[ProposedChapter, ...], choices: Mapping[str, ChapterChoices]
    ) -> Mapping[str, bytes]:
        """Return the files that are otherwise than in the proposal, by their names in git; raises `PatchError`."""
        made: dict[str, bytes] = {}
        by_name = {chapter.name: chapter for chapter in chapters}
        for chapter in chapters:
            if not chapter.is_new:
                made[self._in_git(self._path(chapter.name))] = chapter.file(choices[chapter.name])
        for name in pending.files:
            if PurePosixPath(name).parent.name == READ and FOLDER.as_posix() in name and name.endswith(".json"):
                self._remember(name, pending, by_name, made)
        return made

    def listing(self, pending: PendingProposal) -> tuple[str, ...]:
        """Return what a filled fact sheet says that came in over the inbox, line by line."""
        lines: list[str] = []
        for name in pending.files:
            content = self._content(name, pending.commit) if _LISTING in f"/{name}" else None
            for block in iterate_blocks(_read(content).blocks) if content is not None else ():
                if isinstance(block, Paragraph | Heading):
                    lines.append(plain_text(block.children))
        return tuple(lines)

    def _remember(
        self, name: str, pending: PendingProposal, chapters: Mapping[str, ProposedChapter], made: dict[str, bytes]
    ) -> None:
        """Have what was read of a file lead to the chapter as it was decided."""
        content = self._content(name, pending.commit)
        if content is None:
            return
        reading = readings.decoded(Path(name), content)
        chapter = chapters.get(reading.chapter)
        if chapter is None or chapter.before is None:
            return
        after = made[self._in_git(self._path(chapter.name))]
        again = readings.reading_of(
            reading.chapter,
            reading.document,
            before=chapter.before,
            after=after,
            parents=reading.parents,
            source=reading.source,
            office=reading.office,
        )
        made[name] = again.content()

    def _chapter(self, pending: PendingProposal, name: str) -> ProposedChapter | None:
        path = self._path(name)
        theirs = self._content(self._in_git(path), pending.commit)
        if theirs is None:
            return None  # it is taken out by somebody who works with git; that is not decided here
        base = self._content(self._in_git(path), pending.base)
        ours = files.read_bytes(path) if path.is_file() else None
        document = _read(theirs)
        title = title_of(document.blocks) or PurePosixPath(name).name
        if ours is None:
            persons, remarks = inventory_of(document).to_settle, self._remarks(name, theirs)
            return ProposedChapter(name, title, None, theirs, persons, remarks)
        here = _read(ours)
        merged, head = document, theirs
        if base is not None and base != ours:
            merged = merge(_read(base), here, document, source=VersionSource(FROM_WORD.label, pending.office)).document
            head = theirs if _read(base).front_matter == here.front_matter else ours
        text = theirs if base == ours else _with_head_of(patch(ours, merged), head)
        known = set(inventory_of(here).to_settle)
        return ProposedChapter(
            name,
            title_of(here.blocks) or title,
            ours,
            text,
            tuple(line for line in inventory_of(merged).to_settle if line not in known),
            self._remarks(name, text),
            changes_between(
                _node(here, here), _node(without_conflicts(merged, but=here), _read(head)), self._say(name)
            ),
            merged,
            new_conflicts(merged, but=here),
            keeps=base is None,
        )

    def plain(self, name: str) -> Callable[[Inlines], str]:
        """Return what has the words for inlines of a chapter, as its readers see them."""
        known = self.guide.chapters.get(name)
        return plain_text if known is None else ShownWords(self.guide, known, self.today).plain

    def _say(self, name: str) -> Callable[[Node], str]:
        """Return what has the words for values, references and pictures in the editor's document of a chapter."""
        plain = self.plain(name)

        def say(node: Node) -> str:
            if not node.is_inline:
                return " ".join(node.text_content.split())
            paragraph = SCHEMA.node("paragraph", {}, [node])
            blocks = document_of(SCHEMA.node("doc", {}, [paragraph])).blocks
            return plain(blocks[0].children) if blocks and isinstance(blocks[0], Paragraph) else ""

        return say

    def _remarks(self, name: str, text: bytes) -> tuple[str, ...]:
        """Return what the checks say of a chapter, in words for those who decide."""
        words = text.decode("utf-8-sig").replace("\r\n", "\n")
        chapter = parse_chapter(words, path=self._path(name), name=name)
        found = [finding for finding in findings_in(chapter, self.guide) if finding.code not in _NOT_HERE_YET]
        lines: list[str] = []
        for block in about_checks(under_headings(found, words)):
            if isinstance(block, Paragraph):
                lines.append(plain_text(block.children))
            elif isinstance(block, BulletList):
                inner = (part for item in block.items for part in item.blocks if isinstance(part, Paragraph))
                lines += (plain_text(part.children) for part in inner)
        return tuple(lines)

    def _path(self, name: str) -> Path:
        return self.guide.folder / f"{name}.md"

    def _in_git(self, path: Path) -> str:
        return path.relative_to(self.repository.top).as_posix()

    def _content(self, name: str, revision: str) -> bytes | None:
        blob = self.repository.committed_blob(self.repository.top / name, revision=revision)
        return self.repository.read_blobs([blob]).get(blob) if blob is not None else None


def _read(content: bytes) -> Document:
    return myst.read(content.decode("utf-8-sig")).document


def _with_head_of(content: bytes, other: bytes) -> bytes:
    """Return a chapter with the head of another state of it, to the byte."""
    cuts = [_end_of_head(each) for each in (content, other)]
    return other[: cuts[1]] + content[cuts[0] :]


def _end_of_head(content: bytes) -> int:
    lines = content.splitlines(keepends=True)
    if not lines or lines[0].removeprefix(b"\xef\xbb\xbf").strip() != b"---":
        return 0
    at = len(lines[0])
    for line in lines[1:]:
        at += len(line)
        if line.strip() == b"---":
            return at
    return 0


def _node(document: Document, head: Document) -> Node:
    return with_head(as_node(document), head_of(head.front_matter))
