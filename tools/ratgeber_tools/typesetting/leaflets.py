"""Leaflets: what is set from plain data rather than from chapters, each by one function of the theme.

The data reach Typst as JSON, so no word of them can be taken for markup.
"""

from __future__ import annotations

import datetime
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pikepdf

from ratgeber_tools.errors import unwritable
from ratgeber_tools.typesetting.kept_files import KeptFiles
from ratgeber_tools.typesetting.qr import encode
from ratgeber_tools.typesetting.typesetter import Mode, stage, typeset

DATA = "daten.json"
_MAIN = """#import "theme/{file}.typ": {function}
#{function}(json("{data}"), density: {density})
"""


@dataclass(frozen=True, slots=True)
class Leaflet:
    """A function of the theme that sets one kind of leaflet: its file, its name, and how dense it can get."""

    file: str
    function: str
    densities: int = 1


DATE_SHEET = Leaflet("sheet", "date-sheet", densities=4)
YEAR_SHEET = Leaflet("year", "year-sheet")
COUNTER_SHEET = Leaflet("counter", "counter-sheet")
CARDS = Leaflet("cards", "cards-a6")
CARD_SHEETS = Leaflet("cards", "card-sheets")
SMALL_CARD_SHEETS = Leaflet("cards", "small-card-sheets")
WRAP_COVER = Leaflet("wrap", "wrap-cover")


def typeset_leaflet(
    folder: Path,
    leaflet: Leaflet,
    data: Mapping[str, Any],
    *,
    timestamp: datetime.datetime,
    mode: Mode,
    most_pages: int | None = None,
    settings: Mapping[str, str] = MappingProxyType({}),
    kept: KeptFiles | None = None,
    files: Mapping[str, bytes] = MappingProxyType({}),
) -> bytes:
    """Set `data` in `folder` and return the PDF, as loose as `most_pages` allow; denser is tried, then left as it is.

    `settings` and `kept` are those of `typesetter.typeset`; `files` by name are what the function draws beside the
    data.

    Values are strings, numbers, lists and mappings of them.  Whoever finds more pages than allowed has to say so.
    Raises `TypesettingError` and `TargetError` as the typesetter does.
    """
    for density in range(leaflet.densities):
        source = _MAIN.format(file=leaflet.file, function=leaflet.function, data=DATA, density=density)
        main = stage(folder, source, {})
        try:
            main.with_name(DATA).write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
            for name, content in files.items():
                main.with_name(name).write_bytes(content)
        except OSError as error:
            raise unwritable(main.with_name(DATA), error) from error
        pdf = typeset(main, timestamp=timestamp, mode=mode, settings=settings, kept=kept)
        if most_pages is None or page_count(pdf) <= most_pages:
            break
    return pdf


def page_count(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


def qr_data(address: str) -> dict[str, Any]:
    """Return a code as the theme's functions read it from JSON: where it leads, in words, and its rows."""
    words = address.partition("://")[2].rstrip("/") or address
    return {"words": words, "rows": encode(address).rows}
