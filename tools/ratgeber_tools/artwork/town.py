"""Houses, the school, trees, sky and things: what stands around people.  No building is a real one.

Everything stands on the point (`x`, `ground`) in the middle of its foot.
"""

from __future__ import annotations

from ratgeber_tools.artwork.paths import Point
from ratgeber_tools.artwork.shapes import Circle, Dye, Shape, Shapes, area, block, line, placed, polygon


def house(
    x: float,
    ground: float,
    width: float,
    height: float,
    *,
    wall: Dye = Dye.PAPER,
    roof: Dye = Dye.DEEP,
    pane: Dye = Dye.MID,
    door: Dye | None = None,
) -> Shapes:
    """Return a house with a gable; `height` is that of the walls.  Panes stand in rows of about 22 units."""
    left, top = x - width / 2, ground - height
    over = width * 0.07
    parts: list[Shape] = [
        block(left, top, width, height, wall),
        polygon(((left - over, top + 1), (x, top - width * 0.45), (left + width + over, top + 1)), roof),
    ]
    columns, rows = max(1, round(width / 26)), max(1, round(height / 30))
    wide, high = min(11.0, width / columns * 0.42), min(13.0, height / rows * 0.48)
    for row in range(rows):
        for column in range(columns):
            px = left + width * (column + 0.5) / columns - wide / 2
            py = top + height * (row + 0.5) / rows - high / 2
            if door is not None and row == rows - 1 and column == columns // 2:
                parts.append(block(px - 1, ground - high - 8, wide + 2, high + 8, door, corner=1.5))
            else:
                parts.append(block(px, py, wide, high, Dye.SUN if (row + column) % 3 == 1 else pane))
    return tuple(parts)


def school(
    x: float,
    ground: float,
    width: float,
    *,
    wall: Dye = Dye.PAPER,
    roof: Dye = Dye.DEEP,
    pane: Dye = Dye.MID,
) -> Shapes:
    """Return a school: a long house with a gable in the middle, a clock, a wide door."""
    height = width * 0.34
    left, top = x - width / 2, ground - height
    gable, middle = width * 0.17, top - height * 0.04
    parts: list[Shape] = [
        block(left, top, width, height, wall),
        polygon(
            ((left - 4, top + 1), (left + 8, top - height * 0.42), (left + width - 8, top - height * 0.42),
             (left + width + 4, top + 1)), roof,
        ),
        polygon(
            ((x - gable, ground), (x - gable, middle), (x, middle - height * 0.55), (x + gable, middle),
             (x + gable, ground)), wall,
        ),
        polygon(
            ((x - gable - 4, middle + 2), (x, middle - height * 0.72), (x + gable + 4, middle + 2),
             (x + gable - 4, middle + 2), (x, middle - height * 0.48), (x - gable + 4, middle + 2)), roof,
        ),
        Circle(x, middle - height * 0.06, height * 0.15, Dye.SUN),
        line(f"M{x} {middle - height * 0.14}l0 {height * 0.09}l{height * 0.06} {height * 0.03}", Dye.INK, 2),
        block(x - height * 0.17, ground - height * 0.42, height * 0.34, height * 0.42, roof),
    ]  # fmt: skip
    wide, high = width * 0.07, height * 0.24
    for side in (-1, 1):
        for column in range(2):
            px = x + side * (gable + width * (0.1 + 0.15 * column)) - wide / 2
            parts += [block(px, top + height * share, wide, high, pane) for share in (0.14, 0.56)]
    return tuple(parts)


def tree(x: float, ground: float, height: float, *, crown: Dye = Dye.DEEP) -> Shapes:
    """Return a round tree of two bushes."""
    r = height * 0.34
    return (
        line(f"M{x} {ground}l0 {-height * 0.5}", Dye.HAIR, 3.5),
        Circle(x, ground - height + r, r, crown),
        Circle(x + r * 0.6, ground - height + r * 1.6, r * 0.7, crown),
    )


def hill(x: float, ground: float, width: float, height: float, fill: Dye) -> Shape:
    return area(
        f"M{x - width / 2} {ground}C{x - width / 4} {ground - height * 1.3} {x + width / 4} {ground - height * 1.3} "
        f"{x + width / 2} {ground}Z",
        fill,
    )


