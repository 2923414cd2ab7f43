"""How far each chapter is in each language, in numbers of units: for the status, the overview and who translates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ratgeber_tools.guide import Guide
from ratgeber_tools.languages.ageing import UnitStanding, standings
from ratgeber_tools.languages.catalogue import TranslationState, load_catalogue
from ratgeber_tools.languages.units import units_of


@dataclass(frozen=True, slots=True)
class LanguageProgress:
    """Units of a chapter, or of several: all of them, those checked, translated, drafted by a machine, and old."""

    units: int = 0
    checked: int = 0
    translated: int = 0
    drafted: int = 0
    old: int = 0

    @property
    def missing(self) -> int:
        return self.units - self.checked - self.translated - self.drafted - self.old

    def __add__(self, other: LanguageProgress) -> LanguageProgress:
        return LanguageProgress(
            self.units + other.units,
            self.checked + other.checked,
            self.translated + other.translated,
            self.drafted + other.drafted,
            self.old + other.old,
        )


def progress_of(found: Iterable[UnitStanding]) -> LanguageProgress:
    """Return how far units are."""
    total = LanguageProgress()
    for standing in found:
        state = None if standing.entry is None or standing.is_old else standing.entry.state
        total += LanguageProgress(
            1,
            state is TranslationState.CHECKED,
            state is TranslationState.TRANSLATED,
            state is TranslationState.MACHINE,
            standing.is_old,
        )
    return total


def progress_in(guide: Guide, language: str) -> dict[str, LanguageProgress]:
    """Return how far each chapter of a guide is in a language, in reading order."""
    return {
        chapter.name: progress_of(
            standings(units_of(chapter), load_catalogue(guide.folder, language, chapter.name))
        )
        for chapter in guide
    }  # fmt: skip
