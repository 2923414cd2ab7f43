"""A file with translations goes into the guide's catalogues, chapter by chapter."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ratgeber_tools.errors import InputError
from ratgeber_tools.findings import Finding
from ratgeber_tools.guide import Chapter, Guide
from ratgeber_tools.languages.catalogue import Catalogue, path_of
from ratgeber_tools.languages.exchange.kinds import read_returned_file
from ratgeber_tools.languages.exchange.offers import ReturnedTranslation, ReturnedUnit
from ratgeber_tools.languages.keeping import change_catalogue
from ratgeber_tools.languages.taking import TranslatedBy, take
from ratgeber_tools.languages.tongues import TONGUES
from ratgeber_tools.languages.units import key_of, units_of
from ratgeber_tools.quotation import quoted


@dataclass(frozen=True, slots=True)
class TakenFile:
    """What became of a chapter by a file: its catalogue's file, how many units were taken, what to look at."""

    language: str
    chapter: str
    path: Path
    taken: int
    findings: tuple[Finding, ...]


def take_file(guide: Guide, path: Path, by: TranslatedBy) -> tuple[TakenFile, ...]:
    """Write what a file brought back into the catalogues; raises `InputError` where it does not say what it is for."""
    return tuple(
        _take_chapter(guide, guide.chapters[name], returned.language, units, by, path)
        for returned in read_returned_file(path)
        for name, units in _by_chapter(guide, _known(returned, path)).items()
    )


def _known(returned: ReturnedTranslation, path: Path) -> ReturnedTranslation:
    tag = returned.language.replace("_", "-").split("-")[0].lower()
    if tag not in TONGUES:
        named = quoted(returned.language) if returned.language else "nicht angegeben"
        raise InputError(
            f"{quoted(path.name)}: Die Sprache ist {named}; der Ratgeber kennt {', '.join(TONGUES)}. "
            "Bitten Sie um eine Datei, in der die Sprache steht wie in der, die hinausging."
        )
    return ReturnedTranslation(tag, returned.chapter, returned.units)


def _by_chapter(guide: Guide, returned: ReturnedTranslation) -> dict[str, list[ReturnedUnit]]:
    """Return what came back by chapter; a memory names none, so each sentence goes where it stands."""
    if returned.chapter in guide.chapters:
        return {returned.chapter: list(returned.units)}
    if returned.chapter:
        raise InputError(
            f"Das Kapitel {quoted(returned.chapter)} gibt es nicht mehr. Wurde es umbenannt, so benennen Sie auch "
            f"{path_of(Path('ratgeber'), returned.language, returned.chapter).as_posix()} um."
        )
    found: dict[str, list[ReturnedUnit]] = {}
    for chapter in guide:
        keys = {unit.key for unit in units_of(chapter)}
        units = [unit for unit in returned.units if unit.key in keys or key_of(unit.german) in keys]
        if units:
            found[chapter.name] = units
    return found


def _take_chapter(
    guide: Guide, chapter: Chapter, language: str, units: list[ReturnedUnit], by: TranslatedBy, path: Path
) -> TakenFile:  # fmt: skip
    taken = 0
    findings: tuple[Finding, ...] = ()

    def change(known: Catalogue) -> Catalogue:
        nonlocal taken, findings
        result = take(known, units_of(chapter), units, by, path=path)
        taken, findings = result.taken, result.findings
        return result.catalogue

    change_catalogue(guide, language, chapter.name, change)
    return TakenFile(language, chapter.name, path_of(guide.folder, language, chapter.name), taken, findings)
