"""What a chapter's units are called in a language: `ratgeber/sprachen/<language>/<chapter>.yaml`.

    sprache: uk
    kapitel: schulanfang/anmeldung
    saetze:
      - quelle: 909082f6cd9d
        deutsch: "Sie melden Ihr Kind in der Grundschule an."
        text: "…"
        stand: maschinell
        von: Netzwerkstelle
        am: 30.11.2026

An entry keeps the German it was made from, so that what has changed since can be shown.  `auch` names other German
words it was found to fit, because somebody said that their meaning is the same.  Every mistake in a file is a finding;
the entries that are right are used all the same.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError

from ratgeber_tools import files
from ratgeber_tools.data.dates import format_date
from ratgeber_tools.data.fields import Frozen, GermanDate, Texts, choice_of, mistake
from ratgeber_tools.data.validation import explain
from ratgeber_tools.data.yaml_tree import read_yaml
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.languages.tongues import TONGUES
from ratgeber_tools.languages.units import TranslationUnit, is_key

#: Where catalogues lie, seen from the guide's folder.
FOLDER = PurePosixPath("sprachen")
_HEADER = "# Übersetzung eines Kapitels, Satz für Satz; siehe Handbuch, „Sprachen“.\n"


class TranslationState(StrEnum):
    """How far an entry can be trusted; only what a second person has checked is printed."""

    MACHINE = "maschinell"
    TRANSLATED = "übersetzt"
    CHECKED = "geprüft"


def _key(value: str) -> str:
    if not is_key(value):
        raise mistake(f"„{value}“ ist keine Kennung eines Satzes: zwölf Zeichen aus 0–9 und a–f.")
    return value


def _or_nothing(value: object) -> object:
    return "" if value is None else value


class SameMeaning(Frozen):
    """Other German words an entry fits, found so by an office on a day."""

    key: Annotated[str, AfterValidator(_key)] = Field(alias="quelle")
    german: str = Field(alias="deutsch")
    by: Annotated[str, BeforeValidator(_or_nothing)] = Field(alias="von", default="")
    on: GermanDate | None = Field(alias="am", default=None)


class TranslationEntry(Frozen):
    """One unit in the language; `german` and `text` are tagged texts, `places` what stood in the German's places."""

    key: Annotated[str, AfterValidator(_key)] = Field(alias="quelle")
    german: str = Field(alias="deutsch")
    text: str
    state: Annotated[TranslationState, choice_of(TranslationState)] = Field(alias="stand")
    by: Annotated[str, BeforeValidator(_or_nothing)] = Field(alias="von", default="")
    on: GermanDate | None = Field(alias="am", default=None)
    places: Texts = Field(alias="stellen", default=())
    checked_by: Annotated[str, BeforeValidator(_or_nothing)] = Field(alias="geprueft_von", default="")
    remark: Annotated[str, BeforeValidator(_or_nothing)] = Field(alias="bemerkung", default="")
    also: tuple[SameMeaning, ...] = Field(alias="auch", default=())


@dataclass(frozen=True)
class Catalogue:
    """A chapter in a language, its entries in the order of the file; `findings` are what to mend in it."""

    language: str
    chapter: str
    entries: tuple[TranslationEntry, ...] = ()
    findings: tuple[Finding, ...] = ()

    @cached_property
    def by_key(self) -> Mapping[str, TranslationEntry]:
        """Entry by each German wording it fits; one made for just these words counts before one that fits them, too."""
        found: dict[str, TranslationEntry] = {}
        for entry in self.entries:
            found.setdefault(entry.key, entry)
        for entry in self.entries:
            for same in entry.also:
                found.setdefault(same.key, entry)
        return found

    def entry_for(self, unit: TranslationUnit) -> TranslationEntry | None:
        """Return what a unit is called, None where nobody has translated these words."""
        return self.by_key.get(unit.key)


def path_of(guide_folder: Path, language: str, chapter: str) -> Path:
    """Return where the catalogue of a chapter lies."""
    return guide_folder / FOLDER / language / f"{chapter}.yaml"


def languages_of(guide_folder: Path) -> tuple[str, ...]:
    """Return the languages that have a catalogue, in the order menus have them."""
    folder = guide_folder / FOLDER
    return tuple(tag for tag in TONGUES if any((folder / tag).rglob("*.yaml")))


