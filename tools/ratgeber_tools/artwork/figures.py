"""The people of the guide, grown from its sign: a round head over a body like a coat.

A figure stands at (0, 0), the point between its feet, looks at us, and is drawn for a height of 100; `figure` places
it.  Grown-ups and children differ in how large the head is.  Nobody is anybody: skin, hair and coats are dealt out so
that every family in a drawing looks different from the next.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import zip_longest
from types import MappingProxyType
from typing import TypeAlias

from ratgeber_tools.artwork.paths import Point
from ratgeber_tools.artwork.shapes import Circle, Dye, Path, Shapes, area, line, placed


class Hair(StrEnum):
    SHORT = "short"
    LONG = "long"
    BUN = "bun"
    CURLS = "curls"
    TAILS = "tails"
    SCARF = "scarf"
    CAP = "cap"
    BALD = "bald"


@dataclass(frozen=True, slots=True)
class Build:
    """Measures of a body whose height is 100: the head, the shoulders, the hem of the coat."""

    head: float
    shoulder: float  # half the width
    hem: float  # half the width
    hem_height: float
    leg: float  # thickness
    arm: float

    @property
    def head_height(self) -> float:
        """How high the middle of the head is."""
        return 100 - self.head - 2


ADULT = Build(head=12.5, shoulder=14, hem=18, hem_height=30, leg=7.5, arm=8)
CHILD = Build(head=18, shoulder=17, hem=22, hem_height=24, leg=10, arm=10)


@dataclass(frozen=True, slots=True)
class Character:
    """Who it is: `build`, and the paints that tell one from another.  Arms end at points of the figure's own field."""

    build: Build = ADULT
    coat: Dye = Dye.DEEP
    skin: Dye = Dye.SKIN_A
    hair: Hair = Hair.SHORT
    hair_paint: Dye = Dye.HAIR
    left: Point | None = None  # where the hand on the left of the drawing is; None: the arm hangs down
    right: Point | None = None
    step: float = 0.0  # how far the feet are apart, for walking
    look: float = 0.0  # how far the face is turned, in units; below 0 to the left
    is_sad: bool = False
    is_seated: bool = False  # without legs: somebody else draws what they sit on


#: A figure from its back to its front, in steps: hair behind, legs, coat, arms, skin, face, hair.
FigureSteps: TypeAlias = tuple[Shapes, ...]


def figure(x: float, ground: float, height: float, person: Character, *, flipped: bool = False) -> FigureSteps:
    """Return a person whose feet are at (`x`, `ground`) and who is `height` units tall."""
    return tuple(placed(step, x, ground, height / 100, flipped=flipped) for step in _drawn(person))


def in_wheelchair(x: float, ground: float, height: float, person: Character, *, flipped: bool = False) -> FigureSteps:
    """Return a person in a wheelchair, who looks at us and rolls to the right; `height` is theirs if they stood."""
    build = person.build
    seat = -build.hem_height - 8
    knee = build.hem + 14
    steps = [placed(step, 0, -8) for step in _drawn(replace(person, is_seated=True), with_hands=False)]
    steps.append(
        (
            line(f"M4 {seat}L{knee} {seat}L{knee} -9l10 0", Dye.INK, build.leg),
            line(
                f"M{-build.hem - 11} {seat - 26}L{-build.hem - 3} {seat - 26}L{-build.hem - 3} {seat + 8}"
                f"L{knee - 6} {seat + 8}",
                Dye.INK,
                4,
            ),
            Circle(0, -23, 21, Dye.INK, 4),
            Circle(knee + 2, -8, 6, Dye.INK, 4),
        )
    )
    steps.append(placed(_hands(person), 0, -8))  # on knee and wheel, not cut by them
    return tuple(placed(step, x, ground, height / 100, flipped=flipped) for step in steps)


def people(*figures: FigureSteps) -> Shapes:
    """Return the shapes of figures that stand beside each other, step by step, so that few paths hold them all."""
    return tuple(shape for steps in zip_longest(*figures, fillvalue=()) for step in steps for shape in step)


def _drawn(person: Character, *, with_hands: bool = True) -> FigureSteps:
    build = person.build
    behind = _HAIR_BEHIND.get(person.hair)
    head, size = -build.head_height, build.head / 10
    return (
        () if behind is None else placed(behind(person), 0, head, size),
        () if person.is_seated else _legs(person),
        (_coat(person),),
        (_arms(person),),
        (*(_hands(person) if with_hands else ()), Circle(0, head, build.head, person.skin)),
        placed((_face(person.look, is_sad=person.is_sad),), 0, head, size),
        placed(_HAIR[person.hair](person), 0, head, size),
    )


def _coat(person: Character) -> Path:
    build = person.build
    top = build.head_height - build.head * 0.55
    s, h, low = build.shoulder, build.hem, build.hem_height
    middle = (top + low) / 2 + 3
    return area(
        f"M{-h} {-low}C{-h + 1} {-middle} {-s - 1} {-top} 0 {-top}C{s + 1} {-top} {h - 1} {-middle} {h} {-low}"
        f"C{h / 2} {-low + 3} {-h / 2} {-low + 3} {-h} {-low}Z",
        person.coat,
    )


