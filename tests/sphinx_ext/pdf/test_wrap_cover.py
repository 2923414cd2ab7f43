"""The cover of a glued volume in one piece: two sides around a spine."""

from __future__ import annotations

import datetime
import io
from pathlib import Path

import pikepdf
import pytest

from ratgeber_tools.press.painting import PaintKind, paints
from ratgeber_tools.sphinx_ext.pdf.translator import Cover
from ratgeber_tools.sphinx_ext.pdf.wrap_cover import wrap_cover
from ratgeber_tools.typesetting.typesetter import Mode, stage, typeset

MOMENT = datetime.datetime(2026, 9, 1, tzinfo=datetime.UTC)
PAGES = """#set page(width: 154mm, height: 216mm, margin: 30mm)
#set text(font: "Source Sans 3")
#range(1, 5).map(number => [Seite #number]).join(pagebreak())
"""
COVER = Cover("Elternratgeber", "Schulanfang", edition="Ausgabe 2027/28", is_volume=True)


def words_from_the_left(folder: Path, spine_mm: float) -> list[list[str]]:
    pages = typeset(stage(folder / "seiten", PAGES, {}), timestamp=MOMENT, mode=Mode.PRESS)
    made = wrap_cover(folder / "satz", pages, COVER, spine_mm=spine_mm, bleed_mm=3, moment=MOMENT)
    assert made.width_mm == 296 + spine_mm
    with pikepdf.open(io.BytesIO(made.pages)) as pdf:
        sides = [
            [each for each in paints(page) if each.kind is PaintKind.WORDS and each.text.strip()] for page in pdf.pages
        ]
    return [[each.text.strip() for each in sorted(side, key=lambda each: each.box.left)] for side in sides]


def test_back_and_front_lie_outside_their_insides_behind_them(tmp_path: Path) -> None:
    outside, inside = words_from_the_left(tmp_path, 3.2)
    assert outside == ["Seite 4", "Seite 1"]
    assert inside == ["Seite 2", "Seite 3"]


@pytest.mark.parametrize(("spine_mm", "is_lettered"), [(4.9, False), (5.0, True)])
def test_a_spine_bears_words_where_it_is_wide_enough(tmp_path: Path, spine_mm: float, is_lettered: bool) -> None:
    outside, _ = words_from_the_left(tmp_path, spine_mm)
    assert any("Schulanfang" in words for words in outside) == is_lettered
