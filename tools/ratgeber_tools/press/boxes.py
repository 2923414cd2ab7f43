"""Page boxes and crop marks of a press file.

TrimBox is the finished page, BleedBox what is printed beyond it, MediaBox the sheet with room for marks
(ISO 32000-1, 14.11.2).
"""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from pikepdf import Array

from ratgeber_tools.press.geometry import POINTS_PER_MM, Rectangle

#: Crop marks: how long, how thick, and how far beyond the bleed they begin.
MARK_LENGTH_MM = 5.0
MARK_WIDTH_PT = 0.25
MARK_GAP_MM = 1.0

#: Sheet around the bleed if there are marks.
SLUG_MM = MARK_LENGTH_MM + 2 * MARK_GAP_MM

#: What rounding may cost, in points (0.02 mm).
TOLERANCE = 0.06


def box(page: pikepdf.Object, name: str) -> Rectangle | None:
    """Return a box of a page dictionary (`/TrimBox`), None if the page has none of its own."""
    return Rectangle(*map(float, page[name])) if name in page else None


def set_boxes(pdf: pikepdf.Pdf, *, page_mm: tuple[float, float], bleed_mm: float, has_marks: bool) -> None:
    """Give every page its boxes, all measured from its lower left corner; marks are drawn outside the bleed.

    The pages come from Typst: the sheet is the page with bleed all around.
    """
    width, height = (side * POINTS_PER_MM for side in page_mm)
    bleed = bleed_mm * POINTS_PER_MM
    slug = SLUG_MM * POINTS_PER_MM if has_marks else 0.0
    trim = Rectangle(slug + bleed, slug + bleed, slug + bleed + width, slug + bleed + height)
    for page in pdf.pages:
        page.obj.MediaBox = _array(trim.grown(bleed + slug))
        page.obj.BleedBox = _array(trim.grown(bleed))
        page.obj.TrimBox = _array(trim)
        for name in ("/CropBox", "/ArtBox"):
            if name in page.obj:
                del page.obj[name]
        if has_marks:
            page.contents_add(f"q 1 0 0 1 {slug:.3f} {slug:.3f} cm".encode("ascii"), prepend=True)
            page.contents_add(b"Q " + crop_marks(trim, bleed))
            page.contents_coalesce()


def crop_marks(trim: Rectangle, bleed: float) -> bytes:
    """Return the drawing of eight marks in black ink alone, two at each corner of `trim`."""
    lines = " ".join(f"{x0:.3f} {y0:.3f} m {x1:.3f} {y1:.3f} l" for x0, y0, x1, y1 in _marks(trim, bleed))
    return f"q 0 0 0 1 K {MARK_WIDTH_PT} w {lines} S Q".encode("ascii")


def _marks(trim: Rectangle, bleed: float) -> Iterator[tuple[float, float, float, float]]:
    begin = bleed + MARK_GAP_MM * POINTS_PER_MM
    end = begin + MARK_LENGTH_MM * POINTS_PER_MM
    for x, way in ((trim.left, -1), (trim.right, 1)):
        for y, up in ((trim.bottom, -1), (trim.top, 1)):
            yield (x + way * begin, y, x + way * end, y)
            yield (x, y + up * begin, x, y + up * end)


def _array(of: Rectangle) -> Array:
    return Array([round(side, 3) for side in of])
