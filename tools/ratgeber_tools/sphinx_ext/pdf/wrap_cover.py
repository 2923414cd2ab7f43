"""The cover of a glued volume in one piece: back, spine and front on one sheet, their insides on its other side."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import NamedTuple

from ratgeber_tools.press.printers import A5_MM
from ratgeber_tools.sphinx_ext.pdf.translator import Cover
from ratgeber_tools.typesetting.leaflets import WRAP_COVER, typeset_leaflet
from ratgeber_tools.typesetting.typesetter import Mode

#: How `theme/wrap.typ` finds the four pages.
_PAGES = "umschlag.pdf"


class WrapCover(NamedTuple):
    """Two pages as Typst sets them, and how wide the finished sheet is."""

    pages: bytes
    width_mm: float


def wrap_cover(
    folder: Path, pages: bytes, cover: Cover, *, spine_mm: float, bleed_mm: float, moment: datetime.datetime
) -> WrapCover:
    """Lay the four `pages` of a cover (front, inside, inside of the back, back) around a spine; `folder` is staged.

    Raises `TypesettingError` and `TargetError` as the typesetter does.
    """
    data = {
        "title": cover.title,
        "volume": cover.subtitle if cover.is_volume else "",
        "edition": cover.edition,
        "hue": cover.hue.name,
        "spine": spine_mm,
    }
    set_pages = typeset_leaflet(
        folder,
        WRAP_COVER,
        data,
        timestamp=moment,
        mode=Mode.PRESS,
        settings={"bleed-mm": f"{bleed_mm:g}"},
        files={_PAGES: pages},
    )
    return WrapCover(set_pages, 2 * A5_MM[0] + spine_mm)