def _legs(person: Character) -> Shapes:
    build = person.build
    gap, step, foot = build.leg * 0.75, person.step, build.leg * 0.5
    return (
        line(
            f"M{-gap} {-build.hem_height}L{-gap - step} {-build.leg / 2}l{-foot} 0"
            f"M{gap} {-build.hem_height}L{gap + step} {-build.leg / 2}l{foot} 0",
            Dye.INK,
            build.leg,
        ),
    )


def _reach(person: Character) -> tuple[tuple[int, Point], ...]:
    """Where each hand is, with its side of the drawing."""
    low = -person.build.hem_height - 8
    edge = person.build.hem + 2.5
    return (-1, person.left or (-edge, low)), (1, person.right or (edge, low))


def _arms(person: Character) -> Path:
    build = person.build
    shoulder = (build.head_height - build.head) * 0.86
    data = ""
    for side, (x, y) in _reach(person):
        start = (side * build.shoulder * 0.5, -shoulder)
        elbow = ((start[0] + x) / 2 + side * 4, (start[1] + y) / 2 + 2)
        data += f"M{start[0]} {start[1]}C{elbow[0]} {elbow[1]} {elbow[0]} {elbow[1]} {x} {y}"
    return line(data, person.coat, build.arm)


def _hands(person: Character) -> Shapes:
    return tuple(Circle(x, y, person.build.arm * 0.56, person.skin) for _, (x, y) in _reach(person))


# --------------------------------------------------------------------------------------- heads, for a radius of ten


def _face(look: float, *, is_sad: bool) -> Path:
    """Two eyes, which are lines without length, and a mouth."""
    end, middle = (5.8, 4.4) if is_sad else (4.4, 5.9)
    return line(
        f"M{-3.5 + look} .8L{-3.4 + look} .8M{3.5 + look} .8L{3.4 + look} .8"
        f"M{-2.6 + look} {end}C{-1.2 + look} {middle} {1.2 + look} {middle} {2.6 + look} {end}",
        Dye.INK,
        1.9,
    )


def _cap_of_hair(paint: Dye, fringe: float = -3.0) -> Path:
    """Hair over the upper half of the head, ending in a line across the forehead."""
    return area(f"M-10.4 1C-11.5 -14.5 11.5 -14.5 10.4 1C8.8 {fringe} 4 {fringe - 2} 0 {fringe - 1.5}"
                f"C-4 {fringe - 2} -8.8 {fringe} -10.4 1Z", paint)  # fmt: skip


def _short(person: Character) -> Shapes:
    return (area("M-10.3 .5C-12 -14.5 11.5 -14.5 10.3 .5C9.5 -3.5 7.5 -5 5 -5.500C0 -4 -5 -4.5 -7 -6C-8.5 -4"
                 " -9.8 -2.5 -10.3 .5Z", person.hair_paint),)  # fmt: skip


def _long(person: Character) -> Shapes:
    return (_cap_of_hair(person.hair_paint),)


def _long_behind(person: Character) -> Shapes:
    return (area("M-11 -2C-11 -14 11 -14 11 -2L12 10C12 13 6 14 4 12L-4 12C-6 14 -12 13 -12 10Z", person.hair_paint),)


def _bun(person: Character) -> Shapes:
    return (Circle(0, -12, 4.2, person.hair_paint), _cap_of_hair(person.hair_paint, -4))


def _curls(person: Character) -> Shapes:
    places = ((-9.4, -3.6), (-6.2, -9.4), (0, -11.6), (6.2, -9.4), (9.4, -3.6))
    return tuple(Circle(x, y, 4.6, person.hair_paint) for x, y in places)


def _tails(person: Character) -> Shapes:
    return (_cap_of_hair(person.hair_paint, -4),)


def _tails_behind(person: Character) -> Shapes:
    return (Circle(-12, 1.5, 4.2, person.hair_paint), Circle(12, 1.5, 4.2, person.hair_paint))


def _scarf(person: Character) -> Shapes:
    """A scarf around the face; the face shows below the forehead."""
    return (
        area("M-10.8 0C-12 -15 12 -15 10.8 0C11.5 8 8 13 0 13C-8 13 -11.5 8 -10.8 0ZM-7.4 -1C-7.6 5 -4 8.5 0 8.5"
             "C4 8.5 7.6 5 7.4 -1C6 -6.5 -6 -6.5 -7.4 -1Z", person.hair_paint),
    )  # fmt: skip


def _cap(person: Character) -> Shapes:
    return (
        area("M-10.5 -2.500C-10.5 -14.5 10.5 -14.5 10.5 -2.500C5 -4.5 -5 -4.5 -10.5 -2.500Z", person.hair_paint),
        line("M4 -3.4L13 -2.4", person.hair_paint, 2.6),
    )


def _bald(person: Character) -> Shapes:
    return (line("M-9.8 -2C-10.6 .5 -10.4 2.5 -9.5 4M9.8 -2C10.6 .5 10.4 2.5 9.5 4", person.hair_paint, 2.2),)


_HAIR: Mapping[Hair, Callable[[Character], Shapes]] = MappingProxyType(
    {
        Hair.SHORT: _short,
        Hair.LONG: _long,
        Hair.BUN: _bun,
        Hair.CURLS: _curls,
        Hair.TAILS: _tails,
        Hair.SCARF: _scarf,
        Hair.CAP: _cap,
        Hair.BALD: _bald,
    }
)
_HAIR_BEHIND: Mapping[Hair, Callable[[Character], Shapes]] = MappingProxyType(
    {Hair.LONG: _long_behind, Hair.TAILS: _tails_behind}
)
