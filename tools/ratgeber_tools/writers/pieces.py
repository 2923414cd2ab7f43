"""A block's inlines laid out flat, so that each decision of the writer can look at its neighbours.

What MyST's syntax cannot carry is written as its words: a link or a footnote mark inside a link, a role whose content
begins or ends with a backtick.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from ratgeber_tools import dialect
from ratgeber_tools import document as doc
from ratgeber_tools.writers import escaping, literals


@dataclass(slots=True)
class TextPiece:
    """Text, with blanks already turned into newlines where a sentence ends."""

    text: str
    in_brackets: bool
    first_as_reference: bool = False
    last_as_reference: bool = False


@dataclass(slots=True)
class RawPiece:
    """Finished source: a role, code, a link's brackets, a line break; `plain` is what it adds to a sentence."""

    source: str
    plain: str = ""


@dataclass(slots=True)
class MarkPiece:
    """One end of emphasis, strong or strikethrough; both ends of a mark share `sign`."""

    sign: MarkSign
    opens: bool


@dataclass(slots=True)
class MarkSign:
    characters: str
    is_emphasis: bool = False


SourcePiece: TypeAlias = TextPiece | RawPiece | MarkPiece

_BREAK = "\\\n"


def lay_out(inlines: Iterable[doc.Inline], pieces: list[SourcePiece], *, in_brackets: bool) -> None:
    """Append `inlines` to `pieces`; what MyST's syntax cannot carry as such stays as its text."""
    for inline in inlines:
        match inline:
            case doc.Text(text):
                pieces.append(TextPiece(text, in_brackets))
            case doc.Emphasis(children):
                _lay_out_mark(MarkSign("*", is_emphasis=True), children, pieces, in_brackets=in_brackets)
            case doc.Strong(children):
                _lay_out_mark(MarkSign("**"), children, pieces, in_brackets=in_brackets)
            case doc.Strikethrough(children):
                _lay_out_mark(MarkSign("~~"), children, pieces, in_brackets=in_brackets)
            case doc.Link(target, (doc.Text(text),)) if text == target and literals.is_autolink(text):
                pieces.append(RawPiece(f"<{text}>", text))
            case doc.Link(target, children):
                _lay_out_link(literals.link_destination(target), children, pieces)
            case doc.CrossReference(target, children):
                _lay_out_link(literals.link_destination("#" + target), children, pieces)
            case doc.Image():
                pieces.append(RawPiece(write_image(inline)))
            case doc.NoteReference(label):
                pieces.append(RawPiece(f"[^{label}]"))
            case doc.LineBreak():
                pieces.append(RawPiece(_BREAK, "\n"))
            case doc.Code(text):
                pieces.append(RawPiece(literals.code_span(text), text))
            case _:
                pieces.append(_role_piece(inline, in_brackets=in_brackets))


def _lay_out_mark(
    sign: MarkSign, children: Iterable[doc.Inline], pieces: list[SourcePiece], *, in_brackets: bool
) -> None:
    pieces.append(MarkPiece(sign, opens=True))
    lay_out(children, pieces, in_brackets=in_brackets)
    pieces.append(MarkPiece(sign, opens=False))


def _lay_out_link(destination: str, children: Iterable[doc.Inline], pieces: list[SourcePiece]) -> None:
    notes: list[doc.NoteReference] = []
    words = _without_brackets(children, notes)
    pieces.append(RawPiece("["))
    lay_out(doc.normalise_inlines(words), pieces, in_brackets=True)
    pieces.append(RawPiece(f"]({destination})"))
    lay_out(notes, pieces, in_brackets=False)


def _without_brackets(inlines: Iterable[doc.Inline], notes: list[doc.NoteReference]) -> list[doc.Inline]:
    """Return `inlines` without the links and note marks that would kill the link around them.

    Links are replaced by their words, note marks are collected in `notes`.
    """
    result: list[doc.Inline] = []
    for inline in inlines:
        match inline:
            case doc.NoteReference():
                notes.append(inline)
            case doc.Link() | doc.CrossReference():
                result.extend(_without_brackets(inline.children, notes))
            case doc.Emphasis(children) | doc.Strong(children) | doc.Strikethrough(children):
                result.append(type(inline)(tuple(_without_brackets(children, notes))))
            case _:
                result.append(inline)
    return result


def _role_piece(inline: doc.Inline, *, in_brackets: bool) -> SourcePiece:
    match inline:
        case doc.Superscript(text):
            name, content = dialect.SUPERSCRIPT_ROLE, text
        case doc.Subscript(text):
            name, content = dialect.SUBSCRIPT_ROLE, text
        case doc.Math(text):
            name, content = "math", text
        case doc.Foreign(text, language):
            name, content = dialect.FOREIGN_ROLE, f"{text} <{language}>"
        case doc.Role(name, content):
            text = content
        case _:
            raise TypeError(f"unknown inline: {type(inline).__name__}")
    source = literals.role(name, content)
    return TextPiece(text, in_brackets) if source is None else RawPiece(source, text)


def write_image(image: doc.Image) -> str:
    """Return the source of a picture in the text."""
    alt = escaping.escape_text(image.alt.replace("\n", " "), before="[", after="]", brackets=True)
    source = f"![{alt}]({literals.link_destination(image.source)})"
    return source if image.width_mm is None else f"{source}{{width={attribute_width(image.width_mm)}}}"


def attribute_width(width_mm: float) -> str:
    """Return a width as an attribute's value: `50mm`, `"50.5mm"`."""
    width = format_width(width_mm)
    return f'"{width}"' if "." in width else width


def format_width(width_mm: float) -> str:
    """Return a width in millimetres: `50mm`, `50.5mm`; never in exponents."""
    return f"{width_mm:.4f}".rstrip("0").rstrip(".") + "mm"


def joined_pieces(pieces: Iterable[SourcePiece]) -> list[SourcePiece]:
    """Join neighbouring texts; they arise where a role could not be written or a nested link was undone."""
    joined: list[SourcePiece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if isinstance(piece, TextPiece) and isinstance(last, TextPiece):
            last.text += piece.text
        else:
            joined.append(piece)
    return joined
