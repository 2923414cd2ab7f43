"""The newsroom's overview: in the working edition of a project, and nowhere else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from guide_project import SCHOOL, Project
from sphinx_ext.sphinx_building import build

PAGE = "redaktion/uebersicht"
NOTE = ":::{redaktionsnotiz}\n:art: offene Frage\n\nAn das Schulamt: Nur für die Redaktion?\n:::\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project.create(tmp_path / "p")
    made.write("index", "# Ratgeber\n\n```{toctree}\nteil/hort\ngeld\n```\n", head="")
    made.write("teil/hort", f"# Hort\n\nText.\n\n{NOTE}")
    made.write("geld", "# Geld\n\nText.\n")
    made.commit(SCHOOL)
    made.release("geld")
    return made


def test_the_overview_links_every_chapter_and_says_how_it_stands(project: Project) -> None:
    built = build(project.guide, project.root / "_build")
    assert built.warnings == []
    page = built.page(PAGE)
    assert "Kapitel freigegeben: 1 von 2" in page
    assert '<a href="../teil/hort.html">Hort</a>' in page
    assert "Nur für die Redaktion?" in page
    assert "geändert: 24.11.2026, Schulamt" in page
    assert '<meta name="robots" content="noindex">' in page
    assert " style=" not in page


def test_every_page_of_the_working_edition_leads_to_the_overview(project: Project) -> None:
    built = build(project.guide, project.root / "_build")
    assert 'href="redaktion/uebersicht.html">Übersicht der Redaktion</a>' in built.page("index")
    assert 'href="../redaktion/uebersicht.html">Übersicht der Redaktion</a>' in built.page("teil/hort")


def test_the_overview_is_renewed_when_only_the_log_has_changed(project: Project) -> None:
    build(project.guide, project.root / "_build")
    project.release("teil/hort")
    assert "Kapitel freigegeben: 2 von 2" in build(project.guide, project.root / "_build").page(PAGE)


def test_a_guide_without_history_has_an_overview_all_the_same(project: Project) -> None:
    shutil.rmtree(project.root / ".git")
    page = build(project.guide, project.root / "_build").page(PAGE)
    assert "Das hier ist kein Git-Ordner" in page
    assert "nicht bekannt" in page


def test_a_damaged_table_of_offices_is_told_on_the_page(project: Project) -> None:
    (project.guide / "redaktion" / "rollen.yaml").write_text("stellen: [\n", encoding="utf-8")
    built = build(project.guide, project.root / "_build")
    assert built.warnings == []
    assert "rollen.yaml" in built.page(PAGE)


def test_a_folder_of_another_name_has_no_overview(project: Project, tmp_path: Path) -> None:
    handbook = tmp_path / "handbuch"
    shutil.copytree(project.guide, handbook)
    built = build(handbook, tmp_path / "_build")
    assert not (built.folder / "redaktion").exists()
    assert "Übersicht der Redaktion" not in built.page("index")
