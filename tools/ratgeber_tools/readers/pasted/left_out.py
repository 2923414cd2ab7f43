"""What of a pasted text cannot be taken over, counted by kind and said in one sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from enum import Enum


class Omission(Enum):
    """A kind of thing that is left out: the words for one, and for several with their number as ``{n}``."""

    COLOUR = ("Farben", "Farben")
    UNDERLINING = ("Unterstreichungen", "Unterstreichungen")
    PICTURE_ELSEWHERE = ("ein Bild von einer anderen Seite", "{n} Bilder von anderen Seiten")
    PICTURE_NOT_GIVEN = (
        "ein Bild, das die Zwischenablage nicht hergibt",
        "{n} Bilder, die die Zwischenablage nicht hergibt",
    )
    PICTURE_UNREADABLE = ("ein unlesbares Bild", "{n} unlesbare Bilder")
    EMBEDDED = ("ein eingebettetes Element", "{n} eingebettete Elemente")
    HIDDEN = ("verborgener Text", "verborgener Text")
    ADDRESS = ("eine Adresse, die im Netz nicht gilt", "{n} Adressen, die im Netz nicht gelten")


Omissions = Counter[Omission]


def sentence(omitted: Omissions) -> str:
    """Return what was left out as one German sentence, empty if nothing was."""
    parts = list(_parts(omitted))
    if not parts:
        return ""
    listed = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} und {parts[-1]}"
    return f"Nicht übernommen: {listed}."


def _parts(omitted: Omissions) -> Iterator[str]:
    for kind in Omission:
        number = omitted[kind]
        one, several = kind.value
        if number:
            yield one if number == 1 else several.format(n=number)
