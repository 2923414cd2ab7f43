"""Drafts: a document as Word means it, between its XML and our model.

Reading makes drafts in one pass; repairs look at them and change their roles; assembling turns them into blocks.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeAlias

from ratgeber_tools.document import Container, Inline, LineBreak
from ratgeber_tools.readers.word.numbering import Label
from ratgeber_tools.readers.word.revisions import Remark
from ratgeber_tools.readers.word.style_names import StyleRole

# How a piece of text is set apart; plain integers, since every run of a document passes here.
STRONG: Final = 1
EMPHASIS: Final = 2
STRIKE: Final = 4
SUPERSCRIPT: Final = 8
SUBSCRIPT: Final = 16
CODE: Final = 32

#: The end of a page or column in the text of a paragraph; no text of an XML file can hold this sign.  White space to
#: all that read on: where it parts no paragraphs it is a blank, never a line break.
PAGE_END: Final = "\f"


class Target(NamedTuple):
    """Where a link leads: an address, or a bookmark of this document."""

    address: str
    internal: bool


class Language(NamedTuple):
    """A language other than the document's."""

    tag: str
    right_to_left: bool


class DraftPiece(NamedTuple):
    """Text, or one inline that is not text, with its marks.  Tabs and blanks are kept as typed."""

    content: str | Inline
    marks: int = 0
    target: Target | None = None
    language: Language | None = None
    passages: tuple[str, ...] = ()  # bookmarks of ours around it, outermost first


@dataclass(slots=True)
class ParagraphDraft:
    """One paragraph and what hangs on it."""

    pieces: list[DraftPiece] = field(default_factory=list)
    role: StyleRole = StyleRole.BODY
    level: int = 0  # of a heading
    outline: int | None = None  # set on the paragraph itself, 0 to 8
    container: str = ""
    label: Label | None = None
    numbering_removed: bool = False  # numId 0: Word shows no number though the style has one
    checked: bool | None = None
    left: int = 0  # twips
    left_of_style: int = 0
    first: int = 0  # first line against `left`
    underlined: bool = False  # wholly
    capitals: bool = False  # wholly, by formatting
    size: int = 0  # half points; the smallest size of any of its words
    bookmarks: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()  # given where something refers to one of the bookmarks
    position: int = 0
    rule_below: bool = False
    mark_deleted: bool = False  # joins the next paragraph
    drop_cap: bool = False
    after: list[Draft] = field(default_factory=list)  # text boxes and the like
    editorial: list[Container] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)  # comments, where a returned export is read
    is_apart: bool = False  # a blank paragraph stood above it
    style: str = ""  # the id of its paragraph style

    @property
    def text(self) -> str:
        """The words as typed: tabs kept, line breaks as newlines, pictures and notes as nothing."""
        pieces = self.pieces
        if len(pieces) == 1 and isinstance(pieces[0].content, str):
            return pieces[0].content
        return "".join(
            piece.content if isinstance(piece.content, str) else "\n" if isinstance(piece.content, LineBreak) else ""
            for piece in pieces
        )

    @property
    def is_blank(self) -> bool:
        """Whether the paragraph holds nothing, not even a no-break space."""
        return self.is_empty and not any(
            "\u00a0" in piece.content for piece in self.pieces if isinstance(piece.content, str)
        )

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be seen of the paragraph itself."""
        for piece in self.pieces:
            content = piece.content
            if content.strip() if isinstance(content, str) else not isinstance(content, LineBreak):
                return False
        return True


@dataclass(slots=True)
class CellDraft:
    drafts: list[Draft]
    row_span: int = 1
    column_span: int = 1


@dataclass(slots=True)
class TableDraft:
    """A table as rows of the cells that start in them."""

    rows: list[list[CellDraft]] = field(default_factory=list)
    header_rows: int = 0
    position: int = 0
    bookmarks: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    caption: ParagraphDraft | None = None
    editorial: list[Container] = field(default_factory=list)


Draft: TypeAlias = ParagraphDraft | TableDraft
