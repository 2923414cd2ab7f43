"""The contact sheet: every page is on it."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from press.press_pages import numbered_pages
from ratgeber_tools.typesetting.contact_sheet import MOST_COLUMNS, PAGE_WIDTH_PX, contact_sheet


@pytest.mark.parametrize("count", [1, 8, 30])
def test_a_sheet_has_room_for_every_page(count: int) -> None:
    with Image.open(io.BytesIO(contact_sheet(numbered_pages(count)))) as picture:
        width, height = picture.size
        white = sum(number for number, colour in picture.convert("RGB").getcolors(1 << 20) or [] if min(colour) > 240)
    assert width <= MOST_COLUMNS * (PAGE_WIDTH_PX + 4) + 8
    page = PAGE_WIDTH_PX * PAGE_WIDTH_PX * 210 / 148
    assert white == pytest.approx(count * page, rel=0.1)
    assert height > page / PAGE_WIDTH_PX
