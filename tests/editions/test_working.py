"""What the working edition knows of releases."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from guide_project import SCHOOL, Project, git
from ratgeber_tools.editions.working import PageStanding, read_standings
from ratgeber_tools.editorial.roles import ROLES, SIGNERS

DAY = date(2026, 11, 24)


def project(folder: Path) -> Project:
    made = Project.create(folder / "p")
    made.write_file("bilder/weg.svg", b"<svg/>\n")
    made.write("a", "# A\n\n![Weg](bilder/weg.svg)\n")
    made.write("b", "# B\n")
    made.commit(SCHOOL)
    made.release("a")
    return made


def standings(made: Project) -> dict[str, PageStanding]:
    return dict(read_standings(made.root, {name: made.guide / f"{name}.md" for name in ("a", "b")}))


def test_a_page_is_public_as_it_stands_or_not_at_all(tmp_path: Path) -> None:
    assert standings(project(tmp_path)) == {"a": PageStanding(DAY, is_public=True), "b": PageStanding()}


def test_a_changed_text_is_a_draft_beside_what_is_public(tmp_path: Path) -> None:
    made = project(tmp_path)
    made.write("a", "# A\n\nNeu\n")
    assert standings(made)["a"] == PageStanding(DAY)


def test_a_changed_or_lost_picture_makes_a_draft(tmp_path: Path) -> None:
    made = project(tmp_path)
    picture = made.write_file("bilder/weg.svg", b"<svg></svg>\n")
    assert standings(made)["a"] == PageStanding(DAY)
    picture.unlink()
    assert standings(made)["a"] == PageStanding(DAY)


def test_windows_line_ends_are_no_change(tmp_path: Path) -> None:
    made = project(tmp_path)
    path = made.guide / "a.md"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert standings(made)["a"].is_public


def test_a_folder_without_git_knows_it_too(tmp_path: Path) -> None:
    made = project(tmp_path)
    shutil.rmtree(made.root / ".git")
    assert standings(made)["a"] == PageStanding(DAY, is_public=True)


def test_where_signatures_are_asked_for_a_release_without_one_makes_nothing_public(tmp_path: Path) -> None:
    made = project(tmp_path)
    (made.root / SIGNERS).write_text("jugendamt@stadt.example ssh-ed25519 AAAA\n", encoding="utf-8")
    table = made.root / ROLES
    table.write_text("signaturen: verlangt\n" + table.read_text(encoding="utf-8"), encoding="utf-8")
    assert standings(made)["a"] == PageStanding(DAY, is_public=True)  # the table counts as it is committed
    made.commit(SCHOOL)
    assert standings(made)["a"] == PageStanding()
    git(made.root, "rm", "--quiet", "--cached", str(SIGNERS))
    git(made.root, "commit", "--quiet", "-m", "ohne")
    assert standings(made)["a"] == PageStanding()
    shutil.rmtree(made.root / ".git")
    assert standings(made)["a"] == PageStanding()
