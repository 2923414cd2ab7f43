"""Pieces of a paragraph, looked at as a row of characters."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ratgeber_tools.document import Image, LineBreak
from ratgeber_tools.readers.word.drafts import CODE, DraftPiece

#: Stands for a picture or a note.
OBJECT = "\ufffc"


def singled(pieces: Iterable[DraftPiece]) -> list[DraftPiece]:
    """Return `pieces` as one a character."""
    return [
        piece._replace(content=character)
        for piece in pieces
        for character in (piece.content if isinstance(piece.content, str) else (piece.content,))
    ]


def line_of(single: Iterable[DraftPiece]) -> str:
    """Return one character a piece: itself, a newline for a break, a sign for a picture or a note."""
    return "".join(
        piece.content if isinstance(piece.content, str) else "\n" if isinstance(piece.content, LineBreak) else OBJECT
        for piece in single
    )


def names_in(pieces: Iterable[DraftPiece]) -> set[str]:
    """Return the passages among `pieces` that hold anything."""
    return {name for piece in pieces if piece.content != "" for name in piece.passages}


def text_of(pieces: Iterable[DraftPiece]) -> str:
    """Return the words: breaks as newlines, pictures and notes as nothing."""
    return "".join(
        piece.content if isinstance(piece.content, str) else "\n" if isinstance(piece.content, LineBreak) else ""
        for piece in pieces
    )


def shown_text(pieces: Iterable[DraftPiece]) -> str:
    """Return what a passage shows: words, or a picture's alternative text."""
    members = list(pieces)
    images = [piece.content.alt for piece in members if isinstance(piece.content, Image)]
    return text_of(members) if not images else images[0]


def outside_in(pieces: Iterable[DraftPiece]) -> list[DraftPiece]:
    """Return `pieces` with the passages around each from the outermost inwards.

    Bookmarks that begin at one place come back in any order; a passage in another has the higher number
    (`outline.atoms`).
    """
    return [
        piece._replace(passages=tuple(sorted(piece.passages, key=order_of))) if len(piece.passages) > 1 else piece
        for piece in pieces
    ]


def order_of(name: str) -> tuple[int, ...]:
    """Return what passages are sorted by: their unit, and their number in it."""
    return tuple(int(number) for number in re.findall(r"\d+", name))


def looks(pieces: Iterable[DraftPiece]) -> list[tuple[object, ...]]:
    """Return what a reader sees, character by character: which, how it is marked, and which passages it is in.

    How blanks are marked nobody sees; code loses its looks where LibreOffice makes a link of it.
    """
    seen: list[tuple[object, ...]] = []
    for piece in singled(pieces):
        content = piece.content
        if isinstance(content, str) and not content.strip():
            if seen and seen[-1] != (" ",):
                seen.append((" ",))
        else:
            what = content if isinstance(content, str) else type(content)
            seen.append((what, piece.marks & ~CODE, frozenset(piece.passages)))
    return seen[:-1] if seen and seen[-1] == (" ",) else seen
