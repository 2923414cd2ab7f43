"""Inlines → one block's MyST source: a paragraph of one sentence a line, or a single line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ratgeber_tools.document import (
    CrossReference,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Text,
    normalise_inlines,
)
from ratgeber_tools.prose import sentences
from ratgeber_tools.traversal import map_inlines
from ratgeber_tools.writers import escaping
from ratgeber_tools.writers.marks import choose_signs, free_marks
from ratgeber_tools.writers.pieces import MarkPiece, Piece, RawPiece, TextPiece, joined_pieces, lay_out


def write_paragraph(inlines: Iterable[Inline], *, brackets: bool = False) -> str:
    """Return the source of a paragraph: one sentence a line, nothing at a line's start that opens another block.

    `brackets` escapes every square bracket; needed where the document holds link definitions.
    """
    normalised = normalise_inlines(inlines)
    return _escape_starts(_write(normalised, brackets=brackets, break_sentences=True), normalised)


def write_term(inlines: Iterable[Inline], *, brackets: bool = False) -> str:
    """Return the source of a term: a single line that opens no other block."""
    normalised = normalise_inlines(_without_breaks(inlines))
    return _escape_starts(_write(normalised, brackets=brackets, break_sentences=False), normalised)


def write_line(inlines: Iterable[Inline], *, brackets: bool = False) -> str:
    """Return the source of a heading, a table cell or a caption: one line, breaks become blanks."""
    return _write(normalise_inlines(_without_breaks(inlines)), brackets=brackets, break_sentences=False)


def _escape_starts(source: str, inlines: Inlines) -> str:
    opens_link = bool(inlines) and isinstance(inlines[0], Link | CrossReference)
    return escaping.escape_line_starts(source, opens_link=opens_link)


def _without_breaks(inlines: Iterable[Inline]) -> Inlines:
    """Return `inlines` with line breaks as blanks, inside marks and links too."""
    return map_inlines(inlines, lambda inline: (Text(" "),) if isinstance(inline, LineBreak) else None)


def _write(inlines: Inlines, *, brackets: bool, break_sentences: bool) -> str:
    pieces: list[Piece] = []
    lay_out(inlines, pieces, in_brackets=brackets)
    pieces = joined_pieces(pieces)
    if break_sentences:
        _break_sentences(pieces)
    choose_signs(pieces)
    free_marks(pieces)
    return escaping.escape_edges(_assemble(pieces))


def _break_sentences(pieces: Sequence[Piece]) -> None:
    """Turn the blank after each sentence into a newline, where that blank is in a text."""
    plain = "".join(
        piece.text if isinstance(piece, TextPiece) else piece.plain if isinstance(piece, RawPiece) else ""
        for piece in pieces
    )
    breaks = sentences.breaks(plain)
    if not breaks:
        return
    start, position = 0, 0
    for piece in pieces:
        if isinstance(piece, MarkPiece):
            continue
        size = len(piece.text if isinstance(piece, TextPiece) else piece.plain)
        if isinstance(piece, TextPiece):
            characters = list(piece.text)
            while position < len(breaks) and breaks[position] < start + size:
                if breaks[position] >= start:
                    characters[breaks[position] - start] = "\n"
                position += 1
            piece.text = "".join(characters)
        start += size


def _assemble(pieces: Sequence[Piece]) -> str:
    dollars = sum(piece.text.count("$") for piece in pieces if isinstance(piece, TextPiece)) > 1
    parts: list[str] = []
    last = ""
    for index, piece in enumerate(pieces):
        match piece:
            case RawPiece(source):
                part = source
            case MarkPiece(sign):
                part = sign.characters
            case TextPiece():
                part = escaping.escape_text(
                    piece.text,
                    before=last,
                    after=_beginning(pieces, index + 1),
                    brackets=piece.in_brackets,
                    dollars=dollars,
                    first_as_reference=piece.first_as_reference,
                    last_as_reference=piece.last_as_reference,
                )
        parts.append(part)
        last = part[-1:] or last
    return "".join(parts)


def _beginning(pieces: Sequence[Piece], index: int) -> str:
    """Return the first source character of the piece at `index`; "" at the end."""
    if index >= len(pieces):
        return ""
    piece = pieces[index]
    match piece:
        case RawPiece(source):
            return source[:1]
        case MarkPiece(sign):
            return sign.characters[0]
        case TextPiece(text):
            return text[:1]
