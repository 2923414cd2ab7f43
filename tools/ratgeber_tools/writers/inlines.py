"""Inlines → one block's MyST source: a paragraph of one sentence a line, or a single line.

Emphasis, strong and strikethrough open and close where they should, by construction.  Strong is `**`, strikethrough
`~~`, emphasis `*`, or `_` where a `*` would touch another one; text never holds a live `*`, `_` or `~~`.  Then at most
one run of each kind is open at a time, and a run opens or closes as soon as CommonMark's flanking rules let it.  Where
a letter outside and a punctuation mark inside forbid that (Wort**„Zitat“**Wort), the letter is written as a character
reference: it is the same letter to every reader, and punctuation to the parser.
"""

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
from ratgeber_tools.writers.pieces import MarkPiece, MarkSign, RawPiece, SourcePiece, TextPiece, joined_pieces, lay_out


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
    pieces: list[SourcePiece] = []
    lay_out(inlines, pieces, in_brackets=brackets)
    pieces = joined_pieces(pieces)
    if break_sentences:
        _break_sentences(pieces)
    _choose_signs(pieces)
    _free_marks(pieces)
    return escaping.escape_edges(_assemble(pieces))


def _break_sentences(pieces: Sequence[SourcePiece]) -> None:
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


def _assemble(pieces: Sequence[SourcePiece]) -> str:
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


def _beginning(pieces: Sequence[SourcePiece], index: int) -> str:
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


# --------------------------------------------------------------------------- marks that open and close


def _choose_signs(pieces: Sequence[SourcePiece]) -> None:
    """Give emphasis `_` where its `*` would touch another run of `*`, except for `***both***`."""
    for index, piece in enumerate(pieces):
        if not (isinstance(piece, MarkPiece) and piece.sign.is_emphasis and piece.opens):
            continue
        end = next(place for place in range(index, len(pieces)) if _is_end(pieces[place], piece.sign))
        outer = (_stars(pieces, index - 1), _stars(pieces, end + 1))
        inner = (_stars(pieces, index + 1), _stars(pieces, end - 1))
        if any(outer) or (any(inner) and inner[0] is not inner[1]):
            piece.sign.characters = "_"


def _is_end(piece: SourcePiece, sign: MarkSign) -> bool:
    return isinstance(piece, MarkPiece) and piece.sign is sign and not piece.opens


def _stars(pieces: Sequence[SourcePiece], index: int) -> MarkSign | None:
    """Return the sign of the mark at `index` if it is written with `*`."""
    if not 0 <= index < len(pieces):
        return None
    piece = pieces[index]
    return piece.sign if isinstance(piece, MarkPiece) and "*" in piece.sign.characters else None


def _free_marks(pieces: Sequence[SourcePiece]) -> None:
    """Mark the letters beside marks that have to be written as references, so that the marks open and close."""
    for index in range(len(pieces) - 1, 0, -1):
        if _needs_air(pieces, index, opens=True, outer=index - 1, step=1):
            outside = pieces[index - 1]
            if isinstance(outside, TextPiece):
                outside.last_as_reference = True
    for index in range(len(pieces) - 1):
        if _needs_air(pieces, index, opens=False, outer=index + 1, step=-1):
            outside = pieces[index + 1]
            if isinstance(outside, TextPiece):
                outside.first_as_reference = True


def _needs_air(pieces: Sequence[SourcePiece], index: int, *, opens: bool, outer: int, step: int) -> bool:
    """Say whether the mark at `index` is kept from its work by a letter right outside it."""
    mark, outside = pieces[index], pieces[outer]
    if not (isinstance(mark, MarkPiece) and mark.opens is opens and isinstance(outside, TextPiece)):
        return False
    character = outside.text[-1 if opens else 0]
    if escaping.is_whitespace(character) or escaping.is_punctuation(character):
        return False
    if mark.sign.characters == "_":
        return True
    inside = index + step
    while isinstance(piece := pieces[inside], MarkPiece) and {*piece.sign.characters, *mark.sign.characters} == {"*"}:
        inside += step  # ***both*** is one run to the parser
    if not isinstance(piece, TextPiece):
        return True  # a mark, a role, a link: all begin and end in punctuation
    at = 0 if opens else -1
    written_as_reference = len(piece.text) == 1 and (piece.last_as_reference if opens else piece.first_as_reference)
    return written_as_reference or escaping.is_punctuation(piece.text[at])
