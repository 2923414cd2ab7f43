"""Fonts of a PDF: what a shown string says and how wide it is.

Only what our own files have: composite fonts with two bytes a character (`Identity-H`, ISO 32000-1, 9.7) and simple
fonts with `Widths`.  A code without an entry in `ToUnicode` reads as U+FFFD.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pikepdf

_CHARACTERS = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f\s]*)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f\s]*)>|\[([^\]]*)\])")
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")

UNKNOWN = "\ufffd"


class ShownString(NamedTuple):
    """What a string says, its width, and the width of the blanks it ends with, in thousandths of the type size."""

    text: str
    width: float
    blanks: float


@dataclass(frozen=True, slots=True)
class Font:
    """A font as a page uses it.  `is_type3`: its glyphs are drawings of their own, with colours of their own."""

    name: str
    is_embedded: bool
    is_type3: bool
    code_length: int
    characters: dict[int, str]
    widths: dict[int, float]
    default_width: float

    def read(self, data: bytes) -> ShownString:
        """Return what a shown string says and how wide it is."""
        codes = _codes(data, self.code_length)
        widths, default = self.widths, self.default_width
        text = "".join([self.characters.get(code, UNKNOWN) for code in codes])
        return ShownString(text, sum([widths.get(code, default) for code in codes]), self._blanks_after(codes))

    def _blanks_after(self, codes: Sequence[int]) -> float:
        """Return how wide the blanks at the end are."""
        width = 0.0
        for code in reversed(codes):
            if not self.characters.get(code, UNKNOWN).isspace():
                break
            width += self.widths.get(code, self.default_width)
        return width


def _codes(data: bytes, length: int) -> Sequence[int]:
    if length == 1:
        return data
    even = data if len(data) % 2 == 0 else data[:-1]
    return struct.unpack(f">{len(even) // 2}H", even)


def font_of(font: pikepdf.Object) -> Font:
    """Read a font dictionary."""
    is_composite = font.get("/Subtype") == pikepdf.Name.Type0
    inner = font.DescendantFonts[0] if is_composite else font
    is_type3 = font.get("/Subtype") == pikepdf.Name.Type3
    descriptor = inner.get("/FontDescriptor")
    embedded = descriptor is not None and any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
    return Font(
        name=str(font.get("/BaseFont", "")).lstrip("/"),
        is_embedded=embedded or is_type3,
        is_type3=is_type3,
        code_length=2 if is_composite else 1,
        characters=dict(_unicode(font["/ToUnicode"].read_bytes())) if "/ToUnicode" in font else {},
        widths=dict(_composite_widths(inner)) if is_composite else dict(_simple_widths(font)),
        default_width=float(inner.get("/DW", 1000)) if is_composite else 0.0,
    )


def _unicode(data: bytes) -> Iterator[tuple[int, str]]:
    for block in _CHARACTERS.findall(data):
        for code, text in _PAIR.findall(block):
            yield int(code, 16), _text(text)
    for block in _RANGES.findall(data):
        for first, last, text, texts in _RANGE.findall(block):
            start, count = int(first, 16), int(last, 16) - int(first, 16) + 1
            if texts:
                yield from ((start + number, _text(each)) for number, each in enumerate(_HEX.findall(texts)[:count]))
            else:
                words = _text(text)
                for number in range(count if words else 0):
                    yield start + number, words[:-1] + chr(ord(words[-1]) + number)


def _text(digits: bytes) -> str:
    return bytes.fromhex(re.sub(rb"\s", b"", digits).decode("ascii")).decode("utf-16-be", errors="replace")


def _composite_widths(font: pikepdf.Object) -> Iterator[tuple[int, float]]:
    """Read `W`: `c [w w …]` or `first last w` (ISO 32000-1, 9.7.4.3)."""
    entries = list(font["/W"]) if "/W" in font else []
    position = 0
    while position + 1 < len(entries):
        first, second = int(entries[position]), entries[position + 1]
        if isinstance(second, pikepdf.Array):
            yield from ((first + number, float(width)) for number, width in enumerate(second))
            position += 2
        else:
            width = float(entries[position + 2])
            yield from ((code, width) for code in range(first, int(second) + 1))
            position += 3


def _simple_widths(font: pikepdf.Object) -> Iterator[tuple[int, float]]:
    first = int(font.get("/FirstChar", 0))
    widths = font.get("/Widths", ())
    yield from ((first + number, float(width)) for number, width in enumerate(widths))
