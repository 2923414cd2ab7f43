"""Drawings: small, decent in the dark and in one ink, always the same bytes."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest

from ratgeber_tools.artwork.compact import layers
from ratgeber_tools.artwork.scenes import PAGE, SPREAD, Scene, scene, scene_of_part
from ratgeber_tools.artwork.shapes import Circle, Dye, area
from ratgeber_tools.artwork.spots import SPOTS, spot_of
from ratgeber_tools.artwork.svg import drawing_file, grey_drawing_file
from ratgeber_tools.artwork.typst import all_drawings, spot_name, theme_files
from ratgeber_tools.hues import PETROL, VIOLET

_DRAWINGS = all_drawings()


#: Those that are files of the web edition; covers and spreads are for paper alone.
_FILES = [name for name in _DRAWINGS if not name.endswith(("-hoch", "-breit"))]


@pytest.mark.parametrize("name", _FILES)
def test_each_is_a_small_file_without_words_that_loads_nothing(name: str) -> None:
    file = drawing_file(_DRAWINGS[name], VIOLET)
    root = ElementTree.fromstring(file)
    assert {element.tag.rpartition("}")[2] for element in root.iter()} <= {"svg", "style", "g", "path", "circle"}
    assert "prefers-color-scheme:dark" in file
    assert len(file.encode()) <= 3072, f"{len(file)} bytes"
    assert file == drawing_file(all_drawings()[name], VIOLET)


@pytest.mark.parametrize("name", Scene)
def test_in_one_ink_there_is_only_grey(name: Scene) -> None:
    colours = {part[:6] for part in grey_drawing_file(scene(name), PETROL).split("#")[1:]}
    assert all(colour[:2] == colour[2:4] == colour[4:] for colour in colours)


@pytest.mark.parametrize("aspect", [PAGE, SPREAD, 1.0, 3.0])
@pytest.mark.parametrize("name", Scene)
def test_a_scene_takes_the_shape_it_is_asked_for(name: Scene, aspect: float) -> None:
    drawn = scene(name, aspect=aspect)
    assert drawn.width / drawn.height == pytest.approx(aspect, rel=0.01)


def test_each_part_has_a_scene_but_the_one_where_the_law_speaks() -> None:
    assert scene_of_part("schulanfang") is Scene.FIRST_DAY
    assert scene_of_part("rechtliches") is None
    assert scene_of_part("ein-neuer-teil") is Scene.TOWN


def test_paper_gets_the_same_drawings_with_inks() -> None:
    drawn = json.loads(theme_files()["drawings.json"])
    assert set(drawn["drawings"]) == set(_DRAWINGS)
    assert drawn["paints"]["petrol"]["d"]["press"] == list(PETROL.deep_inks)


def test_the_most_read_chapters_have_a_drawing_of_their_own() -> None:
    assert spot_of("schulanfang/schulweg") is not None
    assert spot_of("schulanfang/medien") is None
    assert len(SPOTS) == 12


def test_shapes_of_one_paint_come_together_unless_something_lies_between() -> None:
    apart = layers((Circle(0, 0, 5, Dye.DEEP), Circle(50, 0, 5, Dye.MID), Circle(20, 0, 5, Dye.DEEP)))
    assert [layer.look.paint for layer in apart] == [Dye.DEEP, Dye.MID]
    covered = layers((Circle(0, 0, 5, Dye.DEEP), Circle(4, 0, 5, Dye.MID), Circle(8, 0, 5, Dye.DEEP)))
    assert [layer.look.paint for layer in covered] == [Dye.DEEP, Dye.MID, Dye.DEEP]


def test_areas_that_go_round_in_opposite_ways_never_share_a_path_where_they_meet() -> None:
    """The part where they meet would be a hole."""
    clockwise = area("M0 0L10 0L10 10L0 10Z", Dye.DEEP)
    other_way = area("M5 5L5 15L15 15L15 5Z", Dye.DEEP)
    assert len(layers((clockwise, clockwise.placed(3, 3)))) == 1
    assert len(layers((clockwise, other_way))) == 2


@pytest.mark.parametrize("page", ["schulanfang/anmeldung", "hilfe/geld-und-fahrt"])
def test_a_chapter_with_a_spot_has_it_on_paper_too(page: str) -> None:
    assert spot_name(page) in all_drawings()


def test_a_chapter_without_a_spot_names_none() -> None:
    assert spot_name("anhang/schulen") == ""
