"""Chapters in Einfache Sprache in the public edition: with their original or not at all, and what is older is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from guide_project import SCHOOL, YOUTH, Project
from ratgeber_tools.editions.manifest import PublicPage, read_manifest
from ratgeber_tools.editions.stage import StagedEdition, stage
from ratgeber_tools.guide import load
from ratgeber_tools.languages.plain import held_beside

HEAD = "---\nstatus: steuergruppe\nzustaendig: Jugendamt\nstand: 24.11.2026\n"
PLAIN = "sprachen/de-einfach/hort"
TEXTS = {
    "index": "# Ratgeber\n\n```{toctree}\nhort\nsprachen/de-einfach/index\n```\n",
    "hort": f"{HEAD}---\n\n# Hort\n\nDer Hort öffnet früh.\n",
    "sprachen/de-einfach/index": "# In Einfacher Sprache\n\n```{toctree}\nhort\n```\n",
    PLAIN: f"{HEAD}zu: hort\n---\n\n# Der Hort\n\n## Wann?\n\nDer Hort öffnet früh.\n",
}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project.create(tmp_path / "projekt")
    for name, text in TEXTS.items():
        write(made, name, text)
    guide = load(made.guide)
    write(made, PLAIN, held_beside(guide.chapters[PLAIN], guide.chapters["hort"]))
    made.commit(SCHOOL)
    made.release(PLAIN, YOUTH)
    return made


def write(project: Project, name: str, text: str) -> None:
    path = project.guide / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def staged(project: Project, folder: Path) -> StagedEdition:
    return stage(project.root, folder / "bau")


def page(edition: StagedEdition) -> PublicPage | None:
    return read_manifest(edition.manifest).pages.get(PLAIN)


def test_alone_it_is_not_public_and_the_office_is_told(project: Project, tmp_path: Path) -> None:
    project.release("index", YOUTH)
    edition = staged(project, tmp_path)
    assert page(edition) is None
    assert PLAIN in edition.left_out
    assert not (edition.sources / f"{PLAIN}.md").exists()


def test_with_its_original_it_is_public_beside_it(project: Project, tmp_path: Path) -> None:
    project.release("hort", YOUTH)
    found = page(staged(project, tmp_path))
    assert found is not None
    assert (found.plain_of, found.is_older, found.older_sections) == ("hort", False, ())


def test_a_draft_of_the_original_ages_nothing_and_its_release_does(project: Project, tmp_path: Path) -> None:
    project.release("hort", YOUTH)
    write(project, "hort", TEXTS["hort"].replace("früh", "spät"))
    project.commit(SCHOOL)
    drafted = page(staged(project, tmp_path))
    assert drafted is not None
    assert not drafted.is_older
    project.release("hort", YOUTH)
    released = page(staged(project, tmp_path))
    assert released is not None
    assert (released.is_older, released.older_sections) == (True, ("Wann?",))


def test_only_a_release_that_names_its_readers_makes_it_tested(project: Project, tmp_path: Path) -> None:
    project.release("hort", YOUTH)
    before = page(staged(project, tmp_path))
    project.release(PLAIN, YOUTH, reference="gelesen von der Prüfgruppe")
    after = page(staged(project, tmp_path))
    assert before is not None
    assert after is not None
    assert (before.has_reader_test, after.has_reader_test) == (False, True)
