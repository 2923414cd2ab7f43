"""Working papers of the editors cannot be released, and reach no edition even where an older release names them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from released_guide import PROJECT, run_ratgeber

from data.data_files import write_data
from guide_project import SCHOOL, YOUTH, Project
from ratgeber_tools.cli import main
from ratgeber_tools.releases import deciding
from ratgeber_tools.releases.deciding import ReleaseRefusedError

SECRET = "Planwort Nachtfalter"
TEXTS = (
    "{download}`Liste <redaktion/liste.txt>`",
    "[Liste](redaktion/liste.txt)",
    "[Daten](daten/notiz.txt)",
    "{download}`Bericht <bericht.txt>`",
)


def make_guide(root: Path, text: str) -> Project:
    project = Project.create(root)
    shutil.copyfile(PROJECT / "conf.py", project.root / "conf.py")
    (project.root / ".gitignore").write_text("_build/\n", encoding="utf-8")
    write_data(project.guide / "daten", kommune="name: Musterstadt\n")
    for name in ("redaktion/liste.txt", "daten/notiz.txt", "bericht.txt"):
        project.write_file(name, SECRET.encode())
    project.write("index", "# Ratgeber\n\n```{toctree}\nhof\n```\n", head="")
    project.write("hof", f"# Der Hof\n\nText.\n\n{text}\n")
    project.commit(SCHOOL)
    return project


def leaks(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file() and SECRET.encode() in path.read_bytes()]


@pytest.mark.parametrize("text", TEXTS)
def test_a_chapter_offering_a_working_paper_cannot_be_released(tmp_path: Path, text: str) -> None:
    project = make_guide(tmp_path / "p", text)
    with pytest.raises(ReleaseRefusedError, match="darf nicht zum Herunterladen angeboten werden"):
        project.release("hof", YOUTH)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """An edition with a chapter released before there was the rule, and with a record that names a working paper."""
    project = make_guide(tmp_path_factory.mktemp("oeffentlich") / "p", "\n\n".join(TEXTS))
    form = "plus:\n  name: PLUS+\n  formulare: [{titel: Antrag, datei: redaktion/liste.txt}]\n"
    write_data(project.guide / "daten", foerderung=form)
    project.write("index", "# Ratgeber\n\n```{toctree}\nhof\nplus\n```\n", head="")
    project.write("plus", "# Geld\n\nText.\n\n:::{foerderung} plus\n:::\n")
    project.commit(SCHOOL)
    with pytest.MonkeyPatch.context() as before_the_rule:
        before_the_rule.setattr(deciding, "objection", lambda *_, **__: "")
        project.release("hof", YOUTH)
    project.release("plus", YOUTH)
    done = run_ratgeber(project.root, "public", "--trotzdem")
    assert done.returncode == 0, done.stdout + done.stderr
    return project


@pytest.mark.parametrize("page", ["hof", "plus"])
def test_neither_an_older_release_nor_a_record_brings_it_out(published: Project, page: str) -> None:
    assert leaks(published.root / "_build" / "public") == []
    assert set(leaks(published.root / "_build")) <= {"bericht.txt"}  # it was released: staged, and left out then
    text = (published.root / "_build" / "public" / "html" / f"{page}.html").read_text(encoding="utf-8")
    assert "Text." in text


def test_the_check_tells_of_a_record_that_names_it(
    published: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(published.root)
    main(["check"])
    assert "von dort wird nichts veröffentlicht" in capsys.readouterr().out


def test_the_working_edition_offers_it_neither(tmp_path: Path) -> None:
    project = make_guide(tmp_path / "p", "\n\n".join(TEXTS))
    run_ratgeber(project.root, "build", "html")
    assert (project.root / "_build" / "html" / "hof.html").is_file()
    assert leaks(project.root / "_build" / "html") == []
