"""What people and machines do around the inbox: upload a file, run the command as a forge does, look at branches."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from guide_project import YOUTH, Project, git
from ratgeber_tools.cli import main

UPLOAD = Path("eingang", "schulanfang", "Beitrag Hort.docx")


def person(forge: Path, name: str, office: str) -> Project:
    made = Project(forge.parent / name)
    git(forge.parent, "clone", "--quiet", str(forge), str(made.root))
    git(made.root, "config", "user.name", "Redaktion")
    made.act_as(office)
    return made


def word_file(path: Path, *paragraphs: str, title: str = "Hort und Ferien") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    document = docx.Document()
    if title:
        document.add_heading(title, level=1)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(str(path))
    return path


def upload(forge: Path, path: Path, *paragraphs: str, title: str = "Hort und Ferien") -> None:
    """What the forge's web page does with a file dropped on it."""
    uploader = Project(forge.parent / f"upload-{len(list(forge.parent.iterdir()))}")
    git(forge.parent, "clone", "--quiet", str(forge), str(uploader.root))
    git(uploader.root, "config", "user.name", "Redaktion")
    word_file(uploader.root / path, *paragraphs, title=title)
    uploader.commit(YOUTH)
    git(uploader.root, "push", "--quiet")


def machine(forge: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> tuple[int, Path]:
    """A run of the forge: a fresh clone without anybody's settings."""
    root = forge.parent / f"lauf-{len(list(forge.parent.iterdir()))}"
    git(forge.parent, "clone", "--quiet", str(forge), str(root))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(forge.parent / "keine-einstellungen"))
    monkeypatch.chdir(root)
    code = main(["eingang", "--hochladen", "--ohne-vorschau", *arguments])
    monkeypatch.delenv("GIT_CONFIG_GLOBAL")
    return code, root


def branches(forge: Path) -> list[str]:
    return sorted(git(forge, "for-each-ref", "--format=%(refname:short)", "refs/heads/beitrag").split())


def message(root: Path, branch: str) -> str:
    return (root / "_build" / "eingang" / branch.partition("/")[2] / "nachricht.md").read_text(encoding="utf-8")


def upload_files(forge: Path, files: dict[str, bytes], *, office: str = YOUTH) -> None:
    """Upload several files at once; names are seen from the project."""
    uploader = person(forge, f"upload-{len(list(forge.parent.iterdir()))}", office)
    for name, content in files.items():
        path = uploader.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    uploader.commit(office)
    git(uploader.root, "push", "--quiet")
