"""The contact sheet: every page is on it."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from press.press_pages import numbered_pages
from ratgeber_tools.typesetting.contact_sheet import (
    MOST_COLUMNS,
    PAGE_WIDTH_PX,
    SHEET_WIDTH_PX,
    contact_sheet,
    screens_on_a_sheet,
)


@pytest.mark.parametrize("count", [1, 8, 30])
def test_a_sheet_has_room_for_every_page(count: int) -> None:
    with Image.open(io.BytesIO(contact_sheet(numbered_pages(count)))) as picture:
        width, height = picture.size
        white = sum(number for number, colour in picture.convert("RGB").getcolors(1 << 20) or [] if min(colour) > 240)
    assert width <= MOST_COLUMNS * (PAGE_WIDTH_PX + 4) + 8
    page = PAGE_WIDTH_PX * PAGE_WIDTH_PX * 210 / 148
    assert white == pytest.approx(count * page, rel=0.1)
    assert height > page / PAGE_WIDTH_PX


def screen(width: int, height: int, colour: str) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(written, "PNG")
    return written.getvalue()


def test_a_sheet_of_screens_shows_each_and_lets_the_last_row_be_short() -> None:
    groups = [(3, [screen(300, 600, colour) for colour in ("red", "lime", "blue", "yellow")]), (2, [])]
    with Image.open(io.BytesIO(screens_on_a_sheet(groups))) as picture:
        shown = {colour for _, colour in picture.convert("RGB").getcolors(1 << 20) or []}
        assert picture.width == SHEET_WIDTH_PX
    assert {(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 0)} <= shown
