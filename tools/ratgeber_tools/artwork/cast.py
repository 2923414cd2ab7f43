"""Who appears in the drawings: a few people whom scenes dress anew, and a grown-up with a child by the hand."""

from __future__ import annotations

from dataclasses import replace

from ratgeber_tools.artwork.figures import CHILD, Character, FigureSteps, Hair, figure
from ratgeber_tools.artwork.shapes import Dye

PARENT = Character()
CURLY = Character(coat=Dye.MID, skin=Dye.SKIN_C, hair=Hair.CURLS, hair_paint=Dye.INK)
DARK = Character(skin=Dye.SKIN_B, hair_paint=Dye.INK)
PUPIL = Character(CHILD, coat=Dye.SUN, hair=Hair.TAILS)


def holding(
    x: float, ground: float, *, parent: Character, child: Character, height: float = 92, small: float = 58
) -> tuple[FigureSteps, FigureSteps]:
    """Return a grown-up at `x` and a child to the right of them, hand in hand; `height` and `small` are theirs."""
    gap = height * 0.36
    hand = (gap * 0.56, -height * 0.37)
    big = replace(parent, right=(hand[0] / height * 100, hand[1] / height * 100))
    little = replace(child, left=((hand[0] - gap) / small * 100, hand[1] / small * 100))
    return figure(x, ground, height, big), figure(x + gap, ground, small, little)
