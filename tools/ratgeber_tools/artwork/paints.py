"""The colours of the paints: of a part's hue, in the light, in the dark, on the press, and in black ink alone.

In the dark the ground and the walls are dark and people stay as they are; coats are as light as the hue's words.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from ratgeber_tools.artwork.shapes import Dye
from ratgeber_tools.hues import Hue, Inks


class PaintColour(NamedTuple):
    """A paint's colour; `grey` is percent of black where there is one ink."""

    light: str
    dark: str
    inks: Inks
    grey: int


#: Paints that are the same in every hue.
_SHARED: Mapping[Dye, PaintColour] = MappingProxyType(
    {
        Dye.PAPER: PaintColour("#fff", "#4a4642", (0, 0, 0, 0), 0),
        Dye.INK: PaintColour("#2b2a31", "#0d0c0e", (30, 20, 10, 85), 88),
        Dye.HAIR: PaintColour("#643f2c", "#643f2c", (30, 55, 70, 55), 75),
        Dye.SUN: PaintColour("#f6b73c", "#f6b73c", (0, 30, 85, 0), 18),
        Dye.SKIN_A: PaintColour("#f6cfae", "#f6cfae", (0, 20, 30, 0), 8),
        Dye.SKIN_B: PaintColour("#c98d62", "#c98d62", (12, 45, 60, 5), 30),
        Dye.SKIN_C: PaintColour("#8a5a3c", "#8a5a3c", (30, 60, 75, 25), 52),
    }
)
_GREYS = {Dye.DEEP: 72, Dye.MID: 32, Dye.TINT: 7}


def colours(hue: Hue) -> Mapping[Dye, PaintColour]:
    """Return the colour of every paint in a hue."""
    return {
        Dye.DEEP: PaintColour(hue.deep, hue.dark_deep, hue.deep_inks, _GREYS[Dye.DEEP]),
        Dye.MID: PaintColour(hue.mid, hue.dark_mid, hue.mid_inks, _GREYS[Dye.MID]),
        Dye.TINT: PaintColour(hue.tint, hue.dark_tint, hue.tint_inks, _GREYS[Dye.TINT]),
        **_SHARED,
    }
