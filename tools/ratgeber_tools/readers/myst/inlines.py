"""Inline tokens → the model's inlines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

from markdown_it.token import Token

from ratgeber_tools import dialect
from ratgeber_tools import document as doc

_MARKS: dict[str, type[doc.Emphasis] | type[doc.Strong] | type[doc.Strikethrough]] = {
    "em": doc.Emphasis,
    "strong": doc.Strong,
    "s": doc.Strikethrough,
}
_FOREIGN = re.compile(r"(?s)(?P<text>.+) <(?P<language>[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)>\Z")
_WIDTH = re.compile(r"(?P<number>\d+(?:\.\d+)?)(?P<unit>mm|cm)\Z")
_HTML_BREAK = re.compile(r"<br\s*/?>\Z", re.IGNORECASE)
_EMPTY_COMMENT = re.compile(r"<!--\s*-->\Z")


class NotModelledError(Exception):
    """The model has no type for something; its block is kept as it stands."""


def convert_inlines(tokens: Sequence[Token]) -> doc.Inlines:
    """Return normalised inlines.

    Raises `NotModelledError` where the model has no type: raw HTML other than `<br>`, attributes other than a
    picture's width, titles of links and pictures, marks in marks without end.
    """
    if max(accumulate(token.nesting for token in tokens), default=0) > dialect.DEEPEST_WORDS:
        raise NotModelledError("marks in marks without end")
    return doc.normalise_inlines(_Converter(tokens).convert())


def width_mm(value: str) -> float:
    """Return a width in millimetres; only mm and cm are modelled."""
    found = _WIDTH.match(value)
    if found is None:
        raise NotModelledError(value)
    return float(found["number"]) * (10 if found["unit"] == "cm" else 1)


class _Converter:
    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = iter(tokens)

    def convert(self) -> list[doc.Inline]:
        """Convert up to the end or the closing token of the mark or link just opened."""
        result: list[doc.Inline] = []
        for token in self._tokens:
            if token.nesting < 0:
                break
            if token.nesting > 0:
                result.extend(self._convert_pair(token))
            else:
                result.extend(_convert_single(token))
        return result

    def _convert_pair(self, token: Token) -> list[doc.Inline]:
        children = tuple(self.convert())
        kind = token.type.removesuffix("_open")
        if kind in _MARKS and not token.attrs:
            return [_MARKS[kind](children)]
        if kind == "link":
            return [_link(token, children)]
        if kind == "span" and not token.attrs:
            return list(children)
        raise NotModelledError(token.type)


def _link(token: Token, children: doc.Inlines) -> doc.Inline:
    if set(token.attrs) != {"href"}:
        raise NotModelledError("link attributes")
    target = str(token.attrs["href"])
    if target.startswith("#"):
        return doc.CrossReference(target[1:], children)
    return doc.Link(target, children)


def _convert_single(token: Token) -> list[doc.Inline]:
    match token.type:
        case "text" | "text_special":
            return [doc.Text(token.content)]
        case "softbreak":
            return [doc.Text(" ")]
        case "hardbreak":
            return [doc.LineBreak()]
        case "code_inline" if not token.attrs:
            return [doc.Code(token.content)]
        case "image":
            return [_image(token)]
        case "footnote_ref":
            return [doc.NoteReference(str(token.meta["label"]))]
        case "myst_role":
            return [_role(str(token.meta["name"]), token.content)]
        case "html_inline" if _HTML_BREAK.match(token.content):
            return [doc.LineBreak()]
        case "html_inline" if _EMPTY_COMMENT.match(token.content):
            return []
        case _:
            raise NotModelledError(token.type)


def _image(token: Token) -> doc.Image:
    attributes = dict(token.attrs)
    source = str(attributes.pop("src"))
    attributes.pop("alt", None)
    width = attributes.pop("width", None)
    if attributes:
        raise NotModelledError("picture attributes")
    return doc.Image(source, _alternative_text(token.children or []), None if width is None else width_mm(str(width)))


def _alternative_text(tokens: Sequence[Token]) -> str:
    """Return what MyST uses as alternative text: the words, without marks."""
    parts: list[str] = []
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif token.type == "image":
            parts.append(_alternative_text(token.children or []))
        elif token.nesting == 0:
            parts.append(token.content)
    return "".join(parts)


def _role(name: str, content: str) -> doc.Inline:
    match name:
        case "sup" | "superscript":
            return doc.Superscript(content)
        case "sub" | "subscript":
            return doc.Subscript(content)
        case "math":
            return doc.Math(content)
        case dialect.FOREIGN_ROLE if found := _FOREIGN.match(content):
            language = found["language"]
            return doc.Foreign(found["text"], language, dialect.is_right_to_left(language))
        case _:
            return doc.Role(name, content)
