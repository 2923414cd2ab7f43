"""What a merge does to a chapter, as values: one record for each element of the chapter as it will be or was.

Elements that stay are recorded too, so that whoever shows the changes can show the chapter around them.  In the records
of a document every word of the later version is in a piece that is not `GONE`, every word of the earlier one in a piece
that is not `NEW`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple, TypeAlias

from ratgeber_tools import dialect
from ratgeber_tools.document import Block, Cell, Container, Definition, Heading, ListItem, Row, Text
from ratgeber_tools.prose.comparison import Mark, compare_rows
from ratgeber_tools.roundtrip.merge.alignment import Cluster
from ratgeber_tools.roundtrip.merge.tokens import BREAK, Token

#: What a record can be about; a cluster is paragraphs of which one was split or several were joined.
Element: TypeAlias = Block | ListItem | Definition | Row | Cell | Cluster


class Fate(Enum):
    """What becomes of an element or of words."""

    SAME = auto()
    NEW = auto()
    GONE = auto()
    CHANGED = auto()


_FATES = {Mark.KEPT: Fate.SAME, Mark.ADDED: Fate.NEW, Mark.REMOVED: Fate.GONE}
_SENTENCE_ENDS = frozenset(".?!…:")


class ChangedWords(NamedTuple):
    """Words that share a fate, never `CHANGED`."""

    fate: Fate
    tokens: tuple[Token, ...]


Pieces: TypeAlias = tuple[ChangedWords, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One element: as it was (None if it is new), as it will be (None if it goes), and what makes the difference.

    `words` are those of a heading, paragraph, caption, term, code, or box title; `alt` a picture's; `parts` items,
    rows, cells, blocks inside.  `remarks` are German and name what no word shows.  `moved` says where it stood, empty
    for what stays.  A conflict as a merge leaves it has its versions in `versions`, and no parts.
    """

    fate: Fate
    before: Element | None
    after: Element | None
    words: Pieces = ()
    alt: Pieces = ()
    parts: tuple[Change, ...] = ()
    remarks: tuple[str, ...] = ()
    moved: str = ""
    versions: tuple[Version, ...] = ()

    @property
    def element(self) -> Element:
        """The element as it will be, or as it was if it goes."""
        found = self.after if self.after is not None else self.before
        assert found is not None
        return found

    @property
    def is_quiet(self) -> bool:
        """Whether nobody needs to look: it is as it was, where it was, and nothing in it waits for a decision."""
        return self.fate is Fate.SAME and not self.moved and not any(conflicts((self,)))


class Version(NamedTuple):
    """One version of a passage in a conflict: what the box calls it, and what it makes of the first one."""

    name: str
    blocks: tuple[Change, ...]


class NoteChange(NamedTuple):
    """A footnote: its label and what becomes of its blocks."""

    label: str
    blocks: tuple[Change, ...]


class DocumentChanges(NamedTuple):
    """What becomes of a chapter's blocks and of its footnotes, in reading order."""

    blocks: tuple[Change, ...]
    notes: tuple[NoteChange, ...]

    @property
    def all(self) -> Iterator[Change]:
        """The changes of the text, then those of the notes."""
        yield from self.blocks
        for note in self.notes:
            yield from note.blocks

    @property
    def is_empty(self) -> bool:
        """Whether nothing changes."""
        return all(change.fate is Fate.SAME and not change.moved for change in self.all)


def is_conflict(element: object) -> bool:
    """Say whether an element is a conflict, as a merge leaves it or typed by somebody."""
    return isinstance(element, Container) and element.name == dialect.CONFLICT


def conflicts(changes: Iterable[Change]) -> Iterator[Change]:
    """Yield the records of open conflicts, in reading order, also those inside other elements."""
    for change in changes:
        if is_conflict(change.after):
            yield change
        else:
            yield from conflicts(change.parts)


def pieces(before: Sequence[Token], after: Sequence[Token]) -> Pieces:
    """Return the words of two versions of a passage, what goes before what comes."""
    rows = compare_rows(before, after, parts=_parts_changes)
    return tuple(ChangedWords(_FATES[mark], tuple(tokens)) for mark, tokens in rows)


def _parts_changes(token: Token) -> bool:
    return token.is_word or token == BREAK or (isinstance(token.leaf, Text) and token.leaf.text in _SENTENCE_ENDS)


def headed(changes: Iterable[Change]) -> Iterator[tuple[Change | None, Change]]:
    """Yield each record with that of the heading it stands under, None before the first; headings under themselves."""
    heading: Change | None = None
    for change in changes:
        if isinstance(change.element, Heading):
            heading = change
        yield heading, change
