"""The hues of the guide: each on the screen, in the dark and on the press, for every edition alike.

`deep` is for titles, rules and bars, `tint` lies under text.  Words can be read on every tint: 7:1 in the web's text
colour, 4.5:1 in the deep one, on white too (WCAG 2.2, 1.4.3 and 1.4.6).  Darkness differs from hue to hue, so that the
parts of a guide differ in grey as well.  Standard library only.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hue:
    """One hue.  Colours of screens are `#rrggbb`, inks of the press percent of cyan, magenta, yellow and black."""

    name: str
    deep: str
    tint: str
    dark_deep: str  # where the reader wants dark pages
    dark_tint: str
    deep_inks: tuple[int, int, int, int]
    tint_inks: tuple[int, int, int, int]
    tab_inks: tuple[int, int, int, int]  # two at most: small white words on more of them fill up


PETROL = Hue("petrol", "#00565e", "#e5f1f2", "#86d0d7", "#12292b", (100, 30, 45, 35), (10, 0, 4, 0), (100, 0, 0, 45))
VIOLET = Hue("violet", "#5b3f99", "#efecf6", "#c6b6f2", "#272138", (75, 85, 0, 0), (7, 8, 0, 0), (75, 85, 0, 0))
BERRY = Hue("berry", "#8c1d4f", "#f7e9ef", "#f2a9c8", "#371a28", (25, 100, 30, 25), (2, 10, 2, 0), (0, 100, 0, 45))
BROWN = Hue("brown", "#7a4a12", "#f6eee3", "#eabd80", "#30230f", (30, 65, 100, 35), (2, 6, 12, 0), (0, 60, 0, 65))
GREEN = Hue("green", "#2f6b24", "#eaf3e7", "#a0d693", "#1a2d16", (75, 20, 100, 35), (9, 0, 12, 0), (0, 0, 100, 70))
RED = Hue("red", "#a3201d", "#faeae9", "#f6a8a2", "#3b1a18", (15, 95, 90, 20), (0, 9, 7, 0), (0, 100, 0, 30))
SLATE = Hue("slate", "#3f4a54", "#eef0f2", "#b9c4ce", "#262b2f", (40, 20, 15, 65), (5, 2, 2, 2), (0, 0, 0, 75))

HUES = (PETROL, VIOLET, BERRY, BROWN, GREEN, RED, SLATE)

#: The parts of a guide take these in turn; `NO_PART` is for what stands outside of any.
PARTS = (PETROL, VIOLET, BERRY, BROWN)
NO_PART = SLATE


def part_hue(number: int) -> Hue:
    """Return the hue of a part, counted from one; 0 is what lies outside of any."""
    return PARTS[(number - 1) % len(PARTS)] if number else NO_PART
