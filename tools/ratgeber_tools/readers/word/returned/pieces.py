"""Pieces of a paragraph, looked at as a row of characters."""

from __future__ import annotations

from collections.abc import Iterable

from ratgeber_tools.document import Image, LineBreak
from ratgeber_tools.readers.word.drafts import Piece

#: Stands for a picture or a note.
OBJECT = "\ufffc"


def singled(pieces: Iterable[Piece]) -> list[Piece]:
    """Return `pieces` as one a character."""
    return [
        piece._replace(content=character)
        for piece in pieces
        for character in (piece.content if isinstance(piece.content, str) else (piece.content,))
    ]


def line_of(single: Iterable[Piece]) -> str:
    """Return one character a piece: itself, a newline for a break, a sign for a picture or a note."""
    return "".join(
        piece.content if isinstance(piece.content, str) else "\n" if isinstance(piece.content, LineBreak) else OBJECT
        for piece in single
    )


def names_in(pieces: Iterable[Piece]) -> set[str]:
    """Return the passages among `pieces` that hold anything."""
    return {name for piece in pieces if piece.content != "" for name in piece.passages}


def text_of(pieces: Iterable[Piece]) -> str:
    """Return the words: breaks as newlines, pictures and notes as nothing."""
    return "".join(
        piece.content if isinstance(piece.content, str) else "\n" if isinstance(piece.content, LineBreak) else ""
        for piece in pieces
    )


def shown_text(pieces: Iterable[Piece]) -> str:
    """Return what a passage shows: words, or a picture's alternative text."""
    members = list(pieces)
    images = [piece.content.alt for piece in members if isinstance(piece.content, Image)]
    return text_of(members) if not images else images[0]
