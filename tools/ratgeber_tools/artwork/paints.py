"""The colours of the paints: of a part's hue, in the light, in the dark, on the press, and in black ink alone.

In the dark the ground and the walls are dark and people stay as they are; coats are as light as the hue's words.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from ratgeber_tools.artwork.shapes import Paint
from ratgeber_tools.hues import Hue, Inks


class Colour(NamedTuple):
    """A paint's colour; `grey` is percent of black where there is one ink."""

    light: str
    dark: str
    inks: Inks
    grey: int


#: Paints that are the same in every hue.
_SHARED: Mapping[Paint, Colour] = MappingProxyType(
    {
        Paint.PAPER: Colour("#fff", "#4a4642", (0, 0, 0, 0), 0),
        Paint.INK: Colour("#2b2a31", "#0d0c0e", (30, 20, 10, 85), 88),
        Paint.HAIR: Colour("#643f2c", "#643f2c", (30, 55, 70, 55), 75),
        Paint.SUN: Colour("#f6b73c", "#f6b73c", (0, 30, 85, 0), 18),
        Paint.SKIN_A: Colour("#f6cfae", "#f6cfae", (0, 20, 30, 0), 8),
        Paint.SKIN_B: Colour("#c98d62", "#c98d62", (12, 45, 60, 5), 30),
        Paint.SKIN_C: Colour("#8a5a3c", "#8a5a3c", (30, 60, 75, 25), 52),
    }
)
_GREYS = {Paint.DEEP: 72, Paint.MID: 32, Paint.TINT: 7}


def colours(hue: Hue) -> Mapping[Paint, Colour]:
    """Return the colour of every paint in a hue."""
    return {
        Paint.DEEP: Colour(hue.deep, hue.dark_deep, hue.deep_inks, _GREYS[Paint.DEEP]),
        Paint.MID: Colour(hue.mid, hue.dark_mid, hue.mid_inks, _GREYS[Paint.MID]),
        Paint.TINT: Colour(hue.tint, hue.dark_tint, hue.tint_inks, _GREYS[Paint.TINT]),
        **_SHARED,
    }
