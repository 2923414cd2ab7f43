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
QUIET_MODULES = 4


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


def as_svg(code: QrCode) -> str:
    """Return the code as a drawing with its quiet zone, black on white whatever stands around it.

    Readers need four modules of white around it (ISO/IEC 18004, 6.3.8).
    """
    side = code.size + 2 * QUIET_MODULES
    runs = "".join(
        f"M{first + QUIET_MODULES} {row + QUIET_MODULES}h{length}v1h-{length}z"
        for row, several in enumerate(code.rows)
        for first, length in several
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path d="{runs}"/></svg>\n'
    )


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
