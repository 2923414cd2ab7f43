"""Bookmarks that LibreOffice sets a character or two beside their place, in footnotes and behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ratgeber_tools.readers.word.drafts import DraftPiece
from ratgeber_tools.readers.word.returned.pieces import line_of, shown_text, singled

_SHIFTS = (0, -1, 1, -2, 2)


def mended(pieces: Sequence[DraftPiece], shown: Mapping[str, str]) -> Sequence[DraftPiece]:
    """Return `pieces` with every passage around its own words.

    `shown` are the words that went out; where they stand just beside the bookmark, that is where the passage is.
    """
    names = {name: depth for piece in pieces for depth, name in enumerate(piece.passages)}
    wrong = [name for name in names if _words_in(pieces, name) != shown.get(name, "")]
    if not wrong:
        return pieces
    starts: dict[str, int] = {}
    at = 0
    for piece in pieces:
        for name in piece.passages:
            starts.setdefault(name, at)
        at += len(piece.content) if isinstance(piece.content, str) else 1
    single = singled(pieces)
    line = line_of(single)
    for name in wrong:
        expected, start = shown.get(name, ""), starts[name]
        shift = next((d for d in _SHIFTS if expected and start + d >= 0 and line.startswith(expected, start + d)), None)
        if shift is None:
            continue
        inside = range(start + shift, start + shift + len(expected))
        for at, piece in enumerate(single):
            around = {*piece.passages} | {name} if at in inside else {*piece.passages} - {name}
            target = piece.target or (single[start].target if at in inside and start < len(single) else None)
            single[at] = piece._replace(passages=tuple(sorted(around, key=names.__getitem__)), target=target)
    return single


def _words_in(pieces: Sequence[DraftPiece], name: str) -> str:
    return shown_text(piece for piece in pieces if name in piece.passages)
