"""Conflicts that wait in a chapter: the versions of each, and the chapter with some of them decided.

A heading in conflict stands above its box and shows our version; deciding changes the heading.  What stands beside a
caption, a term or a box to tick is decided in the editor, where one sees it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from ratgeber_tools import document as doc
from ratgeber_tools.contributions.rewriting import with_blocks
from ratgeber_tools.document import Block, Blocks, Document
from ratgeber_tools.guide import Guide
from ratgeber_tools.guide.reading_order import reading_order
from ratgeber_tools.roundtrip.merge.boxes import HEADING, Box, named_versions, read_box
from ratgeber_tools.roundtrip.preview.changes import is_conflict
from ratgeber_tools.traversal import values_in


@dataclass(frozen=True, slots=True)
class ConflictVersion:
    """One version: its name (`Im Ratgeber`, `Aus Word, Jugendamt`), its blocks, and its words if it is words alone."""

    name: str
    blocks: Blocks
    words: str | None

    @property
    def is_gone(self) -> bool:
        """Whether this version is that the passage goes."""
        return not self.blocks


@dataclass(frozen=True, slots=True)
class OpenConflict:
    """A conflict under a heading; `key` tells it from the others of the chapter.

    Without `versions` it is decided in the editor alone.
    """

    key: str
    heading: str
    block: Block
    versions: tuple[ConflictVersion, ...]

    @property
    def own(self) -> str | None:
        """The words to begin with where somebody puts their own; None where only the editor can."""
        words = [version.words for version in self.versions if not version.is_gone]
        return None if None in words or not words else words[-1]


@dataclass(frozen=True, slots=True)
class ConflictChoice:
    """The number of the version that holds, or somebody's own words."""

    version: int = 0
    words: str = ""


def open_conflicts(document: Document) -> tuple[OpenConflict, ...]:
    """Return what waits in a chapter, in reading order."""
    walk = _ConflictWalk({})
    walk.document(document)
    return tuple(walk.found)


def conflicts_of(guide: Guide) -> dict[str, tuple[OpenConflict, ...]]:
    """Return what waits in the whole guide, by chapter as readers meet them; what nobody lists comes last."""
    names = dict.fromkeys([*(stop.chapter.name for stop in reading_order(guide)), *guide.chapters])
    found = {name: open_conflicts(guide.chapters[name].document) for name in names}
    return {name: conflicts for name, conflicts in found.items() if conflicts}


def with_decided(document: Document, choices: Mapping[str, ConflictChoice]) -> Document:
    """Return a chapter with conflicts decided, by their keys; the others stay."""
    return _ConflictWalk(choices).document(document)


def without_conflicts(document: Document, *, but: Document) -> Document:
    """Return a chapter in which our version stands in place of every conflict that `but` does not have."""
    known = [block for block in values_in((but.blocks, *but.notes.values())) if is_conflict(block)]
    new = [each for each in open_conflicts(document) if each.versions and each.block not in known]
    return with_decided(document, {each.key: ConflictChoice() for each in new})


def new_conflicts(document: Document, *, but: Document) -> tuple[OpenConflict, ...]:
    """Return the conflicts of a chapter that `but` does not have and that can be decided by a choice."""
    known = [block for block in values_in((but.blocks, *but.notes.values())) if is_conflict(block)]
    return tuple(each for each in open_conflicts(document) if each.versions and each.block not in known)


class _ConflictWalk:
    """Goes through a chapter, notes each conflict, and puts what was chosen in its place."""

    def __init__(self, choices: Mapping[str, ConflictChoice]) -> None:
        self.choices = choices
        self.found: list[OpenConflict] = []
        self._heading = ""

    def document(self, document: Document) -> Document:
        blocks = self.blocks(document.blocks)
        self._heading = "Fußnoten"
        notes = {label: self.blocks(note) for label, note in document.notes.items()}
        # a sign that came with the version that was not taken takes its note with it
        before = {each.label for each in values_in(document.blocks) if isinstance(each, doc.NoteReference)}
        after = {each.label for each in values_in(blocks) if isinstance(each, doc.NoteReference)}
        kept = {label: note for label, note in notes.items() if label in after or label not in before}
        return replace(document, blocks=blocks, notes=kept)

    def blocks(self, blocks: Blocks) -> Blocks:
        made: list[Block] = []
        for block in blocks:
            if isinstance(block, doc.Heading):
                self._heading = doc.plain_text(block.children)
            if not is_conflict(block):
                made.append(with_blocks(block, self.blocks) or block)
                continue
            found = self._conflict(block)
            self.found.append(found)
            choice = self.choices.get(found.key)
            if choice is None or not found.versions:
                made.append(block)
            else:
                _put(_chosen(found, choice), read_box(block), made)
        return tuple(made)

    def _conflict(self, block: Block) -> OpenConflict:
        said = " ".join(getattr(each, "text", type(each).__name__) for each in values_in((block,)))
        digest = sha256(f"{self._heading}\0{said}".encode()).hexdigest()[:12]
        alike = sum(each.key.partition(".")[0] == digest for each in self.found)
        key = f"{digest}.{alike}" if alike else digest
        box = read_box(block)
        if box is None or box.about not in ("", HEADING):
            return OpenConflict(key, self._heading, block, ())
        names = [name.rstrip(":") for name, _ in named_versions(block)]
        versions = tuple(
            ConflictVersion(name, version, _plain(version)) for name, version in zip(names, box.versions, strict=True)
        )
        return OpenConflict(key, self._heading, block, versions)


def _chosen(conflict: OpenConflict, choice: ConflictChoice) -> Blocks:
    if choice.words:
        like = next((version.blocks for version in conflict.versions if version.blocks), ())
        return tuple(_said(like, choice.words))
    at = choice.version if 0 <= choice.version < len(conflict.versions) else 0
    return conflict.versions[at].blocks


def _said(like: Blocks, words: str) -> list[Block]:
    """Return words as paragraphs, parted by empty lines; the first ones are of the kind that stood there."""
    made: list[Block] = []
    for number, part in enumerate(part for part in words.split("\n\n") if part.strip()):
        children = doc.normalise_inlines((doc.Text(" ".join(part.split())),))
        kind = like[number] if number < len(like) else None
        made.append(
            replace(kind, children=children)
            if isinstance(kind, doc.Heading | doc.Paragraph)
            else doc.Paragraph(children)
        )
    return made


def _put(version: Blocks, box: Box | None, made: list[Block]) -> None:
    if box is None or box.about != HEADING:
        made += version
        return
    words = next((block.children for block in version if isinstance(block, doc.Heading | doc.Paragraph)), ())
    if words and made and isinstance(made[-1], doc.Heading):
        made[-1] = replace(made[-1], children=words)


def _plain(blocks: Blocks) -> str | None:
    """Return the words of paragraphs and headings that are words alone; None for all that holds more."""
    words = []
    for block in blocks:
        if not isinstance(block, doc.Paragraph | doc.Heading):
            return None
        if not all(isinstance(inline, doc.Text | doc.LineBreak) for inline in block.children):
            return None
        words.append(doc.plain_text(block.children))
    return "\n\n".join(words)
