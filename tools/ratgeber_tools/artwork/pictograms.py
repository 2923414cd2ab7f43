"""Pictograms: what a chapter or a part is about, and the signs of boxes, as lines on a field of 24 by 24.

Each is one path (SVG path data), two units thick with round ends and joins, unfilled, in the colour of the words beside
it.  It always stands beside words, so that nobody has to guess, and is never read aloud.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

#: Side of the field, and thickness of a line.
FIELD = 24
STROKE = 2


class Pictogram(StrEnum):
    """What an author may write behind `zeichen:`."""

    SCHOOL_CONE = "schultuete"
    SATCHEL = "ranzen"
    FORM = "formular"
    CALENDAR = "kalender"
    CLOCK = "uhr"
    PHONE = "telefon"
    LETTER = "brief"
    HOUSE = "haus"
    SCHOOL = "schule"
    WAY_TO_SCHOOL = "schulweg"
    BUS = "bus"
    FOOD = "essen"
    MONEY = "geld"
    HEALTH = "gesundheit"
    LENS = "lupe"
    TALK = "sprechen"
    LANGUAGES = "sprachen"
    MEDIA = "medien"
    REPORT = "zeugnis"
    DEGREE = "abschluss"
    JOB = "beruf"
    HELP = "hilfe"
    LAW = "recht"
    BOOK = "buch"


_CIRCLE = "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z"
_CLOCK = f"{_CIRCLE}M12 7v5.5l3.5 2"
_BOOK = "M12 6C9.5 4.3 6.5 4 3 4.5v14c3.5-.5 6.5-.2 9 1.5 2.5-1.7 5.5-2 9-1.5v-14C17.5 4 14.5 4.3 12 6zM12 6v14"

PATHS: Mapping[Pictogram, str] = MappingProxyType(
    {
        Pictogram.SCHOOL_CONE: "M5 8h14L12 22zM6.6 7.6C5.4 5 7 3.3 9 4.5c.8-2.7 5.2-2.7 6 0 2-1.2 3.6.5 2.4 3.1"
        "M9 14.5h6",
        Pictogram.SATCHEL: "M5 10a4 4 0 0 1 4-4h6a4 4 0 0 1 4 4v9a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2zM9.5 6V5"
        "a2.5 2.5 0 0 1 5 0v1M5 12.5h14M9 12.5v3M15 12.5v3",
        Pictogram.FORM: "M6 3h8l4.5 4.5V21H6zM14 3v4.5h4.5M9.5 12.5H15M9.5 16.5H15",
        Pictogram.CALENDAR: "M5 5.5h14a1 1 0 0 1 1 1V19a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V6.5a1 1 0 0 1 1-1zM4 10.5"
        "h16M8 3v4M16 3v4M8.5 15h1M14.5 15h1",
        Pictogram.CLOCK: _CLOCK,
        Pictogram.PHONE: "M6.5 3.5 9 3l2 5-2.5 2a11 11 0 0 0 5.5 5.5l2-2.5 5 2-.5 2.5c-.4 1.8-1.8 3-3.8 3"
        "C9.9 20.5 3.5 14.1 3.5 7.3c0-2 1.2-3.4 3-3.8z",
        Pictogram.LETTER: "M4 5.5h16a1 1 0 0 1 1 1v11a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1v-11a1 1 0 0 1 1-1zM3.5 7"
        "l8.5 6.5L20.5 7",
        Pictogram.HOUSE: "M3 11.5 12 4l9 7.5M5.5 9.5V20h13V9.5M10 20v-6h4v6",
        Pictogram.SCHOOL: "M3 20.5V12h18v8.5zM7.5 12 12 8l4.5 4M12 8V3h4v2.5h-4M10.5 20.5V17h3v3.5M6.5 16h.01"
        "M17.5 16h.01",
        Pictogram.WAY_TO_SCHOOL: "M17 11c-2.4-2.5-3.5-4.2-3.5-5.6a3.5 3.5 0 0 1 7 0c0 1.4-1.1 3.1-3.5 5.6z"
        "M17 5.4h.01M14 11.5H6.5a3.2 3.2 0 0 0 0 6.4h7M18 16.4a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6z",
        Pictogram.BUS: "M5 4h14a1 1 0 0 1 1 1v12.5H4V5a1 1 0 0 1 1-1zM4 11.5h16M12 4v7.5M7 17.5V20M17 17.5V20"
        "M8 14.5h.01M16 14.5h.01",
        Pictogram.FOOD: "M7 3v18M4 3v4.5a3 3 0 0 0 6 0V3M17 21V3c-2.6 1.6-3.6 5.4-3 10.5h3",
        Pictogram.MONEY: f"{_CIRCLE}M15.5 9a4.2 4.2 0 1 0 0 6M7.5 10.8H12M7.5 13.2h4",
        Pictogram.HEALTH: "M12 20.5C5.5 16 3 12.6 3 9a4.6 4.6 0 0 1 9-1.5A4.6 4.6 0 0 1 21 9c0 3.6-2.5 7-9 11.5z"
        "M7 12h2.5l1.7-2.8 2 4.6 1.1-1.8H17",
        Pictogram.LENS: "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.3 15.3 21 21",
        Pictogram.TALK: "M5 3.5h8.5a2 2 0 0 1 2 2v4.5a2 2 0 0 1-2 2H8.5L4.5 15v-3.1A2 2 0 0 1 3 10V5.5"
        "a2 2 0 0 1 2-2zM19 8.5a2 2 0 0 1 2 2V15a2 2 0 0 1-1.5 1.9V20l-4-3h-3.5",
        Pictogram.LANGUAGES: f"{_CIRCLE}M3 12h18M12 3c-4.8 4.8-4.8 13.2 0 18M12 3c4.8 4.8 4.8 13.2 0 18",
        Pictogram.MEDIA: "M7 2.5h10A1.5 1.5 0 0 1 18.5 4v16a1.5 1.5 0 0 1-1.5 1.5H7A1.5 1.5 0 0 1 5.5 20V4"
        "A1.5 1.5 0 0 1 7 2.5zM10.5 7.5v6l4.2-3zM11 18h2",
        Pictogram.REPORT: "M10.5 20.5H5V3h13.5v5.5M8.5 7.5H15M8.5 11.5h3M16 11.5"
        "a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 0 0 0-6.4zM14 17.5v4l2-1.2 2 1.2v-4",
        Pictogram.DEGREE: "M12 5 2 9.8l10 4.8 10-4.8zM6 12v4.8c3 2.5 9 2.5 12 0V12M22 10v5.5",
        Pictogram.JOB: "M4.5 8h15a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1h-15a1 1 0 0 1-1-1V9a1 1 0 0 1 1-1zM8.5 8V5.5"
        "A1.5 1.5 0 0 1 10 4h4a1.5 1.5 0 0 1 1.5 1.5V8M3.5 13h17M12 12v2.5",
        Pictogram.HELP: f"{_CIRCLE}M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM5.7 5.7l3.4 3.4M14.9 14.9l3.4 3.4M18.3 5.7"
        "l-3.4 3.4M9.1 14.9l-3.4 3.4",
        Pictogram.LAW: "M12 3v17.5M8 20.5h8M5 6.5l7-1.5 7 1.5M5 6.5 2.5 13a2.7 2.7 0 0 0 5 0zM19 6.5 16.5 13"
        "a2.7 2.7 0 0 0 5 0z",
        Pictogram.BOOK: _BOOK,
    }
)  # fmt: skip

#: The signs before the titles of boxes, by the names of `dialect.Sign`, and those our own pages need.
SIGNS: Mapping[str, str] = MappingProxyType(
    {
        "star": "M12 3l2.8 5.8 6.2.9-4.5 4.4 1.1 6.3L12 17.4l-5.6 3 1.1-6.3L3 9.7l6.2-.9z",
        "check": "M4.5 3.5h15a1 1 0 0 1 1 1v15a1 1 0 0 1-1 1h-15a1 1 0 0 1-1-1v-15a1 1 0 0 1 1-1zM8 12.3l2.8 2.8"
        "L16.2 9",
        "clock": _CLOCK,
        "person": "M12 3.5a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4 20.5c.5-4.3 3.5-6 8-6s7.5 1.7 8 6z",
        "bulb": "M9 17c-2-1.4-3.5-3.4-3.5-6.5a6.5 6.5 0 0 1 13 0c0 3.1-1.5 5.1-3.5 6.5zM10 20.5h4",
        "warning": "M12 3.5 21.5 20h-19zM12 10v4.5M12 17h.01",
        "book": _BOOK,
        "pen": "M4 20l1-4.5L16.5 4 20 7.5 8.5 19zM14 6.5l3.5 3.5",
        "fork": "M9 3.5h6v5H9zM3.5 15.5h6v5h-6zM14.5 15.5h6v5h-6zM12 8.5V12M6.5 15.5V12h11v3.5",
        "info": f"{_CIRCLE}M12 11.5v5M12 7.8h.01",
        "calendar": PATHS[Pictogram.CALENDAR],
    }
)  # fmt: skip


def path_of(name: str) -> str:
    """Return the path of a pictogram or of a box's sign; `KeyError` for a name there is none of."""
    return SIGNS[name] if name in SIGNS else PATHS[Pictogram(name)]
