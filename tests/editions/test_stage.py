"""Staging the public sources: what stops it, and what it says then."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from guide_project import HEALTH, SCHOOL, YOUTH, Project, git
from ratgeber_tools.editions.manifest import ManifestError, read_manifest
from ratgeber_tools.editions.released import NothingReleasedError, PublicEditionError
from ratgeber_tools.editions.stage import StagedEdition, stage
from ratgeber_tools.errors import RatgeberError
from ratgeber_tools.releases.keeping import ReleaseLogError

TEXT = "# Anmeldung\n\n![Weg](bilder/weg.svg)\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project.create(tmp_path / "p")
    made.write("index", "# Ratgeber\n\n```{toctree}\nanmeldung\nhort\n```\n", head="")
    made.write("anmeldung", TEXT)
    made.write("hort", "# Hort\n\nSatz eins.\nSatz zwei.\nSatz drei.\nSatz vier.\n")
    made.write_file("bilder/weg.svg", b"<svg/>\n")
    made.commit(SCHOOL)
    made.release("anmeldung")
    return made


def staged(project: Project) -> StagedEdition:
    return stage(project.root, project.root / "_build" / "w")


def source(edition: StagedEdition, name: str) -> str:
    return (edition.sources / f"{name}.md").read_text(encoding="utf-8")


def refusal(project: Project, kind: type[RatgeberError] = PublicEditionError) -> str:
    with pytest.raises(kind) as caught:
        staged(project)
    return str(caught.value)


def names(edition: StagedEdition) -> list[str]:
    return [chapter.name for chapter in edition.chapters]


def loose_object(project: Project, blob: str) -> Path:
    path = project.root / ".git" / "objects" / blob[:2] / blob[2:]
    path.chmod(0o644)
    return path


def blob_of(project: Project, file: str) -> str:
    return git(project.root, "rev-parse", f"HEAD:ratgeber/{file}")


# ------------------------------------------------------------------------------------------- what stops it


def test_a_folder_without_git_says_why_there_is_no_public_edition(project: Project) -> None:
    shutil.rmtree(project.root / ".git")
    sentence = refusal(project)
    assert "ist kein Git-Ordner" in sentence
    assert "Die Arbeitsfassung lässt sich auch hier bauen" in sentence


def test_nothing_released_is_said_plainly(tmp_path: Path) -> None:
    empty = Project.create(tmp_path / "q")
    assert "Noch ist kein Kapitel freigegeben" in refusal(empty, NothingReleasedError)


def test_a_release_that_is_not_committed_does_not_count_and_is_named(project: Project) -> None:
    entry = project.release("hort", commit=False)
    edition = staged(project)
    assert names(edition) == ["anmeldung"]
    assert edition.uncommitted == (entry.path.relative_to(project.root),)


def test_only_uncommitted_releases_are_no_edition(tmp_path: Path) -> None:
    made = Project.create(tmp_path / "q")
    made.write("a", "# A\n")
    made.commit(SCHOOL)
    made.release("a", commit=False)
    assert "Noch nicht eingecheckt: ratgeber/redaktion/freigaben/a/" in refusal(made, NothingReleasedError)


@pytest.mark.parametrize("file", ["anmeldung.md", "bilder/weg.svg"])
def test_missing_content_stops_it_with_the_release_named(project: Project, file: str) -> None:
    loose_object(project, blob_of(project, file)).unlink()
    sentence = refusal(project)
    assert f"durch „{YOUTH}“: {file}. Diesen Inhalt" in sentence
    assert "gibt es in diesem Git-Ordner nicht" in sentence


@pytest.mark.parametrize("file", ["anmeldung.md", "bilder/weg.svg"])
def test_altered_content_stops_it_with_the_release_named(project: Project, file: str) -> None:
    other = loose_object(project, blob_of(project, "hort.md"))
    loose_object(project, blob_of(project, file)).write_bytes(other.read_bytes())
    sentence = refusal(project)
    assert f"Freigegeben am 24.11.2026 durch „{YOUTH}“: {file}." in sentence
    assert "Gebaut wird nicht." in sentence
    assert "--zurueckziehen" in sentence


def test_content_that_is_on_no_branch_any_more_stops_it(project: Project) -> None:
    project.write("hort", "# Hort\n\nganz neu\n")
    project.commit(SCHOOL)
    entry = project.release("hort", commit=False)
    written = entry.path.read_bytes()
    git(project.root, "reset", "--quiet", "--hard", "HEAD~1")
    entry.path.parent.mkdir(parents=True, exist_ok=True)
    entry.path.write_bytes(written)
    project.commit(YOUTH)
    assert re.search(r"hort\.md\. Diesen Inhalt \(.{10}\) ist nicht eingecheckt", refusal(project))


def test_a_shallow_clone_says_what_to_fetch(project: Project, tmp_path: Path) -> None:
    project.write("anmeldung", "# Entwurf\n")
    project.commit(SCHOOL)
    clone = project.clone(tmp_path / "flach", "--depth=1")
    assert "git fetch --unshallow" in refusal(clone)


def test_a_shallow_clone_that_has_all_it_needs_is_enough(project: Project, tmp_path: Path) -> None:
    clone = project.clone(tmp_path / "flach", "--depth=1")
    assert names(staged(clone)) == ["anmeldung"]


def test_an_altered_release_stops_it(project: Project) -> None:
    path = next((project.guide / "redaktion" / "freigaben").rglob("*.yaml"))
    path.write_text(path.read_text(encoding="utf-8").replace("kapitel: anmeldung", "kapitel: hort"), encoding="utf-8")
    project.commit(SCHOOL)
    assert "ein Eintrag darin zu hort" in refusal(project, ReleaseLogError)


def test_a_picture_that_a_release_has_forgotten_is_left_to_the_page_to_leave_out(project: Project) -> None:
    path = next((project.guide / "redaktion" / "freigaben").rglob("*.yaml"))
    path.write_text(re.sub(r"dateien: \{[^}]*\}", "dateien: {}", path.read_text(encoding="utf-8")), encoding="utf-8")
    project.commit(SCHOOL)
    assert read_manifest(staged(project).manifest).pages["anmeldung"].forgotten == ("bilder/weg.svg",)


def test_a_release_of_a_file_outside_the_guide_stops_it(project: Project) -> None:
    path = next((project.guide / "redaktion" / "freigaben").rglob("*.yaml"))
    text = path.read_text(encoding="utf-8").replace("bilder/weg.svg", '"../../weg.svg"')
    path.write_text(text, encoding="utf-8")
    project.commit(SCHOOL)
    assert "ist kein Pfad einer Datei in ratgeber/" in refusal(project, ReleaseLogError)


def test_a_guide_without_a_title_cannot_be_public(project: Project) -> None:
    project.write("index", "Text\n", head="")
    assert "ratgeber/index.md fehlt oder hat keine Überschrift" in refusal(project)


def test_a_manifest_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match="beschreibt keine öffentliche Fassung"):
        read_manifest(tmp_path / "fassung.json")


# -------------------------------------------------------------------------------------------- what it makes


def test_drafts_stay_where_they_are(project: Project) -> None:
    project.write("anmeldung", "# Entwurf\n")
    edition = staged(project)
    assert source(edition, "anmeldung") == TEXT
    assert source(edition, "index") == "# Ratgeber\n\n```{toctree}\n\n/anmeldung\n```\n"


def test_a_chapter_deleted_from_the_drafts_stays_public(project: Project) -> None:
    (project.guide / "anmeldung.md").unlink()
    project.commit(SCHOOL)
    assert source(staged(project), "anmeldung") == TEXT


def test_a_renamed_chapter_stays_public_under_its_old_name_and_place(project: Project) -> None:
    project.release("hort")
    git(project.root, "mv", "ratgeber/hort.md", "ratgeber/nachmittag.md")
    project.write("index", "# Ratgeber\n\n```{toctree}\nnachmittag\nanmeldung\n```\n", head="")
    project.commit(SCHOOL)
    edition = staged(project)
    assert names(edition) == ["hort", "anmeldung"]
    assert read_manifest(edition.manifest).moved == {"nachmittag": "hort"}
    project.release("nachmittag")
    edition = staged(project)
    assert names(edition) == ["nachmittag", "anmeldung"]
    assert read_manifest(edition.manifest).moved == {"hort": "nachmittag"}


def test_a_link_to_a_name_from_before_the_first_release_is_followed(project: Project) -> None:
    project.write("zeiger", "# Zeiger\n\n[Hort](hort.md)\n")
    project.commit(SCHOOL)
    project.release("zeiger")
    git(project.root, "mv", "ratgeber/hort.md", "ratgeber/nachmittag.md")
    project.commit(SCHOOL)
    project.release("nachmittag")
    assert read_manifest(staged(project).manifest).moved == {"hort": "nachmittag"}


def test_windows_line_ends_of_a_release_do_not_reach_the_sources(project: Project) -> None:
    project.write_file("hort.md", b"---\r\nstatus: entwurf\r\n---\r\n# Hort\r\n\r\n% geheim\r\n")
    project.commit(SCHOOL)
    project.release("hort")
    assert source(staged(project), "hort") == "# Hort\n\n%\n"


def test_the_offices_of_a_chapter_are_all_that_released_this_content(project: Project) -> None:
    project.release("anmeldung", HEALTH)
    (chapter,) = staged(project).chapters
    assert chapter.offices == (YOUTH, HEALTH)


def test_nothing_of_an_earlier_run_stays_in_the_sources(project: Project) -> None:
    project.release("hort")
    edition = staged(project)
    project.withdraw("hort")
    assert (edition.sources / "hort.md").is_file()
    edition = staged(project)
    assert sorted(path.name for path in edition.sources.rglob("*.*")) == ["anmeldung.md", "index.md", "weg.svg"]
    assert edition.withdrawn == ("hort",)
