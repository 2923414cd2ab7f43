"""Drawings on web pages: cut off by no font, and not white in the dark."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from ratgeber_tools.sphinx_ext.html.drawings import DARK, for_the_web
from sphinx_ext.sphinx_building import HEAD, build_pages

DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 20" width="100" height="20"'
    " font-family=\"'Source Sans 3', sans-serif\">"
    '<rect width="100" height="20" fill="#ffffff"/>'
    '<rect x="2" y="2" width="90" height="16" fill="#e5f1f2" stroke="#00565e"/>'
    '<text x="4" y="14" font-size="10" fill="#1a1a1a">Elternabend</text>'
    '<text x="4" y="14" font-size="10" font-weight="600" fill="#1a1a1a">Elternabend</text></svg>'
)


def test_words_are_as_wide_in_any_font_as_they_were_drawn() -> None:
    root = ElementTree.fromstring(for_the_web(DRAWING))
    plain, bold = (each for each in root.iter() if each.tag.endswith("text"))
    assert 45 < float(plain.get("textLength", "0")) < float(bold.get("textLength", "0")) < 60
    assert plain.get("lengthAdjust") == "spacingAndGlyphs"


def test_a_drawing_in_our_colours_is_dark_on_a_dark_page() -> None:
    dark = for_the_web(DRAWING)
    assert "prefers-color-scheme:dark" in dark
    assert f'[fill="#ffffff"]{{fill:{DARK["#ffffff"]}}}' in dark


@pytest.mark.parametrize(
    "other", [DRAWING.replace("#e5f1f2", "#ff0000"), DRAWING.replace('fill="#ffffff"', 'fill="none"'), "kein <svg"]
)
def test_any_other_drawing_keeps_its_colours(other: str) -> None:
    assert "prefers-color-scheme" not in for_the_web(other)


def _luminance(colour: str) -> float:
    shares = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(
    ("ink", "ground"),
    [("#1a1a1a", "#ffffff"), ("#1a1a1a", "#e5f1f2"), ("#1a1a1a", "#9cc8cc"), ("#ffffff", "#00565e"),
     ("#00565e", "#ffffff"), ("#00565e", "#e5f1f2"), ("#003b41", "#9cc8cc")],
)  # fmt: skip
def test_words_of_a_dark_drawing_can_be_read(ink: str, ground: str) -> None:
    lighter, darker = sorted((_luminance(DARK[ink]), _luminance(DARK[ground])), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def test_the_copies_beside_the_pages_are_adapted_and_the_authors_file_is_not(tmp_path: Path) -> None:
    source = tmp_path / "ratgeber" / "bilder" / "weg.svg"
    source.parent.mkdir(parents=True)
    source.write_text(DRAWING, encoding="utf-8")
    text = f"{HEAD}# A\n\n![Weg](bilder/weg.svg)\n"
    for _ in range(2):
        built = build_pages(tmp_path, a=text)
        (copied,) = (built.folder / "_images").glob("*.svg")
        assert copied.read_text(encoding="utf-8").count("textLength") == 2
    assert source.read_text(encoding="utf-8") == DRAWING
