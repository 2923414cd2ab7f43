"""An office says that a sentence means what it meant before: its translation stays, with who said so and when."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ratgeber_tools.guide import Guide
from ratgeber_tools.languages.ageing import standings
from ratgeber_tools.languages.catalogue import Catalogue, TranslationEntry, load_catalogue, path_of
from ratgeber_tools.languages.keeping import change_catalogue
from ratgeber_tools.languages.tagged import TaggedText, TagMistake, untag
from ratgeber_tools.languages.taking import TranslatedBy
from ratgeber_tools.languages.units import TranslationUnit, units_of
from ratgeber_tools.quotation import quoted

_OTHER_NUMBERS = "Darin steht eine andere Zahl als vorher; das muss jemand übersetzen."
_OTHER_PLACES = "Darin stehen andere Angaben oder Verweise als vorher; das muss jemand übersetzen."


class OtherMeaningError(ValueError):
    """The meaning cannot be the same: its message is a German sentence."""


def same_meaning(
    catalogue: Catalogue, entry: TranslationEntry, unit: TranslationUnit, by: TranslatedBy
) -> Catalogue:  # fmt: skip
    """Return the catalogue after somebody said that an old translation still fits a unit's new words.

    Raises `OtherMeaningError` where a number or a place is another: then the meaning cannot be the same.
    """
    if isinstance(untag(entry.text, unit.german), TagMistake):
        raise OtherMeaningError(_OTHER_PLACES)
    if TaggedText(entry.german).numbers != unit.german.numbers:
        raise OtherMeaningError(_OTHER_NUMBERS)
    also = (*entry.also, {"quelle": unit.key, "deutsch": unit.german.text, "von": by.office, "am": by.day})
    values = {**entry.model_dump(by_alias=True), "auch": also}
    changed = TranslationEntry.model_validate(values)
    entries = tuple(changed if each.key == entry.key else each for each in catalogue.entries)
    return Catalogue(catalogue.language, catalogue.chapter, entries, catalogue.findings)


@dataclass(frozen=True, slots=True)
class ChangedSentence:
    """A sentence whose translation is old in `languages`: its number in the chapter, its words before and now.

    `refusal` says why its meaning cannot be the same.
    """

    number: int
    unit: TranslationUnit
    before: str
    languages: tuple[str, ...]
    refusal: str = ""


def changed_sentences(guide: Guide, chapter: str, languages: Collection[str]) -> tuple[ChangedSentence, ...]:
    """Return the sentences of a chapter that are old in some of `languages`, by their numbers.

    A number is that of the unit among all that go out to be translated, beginning with 1.
    """
    units = _distinct(units_of(guide.chapters[chapter]))
    found: dict[int, ChangedSentence] = {}
    for language in languages:
        catalogue = load_catalogue(guide.folder, language, chapter)
        for number, standing in enumerate(standings(units, catalogue), start=1):
            if not standing.is_old or standing.entry is None:
                continue
            known = found.get(number)
            try:
                same_meaning(catalogue, standing.entry, standing.unit, TranslatedBy("", date.min))
                refusal = ""
            except OtherMeaningError as error:
                refusal = str(error)
            found[number] = ChangedSentence(
                number,
                standing.unit,
                standing.entry.german if known is None else known.before,
                (*(() if known is None else known.languages), language),
                refusal or ("" if known is None else known.refusal),
            )
    return tuple(found[number] for number in sorted(found))


def _distinct(units: tuple[TranslationUnit, ...]) -> tuple[TranslationUnit, ...]:
    return tuple({unit.key: unit for unit in reversed(units)}.values())[::-1]


@dataclass(frozen=True, slots=True)
class MeaningKept:
    """How many translations of a chapter count again, the catalogues' files, and what could not be: sentences."""

    kept: int
    paths: tuple[Path, ...]
    refused: tuple[str, ...]


def note_same_meaning(
    guide: Guide, chapter: str, languages: Collection[str], keys: Collection[str], by: TranslatedBy
) -> MeaningKept:
    """Enter in the catalogues of `languages` that the sentences with `keys` mean what they meant before."""
    wanted, units = set(keys), units_of(guide.chapters[chapter])
    kept, paths, refused = 0, [], []
    for language in languages:
        refusals: list[str] = []
        count = 0

        def change(known: Catalogue, refusals: list[str] = refusals) -> Catalogue:
            nonlocal count
            for standing in standings(units, known):
                if standing.is_old and standing.entry is not None and standing.unit.key in wanted:
                    entry = next(each for each in known.entries if each.key == standing.entry.key)
                    if standing.unit.key in known.by_key:
                        continue  # the same words stand twice in the chapter
                    try:
                        known = same_meaning(known, entry, standing.unit, by)
                        count += 1
                    except OtherMeaningError as error:
                        refusals.append(f"{quoted(_short(standing.unit))}: {error}")
            return known

        path = path_of(guide.folder, language, chapter)
        if path.is_file() and change_catalogue(guide, language, chapter, change):
            kept += count
            paths.append(path)
        refused += refusals
    return MeaningKept(kept, tuple(paths), tuple(dict.fromkeys(refused)))


def _short(unit: TranslationUnit) -> str:
    words = unit.german.plain
    return words if len(words) <= 60 else words[:57].rstrip() + " …"
