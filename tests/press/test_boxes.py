from __future__ import annotations

import re

import pikepdf
import pytest
from screen_pages import page_of

from ratgeber_tools.press.boxes import TOLERANCE, box, set_boxes
from ratgeber_tools.press.geometry import POINTS_PER_MM, Rectangle
from ratgeber_tools.press.painting import PaintKind, paints

A5 = (148.0, 210.0)


def boxed(*, bleed_mm: float = 3, has_marks: bool = False) -> pikepdf.Pdf:
    pdf = page_of(b"0 0 0 1 k 0 0 8.504 8.504 re f")
    pdf.pages[0].obj.CropBox = pikepdf.Array([0, 0, 10, 10])
    set_boxes(pdf, page_mm=A5, bleed_mm=bleed_mm, has_marks=has_marks)
    return pdf


def boxes(pdf: pikepdf.Pdf) -> list[Rectangle]:
    found = [box(pdf.pages[0].obj, name) for name in ("/MediaBox", "/BleedBox", "/TrimBox")]
    return [each for each in found if each is not None]


@pytest.mark.parametrize("bleed_mm", [2, 3, 5])
@pytest.mark.parametrize("has_marks", [False, True])
def test_the_boxes_lie_in_each_other_at_the_asked_distance(bleed_mm: float, has_marks: bool) -> None:
    media, bleed, trim = boxes(boxed(bleed_mm=bleed_mm, has_marks=has_marks))
    assert trim.width == pytest.approx(148 * POINTS_PER_MM, abs=TOLERANCE)
    assert trim.height == pytest.approx(210 * POINTS_PER_MM, abs=TOLERANCE)
    assert trim.left - bleed.left == pytest.approx(bleed_mm * POINTS_PER_MM, abs=TOLERANCE)
    assert media.left == media.bottom == 0
    assert (media == bleed) is not has_marks


def test_no_other_box_is_left() -> None:
    pdf = boxed()
    assert "/CropBox" not in pdf.pages[0].obj


def test_without_marks_nothing_is_drawn() -> None:
    pdf = boxed()
    assert [paint.kind for paint in paints(pdf.pages[0])] == [PaintKind.AREA]


def test_eight_marks_in_black_lie_outside_the_bleed_and_point_at_the_trim() -> None:
    pdf = boxed(has_marks=True)
    media, bleed, trim = boxes(pdf)
    content = pdf.pages[0].Contents.read_bytes()
    (line,) = [paint for paint in paints(pdf.pages[0]) if paint.kind is PaintKind.LINE]
    assert line.colour.values == (0, 0, 0, 1)
    marks = [
        tuple(map(float, found))
        for found in re.findall(rb"(\S+) (\S+) m (\S+) (\S+) l", content[content.rindex(b" w ") :])
    ]
    assert len(marks) == 8
    for x0, y0, x1, y1 in marks:
        is_upright = x0 == x1
        assert (x0 in (pytest.approx(trim.left, abs=0.01), pytest.approx(trim.right, abs=0.01))) is is_upright
        assert not bleed.holds(x0, y0)
        assert media.holds(x1, y1)


def test_the_page_moves_along_when_the_sheet_grows() -> None:
    pdf = boxed(has_marks=True)
    _, bleed, trim = boxes(pdf)
    area = next(paint for paint in paints(pdf.pages[0]) if paint.kind is PaintKind.AREA)
    assert area.box.left == pytest.approx(bleed.left, abs=TOLERANCE)
    assert area.box.right == pytest.approx(trim.left, abs=TOLERANCE)