def cloud(x: float, y: float, width: float, fill: Dye = Dye.PAPER) -> Shapes:
    w = width / 10
    return (
        area(
            f"M{x - 5 * w} {y}C{x - 6.4 * w} {y - 2.4 * w} {x - 3.4 * w} {y - 3.6 * w} {x - 2.4 * w} {y - 2.4 * w}"
            f"C{x - 2 * w} {y - 5 * w} {x + 2 * w} {y - 5 * w} {x + 2.2 * w} {y - 2.6 * w}"
            f"C{x + 4 * w} {y - 3.8 * w} {x + 6.4 * w} {y - 2 * w} {x + 5 * w} {y}Z",
            fill,
        ),
    )


def bridge(x: float, ground: float, width: float, paint: Dye = Dye.DEEP) -> Shapes:
    """Return a bridge of two bows over the river; its road is `ground`."""
    half, rise = width / 2, width * 0.13
    data = "".join(
        f"M{start} {ground}C{start + half * 0.25} {ground - rise} {start + half * 0.75} {ground - rise} {start + half} "
        f"{ground}"
        for start in (x - half, x)
    )
    posts = "".join(
        f"M{x + offset * half} {ground}l0 {-rise * share}" for offset, share in
        ((-0.75, 0.55), (-0.5, 0.74), (-0.25, 0.55), (0.25, 0.55), (0.5, 0.74), (0.75, 0.55))
    )  # fmt: skip
    return (
        line(posts, paint, 1.6),
        line(data, paint, 3),
        line(f"M{x - half - 6} {ground}l{width + 12} 0", paint, 4.5),
        line(f"M{x - half} {ground}l0 16M{x} {ground}l0 16M{x + half} {ground}l0 16", paint, 5),
    )


def school_cone(x: float, y: float, height: float, *, lean: float = 0.15) -> Shapes:
    """Return a school cone; its tip is at (`x`, `y`), and it leans to the right by a share of its height."""

    def at(across: float, up: float) -> Point:
        return (across + lean * up, -up)

    def way(*points: Point) -> str:
        return "L".join(f"{px} {py}" for px, py in points)

    drawn = (
        Circle(*at(-9, 84), 10, Dye.PAPER),
        Circle(*at(9, 84), 10, Dye.PAPER),
        Circle(*at(0, 88), 12, Dye.PAPER),
        polygon((at(-20, 80), at(20, 80), at(0, 0)), Dye.SUN),
        line(
            f"M{way(at(-18, 81), at(18, 81))}M{way(at(-11, 56), at(11, 56))}M{way(at(-6, 34), at(6, 34))}",
            Dye.DEEP,
            5,
        ),
    )
    return placed(drawn, x, y, height / 100)


def post_box(x: float, ground: float, height: float) -> Shapes:
    """Return a letter box on a post."""
    drawn = (
        line("M0 0L0 -40", Dye.INK, 8),
        block(-24, -100, 48, 62, Dye.SUN, corner=9),
        line("M-13 -82L13 -82", Dye.INK, 6),
        block(-14, -68, 28, 19, Dye.PAPER),
    )
    return placed(drawn, x, ground, height / 100)


def speech(x: float, y: float, width: float, fill: Dye = Dye.PAPER, *, flipped: bool = False) -> Shapes:
    """Return a bubble of speech with three dots; its tip is at (`x`, `y`), to the lower left of it."""
    drawn = (
        area("M0 0C4 -6 5 -10 5 -14C-8 -30 8 -52 44 -52C82 -52 98 -26 78 -11C64 -1 36 0 20 -4C14 -1 6 1 0 0Z", fill),
        line("M28 -27L28.1 -27M44 -27L44.1 -27M60 -27L60.1 -27", Dye.DEEP, 8),
    )
    return placed(drawn, x, y, width / 90, flipped=flipped)


def plant(x: float, ground: float, height: float) -> Shapes:
    drawn = (
        line("M0 -30C0 -60 -2 -70 -20 -84M0 -40C2 -70 8 -80 24 -92M0 -36C0 -60 2 -80 0 -100", Dye.DEEP, 9),
        area("M-22 -34L22 -34L16 0L-16 0Z", Dye.SUN),
    )
    return placed(drawn, x, ground, height / 100)
