"""Inlines → one block's MyST source.

The inlines are laid out flat as pieces, so that every decision can look at its neighbours: which characters of a text
need a backslash, whether `*` or `_` marks emphasis, where a sentence ends.

Emphasis follows a scheme that is right by construction.  Strong is `**`, strikethrough `~~`, emphasis `*`, or `_` where
a `*` would touch another one; text never holds a live `*`, `_` or `~~`.  Then at most one run of each kind is open at
a time, and a run opens or closes as soon as CommonMark's flanking rules let it.  Where a letter outside and a
punctuation mark inside forbid that (Wort**„Zitat“**Wort), the letter is written as a character reference: it is the
same letter to every reader, and punctuation to the parser.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ratgeber_tools import dialect
from ratgeber_tools.document import (
    Code,
    CrossReference,
    Emphasis,
    Foreign,
    Image,
    Inline,
    LineBreak,
    Link,
    Math,
    NoteReference,
    Role,
    Strikethrough,
    Strong,
    Subscript,
    Superscript,
    Text,
    normalise_inlines,
)
from ratgeber_tools.writers import escaping, sentences


@dataclass(slots=True)
class _Text:
    """Text, with blanks already turned into newlines where a sentence ends."""

    text: str
    in_brackets: bool
    first_as_reference: bool = False
    last_as_reference: bool = False


@dataclass(slots=True)
class _Raw:
    """Finished source: a role, code, a link's brackets, a line break; `plain` is what it adds to a sentence."""

    source: str
    plain: str = ""


@dataclass(slots=True)
class _Mark:
    """One end of emphasis, strong or strikethrough; both ends of a mark share `sign`."""

    sign: _Sign
    opens: bool


@dataclass(slots=True)
class _Sign:
    characters: str
    is_emphasis: bool = False


_Piece = _Text | _Raw | _Mark

_BREAK = "\\\n"


def write_paragraph(inlines: Iterable[Inline], *, brackets: bool = False) -> str:
    """Return the source of a paragraph: one sentence a line, nothing at a line's start that opens another block.

    `brackets` escapes every square bracket; needed where the document holds link definitions.
    """
    return escaping.escape_line_starts(_write(inlines, brackets=brackets, break_sentences=True))


def write_line(inlines: Iterable[Inline], *, brackets: bool = False) -> str:
    """Return the source of a heading, a table cell, a term or a caption: one line, breaks become blanks."""
    flat = [Text(" ") if isinstance(inline, LineBreak) else inline for inline in inlines]
    return _write(_without_breaks(flat), brackets=brackets, break_sentences=False)


def _without_breaks(inlines: Iterable[Inline]) -> list[Inline]:
    """Return `inlines` with line breaks as blanks, inside marks and links too."""
    result: list[Inline] = []
    for inline in inlines:
        match inline:
            case LineBreak():
                result.append(Text(" "))
            case Emphasis(children) | Strong(children) | Strikethrough(children):
                result.append(type(inline)(tuple(_without_breaks(children))))
            case Link() | CrossReference():
                result.append(replace(inline, children=tuple(_without_breaks(inline.children))))
            case _:
                result.append(inline)
    return result


def _write(inlines: Iterable[Inline], *, brackets: bool, break_sentences: bool) -> str:
    pieces: list[_Piece] = []
    _lay_out(normalise_inlines(inlines), pieces, in_brackets=brackets)
    pieces = _joined(pieces)
    if break_sentences:
        _break_sentences(pieces)
    _choose_signs(pieces)
    _free_marks(pieces)
    return escaping.escape_edges(_assemble(pieces))


# --------------------------------------------------------------------------------------------------- pieces


