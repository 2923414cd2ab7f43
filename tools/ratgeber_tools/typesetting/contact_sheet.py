"""A contact sheet: the pages of a PDF or screens of the web, small on one picture, to see at a glance what is wrong."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence

import typst
from PIL import Image

from ratgeber_tools.errors import InputError
from ratgeber_tools.files import temporary_folder
from ratgeber_tools.typesetting.leaflets import page_count

#: Wide enough to see boxes, pictures and empty halves of pages; not to read.
PAGE_WIDTH_PX = 64
MOST_COLUMNS = 16
#: Few colours: the sheet lies in the repository and changes often.
COLOURS = 96
#: A sheet of screens.
SHEET_WIDTH_PX = 1040
_GAP, _BEHIND = 8, (120, 120, 120)

_SOURCE = """#set page(width: auto, height: auto, margin: 4pt, fill: luma(60%))
#grid(columns: {columns}, gutter: 4pt, ..range(1, {pages} + 1).map(number => {{
  let leaf(number) = image("seiten.pdf", page: number, width: {width}pt)
  box(fill: white, leaf(number))
}}))
"""


def contact_sheet(pdf: bytes) -> bytes:
    """Return all pages of `pdf` as one PNG picture; raises `InputError` if Typst cannot read the file."""
    pages = page_count(pdf)
    columns = min(MOST_COLUMNS, max(2, round(math.sqrt(pages * 1.4)) // 2 * 2))
    with temporary_folder("bogen") as folder:
        (folder / "seiten.pdf").write_bytes(pdf)
        main = folder / "bogen.typ"
        main.write_text(_SOURCE.format(columns=columns, pages=pages, width=PAGE_WIDTH_PX), encoding="utf-8")
        try:
            picture = typst.compile(main, root=folder, format="png", ppi=72.0)
        except (typst.TypstError, RuntimeError):
            raise InputError("Der Kontaktbogen ließ sich nicht zeichnen: Typst kann das PDF nicht lesen.") from None
    assert isinstance(picture, bytes)  # one page, one file
    return _with_few_colours(picture)


def screens_on_a_sheet(groups: Sequence[tuple[int, Sequence[bytes]]]) -> bytes:
    """Return PNG pictures as one; a group is how many stand in a row, and its pictures, all of one size."""
    placed: list[tuple[Image.Image, int, int]] = []
    top = _GAP
    for columns, pictures in groups:
        width = (SHEET_WIDTH_PX - _GAP) // columns - _GAP
        for first in range(0, len(pictures), columns):
            row = [_narrowed(png, width) for png in pictures[first : first + columns]]
            placed += [(picture, _GAP + place * (width + _GAP), top) for place, picture in enumerate(row)]
            top += max(picture.height for picture in row) + _GAP
    sheet = Image.new("RGB", (SHEET_WIDTH_PX, top), _BEHIND)
    for picture, left, above in placed:
        sheet.paste(picture, (left, above))
    written = io.BytesIO()
    few = sheet.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)  # keeps every hue
    few.save(written, "PNG", optimize=True)
    return written.getvalue()


def _narrowed(png: bytes, width: int) -> Image.Image:
    with Image.open(io.BytesIO(png)) as picture:
        height = round(picture.height * width / picture.width)
        return picture.convert("RGB").resize((width, height), Image.Resampling.LANCZOS)


def _with_few_colours(png: bytes) -> bytes:
    written = io.BytesIO()
    with Image.open(io.BytesIO(png)) as picture:
        picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
    return written.getvalue()
