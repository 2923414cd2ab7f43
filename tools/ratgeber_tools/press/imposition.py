"""A booklet for the office printer: A5 pages two by two on A4, to be printed on both sides, folded and stapled.

An office printer reaches no edge, so the pages are drawn a little smaller and the outer 5 mm of a sheet stay free.
Sheets put into each other push the inner ones out by their thickness, so those pages move towards the fold (creep).
Tags and links do not survive being drawn on another page: the result is for paper only.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf

from ratgeber_tools.errors import InputError

POINTS_PER_MM = 72 / 25.4
#: A4 on its side (ISO 216), in mm.
SHEET_MM = (297.0, 210.0)
#: What no office printer reaches, in mm.
FREE_MM = 5.0
#: How thick a sheet of 80 g/m² is, in mm.
SHEET_THICKNESS_MM = 0.1
PAGES_PER_SHEET = 4
#: More sheets than this neither fold nor staple well; 16 sheets are 64 pages.
MOST_SHEETS = 16


@dataclass(frozen=True, slots=True)
class Booklet:
    """The sides to print, in the order they come out, and how many sheets of paper they are."""

    pdf: bytes
    sheets: int

    @property
    def is_too_thick(self) -> bool:
        """Say whether a saddle stitch would not hold it together."""
        return self.sheets > MOST_SHEETS


def page_order(count: int) -> tuple[tuple[int | None, int | None], ...]:
    """Return the page numbers (1-based, None for an empty one) left and right on each side of each sheet.

    Sides come front, back, front, back; the outermost sheet first.  Turned over along its short edge, the back of a
    sheet carries the pages that follow the ones on its front.
    """
    total = -(-count // PAGES_PER_SHEET) * PAGES_PER_SHEET
    sides: list[tuple[int, int]] = []
    for outer in range(0, total // 2, 2):
        sides.append((total - outer, outer + 1))
        sides.append((outer + 2, total - outer - 1))
    return tuple((_existing(left, count), _existing(right, count)) for left, right in sides)


def impose(pages: bytes, *, thickness_mm: float = SHEET_THICKNESS_MM) -> Booklet:
    """Impose a PDF of A5 pages; each is cut at its TrimBox, so bleed and marks of a press file stay off the sheet.

    For which printing its colours are meant it says as the press file does.  `thickness_mm` is that of a sheet.
    Raises `InputError` if `pages` is no PDF, has no page, or two pages do not fit beside each other.
    """
    try:
        source = pikepdf.Pdf.open(io.BytesIO(pages))
    except pikepdf.PdfError as error:
        raise InputError("Das Heft lässt sich nicht ausschießen: Die Druckfassung ist kein lesbares PDF.") from error
    with source, pikepdf.Pdf.new() as target:
        if not source.pages:
            raise InputError("Das Heft lässt sich nicht ausschießen: Die Druckfassung hat keine Seite.")
        order = page_order(len(source.pages))
        drawn = [_Drawn.of(page, number, target) for number, page in enumerate(source.pages, start=1)]
        for index, (left, right) in enumerate(order):
            creep = index // 2 * thickness_mm * POINTS_PER_MM
            _add_side(target, [(left, True), (right, False)], drawn, creep)
        if "/OutputIntents" in source.Root:
            intents = (target.copy_foreign(source.make_indirect(intent)) for intent in source.Root.OutputIntents)
            target.Root.OutputIntents = pikepdf.Array(list(intents))
        if "/Lang" in source.Root:
            target.Root.Lang = pikepdf.String(str(source.Root.Lang))
        with target.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["dc:title"] = _title(source)
        written = io.BytesIO()
        target.save(written, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return Booklet(written.getvalue(), len(order) // 2)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A page as a form of the target file: its trimmed size, and where its lower left corner lies, all in points."""

    form: pikepdf.Object
    origin: tuple[float, float]
    width: float
    height: float

    @classmethod
    def of(cls, page: pikepdf.Page, number: int, target: pikepdf.Pdf) -> _Drawn:
        left, bottom, right, top = (float(value) for value in page.trimbox.as_list())
        width, height = right - left, top - bottom
        sheet_width, sheet_height = (length * POINTS_PER_MM for length in SHEET_MM)
        if width * 2 > sheet_width + 1 or height > sheet_height + 1:
            raise InputError(
                f"Das Heft lässt sich nicht ausschießen: Seite {number} ist größer als A5. "
                "Stellen Sie das Format der Druckfassung auf A5."
            )
        return cls(target.copy_foreign(page.as_form_xobject()), (left, bottom), width, height)


def _add_side(
    target: pikepdf.Pdf, places: Sequence[tuple[int | None, bool]], drawn: Sequence[_Drawn], creep: float
) -> None:
    """Add one side: pages meet at the fold in the middle, less `creep` points, and stand half-way up the sheet.

    None reaches over the fold, where its neighbour lies.
    """
    sheet_width, sheet_height = (length * POINTS_PER_MM for length in SHEET_MM)
    target.add_blank_page(page_size=(sheet_width, sheet_height))
    side = target.pages[-1]
    lines = []
    for number, is_left in places:
        if number is None:
            continue
        page = drawn[number - 1]
        name = side.add_resource(page.form, pikepdf.Name.XObject, pikepdf.Name(f"/Seite{number}"))
        scale = min(
            (sheet_height - 2 * FREE_MM * POINTS_PER_MM) / page.height,
            (sheet_width / 2 - FREE_MM * POINTS_PER_MM) / page.width,
        )
        x = sheet_width / 2 + (creep - page.width * scale if is_left else -creep) - page.origin[0] * scale
        y = (sheet_height - page.height * scale) / 2 - page.origin[1] * scale
        half = f"{0 if is_left else sheet_width / 2:.4f} 0 {sheet_width / 2:.4f} {sheet_height:.4f} re W n"
        lines.append(f"q {half} {scale:.6f} 0 0 {scale:.6f} {x:.4f} {y:.4f} cm {name} Do Q")
    side.Contents = target.make_stream("\n".join(lines).encode("ascii"))


def _existing(number: int, count: int) -> int | None:
    return number if number <= count else None


def _title(source: pikepdf.Pdf) -> str:
    title = str(source.docinfo.get("/Title", "")) if "/Info" in source.trailer else ""
    return f"{title} (Heft)" if title else "Heft"
