"""The large drawings: the start page's, one for each part, and the same as covers of any shape.

A scene is composed for the shape it is asked for: its people and houses stand on the ground and keep their size among
each other; a wider one has more town beside them, a higher one more sky above.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from ratgeber_tools.artwork.figures import CHILD, Hair, Person, figure
from ratgeber_tools.artwork.shapes import Circle, Paint, Shape, Shapes, area, block, line, placed
from ratgeber_tools.artwork.town import bridge, cloud, hill, house, school, school_cone, tree

#: Width and height of the field the people and houses of a scene are composed in.
STAGE_WIDTH, STAGE_HEIGHT = 360.0, 200.0
#: Shapes of a page and of a spread, width by height.
PAGE, SPREAD = 148 / 210, 296 / 210
#: How much of a scene's height lies below the feet.
_BELOW = 26.0


class Scene(StrEnum):
    """The scenes; the value names the file on the web and the drawing in Typst."""

    START = "start"
    DATES = "termine"
    FIRST_DAY = "schulanfang"
    FORK = "wege"
    TALK = "hilfe"
    TOWN = "stadt"


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes on a field of `width` by `height`; what reaches over its edge is cut off."""

    width: float
    height: float
    shapes: Shapes


#: The scene of a part by its folder; a part of another name has the town's.
_OF_PARTS: Mapping[str, Scene | None] = MappingProxyType(
    {
        "vorspann": Scene.DATES,
        "schulanfang": Scene.FIRST_DAY,
        "weiterfuehrend": Scene.FORK,
        "hilfe": Scene.TALK,
        "anhang": Scene.TOWN,
        "rechtliches": None,
    }
)


def scene_of_part(folder: str) -> Scene | None:
    """Return the scene that opens a part; None where the law speaks."""
    return _OF_PARTS.get(folder, Scene.TOWN)


def scene(name: Scene, *, aspect: float = STAGE_WIDTH / STAGE_HEIGHT) -> Drawing:
    """Return a scene for a field `aspect` times as wide as it is high; the stage always fits in."""
    width = max(STAGE_WIDTH, STAGE_HEIGHT * aspect)
    height = max(STAGE_HEIGHT, STAGE_WIDTH / aspect)
    ground = height - _BELOW
    middle = width / 2
    stage = placed(_STAGES[name](), middle, ground)
    return Drawing(round(width), round(height), (*_backdrop(width, height, ground), *stage))


def _backdrop(width: float, height: float, ground: float) -> Shapes:
    """Sky, sun, clouds, hills, the ground; more clouds where there is more sky."""
    sky = ground - STAGE_HEIGHT + _BELOW  # above the stage
    parts: list[Shape] = [
        block(0, 0, width, height, Paint.TINT),
        Circle(width - 54, sky + 38 if sky < 60 else sky * 0.7, 19, Paint.SUN),
        *cloud(width * 0.2, sky + 40, 58),
        *cloud(width * 0.62, sky + 26, 44),
    ]
    if sky > 60:
        parts += [*cloud(width * 0.7, sky * 0.42, 70), *cloud(width * 0.28, sky * 0.62, 52)]
    return tuple(parts)


def _ground(fill: Paint = Paint.MID) -> Shape:
    return block(-900, 0, 1800, 60, fill)


def _holding(x: float, *, parent: Person, child: Person, height: float = 92, small: float = 58) -> Shapes:
    """A grown-up at `x` and a child to the right of them, hand in hand."""
    gap = height * 0.36
    hand = (gap * 0.56, -height * 0.37)
    big = replace(parent, right=(hand[0] / height * 100, hand[1] / height * 100))
    little = replace(child, left=((hand[0] - gap) / small * 100, hand[1] / small * 100))
    return (*figure(x, 0, height, big), *figure(x + gap, 0, small, little))


_PARENT = Person()
_CURLY = Person(coat=Paint.MID, skin=Paint.SKIN_C, hair=Hair.CURLS, hair_paint=Paint.INK)
_DARK = Person(skin=Paint.SKIN_B, hair_paint=Paint.INK)
_PUPIL = Person(CHILD, coat=Paint.SUN, hair=Hair.TAILS)


def _start() -> Shapes:
    """The town in the morning: everybody is on the way to school."""
    walkers = _holding(-44, parent=replace(_PARENT, hair=Hair.LONG, step=3), child=replace(_PUPIL, step=4))
    return (
        hill(-150, 0, 300, 46, Paint.MID),
        hill(170, 0, 340, 60, Paint.MID),
        *house(-262, 0, 40, 44),
        *house(-226, 0, 34, 60),
        *house(262, 0, 40, 48),
        *house(226, 0, 30, 64),
        *tree(-196, 0, 62, crown=Paint.DEEP),
        *house(-160, 0, 36, 52),
        *house(-122, 0, 38, 38, roof=Paint.SUN),
        *school(70, 0, 150),
        *tree(168, 0, 72, crown=Paint.DEEP),
        *tree(-84, 0, 54, crown=Paint.DEEP),
        _ground(Paint.PAPER),
        block(-900, 4, 1800, 8, Paint.MID),
        *placed(walkers, 0, 18),
        *figure(92, 18, 56, replace(_CURLY, build=CHILD, coat=Paint.DEEP, step=4)),
    )


