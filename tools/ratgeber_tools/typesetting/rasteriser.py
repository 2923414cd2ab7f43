"""A page of a PDF as a PNG picture: Typst embeds the page and renders it, so no other program is needed."""

from __future__ import annotations

import typst

from ratgeber_tools.errors import InputError
from ratgeber_tools.files import temporary_folder

#: The type area of the A5 booklet (mm) and what print needs (dots per inch): 1 417 pixels.
WIDTH_MM = 120.0
RESOLUTION_PPI = 300.0

_SOURCE = """#set page(width: auto, height: auto, margin: 0pt)
#image("{name}", width: {width_mm}mm)
"""


def page_as_png(pdf: bytes, *, width_mm: float = WIDTH_MM) -> bytes:
    """Return the first page of `pdf`, `width_mm` wide at 300 dpi, as a PNG file.

    Raises `InputError` if Typst cannot read the PDF.
    """
    return _as_png(pdf, "seite.pdf", width_mm)


def drawing_as_png(svg: bytes, *, width_mm: float = WIDTH_MM) -> bytes:
    """Return an SVG drawing as a PNG file, as `page_as_png` does."""
    return _as_png(svg, "zeichnung.svg", width_mm)


def _as_png(data: bytes, file_name: str, width_mm: float) -> bytes:
    with temporary_folder("bild") as folder:
        (folder / file_name).write_bytes(data)
        main = folder / "seite.typ"
        main.write_text(_SOURCE.format(name=file_name, width_mm=width_mm), encoding="utf-8")
        try:
            png = typst.compile(main, root=folder, format="png", ppi=RESOLUTION_PPI)
        except (typst.TypstError, RuntimeError):
            raise InputError("Die Zeichnung ließ sich nicht in ein Bild umwandeln.") from None
    assert isinstance(png, bytes)  # one page, one file
    return png
