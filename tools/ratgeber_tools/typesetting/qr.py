"""QR codes (ISO/IEC 18004) as the theme draws them: runs of dark modules, row by row.

A picture would bring its own colour space into the press file; runs become rectangles in black ink alone.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote, urlsplit, urlunsplit

import segno

#: At least so much of a code may be dirty or torn (level M: 15 %); what fits into the same size gets more.
ERROR_LEVEL = "m"


@dataclass(frozen=True, slots=True)
class QrCode:
    """A code of `size` × `size` modules without its quiet zone; each row holds runs `(first module, length)`."""

    size: int
    rows: tuple[tuple[tuple[int, int], ...], ...]


def encode(address: str) -> QrCode:
    """Return the smallest code that holds `address`.

    Raises `ValueError` for an empty address or one of more than some 2 300 characters, which no chapter has.
    """
    matrix = segno.make(in_ascii(address), error=ERROR_LEVEL, boost_error=True, micro=False).matrix
    return QrCode(len(matrix), tuple(_runs(row) for row in matrix))


def in_ascii(address: str) -> str:
    """Return the same address in ASCII; readers guess the encoding of anything else, and guess Japanese for “ß”.

    Labels of a host become Punycode as IDNA 2008 has it (RFC 5891; Python's own codec would turn “ß” into “ss”), the
    rest is percent-encoded (RFC 3986); what is encoded already stays.
    """
    parts = urlsplit(unicodedata.normalize("NFC", address))
    host = ".".join(map(_label, parts.netloc.split(".")))
    rest = (quote(part, safe="%/:=&?~#+!$,;'@()*[]") for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, host, *rest))


def _label(label: str) -> str:
    return label if label.isascii() else "xn--" + label.lower().encode("punycode").decode("ascii")


def _runs(row: bytearray) -> tuple[tuple[int, int], ...]:
    runs = []
    for is_dark, modules in groupby(enumerate(row), key=lambda module: bool(module[1])):
        places = [place for place, _ in modules]
        if is_dark:
            runs.append((places[0], len(places)))
    return tuple(runs)
