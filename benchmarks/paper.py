"""The printed page in figures: pages that are nearly empty, pages of sources alone, pictures per ten pages.

Measured on the public edition of the real guide with everything confirmed that can be: the PDF for screens and every
volume.  Needs poppler.
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
from PIL import Image

from benchmarks import gaps
from benchmarks.measure import Table
from benchmarks.peers import Peers

#: So much of a page's type area without ink makes it an empty page, and so many of all pages may be.
EMPTY, MOST_EMPTY = 0.4, 0.06
#: Pages of nothing but sources.
MOST_SOURCES_ALONE = 0

#: A lower stripe is the distance between two lines of a form, or of paragraphs.
_STRIPE_MM = 12.0
#: Upper and lower margin and what is left out beside the text, as in `theme/page.typ`.
_TOP_MM, _SIDE_MM = 19.0, 14.0
_PPI = 36
_POINTS_PER_MM = 72 / 25.4
_DARK = 250  # of 255; tints of boxes are ink
#: Fine print of sources (7.5 pt) is lower than this, anything one reads is higher; ascender to descender, in points.
_FINE_PRINT = 10.2
_LEAST_WORDS = 8
#: What draws a picture in the source of the theme's calls; a cover has one in front and one behind.
_PICTURE = re.compile(r'(?<![\w-])(?:(?:scene|spot):"|kind:"entscheidung"|(?:picture|drawing)\()')
_ON_THE_COVER = 2


def measure(root: Path, scratch: Path, peers: Peers) -> list[Table]:
    """Build the public edition and the volumes from the project at `root`, and count."""
    folder = scratch / "ratgeber"
    gaps.public_edition(root, folder, gaps.everybody)
    print_it = [sys.executable, "-m", "ratgeber_tools.cli", "print"]
    subprocess.run(print_it, cwd=folder, check=False, capture_output=True)  # ends with 1 for a trial print
    return [paper_table(folder / "_build")]


def paper_table(built: Path) -> Table:
    """Return the figures of the files below `_build`: the public PDF and the press file of each volume."""
    whole = built / "public" / "elternratgeber.pdf"
    files = [(whole, built / "werkstatt" / "public" / "pdf" / "satz" / "main.typ")]
    for volume in sorted((built / "print").glob("*-druck.pdf")):
        stem = volume.stem.removesuffix("-druck")
        files.append((volume, built / "druck" / "print" / "satz" / stem / "main.typ"))
    lines = []
    for pdf, source in files:
        pages = page_count(pdf)
        empty, sources = list(empty_pages(pdf)), list(pages_of_sources(pdf))
        pictures = _ON_THE_COVER + len(_PICTURE.findall(source.read_text(encoding="utf-8")))
        share = f"{_figure(100 * len(empty) / pages)} %: {_numbers(empty)}"
        lines.append([pdf.name, str(pages), share, _numbers(sources), _figure(10 * pictures / pages)])
    head = [
        "Datei",
        "Seiten",
        f"zu {round(100 * EMPTY)} % leer (höchstens {round(100 * MOST_EMPTY)} %)",
        f"nur Quellen (höchstens {MOST_SOURCES_ALONE})",
        "Bilder je zehn Seiten",
    ]
    return Table("Auf Papier", head, lines)


def page_count(pdf: Path) -> int:
    with pikepdf.open(pdf) as document:
        return len(document.pages)


def empty_pages(pdf: Path) -> Iterator[int]:
    """Yield the numbers from 1 of pages whose type area is empty for the most part."""
    command = ["pdftoppm", "-r", str(_PPI), "-gray", str(pdf)]
    drawn = io.BytesIO(subprocess.run(command, check=True, capture_output=True).stdout)
    with pikepdf.open(pdf) as document:
        for number, page in enumerate(document.pages, start=1):
            media, trim = ([float(value) for value in box] for box in (page.mediabox, page.trimbox))
            picture = _next_picture(drawn)
            scale = picture.height / (media[3] - media[1])
            left, right = ((trim[at] - media[0]) * scale for at in (0, 2))
            top, bottom = ((media[3] - trim[at]) * scale for at in (3, 1))
            mm = scale * _POINTS_PER_MM
            margins = (left + _SIDE_MM * mm, top + _TOP_MM * mm, right - _SIDE_MM * mm, bottom - _TOP_MM * mm)
            inner = picture.crop(margins)
            if _blank_share(inner, _STRIPE_MM * mm) >= EMPTY:
                yield number


def _blank_share(picture: Image.Image, stripe: float) -> float:
    """Return the share of a picture's height that lies in blank stripes at least `stripe` pixels high."""
    width, height = picture.size
    data = picture.tobytes()
    blank = [min(data[row * width : (row + 1) * width]) >= _DARK for row in range(height)]
    runs = [len(list(rows)) for is_blank, rows in groupby(blank) if is_blank]
    return sum(run for run in runs if run >= stripe) / height


def _next_picture(stream: io.BytesIO) -> Image.Image:
    """Read one picture of several in a row, as poppler writes them (PGM, binary)."""
    assert stream.readline().strip() == b"P5"
    width, height = (int(number) for number in stream.readline().split())
    stream.readline()
    return Image.frombytes("L", (width, height), stream.read(width * height))


def pages_of_sources(pdf: Path) -> Iterator[int]:
    """Yield the numbers of pages that bear nothing but fine print between head and foot."""
    command = ["pdftotext", "-bbox", str(pdf), "-"]
    root = ElementTree.fromstring(subprocess.run(command, check=True, capture_output=True).stdout)
    space = "{http://www.w3.org/1999/xhtml}"
    for number, page in enumerate(root.iter(f"{space}page"), start=1):
        edge = (_TOP_MM - 1) * _POINTS_PER_MM
        words = [
            float(word.attrib["yMax"]) - float(word.attrib["yMin"])
            for word in page.iter(f"{space}word")
            if edge < float(word.attrib["yMin"]) and float(word.attrib["yMax"]) < float(page.attrib["height"]) - edge
        ]
        if len(words) >= _LEAST_WORDS and max(words) < _FINE_PRINT:
            yield number


def _numbers(pages: Sequence[int]) -> str:
    return f"{len(pages)}" + (f" ({', '.join(map(str, pages))})" if pages else "")


def _figure(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")
