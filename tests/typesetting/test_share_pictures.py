"""Pictures for messengers."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from ratgeber_tools.typesetting.share_pictures import HEIGHT, WIDTH, ShareCard, draw_share_pictures

LONG = "Schullaufbahnerklärung, Empfehlung, Widerspruch: was Eltern wissen, wenn sie sich anders entscheiden " * 3


@pytest.mark.parametrize("title", ["Hort", "Donaudampfschifffahrtsgesellschaftskapitänsmütze", LONG, 'A & "B" #c $d'])
def test_every_title_fits_and_the_picture_is_small(title: str) -> None:
    (png,) = draw_share_pictures([ShareCard(title, "Elternratgeber Musterstadt", "#00565e")])
    with Image.open(io.BytesIO(png)) as picture:
        assert picture.size == (WIDTH, HEIGHT)
        rim = picture.convert("RGB").crop((0, HEIGHT - 60, WIDTH, HEIGHT)).getcolors()
        assert rim is not None
        assert len(rim) == 1, "nothing runs over the lower edge"
    assert len(png) < 40_000


def test_each_page_gets_its_own_picture_the_same_every_time() -> None:
    cards = [ShareCard(title, "R", "#5b3f99") for title in ("Eins", "Zwei")]
    first, second = draw_share_pictures(cards)
    assert first != second
    assert draw_share_pictures(cards) == [first, second]
    assert draw_share_pictures([]) == []
