"""What is too fine for a press: hairlines, small words of several inks, small words left white in several inks.

A line may be drawn as an area, too.  An offset press lays each ink down on its own, up to about a tenth of a millimetre
beside the others.  Fine strokes of one ink bear that, of several they blur; a line thinner than a quarter of a point
breaks up (bvdm, MedienStandard Druck).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ratgeber_tools.press.painting import Paint, PaintKind
from ratgeber_tools.press.spaces import Colour

#: Lines from so many points on are safe.
LEAST_LINE_PT = 0.25
#: Words up to so many points have strokes that register moves apart.
SMALL_PT = 8.0
#: A share of ink below this is paper.
_TRACE = 0.005
#: Small words may have two inks: a tint beside black, or two that register is checked on.
_MOST_INKS = 2


class TooFine(NamedTuple):
    """Something that may not come out: on which page, and what it is, in German."""

    page: int
    what: str


def too_fine(page: int, paint: Paint, grounds: Sequence[Paint]) -> TooFine | None:
    """Return what is too fine in `paint`; `grounds` are the areas painted before it."""
    if paint.kind is PaintKind.LINE and paint.line_width < LEAST_LINE_PT - 0.005 and inks_of(paint.colour):
        return TooFine(page, f"eine Linie von {paint.line_width:.2f} pt; unter {LEAST_LINE_PT} pt reißt sie ab")
    if paint.kind is PaintKind.AREA and inks_of(paint.colour):
        narrow = min(paint.box.width, paint.box.height)
        if 0 < narrow < LEAST_LINE_PT - 0.005:
            return TooFine(page, f"eine Fläche von {narrow:.2f} pt Breite; unter {LEAST_LINE_PT} pt reißt sie ab")
    if paint.kind is not PaintKind.WORDS or paint.size > SMALL_PT or not paint.text.strip():
        return None
    words = " ".join(paint.text.split())[:40]
    inks = inks_of(paint.colour)
    if inks > _MOST_INKS:
        return TooFine(page, f"„{words}“ in {paint.size:.1f} pt aus {inks} Druckfarben; so klein verschwimmt es")
    if not inks and inks_of(_below(paint, grounds)) > _MOST_INKS:
        return TooFine(page, f"„{words}“ weiß in {paint.size:.1f} pt auf mehr als zwei Druckfarben; das läuft zu")
    return None


def inks_of(colour: Colour | None) -> int:
    """Return how many inks a colour is made of; 0 for paper and for what says nothing."""
    if colour is None or not colour.values:
        return 0
    if colour.space == "DeviceGray":
        return int(colour.values[0] < 1 - _TRACE)
    return sum(share > _TRACE for share in colour.values) if colour.space == "DeviceCMYK" else 0


def _below(paint: Paint, grounds: Sequence[Paint]) -> Colour | None:
    x, y = (paint.box.left + paint.box.right) / 2, (paint.box.bottom + paint.box.top) / 2
    return next((ground.colour for ground in reversed(grounds) if ground.box.holds(x, y)), None)
