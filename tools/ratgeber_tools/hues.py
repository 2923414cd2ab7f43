"""The hues of the guide: each on the screen, in the dark and on the press, for every edition alike.

`deep` is for titles, rules and bars, `tint` lies under text, `mid` fills surfaces of drawings and bears no words.
Words can be read on every tint: 7:1 in the web's text colour, 4.5:1 in the deep one, on white too (WCAG 2.2, 1.4.3
and 1.4.6).  Darkness differs from hue to hue, so that the parts of a guide differ in grey as well.  Red belongs to the
box "Wichtig" and amber to "Frist"; no part has them, and all other boxes are quiet.  Standard library only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

#: Percent of cyan, magenta, yellow and black.
Inks = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Hue:
    """One hue.  Colours of screens are `#rrggbb`; `german` is how the people who choose it for a part write it."""

    name: str
    german: str
    deep: str
    mid: str
    tint: str
    dark_deep: str  # where the reader wants dark pages
    dark_mid: str
    dark_tint: str
    deep_inks: Inks
    mid_inks: Inks
    tint_inks: Inks
    tab_inks: Inks  # two at most: small white words on more of them fill up


PETROL = Hue(
    "petrol", "petrol", "#00565e", "#9cc8cc", "#e5f1f2", "#86d0d7", "#24565a", "#12292b",
    (100, 30, 45, 35), (42, 0, 18, 0), (10, 0, 4, 0), (100, 0, 0, 45),
)  # fmt: skip
VIOLET = Hue(
    "violet", "violett", "#5f439c", "#b9a6e2", "#eeeafa", "#c6b6f2", "#57428c", "#272138",
    (75, 82, 0, 0), (28, 36, 0, 0), (8, 9, 0, 0), (75, 82, 0, 0),
)  # fmt: skip
BERRY = Hue(
    "berry", "beere", "#7d1458", "#e0a0c6", "#f9e8f2", "#f2a9d4", "#7c2f60", "#371a2f",
    (40, 100, 15, 30), (6, 44, 0, 0), (1, 11, 0, 0), (20, 100, 0, 0),
)  # fmt: skip
BROWN = Hue(
    "brown", "braun", "#7b5330", "#d5b08a", "#f6ecdf", "#dfbf98", "#6b4a2c", "#2e241a",
    (30, 58, 80, 36), (12, 30, 46, 3), (2, 7, 13, 0), (0, 55, 0, 62),
)  # fmt: skip
GREEN = Hue(
    "green", "grün", "#337528", "#9fcb92", "#e7f4e2", "#a0d693", "#3c6b33", "#1a2d16",
    (78, 15, 100, 30), (42, 0, 52, 0), (11, 0, 14, 0), (0, 0, 100, 68),
)  # fmt: skip
BLUE = Hue(
    "blue", "blau", "#17468a", "#97bbea", "#e3eefb", "#a3c5f5", "#2f568f", "#16253b",
    (100, 70, 0, 15), (42, 18, 0, 0), (11, 4, 0, 0), (100, 55, 0, 0),
)  # fmt: skip
AMBER = Hue(
    "amber", "bernstein", "#7d5400", "#f0bf57", "#fff0c9", "#f3c25b", "#7a5716", "#33270a",
    (25, 55, 100, 38), (2, 24, 75, 0), (0, 5, 24, 0), (0, 50, 0, 64),
)  # fmt: skip
RED = Hue(
    "red", "rot", "#a3201d", "#eca49d", "#faeae9", "#f6a8a2", "#84302d", "#3b1a18",
    (15, 95, 90, 20), (2, 42, 32, 0), (0, 9, 7, 0), (0, 100, 0, 30),
)  # fmt: skip
SLATE = Hue(
    "slate", "schiefer", "#3f4a54", "#aab5bf", "#eef0f2", "#b9c4ce", "#4d5863", "#262b2f",
    (40, 20, 15, 65), (12, 6, 4, 24), (5, 2, 2, 2), (0, 0, 0, 75),
)  # fmt: skip

#: The quiet ground of most boxes, as warm as the web's paper.
STONE = Hue(
    "stone", "stein", "#4b443c", "#c9bfb2", "#f5f1ea", "#d3cabf", "#5a5249", "#282521",
    (20, 25, 30, 68), (10, 12, 18, 12), (2, 3, 6, 1), (0, 0, 0, 75),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Grey:
    """A colour without hue, as paper, Word and drawings have it; on the press it is black ink alone."""

    name: str
    light: str
    dark: str
    black: int  # percent

    @property
    def inks(self) -> Inks:
        return (0, 0, 0, self.black)


#: Words reach 4.5:1 in ink and in muted on white and on every tint.
INK = Grey("ink", "#1a1a1a", "#f0ebe4", 100)
MUTED = Grey("muted", "#4d4d4d", "#bdb5ab", 75)
DOT = Grey("dot", "#8c8c8c", "#8c8c8c", 50)
HAIRLINE = Grey("hairline", "#b3b3b3", "#45413b", 35)
SHADE = Grey("shade", "#f2f2f2", "#262421", 6)
PAPER = Grey("paper", "#ffffff", "#1a1917", 0)
GREYS = (INK, MUTED, DOT, HAIRLINE, SHADE, PAPER)

HUES = (PETROL, VIOLET, BERRY, BROWN, GREEN, BLUE, AMBER, RED, SLATE, STONE)

#: The parts of a guide have these; where nobody chose one, in this order.  `NO_PART` is for what stands outside of any.
PARTS = (PETROL, VIOLET, BERRY, GREEN, BLUE, BROWN)
NO_PART = SLATE

BY_NAME: Mapping[str, Hue] = {hue.name: hue for hue in HUES}
BY_GERMAN_NAME: Mapping[str, Hue] = {hue.german: hue for hue in PARTS}


def part_hues(folders: Sequence[str], chosen: Mapping[str, Hue]) -> tuple[Hue, ...]:
    """Return the hue of each part, given the folders of the parts in the guide's order.

    A part has the hue chosen for its folder wherever it stands.  Any other takes the next one nobody chose; when all
    six are taken they begin anew.
    """
    free = [hue for hue in PARTS if hue not in chosen.values()] or list(PARTS)
    taken = 0
    result = []
    for folder in folders:
        hue = chosen.get(folder)
        if hue is None:
            hue = free[taken % len(free)]
            taken += 1
        result.append(hue)
    return tuple(result)
