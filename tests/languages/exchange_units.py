"""Units as they go out in an exchange file, with every kind of place and every state."""

from __future__ import annotations

from pathlib import Path

from ratgeber_tools.guide.chapters import parse_chapter
from ratgeber_tools.languages.ageing import standings
from ratgeber_tools.languages.catalogue import Catalogue, TranslationEntry
from ratgeber_tools.languages.exchange.offers import TranslationOffer, offer
from ratgeber_tools.languages.units import TranslationUnit, units_of

HEAD = "---\nstatus: entwurf\nzustaendig: Schulamt\nstand: 24.11.2026\nkurz:\n  - Melden Sie Ihr Kind an.\n---\n\n"
TEXT = """# Hort

Rufen Sie das [Jugendamt](amt.md) unter {kontakt}`jugendamt telefon` an.

**Wichtig:** Der {begriff}`Hort` kostet {fakt}`hort-beitrag` & mehr < 5.[^1]

- [**Alles** fett](#ziel)
- ein Punkt

[^1]: Stand heute.
"""


def units(text: str = TEXT) -> tuple[TranslationUnit, ...]:
    return units_of(parse_chapter(HEAD + text, path=Path("hort.md"), name="schulanfang/hort"))


def entry(unit: TranslationUnit, text: str, state: str = "geprüft") -> TranslationEntry:
    return TranslationEntry(
        quelle=unit.key, deutsch=unit.german.text, text=text, stand=state, von="Büro", stellen=unit.german.signatures
    )  # fmt: skip


def translated(unit: TranslationUnit) -> str:
    """Return a made-up translation: the same places, other letters."""
    return unit.german.text.replace("e", "є").replace("u", "у")


def offered(language: str = "uk") -> TranslationOffer:
    """Return a chapter of which every second unit is translated, and one is old."""
    all_units = units()
    entries = [entry(unit, translated(unit)) for unit in all_units[::2]]
    entries[-1] = entries[-1].model_copy(update={"remark": "Bitte prüfen."})
    return offer(language, "schulanfang/hort", "Hort", standings(all_units, Catalogue(language, "", tuple(entries))))
