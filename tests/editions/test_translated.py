"""The released guide in other languages: which pages there are, what stands in them, and who learns of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from guide_project import SCHOOL, Project
from ratgeber_tools.editions.manifest import read_manifest
from ratgeber_tools.editions.stage import stage
from ratgeber_tools.editions.translated import StagedLanguage, stage_languages
from ratgeber_tools.guide import load
from ratgeber_tools.languages.catalogue import Catalogue, TranslationEntry, TranslationState, path_of, write_catalogue
from ratgeber_tools.languages.units import units_of

ANMELDUNG = """# Anmeldung

Sie melden Ihr Kind an.

## Was Sie brauchen

Fragen Sie im [Hort](hort.md).
"""
WORDS = {"Anmeldung": "Запис", "Sie melden Ihr Kind an.": "Ви записуєте дитину.", "Was Sie brauchen": "Що потрібно"}


def translate(
    project: Project, name: str, words: dict[str, str], state: TranslationState = TranslationState.MACHINE
) -> None:
    entries = tuple(
        TranslationEntry(
            quelle=unit.key, deutsch=unit.german.text, text=words[unit.german.text], stand=state,
            stellen=unit.german.signatures,
        )
        for unit in units_of(load(project.guide).chapters[name])
        if unit.german.text in words
    )  # fmt: skip
    path = path_of(project.guide, "uk", name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(write_catalogue(Catalogue("uk", name, entries)), encoding="utf-8")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project.create(tmp_path_factory.mktemp("sprachen"))
    project.write("index", "# Ratgeber\n\n```{toctree}\nschulanfang/anmeldung\nschulanfang/hort\n```\n")
    project.write("schulanfang/anmeldung", ANMELDUNG)
    project.write("schulanfang/hort", "# Hort\n\nDer Hort ist da.\n")
    translate(project, "schulanfang/anmeldung", WORDS)
    translate(project, "schulanfang/hort", {"Nichts davon": "Нічого"})
    project.commit(SCHOOL)
    for name in ("index", "schulanfang/anmeldung", "schulanfang/hort"):
        project.release(name)
    return project


def staged(project: Project, target: Path, *, is_printed: bool = False) -> tuple[StagedLanguage, ...]:
    edition = stage(project.root, target)
    return stage_languages(project.root, edition, target / "sprachen", is_printed=is_printed)


def test_a_language_has_the_released_chapters_of_which_a_sentence_is_translated(
    project: Project, tmp_path: Path
) -> None:
    (language,) = staged(project, tmp_path)
    assert (language.language, language.pages) == ("uk", ("schulanfang/anmeldung",))
    text = (language.sources / "schulanfang" / "anmeldung.md").read_text(encoding="utf-8")
    assert "Ви записуєте дитину." in text
    assert "{uebersetzung}`fehlt`Fragen Sie im [Hort](hort.md)." in text.replace("` ", "`")


def test_the_manifests_say_what_there_is_where_and_how_headings_are_called_in_german(
    project: Project, tmp_path: Path
) -> None:
    (language,) = staged(project, tmp_path)
    german, own = read_manifest(tmp_path / "fassung.json"), read_manifest(language.manifest)
    assert german.translations == own.translations == {"uk": ("schulanfang/anmeldung",)}
    assert own.language == "uk"
    assert own.german_only == {"schulanfang/hort"}
    assert own.pages["schulanfang/anmeldung"].slugs == ("anmeldung", "was-sie-brauchen")
    assert own.pages["schulanfang/anmeldung"].has_drafts


def test_what_a_machine_has_drafted_is_not_printed(project: Project, tmp_path: Path) -> None:
    assert staged(project, tmp_path, is_printed=True) == ()


def test_what_is_not_committed_is_not_public(project: Project, tmp_path: Path) -> None:
    path = path_of(project.guide, "uk", "schulanfang/anmeldung")
    committed = path.read_bytes()
    path.write_text("sprache: uk\nkapitel: schulanfang/anmeldung\nsaetze:\n", encoding="utf-8")
    try:
        (language,) = staged(project, tmp_path)
    finally:
        path.write_bytes(committed)
    assert language.pages == ("schulanfang/anmeldung",)