def catalogue_files(guide_folder: Path) -> Iterator[tuple[str, str, Path]]:
    """Yield language, chapter and file of each catalogue, as its place says, whether there is such a one or not."""
    folder = guide_folder / FOLDER
    for path in sorted(folder.rglob("*.yaml")):
        language, _, rest = path.relative_to(folder).as_posix().partition("/")
        yield language, unicodedata.normalize("NFC", rest.removesuffix(".yaml")), path


def load_catalogue(guide_folder: Path, language: str, chapter: str) -> Catalogue:
    """Return the catalogue of a chapter, an empty one where there is none."""
    path = path_of(guide_folder, language, chapter)
    if not path.is_file():
        return Catalogue(language, chapter)
    text, mistakes = files.readable(files.read_bytes(path), path)
    return parse_catalogue(text, path, language, chapter, findings=tuple(mistakes))


def parse_catalogue(
    text: str, path: Path, language: str, chapter: str, *, findings: tuple[Finding, ...] = ()
) -> Catalogue:
    """Read a catalogue; entries that are wrong are left out, with a finding that names their line."""
    tree = read_yaml(text)
    found = [*findings]
    found += (Finding(Code.CATALOGUE_UNREADABLE, each.sentence, path=path, line=each.line) for each in tree.mistakes)
    typed = tree.values.get("saetze")
    entries: list[TranslationEntry] = []
    for at, value in enumerate(typed if isinstance(typed, list) else ()):
        try:
            entries.append(TranslationEntry.model_validate(value))
        except ValidationError as error:
            found += (
                Finding(
                    Code.CATALOGUE_UNREADABLE, wrong.sentence, path=path,
                    line=tree.line_of(("saetze", at, *wrong.place), 1),
                )
                for wrong in explain(error, TranslationEntry)
            )  # fmt: skip
    return Catalogue(language, chapter, tuple(entries), tuple(found))


def write_catalogue(catalogue: Catalogue) -> str:
    """Return the file of a catalogue; what `parse_catalogue` reads from it is the catalogue again."""
    lines = [f"sprache: {catalogue.language}", f"kapitel: {catalogue.chapter}", "saetze:"]
    for entry in catalogue.entries:
        lines += _entry_lines(entry)
    return _HEADER + "\n".join([*lines, ""])


def _entry_lines(entry: TranslationEntry) -> Iterator[str]:
    yield f"  - quelle: {_scalar(entry.key)}"
    yield f"    deutsch: {_scalar(entry.german)}"
    yield f"    text: {_scalar(entry.text)}"
    yield f"    stand: {entry.state.value}"
    yield from _provenance(entry.by, entry.on, "    ")
    if entry.places:
        yield "    stellen:"
        yield from (f"      - {_scalar(place)}" for place in entry.places)
    if entry.checked_by:
        yield f"    geprueft_von: {_scalar(entry.checked_by)}"
    if entry.remark:
        yield f"    bemerkung: {_scalar(entry.remark)}"
    if entry.also:
        yield "    auch:"
    for same in entry.also:
        yield f"      - quelle: {_scalar(same.key)}"
        yield f"        deutsch: {_scalar(same.german)}"
        yield from _provenance(same.by, same.on, "        ")


def _provenance(by: str, on: date | None, indent: str) -> Iterator[str]:
    if by:
        yield f"{indent}von: {_scalar(by)}"
    if on is not None:
        yield f"{indent}am: {format_date(on)}"


def _scalar(words: str) -> str:
    """Return words in double quotes, as YAML 1.1 and 1.2 alike read them; letters of every script stay readable."""
    written = json.dumps(words, ensure_ascii=False)
    return "".join(char if char.isprintable() or char == "\u200c" else f"\\U{ord(char):08x}" for char in written)


def merged(catalogue: Catalogue, entries: Iterable[TranslationEntry]) -> Catalogue:
    """Return a catalogue with further entries; one for the same German words takes the place of the old one."""
    new = {entry.key: entry for entry in entries}
    kept = [new.pop(entry.key, entry) for entry in catalogue.entries]
    return Catalogue(catalogue.language, catalogue.chapter, (*kept, *new.values()), catalogue.findings)


def catalogue_name(name: str) -> tuple[str, str] | None:
    """Return language and chapter of a file by its name seen from `FOLDER`, None for what is no catalogue."""
    language, _, rest = name.partition("/")
    return (language, rest.removesuffix(".yaml")) if language in TONGUES and rest.endswith(".yaml") else None
