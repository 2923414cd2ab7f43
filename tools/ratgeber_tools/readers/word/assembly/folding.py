"""Pieces of a paragraph become nested inlines: links outside, then the mark that reaches furthest, then the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from ratgeber_tools import document as doc
from ratgeber_tools.readers.word.drafts import (
    CODE,
    EMPHASIS,
    PAGE_END,
    STRIKE,
    STRONG,
    SUBSCRIPT,
    SUPERSCRIPT,
    DraftPiece,
    Target,
)
from ratgeber_tools.readers.word.languages import RTL_STRETCH, believed

_NESTING: tuple[tuple[int, type[doc.Strong] | type[doc.Emphasis] | type[doc.Strikethrough]], ...] = (
    (STRONG, doc.Strong),
    (EMPHASIS, doc.Emphasis),
    (STRIKE, doc.Strikethrough),
)
_BLANKS = re.compile(r"[ \t\r\n\x0b\x0c\x1c-\x1f\x85\u2028\u2029]+")


def fold(pieces: Sequence[DraftPiece], names: Mapping[str, str], *, breaks: bool = True) -> doc.Inlines:
    """Return pieces as normalised inlines.

    `names` gives the identifier of each bookmark that leads somewhere; a reference to any other stays plain text.
    Without `breaks`, line breaks become blanks (a heading is one line).
    """
    if (
        len(pieces) == 1
        and isinstance(pieces[0].content, str)
        and not any(pieces[0][1:])
        and pieces[0].content.isascii()
    ):
        text = _BLANKS.sub(" ", pieces[0].content).strip(" ")  # most paragraphs of most documents
        return (doc.Text(text),) if text else ()
    settled = _settled(list(_split_scripts(_trimmed(pieces))))
    inlines: list[doc.Inline] = []
    for target, group in groupby(settled, key=lambda piece: piece.target):
        nested = tuple(_nested(_joined(group), breaks=breaks))
        inlines.extend(_linked(target, nested, names))
    return doc.normalise_inlines(inlines)


def _trimmed(pieces: Sequence[DraftPiece]) -> Sequence[DraftPiece]:
    """Return pieces without the breaks and blanks at both ends."""
    start, end = 0, len(pieces)
    while start < end and _is_gap(pieces[start]):
        start += 1
    while end > start and _is_gap(pieces[end - 1]):
        end -= 1
    return pieces[start:end]


def _is_gap(piece: DraftPiece) -> bool:
    return isinstance(piece.content, doc.LineBreak) or (
        isinstance(piece.content, str) and not piece.content.strip(f" \t\r\n{PAGE_END}")
    )


def _linked(target: Target | None, children: doc.Inlines, names: Mapping[str, str]) -> doc.Inlines:
    if target is None:
        return children
    if not target.internal:
        return (doc.Link(target.address, children),)
    identifier = names.get(target.address)
    return children if identifier is None else (doc.CrossReference(identifier, children),)


def _split_scripts(pieces: Iterable[DraftPiece]) -> Iterator[DraftPiece]:
    """Settle the language of every piece; text that changes the writing direction is split there."""
    for language, group in groupby(pieces, key=lambda piece: piece.language):
        members = list(group)
        text = "".join(piece.content for piece in members if isinstance(piece.content, str))
        if language is None and (text.isascii() or not RTL_STRETCH.search(text)):
            yield from members
            continue
        if not RTL_STRETCH.search(text):
            marked = believed(language, text)
            yield from (piece._replace(language=marked) for piece in members)
            continue
        for piece in members:
            if not isinstance(piece.content, str):
                yield piece
                continue
            at = 0
            for stretch in RTL_STRETCH.finditer(piece.content):
                if stretch.start() > at:
                    yield piece._replace(content=piece.content[at : stretch.start()], language=None)
                yield piece._replace(content=stretch[0], language=believed(language, stretch[0]))
                at = stretch.end()
            if at < len(piece.content):
                yield piece._replace(content=piece.content[at:], language=None)


def _settled(pieces: list[DraftPiece]) -> list[DraftPiece]:
    """Give blanks, breaks, pictures and notes only the marks that reach across them."""
    following: list[DraftPiece] = []  # for each piece from the end, the nearest one with words behind it
    nearest = _NOTHING
    for piece in reversed(pieces):
        following.append(nearest)
        if isinstance(piece.content, str) and piece.content.strip():
            nearest = piece
    settled: list[DraftPiece] = []
    before = _NOTHING
    for piece, after in zip(pieces, reversed(following), strict=True):
        if not isinstance(piece.content, str) or not piece.content.strip():
            marks = before.marks & after.marks & ~(SUPERSCRIPT | SUBSCRIPT)
            is_text = isinstance(piece.content, str)
            language = before.language if is_text and before.language == after.language else None
            piece = piece._replace(marks=marks if is_text else marks & ~CODE, language=language)
        settled.append(piece)
        before = piece
    return settled


_NOTHING = DraftPiece("")


def _joined(pieces: Iterable[DraftPiece]) -> list[DraftPiece]:
    """Join neighbouring texts that look the same."""
    joined: list[DraftPiece] = []
    for (is_text, _, _), group in groupby(
        pieces, key=lambda piece: (isinstance(piece.content, str), piece.marks, piece.language)
    ):
        members = list(group)
        if is_text and len(members) > 1:
            joined.append(members[0]._replace(content="".join(str(piece.content) for piece in members)))
        else:
            joined.extend(members)
    return joined


def _nested(pieces: list[DraftPiece], *, breaks: bool) -> Iterator[doc.Inline]:
    at = 0
    while at < len(pieces):
        reach, bit, kind = max(
            ((_reach(pieces, at, bit), bit, kind) for bit, kind in _NESTING), key=lambda candidate: candidate[0]
        )
        if reach == 0:
            yield from _leaf(pieces[at], breaks=breaks)
            at += 1
            continue
        inner = [piece._replace(marks=piece.marks & ~bit) for piece in pieces[at : at + reach]]
        yield kind(tuple(_nested(inner, breaks=breaks)))
        at += reach


def _reach(pieces: list[DraftPiece], at: int, bit: int) -> int:
    end = at
    while end < len(pieces) and pieces[end].marks & bit:
        end += 1
    return end - at


def _leaf(piece: DraftPiece, *, breaks: bool) -> Iterator[doc.Inline]:
    content, marks = piece.content, piece.marks
    if not isinstance(content, str):
        yield doc.Text(" ") if isinstance(content, doc.LineBreak) and not breaks else content
        return
    text = _BLANKS.sub(" ", content)
    kind = doc.Superscript if marks & SUPERSCRIPT else doc.Subscript if marks & SUBSCRIPT else None
    if kind is not None or piece.language is not None:
        core = text.strip(" ")
        if not core:
            yield doc.Text(text)
            return
        if text[0] == " ":
            yield doc.Text(" ")
        if kind is not None:
            yield kind(core)
        elif piece.language is not None:
            yield doc.Foreign(core, piece.language.tag, piece.language.right_to_left)
        if text[-1] == " ":
            yield doc.Text(" ")
    elif marks & CODE and text.strip():
        yield doc.Code(_BLANKS.sub(lambda blank: " " * len(blank[0]), content))
    else:
        yield doc.Text(text)


def without_common_strong(pieces: Sequence[DraftPiece]) -> list[DraftPiece]:
    """Return the pieces of a heading, not bold if it is bold as a whole: that is what headings are."""
    words = [piece for piece in pieces if isinstance(piece.content, str) and piece.content.strip()]
    if words and all(piece.marks & STRONG for piece in words):
        return [piece._replace(marks=piece.marks & ~STRONG) for piece in pieces]
    return list(pieces)


def with_strong(inlines: doc.Inlines) -> doc.Inlines:
    """Return inlines in bold, for a heading where none may stand."""
    return doc.normalise_inlines((doc.Strong(inlines),)) if inlines else ()
