"""Markers that authors type instead of using a list: bullets, numbers, letters, boxes."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: Signs that nobody types at the start of a paragraph for anything but a list.
_SURE = "•●○◦‣⁃▪■□▫◆❖►▶➢➤➔→✓✔✗✘✕✖✦★·"
#: Signs that also open a dialogue or a dash; believed only in company.
_UNSURE = "-–—*"

_BOX = re.compile(r"\s*(?:(?P<empty>[☐▢🗆]|\[ \]|\[\])|(?P<full>[☑☒✅🗹]|\[[xX]\]))[ \t\u00a0]*(?=\S)")
#: Behind a hyphen, a dash or a number many leave the blank out: “-Pass”, “1)Antrag”.
_GLUED = r"(?=[^\W\d_]{2})"
_BULLET = re.compile(
    rf"\s*(?:(?P<sure>[{_SURE}])[ \t\u00a0]*|(?P<unsure>[{_UNSURE}])[ \t\u00a0]+|(?P<glued>[-–]){_GLUED}|o\t+)(?=\S)"
)
_NUMBER = re.compile(rf"\s*\(?(?P<number>\d{{1,3}})(?P<after>[.)])(?:[ \t\u00a0]+|{_GLUED})(?=\S)")
_LETTER = re.compile(rf"\s*\(?(?P<letter>[a-zA-Z])(?P<after>\)|\.(?=\t))(?:[ \t\u00a0]+|(?<=\)){_GLUED})(?=\S)")
_MONTH_NAMES = (
    "Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|"
    "Jan|Feb|Mär|Apr|Jun|Jul|Aug|Sep|Sept|Okt|Nov|Dez"
)
#: What is counted with an ordinal number: “3. Klasse” at the start of a paragraph is no item.
_COUNTED_NAMES = (
    "Klassen?|Klassenstufen?|Jahrgang|Jahrgangsstufe|Schuljahr|Schulhalbjahr|Halbjahr|Quartal|Lebensjahr|Geburtstag|"
    "Tag|Woche|Monat|Jahr|Kind|Stock|Etage|Obergeschoss|OG|UG|Rate|Förderperiode"
)
_ORDINAL = re.compile(rf"(?:{_MONTH_NAMES}|{_COUNTED_NAMES})\b|\d{{1,2}}\.|und \d{{1,2}}\.|bis \d{{1,2}}\.")


@dataclass(frozen=True, slots=True)
class Marker:
    """A typed marker: its look (markers of one list look the same), what it counts, how long it is."""

    look: str
    length: int
    ordinal: int | None = None  # None for a bullet
    format: str = "bullet"
    checked: bool | None = None
    sure: bool = True


def is_counted(text: str, at: int) -> bool:
    """Whether what stands in `text` from `at` on is counted by the number before it: “3. Klasse”, “1. März”."""
    return _ORDINAL.match(text, at) is not None


def marker_of(text: str) -> Marker | None:
    """Return the marker that `text` opens with, None if it opens with none; a date or a school year is none."""
    if (box := _BOX.match(text)) is not None:
        return Marker("☐", box.end(), checked=box["full"] is not None)
    if (bullet := _BULLET.match(text)) is not None:
        return Marker(bullet[0].strip(), bullet.end(), sure=not (bullet["unsure"] or bullet["glued"]))
    if (number := _NUMBER.match(text)) is not None and not is_counted(text, number.end()):
        return Marker(f"1{number['after']}", number.end(), int(number["number"]), "decimal", sure=False)
    if (letter := _LETTER.match(text)) is not None:
        lower = letter["letter"].islower()
        ordinal = ord(letter["letter"].lower()) - ord("a") + 1
        format_ = "lowerLetter" if lower else "upperLetter"
        return Marker(f"{'a' if lower else 'A'}{letter['after']}", letter.end(), ordinal, format_, sure=False)
    return None
