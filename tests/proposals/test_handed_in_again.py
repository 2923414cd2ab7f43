"""A Word file handed in again, and two files for one chapter, through the inbox."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from fake_forge import fake_forge
from guide_project import SCHOOL, YOUTH, Project, git
from ratgeber_tools.cli import main

TEXT = (
    "Im Hort sind Kinder nach der Schule gut aufgehoben, bis sie abgeholt werden.",
    "Der Hort hat bis 17 Uhr auf, freitags bis 16 Uhr.",
    "Fragen Sie im Rathaus nach, wenn Sie einen Platz brauchen.",
    "In den Ferien hat der Hort den ganzen Tag offen.",
)
UPLOAD = "Beitrag Hort.docx"
CHAPTER = "ratgeber/schulanfang/hort-und-ferien.md"


@pytest.fixture
def forge(tmp_path: Path) -> Path:
    made = Project.create(tmp_path / "stadt")
    (made.root / "conf.py").write_text("", encoding="utf-8")
    made.write("index", "# Ratgeber\n\n```{toctree}\nschulanfang/index\n```\n", head="")
    made.write("schulanfang/index", "# Teil A\n\n```{toctree}\n:glob:\n*\n```\n", head="")
    made.commit(SCHOOL)
    bare = tmp_path / "plattform.git"
    git(tmp_path, "clone", "--quiet", "--bare", str(made.root), str(bare))
    return bare


def clone(forge: Path, office: str) -> Project:
    made = Project(forge.parent / f"klon-{len(list(forge.parent.iterdir()))}")
    git(forge.parent, "clone", "--quiet", str(forge), str(made.root))
    git(made.root, "config", "user.name", "Redaktion")
    made.act_as(office)
    return made


def with_words(*changes: tuple[str, str]) -> tuple[str, ...]:
    paragraphs = "\n".join(TEXT)
    for old, new in changes:
        assert paragraphs.count(old) == 1
        paragraphs = paragraphs.replace(old, new)
    return tuple(paragraphs.split("\n"))


def upload(
    forge: Path, name: str, *paragraphs: str, office: str = YOUTH, title: str = "Hort und Ferien"
) -> None:  # fmt: skip
    person = clone(forge, office)
    path = person.root / "eingang" / "schulanfang" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    document = docx.Document()
    document.add_heading(title, level=1)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(str(path))
    person.commit(office)
    git(person.root, "push", "--quiet")


def machine(forge: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> Path:
    root = forge.parent / f"lauf-{len(list(forge.parent.iterdir()))}"
    git(forge.parent, "clone", "--quiet", str(forge), str(root))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(forge.parent / "keine-einstellungen"))
    monkeypatch.chdir(root)
    assert main(["eingang", "--hochladen", "--ohne-vorschau", *arguments]) == 0
    monkeypatch.delenv("GIT_CONFIG_GLOBAL")
    return root


def branches(forge: Path) -> set[str]:
    return set(git(forge, "for-each-ref", "--format=%(refname:short)", "refs/heads/beitrag").split())


def message(root: Path, branch: str) -> str:
    return (root / "_build" / "eingang" / branch.partition("/")[2] / "nachricht.md").read_text(encoding="utf-8")


def accept(forge: Path, branch: str) -> None:
    reviewer = clone(forge, SCHOOL)
    git(reviewer.root, "merge", "--quiet", "--no-ff", "-m", "Angenommen", f"origin/{branch}")
    git(reviewer.root, "push", "--quiet", "origin", "HEAD", f":{branch}")


def change(forge: Path, *changes: tuple[str, str], branch: str = "main") -> None:
    editor = clone(forge, SCHOOL)
    git(editor.root, "checkout", "--quiet", branch)
    path = editor.root / CHAPTER
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    editor.commit(SCHOOL)
    git(editor.root, "push", "--quiet")


def chapter(forge: Path, branch: str) -> str:
    return git(forge, "show", f"{branch}:{CHAPTER}")


def proposed(forge: Path, monkeypatch: pytest.MonkeyPatch, name: str, *paragraphs: str, office: str = YOUTH) -> str:
    before = branches(forge)
    upload(forge, name, *paragraphs, office=office)
    machine(forge, monkeypatch)
    (branch,) = branches(forge) - before
    return branch


def in_the_guide(forge: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    accept(forge, proposed(forge, monkeypatch, UPLOAD, *TEXT))


def test_a_file_handed_in_again_is_merged_with_what_the_editors_did(
    forge: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_the_guide(forge, monkeypatch)
    change(forge, ("17 Uhr", "{fakt}`hort-ende`"), ("gut aufgehoben", "betreut"))
    upload(forge, UPLOAD, *with_words(("im Rathaus", "im Bürgerbüro")))
    root = machine(forge, monkeypatch)
    (branch,) = branches(forge)
    text = chapter(forge, branch)
    for words in ("{fakt}`hort-ende`", "betreut, bis", "im Bürgerbüro nach"):
        assert words in text
    assert message(root, branch).startswith("# Geändertes Kapitel: Hort und Ferien\n")
    assert "ist eine neue Fassung eines Beitrags" in message(root, branch)
    files = git(forge, "ls-tree", "-r", "--name-only", branch).splitlines()
    assert len([name for name in files if "/gelesen/" in name]) == 2


@pytest.mark.parametrize(("kind", "sign"), [("gitlab", "Draft: "), ("forgejo", "WIP: "), ("github", "WIP: ")])
def test_a_foreign_file_with_a_chapters_name_is_a_draft_to_look_at_first(
    forge: Path, monkeypatch: pytest.MonkeyPatch, kind: str, sign: str
) -> None:
    in_the_guide(forge, monkeypatch)
    change(forge, ("17 Uhr", "{fakt}`hort-ende`"))
    upload(forge, "Anderes.docx", "Unser Verein betreut Kinder am Nachmittag.", office=SCHOOL)
    with fake_forge(kind) as server:
        for name, value in server.variables.items():
            monkeypatch.setenv(name, value)
        root = machine(forge, monkeypatch, "--nachricht-an", kind)
        assert server.payload["title"] == f"{sign}Erst ansehen: Geändertes Kapitel: Hort und Ferien"
    (branch,) = branches(forge)
    first = message(root, branch).splitlines()[2]
    assert first.startswith("Aus dem Ratgeber gingen verloren: ")
    assert "1 Angabe" in first
