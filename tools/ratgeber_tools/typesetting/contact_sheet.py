"""A contact sheet: all pages of a PDF small on one picture, to see at a glance whether something looks wrong."""

from __future__ import annotations

import io
import math

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


def _with_few_colours(png: bytes) -> bytes:
    written = io.BytesIO()
    with Image.open(io.BytesIO(png)) as picture:
        picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
    return written.getvalue()
