"""The working edition's marks, on pages of a project with releases."""

from __future__ import annotations

from pathlib import Path

import pytest
from sphinx_building import build

from guide_project import SCHOOL, Project

DRAFT = "Diese Seite ist ein Entwurf und nicht freigegeben."


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project.create(tmp_path / "p")
    made.write("index", "# Ratgeber\n\n```{toctree}\na\nb\n```\n", head="")
    made.write("a", "# A\n")
    made.write("b", "# B\n")
    made.commit(SCHOOL)
    made.release("a")
    return made


def test_drafts_are_marked_and_what_is_public_says_since_when(project: Project) -> None:
    built = build(project.guide, project.root / "_build")
    assert built.warnings == []
    assert DRAFT not in built.page("a")
    assert "Diese Seite ist so freigegeben, am 24.11.2026." in built.page("a")
    assert "freigegeben am 24.11.2026" in built.article("a")
    for name in ("index", "b"):
        assert DRAFT in built.page(name)
    assert "Arbeitsfassung." in built.page("genindex")


def test_a_release_changes_the_mark_on_the_next_build(project: Project) -> None:
    build(project.guide, project.root / "_build")
    project.release("b")
    built = build(project.guide, project.root / "_build")
    assert DRAFT not in built.page("b")


def test_a_draft_beside_a_release_names_both(project: Project) -> None:
    project.write("a", "# A\n\nNeu\n")
    page = build(project.guide, project.root / "_build").page("a")
    assert f"{DRAFT} Öffentlich ist die Fassung vom 24.11.2026." in page
    assert "Entwurf, noch nicht geprüft; öffentlich ist der Stand vom 24.11.2026" in page


def test_a_damaged_log_is_told_and_stops_nothing(project: Project) -> None:
    path = next((project.guide / "redaktion" / "freigaben").rglob("*.yaml"))
    path.write_text("- kaputt\n", encoding="utf-8")
    built = build(project.guide, project.root / "_build")
    assert "weder eine Freigabe noch eine Rücknahme" in built.warnings[0]
    assert DRAFT in built.page("a")


def test_the_search_does_not_find_the_mark(project: Project) -> None:
    folder = build(project.guide, project.root / "_build").folder / "_static" / "suche"
    texts = [path.read_text(encoding="utf-8") for path in folder.iterdir()]
    assert len(texts) > 1
    assert not any("arbeitsfass" in text.lower() for text in texts)
