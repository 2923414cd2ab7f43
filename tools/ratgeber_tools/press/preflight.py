"""Is this file fit for the press?  Looks at every page, form, pattern, mask and picture of the finished file.

Colour and ink are judged by what is painted, not by what resources promise.  Text that overprints carries its ink on
top of the area below it; that area is the last one painted around the text's middle.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import pikepdf

from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.press.boxes import TOLERANCE, box
from ratgeber_tools.press.colours import ink_of as ink_of_image
from ratgeber_tools.press.content import UnreadableContentError
from ratgeber_tools.press.fineness import TooFine, too_fine
from ratgeber_tools.press.fonts import Font
from ratgeber_tools.press.geometry import POINTS_PER_MM
from ratgeber_tools.press.painting import Paint, PaintKind, paints
from ratgeber_tools.press.printers import Printer
from ratgeber_tools.press.spaces import PRINTABLE, shading_inks

#: Kinds whose colour says nothing: a pattern's content and a stencil are judged by themselves.
_JUDGED_ELSEWHERE = frozenset({"Pattern", "Maske"})

#: JPEG noise and rounding, in shares of one ink.
_INK_SLACK = 0.02


class LowPicture(NamedTuple):
    """A picture too coarse at its printed size; `dpi` is the lower of both directions."""

    page: int
    dpi: float
    width_mm: float
    height_mm: float


class Ink(NamedTuple):
    """How much ink something has (3.0 is 300 %), where, and what it is."""

    amount: float
    page: int
    what: str


_NO_INK = Ink(0.0, 0, "")


@dataclass(slots=True)
class Inspection:
    """What a walk over a whole file has found; pages count from 1."""

    page_count: int = 0
    spaces: Counter[str] = field(default_factory=Counter)
    foreign: dict[tuple[str, str], list[int]] = field(default_factory=dict)  # (kind, space) -> pages
    unreadable: list[int] = field(default_factory=list)
    most_ink: Ink = _NO_INK
    too_much_ink: list[Ink] = field(default_factory=list)
    low_pictures: list[LowPicture] = field(default_factory=list)
    picture_count: int = 0
    fonts: dict[str, bool] = field(default_factory=dict)  # name -> embedded
    has_type3: bool = False
    boxes: dict[str, list[int]] = field(default_factory=dict)  # what is wrong -> pages
    black_knocks_out: list[int] = field(default_factory=list)
    too_fine: list[TooFine] = field(default_factory=list)

    @property
    def is_fit(self) -> bool:
        """Say whether a press can take the file; coarse pictures and fine strokes are a matter of taste."""
        wrong = (self.foreign, self.unreadable, self.too_much_ink, self.boxes, self.black_knocks_out, self.has_type3)
        return not any(wrong) and all(self.fonts.values())


def inspect(
    press_file: bytes, printer: Printer, *, look: Callable[[int, Sequence[Paint]], None] = lambda page, painted: None
) -> Inspection:
    """Walk over the whole file and return what was found; `look` is shown each page on the way, pages from 1."""
    inspection = Inspection()
    fonts: dict[tuple[int, int], Font] = {}
    picture_inks: dict[tuple[int, int], float] = {}
    with pikepdf.open(io.BytesIO(press_file)) as pdf:
        inspection.page_count = len(pdf.pages)
        for number, page in enumerate(pdf.pages, start=1):
            for wrong in _boxes(page.obj, printer):
                inspection.boxes.setdefault(wrong, []).append(number)
            try:
                painted = list(paints(page, fonts))
                look(number, painted)
                _judge_page(inspection, number, painted, printer, picture_inks)
            except (UnreadableContentError, KeyError, ValueError):  # a name that leads nowhere, numbers that are none
                inspection.unreadable.append(number)
    for font in fonts.values():
        inspection.fonts[font.name] = font.is_embedded
        inspection.has_type3 |= font.is_type3
    return inspection


def findings(
    inspection: Inspection, printer: Printer, *, place: Callable[[int], str] = lambda page: f"Seite {page}"
) -> Iterator[Finding]:
    """Yield what is wrong, in German; `place` says a page in words (“Seite 12, Kapitel …”)."""
    for (kind, space), pages in inspection.foreign.items():
        text = f"{_places(pages, place)}: {kind} im Farbraum {space}, nicht in CMYK oder Grau."
        yield Finding(Code.PRESS_COLOUR, text)
    for page in inspection.unreadable:
        yield Finding(Code.PRESS_COLOUR, f"{place(page)}: Der Inhalt lässt sich nicht prüfen.")
    for ink in inspection.too_much_ink:
        amount, most = ink.amount * 100, printer.most_ink * 100
        text = f"{place(ink.page)}: {ink.what} mit {amount:.0f} % Farbauftrag; mehr als {most:.0f} % trocknen nicht."
        yield Finding(Code.PRESS_INK, text)
    for name, is_embedded in inspection.fonts.items():
        if not is_embedded:
            yield Finding(Code.PRESS_FONT, f"Die Schrift „{name}“ ist nicht eingebettet.")
    if inspection.has_type3:
        yield Finding(Code.PRESS_FONT, "Eine Schrift besteht aus Zeichnungen (Type 3); die prüft niemand.")
    for wrong, pages in inspection.boxes.items():
        yield Finding(Code.PRESS_BOXES, f"{_places(pages, place)}: {wrong}.")
    if inspection.black_knocks_out:
        text = f"{_places(inspection.black_knocks_out, place)}: Schwarzer Text überdruckt nicht."
        yield Finding(Code.PRESS_COLOUR, text)
    for low in inspection.low_pictures:
        text = (
            f"{place(low.page)}: Ein Bild hat bei {low.width_mm:.0f} × {low.height_mm:.0f} mm nur {low.dpi:.0f} dpi; "
            f"scharf ist es ab {printer.least_dpi:.0f}."
        )
        yield Finding(Code.PRESS_LOW_PICTURE, text)
    kinds: dict[str, list[int]] = {}
    for fine in inspection.too_fine:
        kinds.setdefault(fine.what, []).append(fine.page)
    for what, pages in kinds.items():
        yield Finding(Code.PRESS_FINE, f"{_places(list(dict.fromkeys(pages)), place)}: {what}.")


def _judge_page(
    inspection: Inspection,
    number: int,
    painted: list[Paint],
    printer: Printer,
    picture_inks: dict[tuple[int, int], float],
) -> None:
    grounds: list[Paint] = []
    for paint in painted:
        space = paint.colour.space
        inspection.spaces[space] += 1
        if space not in PRINTABLE and space not in _JUDGED_ELSEWHERE:
            pages = inspection.foreign.setdefault((paint.kind.value, space), [])
            if pages[-1:] != [number]:
                pages.append(number)
        if paint.is_masking:
            continue
        if paint.kind is PaintKind.PICTURE:
            inspection.picture_count += 1
            _judge_picture(inspection, number, paint, printer)
        if _is_black_text(paint) and not paint.overprints and inspection.black_knocks_out[-1:] != [number]:
            inspection.black_knocks_out.append(number)
        fine = too_fine(number, paint, grounds)
        if fine is not None:
            inspection.too_fine.append(fine)
        amount = _ink(paint, grounds, picture_inks)
        if amount > inspection.most_ink.amount:
            inspection.most_ink = Ink(amount, number, paint.kind.value)
        if amount > printer.most_ink + _INK_SLACK:
            inspection.too_much_ink.append(Ink(amount, number, paint.kind.value))
        if paint.kind is PaintKind.AREA:
            grounds.append(paint)


def _is_black_text(paint: Paint) -> bool:
    return paint.kind is PaintKind.WORDS and paint.colour.values == (0, 0, 0, 1) and bool(paint.text.strip())


def _ink(paint: Paint, grounds: list[Paint], picture_inks: dict[tuple[int, int], float]) -> float:
    if paint.kind is PaintKind.PICTURE and paint.thing is not None and paint.colour.space == "DeviceCMYK":
        key = paint.thing.objgen
        if key not in picture_inks:
            assert isinstance(paint.thing, pikepdf.Stream)
            picture_inks[key] = ink_of_image(pikepdf.PdfImage(paint.thing).as_pil_image())
        return picture_inks[key]
    if paint.kind is PaintKind.SHADING and paint.thing is not None and paint.resources is not None:
        return max(shading_inks(paint.thing, paint.resources), default=0.0)
    if paint.overprints:
        x, y = (paint.box.left + paint.box.right) / 2, (paint.box.bottom + paint.box.top) / 2
        below = next((ground for ground in reversed(grounds) if ground.box.holds(x, y)), None)
        if below is not None and below.colour.space == "DeviceCMYK" and len(below.colour.values) == 4:
            return sum(below.colour.values[:3]) + max(below.colour.values[3], paint.colour.ink)
    return paint.colour.ink


def _judge_picture(inspection: Inspection, number: int, paint: Paint, printer: Printer) -> None:
    assert paint.thing is not None
    width, height = paint.box.width, paint.box.height
    if width <= 0 or height <= 0:
        return
    dpi = min(72 * int(paint.thing.Width) / width, 72 * int(paint.thing.Height) / height)
    if dpi < printer.least_dpi - 0.5:
        inspection.low_pictures.append(LowPicture(number, dpi, width / POINTS_PER_MM, height / POINTS_PER_MM))


def _boxes(page: pikepdf.Object, printer: Printer) -> Iterator[str]:
    media, bleed, trim = (box(page, name) for name in ("/MediaBox", "/BleedBox", "/TrimBox"))
    if media is None or bleed is None or trim is None:
        yield "MediaBox, BleedBox oder TrimBox fehlt"
        return
    width, height = trim.width / POINTS_PER_MM, trim.height / POINTS_PER_MM
    slack = TOLERANCE / POINTS_PER_MM
    if abs(width - printer.page_mm[0]) > slack or abs(height - printer.page_mm[1]) > slack:
        yield f"Das Endformat ist {width:.1f} × {height:.1f} mm"
    edges = (trim.left - bleed.left, trim.bottom - bleed.bottom, bleed.right - trim.right, bleed.top - trim.top)
    if any(abs(edge / POINTS_PER_MM - printer.bleed_mm) > slack for edge in edges):
        yield f"Der Beschnitt ist nicht überall {printer.bleed_mm:g} mm"
    if not (media.holds(bleed.left, bleed.bottom) and media.holds(bleed.right, bleed.top)):
        yield "Die BleedBox ragt aus der MediaBox"
    if "/Rotate" in page and int(page.Rotate) != 0:
        yield "Die Seite ist gedreht"


def _places(pages: list[int], place: Callable[[int], str]) -> str:
    shown = ", ".join(place(page) for page in pages[:3])
    return f"{shown} und {len(pages) - 3} weitere Seiten" if len(pages) > 3 else shown
