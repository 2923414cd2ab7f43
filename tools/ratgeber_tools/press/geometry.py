"""Matrices and boxes on a page.  Lengths are points (1 pt = 1/72 inch) unless a name says otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)

POINTS_PER_MM = 72 / 25.4


class Rectangle(NamedTuple):
    """A rectangle: left, bottom, right, top, as PDF writes its boxes."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.bottom <= y <= self.top

    def grown(self, by: float) -> Rectangle:
        return Rectangle(self.left - by, self.bottom - by, self.right + by, self.top + by)


def matrix_of(numbers: tuple[float, ...]) -> Matrix:
    """Return six numbers as a matrix; raise `ValueError` for any other count."""
    a, b, c, d, e, f = numbers
    return (a, b, c, d, e, f)


def multiplied(inner: Matrix, outer: Matrix) -> Matrix:
    """Return `inner` × `outer`: first the one, then the other."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def moved(matrix: Matrix, x: float, y: float) -> Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def box_of(points: Sequence[Point]) -> Rectangle:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Rectangle(min(xs), min(ys), max(xs), max(ys))