def _lay_out(inlines: Iterable[Inline], pieces: list[_Piece], *, in_brackets: bool) -> None:
    """Append `inlines` to `pieces`; what MyST's syntax cannot carry as such stays as its text."""
    for inline in inlines:
        match inline:
            case Text(text):
                pieces.append(_Text(text, in_brackets))
            case Emphasis(children):
                _lay_out_mark(_Sign("*", is_emphasis=True), children, pieces, in_brackets=in_brackets)
            case Strong(children):
                _lay_out_mark(_Sign("**"), children, pieces, in_brackets=in_brackets)
            case Strikethrough(children):
                _lay_out_mark(_Sign("~~"), children, pieces, in_brackets=in_brackets)
            case Link(target, (Text(text),)) if _is_autolink(target, text):
                pieces.append(_Raw(f"<{text}>", text))
            case Link(target, children):
                _lay_out_link(escaping.link_destination(target), children, pieces)
            case CrossReference(target, children):
                _lay_out_link(escaping.link_destination("#" + target), children, pieces)
            case Image():
                pieces.append(_Raw(write_image(inline)))
            case NoteReference(label):
                pieces.append(_Raw(f"[^{label}]"))
            case LineBreak():
                pieces.append(_Raw(_BREAK, "\n"))
            case Code(text):
                pieces.append(_Raw(escaping.code_span(text), text))
            case _:
                pieces.append(_role_piece(inline, in_brackets=in_brackets))


def _lay_out_mark(sign: _Sign, children: Iterable[Inline], pieces: list[_Piece], *, in_brackets: bool) -> None:
    pieces.append(_Mark(sign, opens=True))
    _lay_out(children, pieces, in_brackets=in_brackets)
    pieces.append(_Mark(sign, opens=False))


def _lay_out_link(destination: str, children: Iterable[Inline], pieces: list[_Piece]) -> None:
    notes: list[NoteReference] = []
    words = _without_brackets(children, notes)
    pieces.append(_Raw("["))
    _lay_out(normalise_inlines(words), pieces, in_brackets=True)
    pieces.append(_Raw(f"]({destination})"))
    _lay_out(notes, pieces, in_brackets=False)


def _without_brackets(inlines: Iterable[Inline], notes: list[NoteReference]) -> list[Inline]:
    """Return `inlines` without the links and note marks that would kill the link around them.

    Links are replaced by their words, note marks are collected in `notes`.
    """
    result: list[Inline] = []
    for inline in inlines:
        match inline:
            case NoteReference():
                notes.append(inline)
            case Link() | CrossReference():
                result.extend(_without_brackets(inline.children, notes))
            case Emphasis(children) | Strong(children) | Strikethrough(children):
                result.append(type(inline)(tuple(_without_brackets(children, notes))))
            case _:
                result.append(inline)
    return result


def _is_autolink(target: str, text: str) -> bool:
    return text == target and escaping.is_autolink(target)


def _role_piece(inline: Inline, *, in_brackets: bool) -> _Piece:
    match inline:
        case Superscript(text):
            name, content = dialect.SUPERSCRIPT_ROLE, text
        case Subscript(text):
            name, content = dialect.SUBSCRIPT_ROLE, text
        case Math(text):
            name, content = "math", text
        case Foreign(text, language):
            name, content = dialect.FOREIGN_ROLE, f"{text} <{language}>"
        case Role(name, content):
            text = content
        case _:
            raise TypeError(f"unknown inline: {type(inline).__name__}")
    source = escaping.role(name, content)
    return _Text(text, in_brackets) if source is None else _Raw(source, text)


def write_image(image: Image) -> str:
    """Return the source of a picture in the text."""
    alt = escaping.escape_text(image.alt.replace("\n", " "), before="[", after="]", brackets=True)
    source = f"![{alt}]({escaping.link_destination(image.source)})"
    return source if image.width_mm is None else f"{source}{{width={attribute_width(image.width_mm)}}}"


def attribute_width(width_mm: float) -> str:
    """Return a width as an attribute's value: `50mm`, `"50.5mm"`."""
    width = format_width(width_mm)
    return f'"{width}"' if "." in width else width


def format_width(width_mm: float) -> str:
    """Return a width in millimetres: `50mm`, `50.5mm`; never in exponents."""
    return f"{width_mm:.4f}".rstrip("0").rstrip(".") + "mm"


