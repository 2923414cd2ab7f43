"""Spot drawings: one small picture for each of the chapters most read, known by the name of the chapter's file.

Each is composed around (0, 0), the middle of its ground, on a soft patch of the hue's tint.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from ratgeber_tools.artwork.cast import CURLY, DARK, PARENT, PUPIL, holding
from ratgeber_tools.artwork.figures import CHILD, Hair, figure, people
from ratgeber_tools.artwork.scenes import Illustration
from ratgeber_tools.artwork.shapes import Circle, Dye, Shape, Shapes, area, block, line, placed, polygon
from ratgeber_tools.artwork.town import house, school, school_cone, speech, tree

WIDTH, HEIGHT = 180.0, 120.0
_GROUND = 108.0


def spot_of(docname: str) -> Illustration | None:
    """Return the spot drawing of a chapter, None for most."""
    drawn = SPOTS.get(docname.rpartition("/")[2])
    return _on_its_patch(drawn()) if drawn is not None else None


def _on_its_patch(shapes: Shapes) -> Illustration:
    patch = area(
        "M-86 -4C-92 -50 -70 -96 -20 -98C30 -102 82 -96 86 -46C88 -26 88 -14 84 -4C60 8 -60 8 -86 -4Z", Dye.TINT
    )
    return Illustration(WIDTH, HEIGHT, placed((patch, *shapes), WIDTH / 2, _GROUND))


def _sheet(x: float, y: float, width: float, height: float, *, chosen: int = -1) -> Shapes:
    """A form: boxes to tick with a line each; `chosen` is the one that is ticked."""
    rows = 3
    parts: list[Shape] = [block(x, y, width, height, Dye.PAPER), block(x, y, width, height * 0.16, Dye.DEEP)]
    step = height * 0.8 / rows
    for row in range(rows):
        top = y + height * 0.26 + row * step
        parts += [
            block(x + width * 0.12, top, 9, 9, Dye.SUN if row == chosen else Dye.MID),
            line(f"M{x + width * 0.12 + 16} {top + 4.5}L{x + width * 0.86} {top + 4.5}", Dye.MID, 3.5),
        ]
    if chosen >= 0:
        top = y + height * 0.26 + chosen * step
        parts.append(line(f"M{x + width * 0.12 + 1} {top + 4}l3 4l8 -11", Dye.INK, 2.6))
    return tuple(parts)


def _pen(x: float, y: float, size: float = 1.0) -> Shapes:
    drawn = (line("M0 0L26 -30", Dye.DEEP, 6), line("M-3 4L0 0", Dye.INK, 3))
    return placed(drawn, x, y, size)


def _registration() -> Shapes:
    walkers = holding(-58, 0, parent=replace(DARK, coat=Dye.MID), child=replace(DARK, build=CHILD, coat=Dye.SUN,
                      hair=Hair.TAILS), height=84, small=54)  # fmt: skip
    return (*_sheet(6, -92, 62, 80, chosen=1), *_pen(60, -24), *people(*walkers))


def _examination() -> Shapes:
    doctor = replace(PARENT, coat=Dye.PAPER, hair=Hair.BUN, left=(-28, -60))
    return (
        block(-60, -92, 14, 92, Dye.SUN),
        line("M-60 -80l6 0M-60 -66l9 0M-60 -52l6 0M-60 -38l9 0M-60 -24l6 0M-60 -10l9 0", Dye.INK, 2),
        *people(
            figure(-22, 0, 60, replace(CURLY, build=CHILD, coat=Dye.DEEP)),
            figure(36, 0, 92, doctor),
        ),
        line("M-48 -63L2 -63", Dye.DEEP, 4.5),
        line("M30 -62C28 -50 34 -46 38 -48C43 -50 44 -56 42 -62M37 -48L36 -38", Dye.DEEP, 2.4),
        Circle(36, -36, 3.2, Dye.DEEP),
    )


def _after_school_care() -> Shapes:
    return (
        *house(-34, 0, 60, 44),
        *tree(62, 0, 54),
        *people(
            figure(6, 2, 54, replace(PUPIL, right=(42, -66), left=(-30, -44))),
            figure(46, 2, 56, replace(DARK, build=CHILD, hair=Hair.CAP, hair_paint=Dye.SUN, left=(-40, -66))),
        ),
        Circle(26, -52, 10, Dye.SUN),
        line("M17 -55C23 -50 30 -50 35 -55", Dye.PAPER, 2.4),
    )


def _way_to_school() -> Shapes:
    stripes = tuple(polygon(((x, 8), (x + 11, 8), (x + 15, -8), (x + 6, -8)), Dye.PAPER) for x in range(-70, 60, 22))
    walkers = holding(-28, 2, parent=replace(CURLY, coat=Dye.DEEP, hair=Hair.LONG, step=4),
                      child=replace(CURLY, build=CHILD, coat=Dye.SUN, step=5),
                      height=84, small=54)  # fmt: skip
    return (
        area("M-86 -8L86 -8L84 6C60 12 -60 12 -86 6Z", Dye.MID),
        *stripes,
        line("M62 -6L62 -44", Dye.INK, 4),
        block(53, -92, 18, 48, Dye.INK, corner=5),
        Circle(62, -82, 5, Dye.MID),
        Circle(62, -68, 5, Dye.MID),
        Circle(62, -54, 5.5, Dye.SUN),
        *people(*walkers),
    )


def _first_day_of_school() -> Shapes:
    return (
        line("M-80 -84C-50 -66 -20 -66 0 -82C24 -66 54 -66 82 -84", Dye.DEEP, 2),
        polygon(((-62, -75), (-48, -72), (-58, -58)), Dye.SUN),
        polygon(((-32, -71), (-18, -74), (-24, -58)), Dye.DEEP),
        polygon(((18, -74), (32, -71), (24, -58)), Dye.DEEP),
        polygon(((48, -72), (62, -75), (58, -58)), Dye.SUN),
        *people(
            figure(-8, 2, 68, replace(PUPIL, coat=Dye.DEEP, left=(-8, -36), right=(26, -40), look=1)),
            figure(-56, 2, 50, replace(DARK, build=CHILD, coat=Dye.MID, right=(30, -66))),
            figure(56, 2, 50, replace(CURLY, build=CHILD, left=(-30, -66))),
        ),
        *school_cone(8, -2, 66, lean=0.22),
        Circle(11, -26, 4, Dye.SKIN_A),
    )


def _kinds_of_schools() -> Shapes:
    return (
        *house(-58, -14, 38, 34, roof=Dye.SUN),
        *school(2, -14, 72),
        *house(60, -14, 34, 46),
        line("M0 4C-4 -10 -50 -2 -58 -14M0 4C0 -4 2 -8 2 -14M0 4C6 -10 54 -2 60 -14", Dye.PAPER, 5),
        *people(figure(-26, 8, 54, replace(DARK, build=CHILD, coat=Dye.SUN, hair=Hair.LONG, right=(38, -50)))),
    )


def _choice_of_school() -> Shapes:
    return (
        *_sheet(-26, -96, 60, 72, chosen=0),
        *people(
            figure(-54, 2, 84, replace(PARENT, hair=Hair.BALD, right=(26, -50))),
            figure(58, 2, 70, replace(PUPIL, coat=Dye.MID, hair=Hair.CAP, hair_paint=Dye.DEEP, left=(-28, -52))),
        ),
        *_pen(-30, -40, 0.9),
        line("M-34 -16L34 -16M-26 -14L-26 4M26 -14L26 4", Dye.HAIR, 6),
    )


def _bullying() -> Shapes:
    """One comes to the one who is sad."""
    sad = replace(PUPIL, coat=Dye.MID, hair=Hair.LONG, is_sad=True, look=-0.5, left=(-8, -36), right=(8, -36))
    helper = replace(DARK, hair=Hair.SCARF, hair_paint=Dye.DEEP, coat=Dye.SUN, left=(-24, -52), look=-2)
    return (
        line("M-66 -16L30 -16M-58 -14L-58 2M22 -14L22 2", Dye.HAIR, 6),
        *people(
            figure(-34, -6, 62, replace(sad, is_seated=True)),
            figure(2, -6, 64, replace(CURLY, build=CHILD, coat=Dye.DEEP, is_seated=True, left=(-40, -44), look=-2)),
        ),
        line("M-40 -18L-40 -2M-29 -18L-29 -2M-4 -18L-4 -2M7 -18L7 -2", Dye.INK, 6),
        *people(figure(58, 2, 90, helper)),
    )  # fmt: skip


def _rights() -> Shapes:
    pan = area("M-20 0C-18 12 18 12 20 0Z", Dye.SUN)
    return (
        line("M30 -86L30 -4M10 -2L50 -2", Dye.DEEP, 5),
        line("M-8 -72L68 -84", Dye.DEEP, 4),
        line("M-8 -72L-24 -44M-8 -72L8 -44M68 -84L52 -56M68 -84L84 -56", Dye.DEEP, 1.6),
        *placed((pan,), -8, -44, 0.9),
        *placed((pan,), 68, -56, 0.9),
        Circle(30, -86, 5, Dye.DEEP),
        *people(figure(-48, 2, 86, replace(PARENT, hair=Hair.LONG, coat=Dye.MID, right=(30, -56)))),
    )


def _money() -> Shapes:
    coins: list[Shape] = []
    for x, count in ((-58, 3), (-28, 5), (2, 2)):
        for level in range(count):
            coins += [
                block(x - 13, -10 - 9 * level, 26, 8, Dye.SUN, corner=4),
                line(f"M{x - 5} {-6 - 9 * level}l10 0", Dye.DEEP, 1.6),
            ]
    return (
        *coins,
        *people(
            figure(36, 2, 88, replace(DARK, left=(-28, -46), hair=Hair.BUN)),
            figure(66, 2, 52, replace(DARK, build=CHILD, coat=Dye.MID)),
        ),
        Circle(2, -46, 12, Dye.SUN),
        line("M6 -50C0 -55 -4 -50 -4 -46C-4 -42 0 -37 6 -42M-7 -47L2 -47", Dye.DEEP, 2.2),
    )


def _social_work() -> Shapes:
    pair = people(
        figure(-34, -4, 88, replace(CURLY, coat=Dye.DEEP, hair=Hair.SHORT, is_seated=True, right=(22, -40), look=1)),
        figure(30, -4, 74, replace(PUPIL, hair=Hair.TAILS, is_seated=True, look=-1)),
    )
    return (
        block(-70, -44, 136, 40, Dye.MID, corner=12),
        *pair,
        block(-74, -28, 144, 24, Dye.MID, corner=8),
        line("M-41 -29L-41 -2l-5 0M-28 -29L-28 -2l5 0M24 -21L24 -2l-5 0M36 -21L36 -2l5 0", Dye.INK, 7),
        *speech(-22, -72, 40),
    )


def _searching_help() -> Shapes:
    return (
        line("M34 2L34 -92", Dye.HAIR, 6),
        polygon(((0, -92), (58, -92), (70, -82), (58, -72), (0, -72)), Dye.DEEP),
        polygon(((68, -66), (18, -66), (6, -56), (18, -46), (68, -46)), Dye.SUN),
        polygon(((10, -40), (56, -40), (67, -31), (56, -22), (10, -22)), Dye.MID),
        line("M12 -82L46 -82M26 -56L58 -56M20 -31L46 -31", Dye.PAPER, 4),
        *people(*holding(-62, 2, parent=replace(PARENT, hair=Hair.CURLS), child=replace(PUPIL, coat=Dye.MID,
                hair=Hair.SHORT), height=86, small=52)),
    )  # fmt: skip


#: File name of a chapter -> its drawing.
SPOTS: Mapping[str, Callable[[], Shapes]] = MappingProxyType(
    {
        "anmeldung": _registration,
        "schuleingangsuntersuchung": _examination,
        "hort-und-ferien": _after_school_care,
        "schulweg": _way_to_school,
        "erster-schultag": _first_day_of_school,
        "schulformen": _kinds_of_schools,
        "schullaufbahnerklaerung": _choice_of_school,
        "mobbing-sucht-krise": _bullying,
        "rechte-und-beschwerde": _rights,
        "geld-und-fahrt": _money,
        "schulsozialarbeit": _social_work,
        "ich-suche-hilfe": _searching_help,
    }
)
