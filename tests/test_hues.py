"""The hues of the parts: told apart in colour and in grey, and the same wherever a part stands."""

from __future__ import annotations

from itertools import pairwise

import pytest

from ratgeber_tools.data.design import contrast
from ratgeber_tools.hues import AMBER, BERRY, BLUE, GREEN, HUES, PARTS, PETROL, RED, VIOLET, Hue, part_hues


def lightness(colour: str) -> float:
    """Lightness L* of CIE 1976, 0 to 100: what is left of a colour in grey."""
    luminance = contrast("#000000", colour) * 0.05 - 0.05
    return 116 * luminance ** (1 / 3) - 16


def test_there_are_six_hues_for_parts_and_none_is_the_one_of_wichtig_or_frist() -> None:
    assert len({hue.german for hue in PARTS}) == 6
    assert {RED, AMBER}.isdisjoint(PARTS)


def test_parts_differ_in_grey() -> None:
    assert all(dark + 1.8 < light for dark, light in pairwise(sorted(lightness(hue.deep) for hue in PARTS)))


@pytest.mark.parametrize("hue", HUES, ids=[hue.name for hue in HUES])
def test_words_in_a_hue_can_be_read_on_its_tint_and_on_white_in_the_light_and_in_the_dark(hue: Hue) -> None:
    for words, ground in ((hue.deep, hue.tint), (hue.deep, "#ffffff"), (hue.dark_deep, hue.dark_tint)):
        assert contrast(words, ground) >= 4.5


@pytest.mark.parametrize("hue", HUES, ids=[hue.name for hue in HUES])
def test_white_words_on_a_tab_take_two_inks_at_most(hue: Hue) -> None:
    assert sum(ink > 0 for ink in hue.tab_inks) <= 2


def test_a_part_keeps_its_hue_wherever_it_stands() -> None:
    chosen = {"hilfe": GREEN, "anhang": BLUE}
    assert part_hues(["hilfe", "anhang"], chosen) == (GREEN, BLUE)
    assert part_hues(["anhang", "anderes", "hilfe"], chosen) == (BLUE, PETROL, GREEN)


def test_a_part_without_a_hue_takes_the_next_that_nobody_chose() -> None:
    assert part_hues(["eins", "zwei", "drei"], {"zwei": PETROL}) == (VIOLET, PETROL, BERRY)
    assert len(part_hues([str(number) for number in range(20)], {})) == 20