def _first_day() -> Shapes:
    """A child with its school cone between its parents."""
    return (
        hill(-120, 0, 320, 50, Paint.MID),
        hill(190, 0, 260, 40, Paint.MID),
        *school(96, 0, 170),
        *tree(-150, 0, 84, crown=Paint.DEEP),
        *tree(200, 0, 70, crown=Paint.DEEP),
        _ground(Paint.PAPER),
        *figure(-96, 16, 112, replace(_DARK, coat=Paint.MID, hair=Hair.SCARF, hair_paint=Paint.DEEP)),
        *figure(-44, 16, 74, replace(_DARK, build=CHILD, left=(-8, -42), right=(12, -30))),
        *school_cone(-38, 2, 62),
        *figure(8, 16, 116, _DARK),
    )


def _dates() -> Shapes:
    """A calendar as large as a house, and somebody on the phone before it."""
    days = [
        block(-92 + 27 * column, -98 + 25 * row, 19, 17, Paint.SUN if (row, column) == (1, 3) else Paint.TINT, corner=3)
        for row in range(3)
        for column in range(5)
    ]
    return (
        *tree(-168, 0, 70, crown=Paint.DEEP),
        *tree(176, 0, 84, crown=Paint.DEEP),
        _ground(Paint.PAPER),
        block(-108, -146, 156, 134, Paint.PAPER, corner=10),
        area("M-108 -112L-108 -136C-108 -142 -104 -146 -98 -146L38 -146C44 -146 48 -142 48 -136L48 -112Z", Paint.DEEP),
        line("M-70 -154L-70 -136M10 -154L10 -136", Paint.INK, 6),
        *days,
        block(-108, -12, 156, 12, Paint.MID),
        *figure(96, 14, 112, replace(_CURLY, coat=Paint.DEEP, hair=Hair.BUN, right=(14, -78))),
    )


def _fork() -> Shapes:
    """A path that forks to several schools."""
    child = replace(_PUPIL, hair=Hair.CAP, hair_paint=Paint.DEEP, look=1)
    walkers = _holding(-64, parent=replace(_PARENT, hair=Hair.BALD, look=3), child=child, height=96, small=70)
    return (
        hill(-110, -8, 420, 84, Paint.MID),
        hill(170, -8, 420, 70, Paint.MID),
        *house(-130, -52, 46, 40),
        *school(14, -74, 92),
        *house(142, -48, 52, 44, roof=Paint.SUN),
        *tree(-72, -56, 40, crown=Paint.DEEP),
        *tree(92, -52, 44, crown=Paint.DEEP),
        *tree(-182, -30, 60, crown=Paint.DEEP),
        _ground(Paint.MID),
        line("M0 60C0 10 -10 -10 -60 -26C-90 -36 -118 -40 -130 -50", Paint.PAPER, 13),
        line("M0 60C0 0 8 -30 14 -72", Paint.PAPER, 13),
        line("M0 60C0 10 20 -10 70 -22C110 -32 136 -36 142 -46", Paint.PAPER, 13),
        *placed(walkers, 0, 18),
    )


def _talk() -> Shapes:
    """Two people who talk at a table."""
    return (
        block(-118, -140, 90, 70, Paint.PAPER, corner=5),
        block(-110, -132, 74, 54, Paint.MID, corner=3),
        line("M-73 -132L-73 -78", Paint.PAPER, 4),
        _ground(Paint.PAPER),
        *figure(-66, 4, 112, replace(_PARENT, hair=Hair.BUN, right=(24, -50), look=2)),
        *figure(62, 4, 110, replace(_CURLY, left=(-24, -52), look=-2)),
        block(-84, -46, 168, 9, Paint.HAIR, corner=4),
        line("M-66 -40L-66 14M66 -40L66 14", Paint.HAIR, 7),
        block(-12, -60, 14, 14, Paint.SUN, corner=2),
    )


def _town() -> Shapes:
    return (
        hill(-60, 0, 460, 60, Paint.MID),
        *bridge(-178, -4, 150),
        *house(-96, 0, 40, 64),
        *house(-52, 0, 44, 48, roof=Paint.SUN),
        *school(40, 0, 110),
        *house(124, 0, 44, 70),
        *house(168, 0, 38, 50, roof=Paint.SUN),
        *tree(-14, 0, 50, crown=Paint.DEEP),
        *tree(200, 0, 66, crown=Paint.DEEP),
        _ground(Paint.PAPER),
    )


_STAGES: Mapping[Scene, Callable[[], Shapes]] = MappingProxyType(
    {
        Scene.START: _start,
        Scene.DATES: _dates,
        Scene.FIRST_DAY: _first_day,
        Scene.FORK: _fork,
        Scene.TALK: _talk,
        Scene.TOWN: _town,
    }
)
