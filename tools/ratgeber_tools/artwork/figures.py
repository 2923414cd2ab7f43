"""The people of the guide, grown from its sign: a round head over a body like a coat.

A figure stands at (0, 0), the point between its feet, looks at us, and is drawn for a height of 100; `figure` places
it.  Grown-ups and children differ in how large the head is.  Nobody is anybody: skin, hair and coats are dealt out so
that every family in a drawing looks different from the next.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from ratgeber_tools.artwork.paths import Point
from ratgeber_tools.artwork.shapes import Circle, Paint, Path, Shape, Shapes, area, line, placed


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
class Person:
    """Who it is: `build`, and the paints that tell one from another.  Arms end at points of the figure's own field."""

    build: Build = ADULT
    coat: Paint = Paint.DEEP
    skin: Paint = Paint.SKIN_A
    hair: Hair = Hair.SHORT
    hair_paint: Paint = Paint.HAIR
    left: Point | None = None  # where the hand on the left of the drawing is; None: the arm hangs down
    right: Point | None = None
    step: float = 0.0  # how far the feet are apart, for walking
    look: float = 0.0  # how far the face is turned, in units; below 0 to the left
    is_seated: bool = False  # without legs: somebody else draws what they sit on


def figure(x: float, ground: float, height: float, person: Person, *, flipped: bool = False) -> Shapes:
    """Return a person whose feet are at (`x`, `ground`) and who is `height` units tall."""
    return placed(_drawn(person), x, ground, height / 100, flipped=flipped)


def _drawn(person: Person) -> Shapes:
    build = person.build
    behind = _HAIR_BEHIND.get(person.hair)
    parts: list[Shape] = []
    if behind is not None:
        parts += placed(behind(person), 0, -build.head_height, build.head / 10)
    if not person.is_seated:
        parts += _legs(person)
    parts += _arms(person)
    parts.append(_coat(person))
    parts.append(Circle(0, -build.head_height, build.head, person.skin))
    parts += placed((*_face(person.look), *_HAIR[person.hair](person)), 0, -build.head_height, build.head / 10)
    return tuple(parts)


def _coat(person: Person) -> Path:
    build = person.build
    top = build.head_height - build.head * 0.55
    s, h, low = build.shoulder, build.hem, build.hem_height
    middle = (top + low) / 2 + 3
    return area(
        f"M{-h} {-low}C{-h + 1} {-middle} {-s - 1} {-top} 0 {-top}C{s + 1} {-top} {h - 1} {-middle} {h} {-low}"
        f"C{h / 2} {-low + 3} {-h / 2} {-low + 3} {-h} {-low}Z",
        person.coat,
    )


def _legs(person: Person) -> Shapes:
    build = person.build
    gap, step, foot = build.leg * 0.75, person.step, build.leg * 0.55
    back, front = -gap - step, gap + step
    legs = f"M{-gap} {-build.hem_height}L{back} -4M{gap} {-build.hem_height}L{front} -4"
    return (
        line(legs, Paint.INK, build.leg),
        line(f"M{back} -2.5l{-foot} 0M{front} -2.5l{foot} 0", Paint.INK, 5),
    )


def _arms(person: Person) -> Shapes:
    build = person.build
    shoulder = (build.head_height - build.head) * 0.86
    parts: list[Shape] = []
    for side, hand in ((-1, person.left), (1, person.right)):
        x, y = hand or (side * (build.hem + 3.5), -build.hem_height - 8)
        start = (side * build.shoulder * 0.62, -shoulder)
        elbow = ((start[0] + x) / 2 + side * 3, (start[1] + y) / 2 + 2)
        parts.append(
            line(f"M{start[0]} {start[1]}C{elbow[0]} {elbow[1]} {elbow[0]} {elbow[1]} {x} {y}", person.coat, build.arm)
        )
        parts.append(Circle(x, y, build.arm * 0.56, person.skin))
    return tuple(parts)


# --------------------------------------------------------------------------------------- heads, for a radius of ten


def _face(look: float) -> Shapes:
    return (
        Circle(-3.6 + look, 0.6, 1.05, Paint.INK),
        Circle(3.6 + look, 0.6, 1.05, Paint.INK),
        line(f"M{-2.6 + look} 4.2C{-1.2 + look} 5.9 {1.2 + look} 5.9 {2.6 + look} 4.2", Paint.INK, 1.1),
    )


def _cap_of_hair(paint: Paint, fringe: float = -3.0) -> Path:
    """Hair over the upper half of the head, ending in a line across the forehead."""
    return area(f"M-10.4 1C-11.5 -14.5 11.5 -14.5 10.4 1C8.8 {fringe} 4 {fringe - 2} 0 {fringe - 1.5}"
                f"C-4 {fringe - 2} -8.8 {fringe} -10.4 1Z", paint)  # fmt: skip


def _short(person: Person) -> Shapes:
    return (area("M-10.3 .5C-12 -14.5 11.5 -14.5 10.3 .5C9.5 -3.5 7.5 -5 5 -5.500C0 -4 -5 -4.5 -7 -6C-8.5 -4"
                 " -9.8 -2.5 -10.3 .5Z", person.hair_paint),)  # fmt: skip


def _long(person: Person) -> Shapes:
    return (_cap_of_hair(person.hair_paint),)


def _long_behind(person: Person) -> Shapes:
    return (area("M-11 -2C-11 -14 11 -14 11 -2L12 10C12 13 6 14 4 12L-4 12C-6 14 -12 13 -12 10Z", person.hair_paint),)


def _bun(person: Person) -> Shapes:
    return (Circle(0, -12, 4.2, person.hair_paint), _cap_of_hair(person.hair_paint, -4))


def _curls(person: Person) -> Shapes:
    places = ((-8.5, -3.5), (-6.8, -8.2), (-2.4, -10.6), (2.4, -10.6), (6.8, -8.2), (8.5, -3.5))
    return tuple(Circle(x, y, 3.9, person.hair_paint) for x, y in places)


def _tails(person: Person) -> Shapes:
    return (_cap_of_hair(person.hair_paint, -4),)


def _tails_behind(person: Person) -> Shapes:
    return (Circle(-12, 1.5, 4.2, person.hair_paint), Circle(12, 1.5, 4.2, person.hair_paint))


def _scarf(person: Person) -> Shapes:
    """A scarf around the face; the face shows below the forehead."""
    return (
        area("M-10.8 0C-12 -15 12 -15 10.8 0C11.5 8 8 13 0 13C-8 13 -11.5 8 -10.8 0ZM-7.4 -1C-7.6 5 -4 8.5 0 8.5"
             "C4 8.5 7.6 5 7.4 -1C6 -6.5 -6 -6.5 -7.4 -1Z", person.hair_paint),
    )  # fmt: skip


def _cap(person: Person) -> Shapes:
    return (
        area("M-10.5 -2.500C-10.5 -14.5 10.5 -14.5 10.5 -2.500C5 -4.5 -5 -4.5 -10.5 -2.500Z", person.hair_paint),
        line("M4 -3.4L13 -2.4", person.hair_paint, 2.6),
    )


def _bald(person: Person) -> Shapes:
    return (line("M-9.8 -2C-10.6 .5 -10.4 2.5 -9.5 4M9.8 -2C10.6 .5 10.4 2.5 9.5 4", person.hair_paint, 2.2),)


_HAIR: Mapping[Hair, Callable[[Person], Shapes]] = MappingProxyType(
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
_HAIR_BEHIND: Mapping[Hair, Callable[[Person], Shapes]] = MappingProxyType(
    {Hair.LONG: _long_behind, Hair.TAILS: _tails_behind}
)
