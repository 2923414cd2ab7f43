"""A second office has read a chapter in a language: its translations count as checked, and may be printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ratgeber_tools.errors import InputError
from ratgeber_tools.guide import Guide
from ratgeber_tools.languages.ageing import standings
from ratgeber_tools.languages.catalogue import (
    Catalogue,
    TranslationState,
    load_catalogue,
    merged,
    path_of,
)
from ratgeber_tools.languages.exchange.offers import digest_of
from ratgeber_tools.languages.keeping import change_catalogue
from ratgeber_tools.languages.taking import checked
from ratgeber_tools.languages.tongues import TONGUES
from ratgeber_tools.languages.units import units_of


@dataclass(frozen=True, slots=True)
class ReviewOutcome:
    """How many units were entered as checked; how many a machine had drafted, so that they are translated by now; how
    many were left because the same office has translated them, and how many because somebody has changed them since.
    """

    path: Path
    checked: int
    adopted: int
    own: int
    changed: int = 0


def note_checked(
    guide: Guide, language: str, chapter: str, office: str, seen: Mapping[str, str] | None = None
) -> ReviewOutcome:
    """Enter what is translated and current of a chapter as checked by `office`, and write the catalogue.

    With `seen`, digests of texts (`digest_of`) by the key of their unit, just those units are meant, and only while
    their texts are what was read.  What is old stays as it is: nobody has read it beside the German that stands there
    now.  Raises `InputError` where nothing is translated, or the catalogue has mistakes in it.
    """
    units = units_of(guide.chapters[chapter])
    if not any(each.entry for each in standings(units, load_catalogue(guide.folder, language, chapter))):
        raise InputError(
            f"{chapter} ist noch nicht ins {TONGUES[language].german_name}e übersetzt: Es gibt nichts zu prüfen."
        )
    done = adopted = own = changed = 0

    def change(known: Catalogue) -> Catalogue:
        nonlocal done, adopted, own, changed
        keys = set()
        for standing in standings(units, known):
            entry = standing.entry
            if entry is None or standing.is_old or entry.state is TranslationState.CHECKED:
                continue
            if seen is not None and standing.unit.key not in seen:
                continue
            if seen is not None and seen[standing.unit.key] != digest_of(entry.text):
                changed += 1
                continue
            keys.add(entry.key)
        entries = tuple(checked(known, keys, office))
        own = len(keys) - len(entries)
        done = sum(entry.state is TranslationState.CHECKED for entry in entries)
        adopted = len(entries) - done
        return merged(known, entries)

    change_catalogue(guide, language, chapter, change)
    return ReviewOutcome(path_of(guide.folder, language, chapter), done, adopted, own, changed)
