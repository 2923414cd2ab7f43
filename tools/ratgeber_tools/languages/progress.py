"""How far each chapter is in each language, in numbers of units: for the status, the overview and who translates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ratgeber_tools.dialect import is_plain
from ratgeber_tools.guide import Guide
from ratgeber_tools.languages.ageing import UnitStanding, standings
from ratgeber_tools.languages.catalogue import TranslationState, languages_of, load_catalogue
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


def progress_by_language(guide: Guide) -> dict[str, dict[str, LanguageProgress]]:
    """Return how far each chapter is in each language that has a catalogue, in the order of menus and reading."""
    languages = languages_of(guide.folder)
    units = {chapter.name: units_of(chapter) for chapter in guide} if languages else {}
    return {
        language: {
            name: progress_of(standings(found, load_catalogue(guide.folder, language, name)))
            for name, found in units.items()
        }
        for language in languages
    }


def progress_in(guide: Guide, language: str) -> dict[str, LanguageProgress]:
    """Return how far each chapter of a guide is in a language, in reading order."""
    return {
        chapter.name: progress_of(standings(units_of(chapter), load_catalogue(guide.folder, language, chapter.name)))
        for chapter in guide
        if not is_plain(chapter.name)  # other German is no other language
    }


#: What a number of sentences is called, in the order they are told.
_WORDS = (
    ("checked", "geprüft"),
    ("translated", "übersetzt"),
    ("drafted", "maschinell"),
    ("old", "veraltet"),
    ("missing", "offen"),
)


def parts_of(progress: LanguageProgress) -> tuple[tuple[int, str], ...]:
    """Return how many sentences stand how, in German, none of which there are none."""
    counted = ((getattr(progress, name), word) for name, word in _WORDS)
    return tuple((count, word) for count, word in counted if count)


def told(progress: LanguageProgress) -> str:
    """Return progress as a line: "12 Sätze, 3 geprüft, 9 offen"."""
    return f"{progress.units} Sätze, " + ", ".join(f"{count} {word}" for count, word in parts_of(progress))
