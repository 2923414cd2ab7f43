"""The staged sources once more, in the languages parents read: released German chapters with their words exchanged.

A language follows the release of the German.  Which sentences are translated say the committed catalogues; the web
shows what a machine has drafted, with a mark, paper only what somebody has checked.  A chapter of which no sentence is
translated is not there in that language; references to it lead to the German page.

    <target>/<language>/quelle/*.md, pictures; beside it the manifest for the engine
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from ratgeber_tools.editions.manifest import Manifest, PublicPage, read_manifest, write_manifest
from ratgeber_tools.editions.navigation import ROOT
from ratgeber_tools.editions.stage import MANIFEST, SOURCES, StagedEdition
from ratgeber_tools.errors import unwritable
from ratgeber_tools.files import read_text
from ratgeber_tools.guide import Chapter, parse_chapter
from ratgeber_tools.history import Repository, find_repository
from ratgeber_tools.languages.ageing import UnitStanding, standings
from ratgeber_tools.languages.catalogue import (
    FOLDER,
    Catalogue,
    TranslationState,
    catalogue_name,
    parse_catalogue,
)
from ratgeber_tools.languages.exchanging import Exchange
from ratgeber_tools.languages.interface import interface_words
from ratgeber_tools.languages.tagged import TaggedText, tag
from ratgeber_tools.languages.tongues import TONGUES
from ratgeber_tools.languages.units import TranslationUnit, UnitKind, key_point_words, units_of
from ratgeber_tools.writers.myst import write

#: Chapters that come first on a language's start page: those that decide which school a child goes to.
_FIRST = (
    "schulanfang/schulpflicht", "schulanfang/zustaendige-schule", "schulanfang/anmeldung",
    "schulanfang/schuleingangsuntersuchung", "weiterfuehrend/fahrplan-klasse-3-bis-5",
    "weiterfuehrend/schullaufbahnerklaerung", "weiterfuehrend/schulformen", "weiterfuehrend/aufnahme-und-absage",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class StagedLanguage:
    """An edition in one language: sources, manifest, and the names of its translated pages in reading order."""

    language: str
    sources: Path
    manifest: Path
    pages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _TranslatedPage:
    """A page of the edition beside what its catalogue has for it, by the keys of its units."""

    name: str
    chapter: Chapter
    key_points: tuple[str, ...]
    found: Mapping[str, UnitStanding]

    @property
    def has_drafts(self) -> bool:
        entries = (each.entry for each in self.found.values() if each.may_be_shown)
        return any(entry is not None and entry.state is TranslationState.MACHINE for entry in entries)

    def terms(self) -> Iterator[tuple[str, str]]:
        for each in self.found.values():
            if each.unit.kind is UnitKind.TERM and each.entry is not None and each.may_be_shown:
                yield each.unit.german.plain, TaggedText(each.entry.text).plain


def stage_languages(
    root: Path, edition: StagedEdition, target: Path, *, is_printed: bool = False
) -> tuple[StagedLanguage, ...]:
    """Write the sources of each language there is something in below `target`, which is emptied first.

    The manifest of `edition` learns which of its pages there are in which language.  `is_printed` leaves out whatever
    nobody has checked.  Raises `HistoryError`, and `TargetError` if writing fails.
    """
    manifest = read_manifest(edition.manifest)
    repository = find_repository(root)
    assert repository is not None, "an edition is staged from its history"
    catalogues = _committed_catalogues(root / "ratgeber", repository)
    pages = {name: _page_of(edition, name) for name in manifest.pages if name != ROOT}
    present = {public: former for former, public in manifest.moved.items()}
    translated: dict[str, list[_TranslatedPage]] = {}
    for language in TONGUES:
        for name, chapter in pages.items():
            catalogue = catalogues.get((language, name)) or catalogues.get((language, present.get(name, name)))
            if catalogue is None:
                continue
            page = _translated(chapter, manifest.pages[name].key_points, catalogue, is_printed=is_printed)
            if any(each.may_be_shown for each in page.found.values()):
                translated.setdefault(language, []).append(page)
    translations = {language: tuple(page.name for page in found) for language, found in translated.items()}
    manifest = manifest.model_copy(update={"translations": translations})
    try:
        shutil.rmtree(target, ignore_errors=True)
        write_manifest(manifest, edition.manifest)
        return tuple(
            _write(language, found, edition, manifest, target / language, is_printed=is_printed)
            for language, found in translated.items()
        )
    except OSError as error:
        raise unwritable(Path(error.filename or target), error) from error


def _committed_catalogues(guide: Path, repository: Repository) -> Mapping[tuple[str, str], Catalogue]:
    folder = guide / FOLDER
    top = repository.relative(folder)
    blobs = {name.removeprefix(f"{top}/"): blob for name, blob in repository.tree(folder).items()}
    contents = repository.read_blobs(blobs.values())
    found = {}
    for name, blob in blobs.items():
        named = catalogue_name(name)
        if named is not None and blob in contents:
            text = contents[blob].decode("utf-8", "replace")
            found[named] = parse_catalogue(text, folder / name, *named)
    return found


def _page_of(edition: StagedEdition, name: str) -> Chapter:
    path = edition.sources / f"{name}.md"
    return parse_chapter(read_text(path), path=path, name=name)


def _translated(
    chapter: Chapter, key_points: tuple[str, ...], catalogue: Catalogue, *, is_printed: bool
) -> _TranslatedPage:
    points = (
        TranslationUnit(-at, UnitKind.KEY_POINT, tag(key_point_words(sentence)))
        for at, sentence in enumerate(key_points, start=1)
    )
    units = [*(unit for unit in points if unit.german.has_words), *units_of(chapter)]
    found = {each.unit.key: each for each in standings(units, catalogue)}
    if is_printed:
        found = {key: each if each.is_checked else replace(each, entry=None) for key, each in found.items()}
    return _TranslatedPage(chapter.name, chapter, key_points, found)


def _write(
    language: str,
    pages: list[_TranslatedPage],
    edition: StagedEdition,
    german: Manifest,
    target: Path,
    *,
    is_printed: bool,
) -> StagedLanguage:
    terms = dict(chain.from_iterable(page.terms() for page in pages))
    sources = target / SOURCES
    written: dict[str, PublicPage] = {ROOT: PublicPage(released=german.pages[ROOT].released)}
    for page in pages:
        exchange = Exchange(page.found, terms)
        _write_text(sources / f"{page.name}.md", write(exchange.document(page.chapter.document)))
        written[page.name] = german.pages[page.name].model_copy(
            update={
                "key_points": tuple(exchange.key_point(sentence) for sentence in page.key_points),
                "slugs": tuple(page.chapter.anchors.headings),
                "has_drafts": page.has_drafts,
            }
        )
    names = [page.name for page in pages]
    first = contents_page(edition.title, names) if is_printed else start_page(language, edition.title, names)
    _write_text(sources / f"{ROOT}.md", first)
    _link_files(edition.sources, sources)
    manifest = german.model_copy(
        update={
            "pages": written,
            "moved": {former: name for former, name in german.moved.items() if name in written},
            "is_small": False,
            "language": language,
            "german_only": frozenset(german.pages) - frozenset(written),
        }
    )
    write_manifest(manifest, target / MANIFEST)
    return StagedLanguage(language, sources, target / MANIFEST, tuple(page.name for page in pages))


def start_page(language: str, title: str, pages: Iterable[str]) -> str:
    """Return the source of a language's start page: whom to call, then the chapters, those on procedures first."""
    ordered = _in_order(pages)
    say = interface_words(language)
    lines = [
        f"# {title}", "",
        say("Hier lesen Sie, was vom Elternratgeber schon in Ihrer Sprache da ist."),
        say("Alles andere steht auf Deutsch."), "",
        f"## {say('Notruf')}", "",
        f"- {say('Feuerwehr und Rettungsdienst')}: [112](tel:112)",
        f"- {say('Polizei')}: [110](tel:110)", "",
        f"## {say('Kapitel in Ihrer Sprache')}", "",
        *(f"- [](/{name}.md)" for name in ordered), "",
        "```{toctree}", ":hidden:", "", *(f"/{name}" for name in ordered), "```", "",
    ]  # fmt: skip
    return "\n".join(lines)


def contents_page(title: str, pages: Iterable[str]) -> str:
    """Return the source of the first page on paper: which chapters there are, and no words that nobody has checked."""
    return "\n".join([f"# {title}", "", "```{toctree}", *(f"/{name}" for name in _in_order(pages)), "```", ""])


def _in_order(pages: Iterable[str]) -> list[str]:
    return sorted(pages, key=lambda name: _FIRST.index(name) if name in _FIRST else len(_FIRST))


def _write_text(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _link_files(source: Path, target: Path) -> None:
    """Have pictures and downloads lie beside the texts, without a second copy where the disk can do that."""
    for path in sorted(source.rglob("*")):
        if path.is_file() and path.suffix != ".md":
            place = target / path.relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            try:
                os.link(path, place)
            except OSError:
                shutil.copyfile(path, place)
