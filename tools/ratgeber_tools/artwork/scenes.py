"""The large drawings: the start page's, one for each part, and the same as covers of any shape.

A scene is composed for the shape it is asked for: its people and houses stand on the ground and keep their size among
each other; a wider one has more town beside them, a higher one more sky above.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from ratgeber_tools.artwork.cast import CURLY, DARK, PARENT, PUPIL, holding
from ratgeber_tools.artwork.figures import CHILD, Hair, figure, in_wheelchair, people
from ratgeber_tools.artwork.shapes import Bounds, Circle, Dye, Shape, Shapes, block, line, placed
from ratgeber_tools.artwork.town import bridge, cloud, hill, house, plant, post_box, school, school_cone, speech, tree

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
class Illustration:
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


def scene(name: Scene, *, aspect: float = STAGE_WIDTH / STAGE_HEIGHT) -> Illustration:
    """Return a scene for a field `aspect` times as wide as it is high; an upright one comes closer to people."""
    focus, least = _UPRIGHT[name] if aspect < 1 else (0.0, STAGE_WIDTH)
    width = max(least, STAGE_HEIGHT * aspect)
    height = max(STAGE_HEIGHT, width / aspect)
    ground = height - _BELOW
    stage = placed(_STAGES[name](), width / 2 - focus, ground)
    backdrop = _room(width, height) if name in _INDOORS else _sky(width, height, ground)
    field = Bounds(0, 0, width, height)
    seen = tuple(shape for shape in (*backdrop, *stage) if shape.bounds.meets(field))
    return Illustration(round(width), round(height), seen)


def _room(width: float, height: float) -> Shapes:
    return (block(0, 0, width, height, Dye.TINT),)


def _sky(width: float, height: float, ground: float) -> Shapes:
    """Sky, sun and clouds; more clouds where there is more sky."""
    above = ground - STAGE_HEIGHT + _BELOW
    parts: list[Shape] = [
        block(0, 0, width, height, Dye.TINT),
        Circle(width - 46, above + 34 if above < 60 else above + 10, 18, Dye.SUN),
        *cloud(width * 0.2, above + 38 if above < 60 else above + 6, 54),
        *cloud(width * 0.64, above + 24 if above < 60 else above - 20, 40),
    ]
    if above > 60:
        parts += cloud(width * 0.2, 40, 44)
    return tuple(parts)


def _ground(fill: Dye = Dye.MID) -> Shape:
    return block(-400, 0, 800, 60, fill)


def _start() -> Shapes:
    """The town in the morning: everybody is on the way to school."""
    walkers = holding(-112, 18, parent=replace(PARENT, hair=Hair.LONG, step=3), child=replace(PUPIL, step=4))
    return (
        hill(-150, 0, 330, 52, Dye.MID),
        *bridge(-268, 0, 120),
        *house(-158, 0, 36, 42, pane=Dye.SUN),
        *house(-62, 0, 38, 44, roof=Dye.SUN, pane=Dye.SUN),
        *school(50, 0, 152),
        *house(214, 0, 36, 50),
        *house(256, 0, 34, 60, roof=Dye.SUN),
        *tree(-218, 0, 66),
        *tree(160, 0, 72),
        _ground(Dye.PAPER),
        *people(*walkers, in_wheelchair(92, 18, 62, replace(CURLY, build=CHILD, coat=Dye.DEEP), flipped=True)),
    )


def _first_day() -> Shapes:
    """A child with its school cone between its parents."""
    return (
        hill(-120, 0, 320, 56, Dye.MID),
        *school(112, 0, 176),
        *tree(-156, 0, 86),
        _ground(Dye.PAPER),
        *people(
            figure(-100, 16, 116, replace(DARK, coat=Dye.MID, hair=Hair.SCARF, hair_paint=Dye.DEEP, look=1)),
            figure(16, 16, 116, replace(DARK, look=-1)),
            figure(-50, 16, 76, replace(DARK, build=CHILD, left=(-8, -38), right=(22, -42), look=1)),
        ),
        *school_cone(-39, 6, 78),
        Circle(-32, -16, 4.2, Dye.SKIN_B),
    )


def _dates() -> Shapes:
    """A calendar as large as a house, and somebody on the phone before it."""
    days = [
        block(-96 + 29 * column, -94 + 25 * row, 20, 17, Dye.SUN if (row, column) == (1, 3) else Dye.TINT)
        for row in range(3)
        for column in range(5)
    ]
    return (
        hill(120, 0, 380, 52, Dye.MID),
        *tree(-160, 0, 78),
        *tree(156, 0, 70),
        _ground(Dye.PAPER),
        block(-112, -140, 166, 128, Dye.PAPER),
        block(-112, -140, 166, 32, Dye.DEEP),
        line("M-74 -150L-74 -130M16 -150L16 -130", Dye.INK, 7),
        *days,
        block(-112, -12, 166, 14, Dye.MID),
        *people(figure(98, 16, 116, replace(CURLY, coat=Dye.DEEP, hair=Hair.BUN, right=(14, -80), look=1))),
        line("M113 -84L110 -70", Dye.INK, 5),
    )


def _fork() -> Shapes:
    """A path that forks to several schools."""
    child = replace(PUPIL, hair=Hair.CAP, hair_paint=Dye.DEEP, look=1)
    walkers = holding(-96, 18, parent=replace(PARENT, hair=Hair.BALD, look=1), child=child, height=100, small=72)
    return (
        hill(-120, 0, 460, 92, Dye.MID),
        hill(160, 0, 460, 88, Dye.MID),
        *house(-140, -54, 44, 36),
        *school(20, -70, 96),
        *house(144, -52, 46, 40, roof=Dye.SUN),
        *tree(-60, -62, 42),
        *tree(98, -58, 46),
        _ground(Dye.MID),
        line("M20 60C20 -20 20 -40 20 -68M20 60C16 0 -20 -20 -70 -30C-110 -38 -136 -44 -140 -52", Dye.PAPER, 12),
        line("M20 60C24 10 40 -10 86 -22C120 -30 142 -36 144 -50", Dye.PAPER, 12),
        *people(*walkers),
    )


def _talk() -> Shapes:
    """Two people who talk at a table."""
    return (
        *plant(-148, 2, 74),
        _ground(Dye.PAPER),
        *people(
            figure(-84, 8, 116, replace(PARENT, hair=Hair.BUN, right=(26, -53), look=1.5)),
            figure(84, 8, 116, replace(CURLY, left=(-26, -53), look=-1.5)),
        ),
        *speech(-58, -100, 74),
        *speech(56, -82, 54, flipped=True),
        line("M-86 -46L86 -46M-66 -44L-66 16M66 -44L66 16", Dye.HAIR, 8),
        block(-8, -62, 13, 13, Dye.SUN),
        block(22, -54, 24, 4, Dye.PAPER),
    )


def _town() -> Shapes:
    """Houses, the bridge, and somebody with a letter."""
    return (
        hill(40, 0, 460, 64, Dye.MID),
        *bridge(-200, 0, 170),
        *house(-76, 0, 42, 72),
        *house(-30, 0, 44, 50, roof=Dye.SUN),
        *school(76, 0, 118),
        *house(174, 0, 46, 66, roof=Dye.SUN),
        *tree(208, 0, 64),
        _ground(Dye.PAPER),
        block(-400, 0, 286, 10, Dye.MID),
        *post_box(-60, 18, 62),
        *people(figure(-106, 18, 100, replace(DARK, hair=Hair.CAP, hair_paint=Dye.SUN, right=(26, -52), look=1.5))),
        block(-84, -42, 15, 10, Dye.PAPER),
    )


#: The part of the stage that an upright scene shows: where its middle is, and how wide it is.
_UPRIGHT: Mapping[Scene, tuple[float, float]] = MappingProxyType(
    {
        Scene.START: (-4.0, 274.0),
        Scene.DATES: (6.0, 252.0),
        Scene.FIRST_DAY: (-36.0, 204.0),
        Scene.FORK: (-8.0, 300.0),
        Scene.TALK: (0.0, 250.0),
        Scene.TOWN: (-30.0, 220.0),
    }
)
#: Scenes without sky.
_INDOORS = frozenset({Scene.TALK})
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
