"""What a machine drafts of a chapter goes into its catalogue: sentences nobody has translated, and no other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ratgeber_tools.guide import Guide
from ratgeber_tools.languages.ageing import standings
from ratgeber_tools.languages.catalogue import (
    Catalogue,
    TranslationEntry,
    TranslationState,
    load_catalogue,
    merged,
    path_of,
)
from ratgeber_tools.languages.keeping import change_catalogue
from ratgeber_tools.languages.machine.drafting import MachineDraft, TranslationService, translate
from ratgeber_tools.languages.tagged import TaggedText
from ratgeber_tools.languages.units import TranslationUnit, UnitKind, units_of

#: What the guide is written in.
SOURCE = "de"


@dataclass(frozen=True, slots=True)
class DraftedChapter:
    """How many sentences have a draft by now, the catalogue's file, and those that have none, with the reason."""

    drafted: int
    path: Path
    refused: tuple[MachineDraft, ...]


def open_units(guide: Guide, language: str, chapter: str) -> tuple[TranslationUnit, ...]:
    """Return the sentences of a chapter that nobody has translated, each once; old ones are for people."""
    found = standings(units_of(guide.chapters[chapter]), load_catalogue(guide.folder, language, chapter))
    return tuple({each.unit.key: each.unit for each in found if each.entry is None}.values())


def glossary_of(guide: Guide, language: str) -> dict[str, str]:
    """Return what the words of our glossary are called in a language, as people have translated them."""
    found: dict[str, str] = {}
    for chapter in guide:
        if not chapter.anchors.terms:
            continue
        catalogue = load_catalogue(guide.folder, language, chapter.name)
        for standing in standings(units_of(chapter), catalogue):
            entry = standing.entry
            if standing.unit.kind is not UnitKind.TERM or entry is None or not standing.is_current:
                continue
            if entry.state is not TranslationState.MACHINE:
                found[standing.unit.german.plain] = TaggedText(entry.text).plain
    return found


def draft_chapter(
    guide: Guide,
    language: str,
    chapter: str,
    service: TranslationService,
    today: date,
    glossary: Mapping[str, str],
) -> DraftedChapter:
    """Ask a service for drafts of what is open in a chapter, and enter those that are proven.

    Raises `InputError` where the service refuses, or the catalogue has mistakes in it.
    """
    units = open_units(guide, language, chapter)
    drafts = translate(units, SOURCE, language, glossary, service) if units else ()
    entries = _entries(drafts, service.name, today)
    count = 0

    def change(known: Catalogue) -> Catalogue:
        nonlocal count
        new = [entry for entry in entries if entry.key not in known.by_key]  # somebody may have been quicker
        count = len(new)
        return merged(known, new)

    change_catalogue(guide, language, chapter, change)
    refused = tuple(draft for draft in drafts if not draft.text)
    return DraftedChapter(count, path_of(guide.folder, language, chapter), refused)


def _entries(drafts: Sequence[MachineDraft], name: str, today: date) -> list[TranslationEntry]:
    return [
        TranslationEntry(
            quelle=draft.unit.key, deutsch=draft.unit.german.text, text=draft.text, stand=TranslationState.MACHINE,
            von=name, am=today, stellen=draft.unit.german.signatures,
        )
        for draft in drafts
        if draft.text
    ]  # fmt: skip
