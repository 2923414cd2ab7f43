"""How wide words are in our type: for drawings that others' browsers set in fonts of their own."""

from __future__ import annotations

from functools import cache

from PIL import ImageFont

from ratgeber_tools.typesetting.typesetter import FONTS

FAMILY = "Source Sans 3"
_FILES = {False: "SourceSans3_400Regular.ttf", True: "SourceSans3_600SemiBold.ttf"}
#: Measured this large, so that rounding to whole pixels does not count.
_SIZE = 1000


def width_of(text: str, *, size: float, is_bold: bool = False) -> float:
    """Return the width of `text` on one line, in the unit of `size`."""
    return float(_font(is_bold).getlength(text)) * size / _SIZE


@cache
def _font(is_bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / _FILES[is_bold]), _SIZE)
