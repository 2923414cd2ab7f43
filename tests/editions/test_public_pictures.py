"""The public edition of a chapter with a photo whose consent has ended: published, without the photo, and told."""

from __future__ import annotations

import io
import re
import shutil
from datetime import timedelta
from pathlib import Path

from PIL import Image
from released_guide import PROJECT, run_ratgeber

from data.data_files import write_data
from guide_project import SCHOOL, YOUTH, Project, git
from ratgeber_tools.data.dates import format_date, local_today
from ratgeber_tools.editions.committed_records import stage_records
from ratgeber_tools.findings import Code
from ratgeber_tools.history import find_repository

ENTRY = "hof.png:\n  urheber: Amt\n  lizenz: frei\n  herkunft: Foto\n  personen: ja\n  einwilligung_bis: {}\n"


def make_guide(root: Path) -> Project:
    """A released chapter with a photo of people who have agreed until today."""
    project = Project.create(root)
    shutil.copyfile(PROJECT / "conf.py", project.root / "conf.py")
    (project.root / ".gitignore").write_text("_build/\n", encoding="utf-8")
    write_data(project.guide / "daten", kommune="name: Musterstadt\n")
    target = io.BytesIO()
    Image.new("L", (900, 600)).save(target, "PNG")
    (project.guide / "bilder").mkdir()
    (project.guide / "bilder" / "hof.png").write_bytes(target.getvalue())
    note(project, 0)
    project.write("index", "# Ratgeber\n\n```{toctree}\nhof\n```\n", head="")
    project.write("hof", "# Der Hof\n\n![Kinder im Hof](bilder/hof.png)\n")
    project.commit(SCHOOL)
    project.release("hof", YOUTH)
    return project


def note(project: Project, days: int) -> None:
    until = format_date(local_today() + timedelta(days=days))
    (project.guide / "bilder" / "bilder.yaml").write_text(ENTRY.format(until), encoding="utf-8")


def published(project: Project) -> tuple[str, list[Path]]:
    done = run_ratgeber(project.root, "public", "--trotzdem")
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout, list((project.root / "_build" / "public").rglob("*hof*.png"))


def test_a_picture_that_an_old_release_has_forgotten_is_left_out_and_told(tmp_path: Path) -> None:
    """Releases of an older tool did not see the pictures behind a fence that was left open."""
    project = make_guide(tmp_path / "stadt")
    project.write("hof", "# Der Hof\n\n:::\n\n![Kinder im Hof](bilder/hof.png)\n\nUnd der Garten.\n")
    project.commit(SCHOOL)
    blob = git(project.root, "rev-parse", "HEAD:ratgeber/hof.md")
    (path,) = (project.guide / "redaktion" / "freigaben").rglob("*.yaml")
    text = path.read_text(encoding="utf-8").replace(path.stem, blob)
    path.with_name(f"{blob}.yaml").write_text(re.sub(r"dateien: \{[^}]*\}", "dateien: {}", text), encoding="utf-8")
    path.unlink()
    project.commit(YOUTH)
    output, photos = published(project)
    assert photos == []
    assert "Zur Freigabe gehört das Bild bilder/hof.png nicht" in output
    page = (project.root / "_build" / "public" / "html" / "hof.html").read_text(encoding="utf-8")
    assert "Das Bild ist hier nicht zu sehen." in page
    assert "Und der Garten." in page


def test_a_consent_that_ends_after_the_release_takes_the_photo_out(tmp_path: Path) -> None:
    project = make_guide(tmp_path / "stadt")
    output, photos = published(project)
    assert len(photos) == 1
    assert "ist nicht dabei" not in output

    note(project, -1)
    output, photos = published(project)
    assert len(photos) == 1
    assert "ratgeber/bilder/bilder.yaml" in output  # changed, and not yet committed

    project.commit(SCHOOL)
    output, photos = published(project)
    assert photos == []
    assert "Das Bild bilder/hof.png ist nicht dabei" in output
    page = (project.root / "_build" / "public" / "html" / "hof.html").read_text(encoding="utf-8")
    assert "Das Bild ist hier nicht zu sehen." in page


def test_mistakes_in_the_committed_notes_name_the_file_of_the_guide(tmp_path: Path) -> None:
    project = make_guide(tmp_path / "stadt")
    path = project.guide / "bilder" / "bilder.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("personen: ja", "personen: wohl"), encoding="utf-8")
    project.commit(SCHOOL)
    repository = find_repository(project.guide)
    assert repository is not None
    (finding,) = stage_records(project.guide, repository, tmp_path / "angaben").findings
    assert (finding.code, finding.path, finding.line) == (Code.DATA_VALUE, path, 5)
