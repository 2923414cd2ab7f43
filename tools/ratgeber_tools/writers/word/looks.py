"""How our building blocks look in Word, and what an author is told about each.

Colours are those of the printed guide, so that a block in the template looks like what it becomes; they hold 4.5:1
against white and against their tint (WCAG 2.2, 1.4.3).
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from ratgeber_tools.dialect import CONTAINERS

INK, MUTED, HEADING = "1A1A1A", "4D4D4D", "00565E"


@dataclass(frozen=True, slots=True)
class Look:
    """`deep` is the bar at the left, `tint` the ground (RRGGBB); `advice` says what the block is for."""

    deep: str
    tint: str
    advice: str


#: By directive name; the style in Word bears the block's title.
LOOKS = MappingProxyType(
    {
        "wichtigste": Look("00565E", "E5F1F2", "was Eltern zuerst wissen müssen, höchstens fünf kurze Sätze"),
        "checkliste": Look("2F6B24", "EAF3E7", "was mitzubringen oder zu erledigen ist, eine Sache je Zeile"),
        "frist": Look("7A4A12", "F6EEE3", "ein Termin oder eine Frist und was bis dahin zu tun ist"),
        "kontakt": Look("5B3F99", "EFECF6", "Amt, Anschrift, Telefon, E-Mail; Dienststellen, keine Namen"),
        "tipp": Look("2F6B24", "EAF3E7", "was die Sache leichter macht"),
        "wichtig": Look("A3201D", "FAEAE9", "was man auf keinen Fall übersehen darf"),
        "quelle": Look("3F4A54", "EEF0F2", "woher eine Angabe kommt, mit Adresse und Stand"),
    }
)


def style_name(block: str) -> str:
    """Return the name of the Word style for the building block `block` (a directive's name)."""
    return CONTAINERS[block].title
