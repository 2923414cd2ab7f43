"""What drawings are made of: circles, areas and lines, each in a paint whose colour the edition looks up.

Lengths are units of the drawing; `x` grows to the right and `y` downwards, as in SVG.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from ratgeber_tools.artwork.paths import Point, Segment, segments


class Dye(StrEnum):
    """The few paints of the family; the value is the class in SVG."""

    DEEP = "d"  # of the part's hue
    MID = "m"
    TINT = "t"
    PAPER = "w"  # walls, pages, clouds
    INK = "k"  # legs, wheels, outlines
    HAIR = "h"
    SUN = "s"  # the one warm colour all parts share: sun, windows with light, the school cone
    SKIN_A = "a"
    SKIN_B = "b"
    SKIN_C = "c"


class Bounds(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Bounds) -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


@dataclass(frozen=True, slots=True)
class Circle:
    x: float
    y: float
    radius: float
    fill: Dye
    width: float = 0.0  # of the line, where it is a ring

    @property
    def bounds(self) -> Bounds:
        r = self.radius + self.width / 2
        return Bounds(self.x - r, self.y - r, self.x + r, self.y + r)

    def placed(self, dx: float, dy: float, size: float = 1.0, *, flipped: bool = False) -> Circle:
        x, y = _placed((self.x, self.y), dx, dy, size, flipped=flipped)
        return Circle(x, y, self.radius * size, self.fill, self.width * size)


@dataclass(frozen=True, slots=True)
class Path:
    """An area (`fill`), a line (`line`, `width` thick with round ends), or both."""

    segments: tuple[Segment, ...]
    fill: Dye | None = None
    line: Dye | None = None
    width: float = 0.0

    @property
    def bounds(self) -> Bounds:
        """Where it lies; handles of curves may make it seem larger than it is."""
        edge = self.width / 2
        xs, ys = zip(*(point for segment in self.segments for point in segment.points), strict=True)
        return Bounds(min(xs) - edge, min(ys) - edge, max(xs) + edge, max(ys) + edge)

    def placed(self, dx: float, dy: float, size: float = 1.0, *, flipped: bool = False) -> Path:
        moved = tuple(
            Segment(kind, tuple(_placed(point, dx, dy, size, flipped=flipped) for point in points))
            for kind, points in self.segments
        )
        return replace(self, segments=moved, width=self.width * size)


Shape: TypeAlias = Circle | Path
Shapes: TypeAlias = tuple[Shape, ...]


def _placed(point: Point, dx: float, dy: float, size: float, *, flipped: bool) -> Point:
    return dx + point[0] * (-size if flipped else size), dy + point[1] * size


def placed(shapes: Iterable[Shape], dx: float, dy: float, size: float = 1.0, *, flipped: bool = False) -> Shapes:
    """Return shapes drawn around (0, 0), moved there, scaled, and turned to the other side if `flipped`."""
    return tuple(shape.placed(dx, dy, size, flipped=flipped) for shape in shapes)


def area(data: str, fill: Dye) -> Path:
    return Path(segments(data), fill=fill)


def line(data: str, paint: Dye, width: float) -> Path:
    return Path(segments(data), line=paint, width=width)


def polygon(points: Sequence[Point], fill: Dye) -> Path:
    first, *others = points
    return Path((Segment("M", (first,)), *(Segment("L", (point,)) for point in others), Segment("Z")), fill=fill)


def block(x: float, y: float, width: float, height: float, fill: Dye, *, corner: float = 0.0) -> Path:
    """Return a rectangle by its upper left corner."""
    if not corner:
        return polygon(((x, y), (x + width, y), (x + width, y + height), (x, y + height)), fill)
    c = corner
    data = (
        f"M{x + c} {y}L{x + width - c} {y}A{c} {c} 0 0 1 {x + width} {y + c}L{x + width} {y + height - c}"
        f"A{c} {c} 0 0 1 {x + width - c} {y + height}L{x + c} {y + height}A{c} {c} 0 0 1 {x} {y + height - c}"
        f"L{x} {y + c}A{c} {c} 0 0 1 {x + c} {y}Z"
    )
    return area(data, fill)
