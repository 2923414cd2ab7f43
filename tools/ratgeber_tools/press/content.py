"""Content streams read as instructions with their place, so that single ones can be exchanged and the rest stays.

Source of the grammar: ISO 32000-1, 7.2 (lexical conventions) and 7.8.2 (content streams).  pikepdf reads streams too,
but makes an object of every operand; a guide has a million of them, and here most are only looked past.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_BLANK = rb"\x00\t\n\x0c\r "
_DELIMITERS = _BLANK + rb"()<>\[\]{}/%"
_STRING = rb"\((?:[^()\\]|\\.)*\)"
_NUMBER = rb"[-+]?(?:\d+\.?\d*|\.\d+)(?=[" + _DELIMITERS + rb"]|$)"
#: One token and the blanks before it, in the order in which a guide's streams have them: `0.2 0 0 rg` is three
#: operands and a word.  A word may hold signs (`T*`, `'`), so it is told by its first one and ends at a delimiter.  An
#: array of strings and numbers is one operand, whole, because `TJ` sets a line of text with one (`[(Fris) 12 (t)] TJ`);
#: an array that holds anything else does not fit the pattern, and its brackets come alone (`[/A /B]` is four operands).
#: `nested` is a string that the pattern cannot read to its end, for it cannot count parentheses: `(am 1. (oder 2.))`.
_TOKEN = re.compile(
    rb"[" + _BLANK + rb"]*(?:"
    rb"(?P<word>[A-Za-z'\"][^" + _DELIMITERS + rb"]*)"
    rb"|(?P<operand>" + _NUMBER + rb"|\[(?:[^][()<>/%{}]|<[^<>]*>|" + _STRING + rb")*\]|" + _STRING + rb""
    rb"|/[^" + _DELIMITERS + rb"]*|<<|>>|<[^<>]*>|\[|\])"
    rb"|(?P<nested>\()|(?P<comment>%[^\r\n]*)|(?P<end>$))",
    re.DOTALL,
)
#: What an array that is one operand is made of: `[(Fris) 12 (t)]` is `(Fris)`, `12`, `(t)`.
_ELEMENT = re.compile(_STRING + rb"|<[^<>]*>|" + _NUMBER, re.DOTALL)
_PARENTHESIS = re.compile(rb"\\.|[()]", re.DOTALL)
#: `EI` ends an inline image only as a word of its own: the picture's bytes may hold the two letters by chance.
_INLINE_END = re.compile(rb"[\x00\t\n\x0c\r ]EI(?=[\x00\t\n\x0c\r /]|$)")
_WORDS_AS_OPERANDS = frozenset((b"true", b"false", b"null"))


class UnreadableContentError(ValueError):
    """The stream is no content stream; the text says at which byte."""


class Instruction(NamedTuple):
    """One operator with its operands as they stand, and the bytes it takes up.

    An array of strings and numbers is one operand (`elements` takes it apart); other arrays and dictionaries lie flat.
    An inline image is one instruction `BI` whose only operand is the whole of it.
    """

    operator: bytes
    operands: tuple[bytes, ...]
    start: int
    end: int

    def numbers(self) -> tuple[float, ...]:
        """Return all numeric operands; names and strings are left out."""
        try:
            return tuple(map(float, self.operands))
        except ValueError:
            return tuple(float(operand) for operand in self.operands if operand[:1] in b"+-.0123456789")


def instructions(data: bytes) -> Iterator[Instruction]:
    """Yield the instructions of a content stream; raise `UnreadableContentError` for bytes that are no token."""
    operands: list[bytes] = []
    start = -1
    position, end = 0, len(data)
    match = _TOKEN.match
    while position < end:
        found = match(data, position)
        if found is None:
            raise UnreadableContentError(f"byte {position}")
        kind = found.lastgroup
        assert kind is not None
        begin, position = found.start(kind), found.end()
        if kind == "comment" or kind == "end":
            continue
        if start < 0:
            start = begin
        if kind == "operand":
            operands.append(found[kind])
            continue
        if kind == "nested":
            position = _string_end(data, begin)
            operands.append(data[begin:position])
            continue
        word = found[kind]
        if word in _WORDS_AS_OPERANDS:
            operands.append(word)
            continue
        if word == b"BI":
            closing = _INLINE_END.search(data, data.find(b"ID", position))
            if closing is None:
                raise UnreadableContentError(f"byte {begin}")
            position = closing.end()
            yield Instruction(b"BI", (data[begin:position],), begin, position)
        else:
            yield Instruction(word, tuple(operands), start, position)
        operands, start = [], -1


def elements(operands: tuple[bytes, ...]) -> list[bytes]:
    """Return the strings and numbers of what `TJ` or `Tj` shows."""
    if len(operands) == 1:
        return _ELEMENT.findall(operands[0]) if operands[0][:1] == b"[" else [operands[0]]
    return [operand for operand in operands if operand not in (b"[", b"]")]


def literal(token: bytes) -> bytes:
    """Return the bytes of a string operand, `(…)` or `<…>`."""
    if token[:1] == b"<":
        digits = re.sub(rb"[^0-9A-Fa-f]", b"", token)
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    return _ESCAPE.sub(_unescaped, token[1:-1])


_ESCAPE = re.compile(rb"\\[0-7]{1,3}|\\\r\n|\\.|\r\n?", re.DOTALL)
_ESCAPED = {
    **{bytes((92, code)): bytes((code,)) for code in range(256)},
    **{b"\\%03o" % code: bytes((code,)) for code in range(256)},
    b"\\n": b"\n", b"\\r": b"\r", b"\\t": b"\t", b"\\b": b"\b", b"\\f": b"\f",
    b"\\\n": b"", b"\\\r": b"", b"\\\r\n": b"", b"\r": b"\n", b"\r\n": b"\n",
}  # fmt: skip
_DIGITS = frozenset(bytes((code,)) for code in b"01234567")


def _unescaped(found: re.Match[bytes]) -> bytes:
    """One escape of a literal string (ISO 32000-1, table 3); a bare end of line counts as a line feed."""
    what = found[0]
    known = _ESCAPED.get(what) if what[1:2] not in _DIGITS or len(what) == 4 else None
    return bytes((int(what[1:], 8) & 0xFF,)) if known is None else known


def _string_end(data: bytes, begin: int) -> int:
    """Return where the string that opens at `begin` ends; its own parentheses are balanced."""
    depth = 0
    for found in _PARENTHESIS.finditer(data, begin):
        if found[0] == b"(":
            depth += 1
        elif found[0] == b")":
            depth -= 1
            if depth == 0:
                return found.end()
    raise UnreadableContentError(f"byte {begin}")
