"""A second office has read a chapter in a language: its translations count as checked, and may be printed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ratgeber_tools import files
from ratgeber_tools.errors import InputError
from ratgeber_tools.guide import Guide
from ratgeber_tools.languages.ageing import standings
from ratgeber_tools.languages.catalogue import (
    TranslationState,
    load_catalogue,
    merged,
    parse_catalogue,
    path_of,
    write_catalogue,
)
from ratgeber_tools.languages.taking import checked
from ratgeber_tools.languages.tongues import TONGUES
from ratgeber_tools.languages.units import units_of


@dataclass(frozen=True, slots=True)
class ReviewOutcome:
    """How many units were entered as checked, and how many were not because the same office has translated them."""

    path: Path
    checked: int
    own: int


def note_checked(guide: Guide, language: str, chapter: str, office: str) -> ReviewOutcome:
    """Enter what is translated and current of a chapter as checked by `office`, and write the catalogue.

    What is old stays as it is: nobody has read it beside the German that stands there now.  Raises `InputError` where
    nothing is translated.
    """
    path = path_of(guide.folder, language, chapter)
    units = units_of(guide.chapters[chapter])
    found = standings(units, load_catalogue(guide.folder, language, chapter))
    keys = {
        standing.entry.key
        for standing in found
        if standing.entry is not None and standing.is_current and standing.entry.state is not TranslationState.CHECKED
    }
    if not any(standing.entry is not None for standing in found):
        raise InputError(
            f"{chapter} ist noch nicht ins {TONGUES[language].german_name}e übersetzt: Es gibt nichts zu prüfen."
        )
    count = 0

    def change(text: str | None) -> str | None:
        nonlocal count
        if text is None:
            return None
        known = parse_catalogue(text, path, language, chapter)
        done = tuple(checked(known, keys, office))
        count = len(done)
        return write_catalogue(merged(known, done)) if done else None

    files.rewrite(path, change)
    return ReviewOutcome(path, count, len(keys) - count)
