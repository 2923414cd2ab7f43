"""Emphasis, strong and strikethrough that open and close where they should.

The scheme is right by construction.  Strong is `**`, strikethrough `~~`, emphasis `*`, or `_` where a `*` would touch
another one; text never holds a live `*`, `_` or `~~`.  Then at most one run of each kind is open at a time, and a run
opens or closes as soon as CommonMark's flanking rules let it.  Where a letter outside and a punctuation mark inside
forbid that (Wort**„Zitat“**Wort), the letter is written as a character reference: it is the same letter to every
reader, and punctuation to the parser.
"""

from __future__ import annotations

from collections.abc import Sequence

from ratgeber_tools.writers import escaping
from ratgeber_tools.writers.pieces import MarkPiece, MarkSign, Piece, TextPiece


def choose_signs(pieces: Sequence[Piece]) -> None:
    """Give emphasis `_` where its `*` would touch another run of `*`, except for `***both***`."""
    for index, piece in enumerate(pieces):
        if not (isinstance(piece, MarkPiece) and piece.sign.is_emphasis and piece.opens):
            continue
        end = next(place for place in range(index, len(pieces)) if _is_end(pieces[place], piece.sign))
        outer = (_stars(pieces, index - 1), _stars(pieces, end + 1))
        inner = (_stars(pieces, index + 1), _stars(pieces, end - 1))
        if any(outer) or (any(inner) and inner[0] is not inner[1]):
            piece.sign.characters = "_"


def _is_end(piece: Piece, sign: MarkSign) -> bool:
    return isinstance(piece, MarkPiece) and piece.sign is sign and not piece.opens


def _stars(pieces: Sequence[Piece], index: int) -> MarkSign | None:
    """Return the sign of the mark at `index` if it is written with `*`."""
    if not 0 <= index < len(pieces):
        return None
    piece = pieces[index]
    return piece.sign if isinstance(piece, MarkPiece) and "*" in piece.sign.characters else None


def free_marks(pieces: Sequence[Piece]) -> None:
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


def _needs_air(pieces: Sequence[Piece], index: int, *, opens: bool, outer: int, step: int) -> bool:
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