def _joined(pieces: Iterable[_Piece]) -> list[_Piece]:
    """Join neighbouring texts; they arise where a role could not be written or a nested link was undone."""
    joined: list[_Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if isinstance(piece, _Text) and isinstance(last, _Text):
            last.text += piece.text
        else:
            joined.append(piece)
    return joined


# ------------------------------------------------------------------------------------------------ sentences


def _break_sentences(pieces: Sequence[_Piece]) -> None:
    """Turn the blank after each sentence into a newline, where that blank is in a text."""
    plain = "".join(
        piece.text if isinstance(piece, _Text) else piece.plain if isinstance(piece, _Raw) else "" for piece in pieces
    )
    breaks = sentences.breaks(plain)
    if not breaks:
        return
    start, position = 0, 0
    for piece in pieces:
        if isinstance(piece, _Mark):
            continue
        size = len(piece.text if isinstance(piece, _Text) else piece.plain)
        if isinstance(piece, _Text):
            characters = list(piece.text)
            while position < len(breaks) and breaks[position] < start + size:
                if breaks[position] >= start:
                    characters[breaks[position] - start] = "\n"
                position += 1
            piece.text = "".join(characters)
        start += size


# ---------------------------------------------------------------------------------------------------- marks


def _choose_signs(pieces: Sequence[_Piece]) -> None:
    """Give emphasis `_` where its `*` would touch another run of `*`, except for `***both***`."""
    for index, piece in enumerate(pieces):
        if not (isinstance(piece, _Mark) and piece.sign.is_emphasis and piece.opens):
            continue
        end = next(place for place in range(index, len(pieces)) if _is_end(pieces[place], piece.sign))
        outer = (_stars(pieces, index - 1), _stars(pieces, end + 1))
        inner = (_stars(pieces, index + 1), _stars(pieces, end - 1))
        if any(outer) or (any(inner) and inner[0] is not inner[1]):
            piece.sign.characters = "_"


def _is_end(piece: _Piece, sign: _Sign) -> bool:
    return isinstance(piece, _Mark) and piece.sign is sign and not piece.opens


def _stars(pieces: Sequence[_Piece], index: int) -> _Sign | None:
    """Return the sign of the mark at `index` if it is written with `*`."""
    if not 0 <= index < len(pieces):
        return None
    piece = pieces[index]
    return piece.sign if isinstance(piece, _Mark) and "*" in piece.sign.characters else None


def _free_marks(pieces: Sequence[_Piece]) -> None:
    """Mark the letters beside marks that have to be written as references, so that the marks open and close."""
    for index in range(len(pieces) - 1, 0, -1):
        if _needs_air(pieces, index, opens=True, outer=index - 1, step=1):
            outside = pieces[index - 1]
            if isinstance(outside, _Text):
                outside.last_as_reference = True
    for index in range(len(pieces) - 1):
        if _needs_air(pieces, index, opens=False, outer=index + 1, step=-1):
            outside = pieces[index + 1]
            if isinstance(outside, _Text):
                outside.first_as_reference = True


def _needs_air(pieces: Sequence[_Piece], index: int, *, opens: bool, outer: int, step: int) -> bool:
    """Say whether the mark at `index` is kept from its work by a letter right outside it."""
    mark, outside = pieces[index], pieces[outer]
    if not (isinstance(mark, _Mark) and mark.opens is opens and isinstance(outside, _Text)):
        return False
    character = outside.text[-1 if opens else 0]
    if escaping.is_whitespace(character) or escaping.is_punctuation(character):
        return False
    if mark.sign.characters == "_":
        return True
    inside = index + step
    while isinstance(piece := pieces[inside], _Mark) and {*piece.sign.characters, *mark.sign.characters} == {"*"}:
        inside += step  # ***both*** is one run to the parser
    if not isinstance(piece, _Text):
        return True  # a mark, a role, a link: all begin and end in punctuation
    at = 0 if opens else -1
    written_as_reference = len(piece.text) == 1 and (piece.last_as_reference if opens else piece.first_as_reference)
    return written_as_reference or escaping.is_punctuation(piece.text[at])


# ------------------------------------------------------------------------------------------------- assembly


def _assemble(pieces: Sequence[_Piece]) -> str:
    dollars = sum(piece.text.count("$") for piece in pieces if isinstance(piece, _Text)) > 1
    parts: list[str] = []
    last = ""
    for index, piece in enumerate(pieces):
        match piece:
            case _Raw(source):
                part = source
            case _Mark(sign):
                part = sign.characters
            case _Text():
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


def _beginning(pieces: Sequence[_Piece], index: int) -> str:
    """Return the first source character of the piece at `index`; "" at the end."""
    if index >= len(pieces):
        return ""
    piece = pieces[index]
    match piece:
        case _Raw(source):
            return source[:1]
        case _Mark(sign):
            return sign.characters[0]
        case _Text(text):
            return text[:1]
