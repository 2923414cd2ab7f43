"""Path data of SVG as straight lines and curves with absolute points, for whoever draws without SVG (Typst does).

Grammar and the way from an arc to curves: SVG 1.1, sections 8.3 and F.6.  Quadratic curves are not used here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_TOKEN = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?")
_ARGUMENTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "A": 7, "Z": 0}
_FLAGS = (3, 4)  # of an arc: each a single digit that needs no blank behind it

Point = tuple[float, float]


class Segment(NamedTuple):
    """`M` moves, `L` draws a line, `C` a curve with two handles before its end, `Z` closes."""

    kind: str
    points: tuple[Point, ...] = ()


def segments(data: str) -> tuple[Segment, ...]:
    """Return the segments of path data; `ValueError` for what is none."""
    return tuple(_segments(data))


def _segments(data: str) -> Iterator[Segment]:
    here, start, handle = (0.0, 0.0), (0.0, 0.0), (0.0, 0.0)
    for command, numbers in _commands(data):
        origin = here if command.islower() else (0.0, 0.0)
        match command.upper():
            case "M" | "L":
                here = _moved(origin, numbers)[0]
                start = here if command.upper() == "M" else start
                yield Segment(command.upper(), (here,))
            case "H" | "V" as way:
                across = way == "H"
                here = (origin[0] + numbers[0], here[1]) if across else (here[0], origin[1] + numbers[0])
                yield Segment("L", (here,))
            case "C":
                points = _moved(origin, numbers)
                handle, here = points[1], points[2]
                yield Segment("C", points)
            case "S":
                second, end = _moved(origin, numbers)
                first = (2 * here[0] - handle[0], 2 * here[1] - handle[1])
                handle, here = second, end
                yield Segment("C", (first, second, end))
            case "A":
                end = _moved(origin, numbers[5:])[0]
                yield from _arc(here, end, numbers)
                here = end
            case _:
                here = start
                yield Segment("Z")
        if command.upper() not in ("C", "S"):
            handle = here


def _commands(data: str) -> Iterator[tuple[str, Sequence[float]]]:
    """Yield each command with its numbers; one that is said once goes on for more numbers."""
    position = 0
    command = ""
    while position < len(data):
        if data[position] in " ,\n\t":
            position += 1
            continue
        if data[position].isalpha():
            command, position = data[position], position + 1
            if command.upper() not in _ARGUMENTS:
                raise ValueError(f"no path command: {command}")
        elif command.upper() in ("", "Z"):
            raise ValueError(f"no path command before {data[position:]}")
        numbers: list[float] = []
        for index in range(_ARGUMENTS[command.upper()]):
            is_flag = command.upper() == "A" and index in _FLAGS
            found = re.compile(r"[\s,]*([01])" if is_flag else rf"[\s,]*({_TOKEN.pattern})").match(data, position)
            if found is None or found[1].isalpha():
                raise ValueError(f"a number is missing: {data[position:]}")
            numbers.append(float(found[1]))
            position = found.end()
        yield command, numbers
        command = {"M": "L", "m": "l"}.get(command, command)


def _moved(origin: Point, numbers: Sequence[float]) -> tuple[Point, ...]:
    return tuple(
        (origin[0] + x, origin[1] + y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)
    )  # fmt: skip


def _arc(start: Point, end: Point, numbers: Sequence[float]) -> Iterator[Segment]:
    """Yield the curves of an arc that is not turned (all of ours): at most a quarter of the ellipse each."""
    rx, ry, is_large, is_clockwise = abs(numbers[0]), abs(numbers[1]), numbers[3] == 1, numbers[4] == 1
    if not rx or not ry or start == end:
        yield Segment("L", (end,))
        return
    x, y = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    size = max(1.0, math.hypot(x / rx, y / ry))
    rx, ry = rx * size, ry * size
    spread = (x / rx) ** 2 + (y / ry) ** 2
    factor = math.sqrt(max(0.0, 1 / spread - 1)) * (-1 if is_large == is_clockwise else 1)
    cx, cy = factor * rx * y / ry + (start[0] + end[0]) / 2, -factor * ry * x / rx + (start[1] + end[1]) / 2
    first = math.atan2((start[1] - cy) / ry, (start[0] - cx) / rx)
    sweep = math.atan2((end[1] - cy) / ry, (end[0] - cx) / rx) - first
    sweep += 2 * math.pi * ((is_clockwise and sweep < 0) - (not is_clockwise and sweep > 0))
    count = max(1, math.ceil(abs(sweep) / (math.pi / 2) - 1e-9))
    step = sweep / count
    reach = 4 / 3 * math.tan(step / 4)

    def at(angle: float, out: float = 0.0) -> Point:
        cosine, sine = math.cos(angle), math.sin(angle)
        return cx + rx * (cosine - out * sine), cy + ry * (sine + out * cosine)

    for index in range(count):
        angle = first + index * step
        target = end if index == count - 1 else at(angle + step)
        yield Segment("C", (at(angle, reach), at(angle + step, -reach), target))
