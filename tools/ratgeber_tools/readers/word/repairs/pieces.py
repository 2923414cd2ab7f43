"""Cutting and looking at the pieces of a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ratgeber_tools.document import LineBreak
from ratgeber_tools.readers.word.drafts import CODE, EMPHASIS, STRONG, DraftPiece


def lines_of(pieces: Iterable[DraftPiece]) -> list[list[DraftPiece]]:
    """Split pieces at the line breaks the author set."""
    lines: list[list[DraftPiece]] = [[]]
    for piece in pieces:
        if isinstance(piece.content, LineBreak):
            lines.append([])
        else:
            lines[-1].append(piece)
    return lines


def text_of(pieces: Iterable[DraftPiece]) -> str:
    return "".join(piece.content for piece in pieces if isinstance(piece.content, str))


def is_blank(pieces: Iterable[DraftPiece]) -> bool:
    """Say whether nothing would be seen of the pieces."""
    return all(
        not piece.content.strip() if isinstance(piece.content, str) else isinstance(piece.content, LineBreak)
        for piece in pieces
    )


def without_blank_edges(pieces: Sequence[DraftPiece]) -> list[DraftPiece]:
    """Return pieces without the white space at both ends, no-break spaces too; code keeps its own."""
    kept = list(pieces)
    for end, cut in ((0, str.lstrip), (-1, str.rstrip)):
        while kept and isinstance(content := kept[end].content, str) and not kept[end].marks & CODE:
            if words := cut(content):
                kept[end] = kept[end]._replace(content=words)
                break
            del kept[end]
    return kept


def without_start(pieces: Sequence[DraftPiece], length: int) -> list[DraftPiece]:
    """Return pieces without the first `length` characters of their text."""
    rest: list[DraftPiece] = []
    for piece in pieces:
        if length and isinstance(piece.content, str):
            cut = min(length, len(piece.content))
            length -= cut
            if cut < len(piece.content):
                rest.append(piece._replace(content=piece.content[cut:]))
        else:
            rest.append(piece)
    return rest


def columns_of(pieces: Sequence[DraftPiece], gap: re.Pattern[str]) -> list[list[DraftPiece]]:
    """Split pieces where their text matches `gap`; objects go with the text around them."""
    columns: list[list[DraftPiece]] = [[]]
    for piece in pieces:
        if not isinstance(piece.content, str):
            columns[-1].append(piece)
            continue
        for number, part in enumerate(gap.split(piece.content)):
            if number:
                columns.append([])
            if part:
                columns[-1].append(piece._replace(content=part))
    return columns


def is_wholly(pieces: Iterable[DraftPiece], mark: int = STRONG) -> bool:
    """Say whether every word carries `mark` (and there is one)."""
    words = [piece for piece in pieces if isinstance(piece.content, str) and re.search(r"\w", piece.content)]
    return bool(words) and all(piece.marks & mark for piece in words)


def without_marked_punctuation(pieces: Sequence[DraftPiece]) -> list[DraftPiece]:
    """Return pieces with bold and italics taken off signs that stand between words without: nobody sees them there."""
    plain: list[DraftPiece] = []
    for at, piece in enumerate(pieces):
        marks = piece.marks & (STRONG | EMPHASIS)
        if marks and isinstance(piece.content, str) and re.fullmatch(r"[\s.,;:!?…]+", piece.content):
            beside = [pieces[near].marks for near in (at - 1, at + 1) if 0 <= near < len(pieces)]
            if beside and not any(other & marks for other in beside):
                piece = piece._replace(marks=piece.marks & ~marks)
        plain.append(piece)
    return plain


def with_edges_at_letters(pieces: Sequence[DraftPiece]) -> list[DraftPiece]:
    """Return pieces in which bold and italics end at a letter wherever a word goes on behind the sign.

    In “**Hort,**dann” the comma is set like the words after it: nobody sees it, and Markdown has no way to write it.
    """
    moved: list[DraftPiece] = []
    for at, piece in enumerate(pieces):
        marks = piece.marks & (STRONG | EMPHASIS)
        if not marks or not isinstance(piece.content, str):
            moved.append(piece)
            continue
        before = _neighbour(pieces, at - 1, marks)
        after = _neighbour(pieces, at + 1, marks)
        text = piece.content
        lead = len(text) - len(_LEADING.sub("", text)) if before[-1:].isalnum() else 0
        trail = len(text) - len(_TRAILING.sub("", text)) if after[:1].isalnum() else 0
        inner = text[lead : len(text) - trail] if lead + trail < len(text) else ""
        plain = piece._replace(marks=piece.marks & ~marks)
        parts = (
            ((plain, text[:lead]), (piece, inner), (plain, text[len(text) - trail :])) if inner else ((plain, text),)
        )
        if lead or trail:
            moved += [kind._replace(content=words) for kind, words in parts if words]
        else:
            moved.append(piece)
    return moved


#: Signs at an edge of a mark, where no blank parts them from the words outside.
_LEADING = re.compile(r"^[^\w\s]+")
_TRAILING = re.compile(r"[^\w\s]+$")


def _neighbour(pieces: Sequence[DraftPiece], at: int, marks: int) -> str:
    """Return the text beside a piece if it is set without its marks, empty otherwise."""
    if not 0 <= at < len(pieces) or pieces[at].marks & marks:
        return ""
    content = pieces[at].content
    return content if isinstance(content, str) else ""
