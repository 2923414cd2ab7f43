"""Word contributions of a given size to measure the import with: headings, text, lists, tables, pictures.

Content is neutral filler without facts; every document is made the same way each time, and no two say the same: an
import takes a file that does for one it knows.
"""

from __future__ import annotations

import io
import random
import struct
import zlib
from pathlib import Path

import docx
from docx.shared import Mm

_WORDS = (
    "der", "die", "das", "ein", "eine", "und", "oder", "mit", "ohne", "neben", "nach", "Schule", "Kind", "Eltern",
    "Morgen", "Klasse", "Tasche", "Woche", "Frage", "Antwort", "Weg", "Pause", "Brief", "Termin", "Heft", "Raum",
    "Stunde", "Gruppe", "Blatt", "Tisch", "kommt", "geht", "liest", "fragt", "wartet", "bringt", "sieht",
)  # fmt: skip
_WORDS_PER_SENTENCE = 13
_PARAGRAPHS_PER_PAGE = 6


def write_contribution(path: Path, *, pages: int, pictures: int = 0) -> Path:
    """Write a .docx of about `pages` pages with `pictures` pictures spread over it; return `path`."""
    document = docx.Document()
    document.add_heading(f"Messung {path.stem}", level=1)
    chance = random.Random(path.stem)
    every = max(1, pages // pictures) if pictures else 0
    placed = 0
    for page in range(pages):
        document.add_heading(f"Abschnitt {page + 1}", level=2)
        for number in range(_PARAGRAPHS_PER_PAGE):
            paragraph = document.add_paragraph("".join(_sentence(chance) for _ in range(4)))
            paragraph.add_run(f"Wort {page}-{number}").bold = True
        for number in range(4):
            document.add_paragraph(f"Punkt {number}", style="List Bullet")
        if page % 3 == 0:
            table = document.add_table(rows=4, cols=3)
            for row, cells in enumerate(table.rows):
                for column, cell in enumerate(cells.cells):
                    cell.text = f"Zelle {row}-{column}"
        if every and page % every == 0 and placed < pictures:
            document.add_picture(io.BytesIO(_png(placed)), width=Mm(60))
            placed += 1
    document.save(str(path))
    return path


def _sentence(chance: random.Random) -> str:
    words = " ".join(chance.choices(_WORDS, k=_WORDS_PER_SENTENCE))
    return f"{words[0].upper()}{words[1:]}. "


def _png(seed: int, side: int = 400) -> bytes:
    """Return a small PNG, different for each `seed`, so that no tool can save work on equal pictures."""
    row = b"\0" + bytes((seed * 7 + x) % 256 for x in range(side * 3))
    data = zlib.compress(row * side, 1)
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(k, d) for k, d in ((b"IHDR", head), (b"IDAT", data), (b"IEND", b"")))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
