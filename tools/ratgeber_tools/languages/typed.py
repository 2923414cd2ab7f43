"""What somebody typed into the fields of a chapter, many sentences at once: taken as what comes back in a file is.

Each sentence is taken for itself: one that cannot be is told, with what is missing, and keeps none of the others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ratgeber_tools.guide import Guide
from ratgeber_tools.languages.catalogue import Catalogue, merged, path_of
from ratgeber_tools.languages.exchange.offers import ReturnedUnit
from ratgeber_tools.languages.keeping import change_catalogue
from ratgeber_tools.languages.signs import from_signs, signed
from ratgeber_tools.languages.taking import TranslatedBy, take_unit
from ratgeber_tools.languages.units import units_of


@dataclass(frozen=True, slots=True)
class TypedUnit:
    """A field: the unit's key and German as its page showed them, what was typed, with signs for places, and `base`.

    `base` is the digest of what the field had when the page was made.  With `settles`, the remark beside it is done.
    """

    key: str
    german: str
    typed: str
    base: str
    settles: bool = False


@dataclass(frozen=True, slots=True)
class TypedOutcome:
    """How many sentences are new in the catalogue; by key, why one is not, and where somebody else was quicker."""

    path: Path
    taken: int
    refused: Mapping[str, str]
    beside: Mapping[str, str]
    is_written: bool


def enter_typed(
    guide: Guide, language: str, chapter: str, typed: Sequence[TypedUnit], by: TranslatedBy
) -> TypedOutcome:  # fmt: skip
    """Write what was typed into the catalogue; raises `InputError` where that has mistakes in it."""
    known_units = {unit.key: unit for unit in units_of(guide.chapters[chapter])}
    taken = 0
    refused: dict[str, str] = {}
    beside: dict[str, str] = {}

    def change(known: Catalogue) -> Catalogue:
        nonlocal taken
        for unit in typed:
            entry = known.by_key.get(unit.key)
            remark = "" if unit.settles or entry is None else entry.remark
            came = ReturnedUnit(unit.key, unit.german, from_signs(unit.typed), unit.base, remark)
            outcome = take_unit(known, known_units, came, by) if unit.typed.strip() else None
            if isinstance(outcome, str):
                refused[unit.key] = signed(outcome, ())
            elif outcome is not None:
                made, sentence = outcome
                known = merged(known, [made])
                taken += not sentence
                if sentence:
                    beside[unit.key] = sentence
            elif entry is not None and unit.settles and entry.remark:
                known = merged(known, [entry.model_copy(update={"remark": ""})])
        return known

    is_written = change_catalogue(guide, language, chapter, change)
    return TypedOutcome(path_of(guide.folder, language, chapter), taken, refused, beside, is_written)
