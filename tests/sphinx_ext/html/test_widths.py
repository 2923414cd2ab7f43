"""Widths as classes or attributes, never as a style."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ratgeber_tools.sphinx_ext.html.style_sheet import width_class, width_classes
from ratgeber_tools.sphinx_ext.html.widths import without_style


def test_a_length_of_a_picture_becomes_its_width_in_pixels() -> None:
    assert without_style("img", {"style": "width: 40mm;", "alt": "x"}) == {"alt": "x", "width": "151"}


def test_a_share_becomes_a_class_beside_the_others() -> None:
    assert without_style("img", {"STYLE": "width: 52%;", "class": "a"}) == {"class": "a rg-w50"}
    assert without_style("table", {"style": "width: 33.3%", "classes": ["b"]}) == {"classes": ["b", "rg-w35"]}
    assert without_style("div", {"style": "width: 360px", "CLASS": "c"}) == {"CLASS": "c rg-w50"}


def test_whatever_else_is_a_style_goes() -> None:
    assert without_style("p", {"style": "color: red; height: 3cm"}) == {}


@given(st.floats(min_value=0, max_value=1000))
def test_every_width_has_a_class_the_style_sheet_knows(percent: float) -> None:
    assert f".{width_class(percent)} {{" in width_classes()
