"""A drawing's shapes in as few paths as possible, so that the file stays small and looks the same.

Shapes of one paint come together in one path wherever nothing lies between them that they would cover; places are whole
numbers on a field twice as fine.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from ratgeber_tools.artwork.paths import Segment
from ratgeber_tools.artwork.shapes import Bounds, Circle, Dye, Shape

#: How many steps of the file a unit of the drawing has.
FINE = 2
#: Lines thicker than so many steps are told apart by four steps only.
_THICK = 8


class PathLook(NamedTuple):
    """What shapes of one path have in common; `width` is that of a line in steps, 0 for an area."""

    paint: Dye
    width: int


class ShapePlace(NamedTuple):
    """Where a shape lies, and which way round an area goes (`_turn`)."""

    bounds: Bounds
    turn: int

    def tears(self, other: ShapePlace) -> bool:
        """Say whether there would be a hole where both lie: that is so if one goes round the other way."""
        return self.turn != other.turn and self.bounds.meets(other.bounds)


@dataclass
class PaintLayer:
    """One path of the file: its look, its data, and where its shapes lie."""

    look: PathLook
    data: list[str] = field(default_factory=list)
    places: list[ShapePlace] = field(default_factory=list)
    here: tuple[int, int] = (0, 0)


def layers(shapes: Iterable[Shape]) -> list[PaintLayer]:
    """Return the paths, in the order in which they lie over each other."""
    found: list[PaintLayer] = []
    for shape in shapes:
        look, place = _look(shape), ShapePlace(shape.bounds, _turn(shape))
        target = None
        for layer in reversed(found):
            if layer.look == look and not any(place.tears(other) for other in layer.places):
                target = layer
                break
            if any(place.bounds.meets(other.bounds) for other in layer.places):
                break
        if target is None:
            target = PaintLayer(look)
            found.append(target)
        target.places.append(place)
        _add(target, _outline(shape))
    return found


def _outline(shape: Shape) -> tuple[Segment, ...] | Circle:
    return shape if isinstance(shape, Circle) else shape.segments


def _look(shape: Shape) -> PathLook:
    if isinstance(shape, Circle):
        return PathLook(shape.fill, _steps(shape.width) if shape.width else 0)
    if shape.line is not None:
        return PathLook(shape.line, _steps(shape.width))
    assert shape.fill is not None
    return PathLook(shape.fill, 0)


def _steps(width: float) -> int:
    """Return a line's thickness; limbs of people of about one size get the same."""
    fine = round(width * FINE)
    return 4 * round(fine / 4) if fine > _THICK else max(1, fine)


def _turn(path: Shape) -> int:
    """Return 1 for an area that goes round with the clock, -1 for the other way, 0 for one with a hole in it."""
    if isinstance(path, Circle) or path.line is not None:
        return 1
    if sum(segment.kind == "M" for segment in path.segments) > 1:
        return 0
    points = [segment.points[-1] for segment in path.segments if segment.points]
    twice = sum(
        x * other_y - other_x * y
        for (x, y), (other_x, other_y) in zip(points, (*points[1:], points[0]), strict=True)
    )  # fmt: skip
    return 1 if twice >= 0 else -1


def _add(layer: PaintLayer, outline: tuple[Segment, ...] | Circle) -> None:
    if isinstance(outline, Circle):
        r = max(1, round(outline.radius * FINE))
        place = (round(outline.x * FINE), round(outline.y * FINE) - r)
        _move(layer, place)
        layer.data.append(f"a{r} {r} 0 1 1-1 0")  # one step short of the whole, which an arc cannot be
        layer.here = (place[0] - 1, place[1])
        return
    start = layer.here
    for kind, points in outline:
        if kind == "Z":
            if layer.look.width:  # an area closes by itself
                layer.data.append("z")
                layer.here = start
            continue
        steps = [(round(x * FINE), round(y * FINE)) for x, y in points]
        if kind == "M":
            _move(layer, steps[0])
            start = steps[0]
            continue
        x, y = layer.here
        moved = [value for px, py in steps for value in (px - x, py - y)]
        if kind == "L" and moved[0] == 0 and moved[1] != 0:
            layer.data.append(f"v{moved[1]}")
        elif kind == "L" and moved[1] == 0:
            layer.data.append(f"h{moved[0]}")
        else:
            letter = "l" if kind == "L" else "c"
            numbers = _numbers(moved)
            last = layer.data[-1]
            if last[0] == letter:  # the same command goes on without being named
                letter = "" if numbers.startswith("-") else " "
                layer.data[-1] = last + letter + numbers
            else:
                layer.data.append(letter + numbers)
        layer.here = steps[-1]


def _move(layer: PaintLayer, place: tuple[int, int]) -> None:
    absolute = "M" + _numbers(place)
    relative = "m" + _numbers((place[0] - layer.here[0], place[1] - layer.here[1]))
    layer.data.append(relative if layer.data and len(relative) < len(absolute) else absolute)
    layer.here = place


def _numbers(values: Iterable[int]) -> str:
    text = ""
    for value in values:
        text += f" {value}" if text and value >= 0 else str(value)
    return text
