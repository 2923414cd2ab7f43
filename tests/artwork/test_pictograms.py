"""Pictograms: all an author may name are drawn, small, and the same lines on the web and on paper."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from ratgeber_tools.artwork.paths import Segment, segments
from ratgeber_tools.artwork.pictograms import FIELD, PATHS, SIGNS, STROKE, Pictogram
from ratgeber_tools.artwork.svg import inline_pictogram, mask, pictogram_file
from ratgeber_tools.dialect import Sign


def test_there_are_24_and_together_they_take_less_than_5_kilobytes() -> None:
    assert list(PATHS) == list(Pictogram)
    assert len(PATHS) == 24
    assert sum(len(path) for path in PATHS.values()) < 5000


def test_every_box_has_its_sign() -> None:
    assert set(Sign) <= set(SIGNS)


@pytest.mark.parametrize("name", [*PATHS, *SIGNS])
def test_each_keeps_to_its_field_with_the_thickness_of_its_lines(name: str) -> None:
    path = SIGNS[name] if name in SIGNS else PATHS[Pictogram(name)]
    points = [point for segment in segments(path) for point in segment.points]
    least, most = STROKE / 2, FIELD - STROKE / 2
    assert all(least - 0.01 <= value <= most + 0.01 for point in points for value in point)


def test_it_takes_the_colour_of_the_words_and_is_not_read_aloud() -> None:
    drawn = ElementTree.fromstring(inline_pictogram("schulweg"))
    assert drawn.get("stroke") == "currentColor"
    assert drawn.get("aria-hidden") == "true"
    assert len(inline_pictogram("schulweg")) < 500


def test_as_a_file_and_as_a_mask_it_is_the_same_drawing() -> None:
    assert ElementTree.fromstring(pictogram_file("buch", "#00565e")).get("stroke") == "#00565e"
    assert mask("star").startswith("url('data:image/svg+xml,<svg")
    assert "#" not in mask("star")


def test_path_data_become_lines_and_curves_with_the_same_points() -> None:
    assert segments("M1 2h3v4l-1-1z") == (
        Segment("M", ((1, 2),)),
        Segment("L", ((4, 2),)),
        Segment("L", ((4, 6),)),
        Segment("L", ((3, 5),)),
        Segment("Z"),
    )
    assert segments("M0 0c1 0 2 1 2 2s1 2 2 2")[2] == Segment("C", ((2, 3), (3, 4), (4, 4)))


def test_an_arc_becomes_curves_that_stay_on_it() -> None:
    circle = segments("M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z")
    ends = [segment.points[-1] for segment in circle if segment.points]
    assert len(ends) == 5
    assert all(((x - 12) ** 2 + (y - 12) ** 2) ** 0.5 == pytest.approx(9) for x, y in ends)
    assert ends[0] == pytest.approx(ends[-1])


@pytest.mark.parametrize("wrong", ["1 2", "M1", "M0 0L1 x", "M0 0X", "M0 0z3"])
def test_what_is_no_path_data_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"missing|no path command"):
        segments(wrong)
