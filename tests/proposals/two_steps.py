"""The inbox as a forge runs it: one step makes proposals without a token, another uploads them and reads nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fake_forge import FakeForge
from guide_project import git
from ratgeber_tools.cli import main
from ratgeber_tools.proposals.forge import TOKEN
from ratgeber_tools.readers import word


def clone(forge: Path) -> Path:
    root = forge.parent / f"lauf-{len(list(forge.parent.iterdir()))}"
    git(forge.parent, "clone", "--quiet", str(forge), str(root))
    return root


def first_step(root: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """A run without a token, in whose clone no remote may be pushed to."""
    git(root, "config", "remote.origin.pushurl", str(root / "gibt-es-nicht"))
    with monkeypatch.context() as step:
        step.delenv(TOKEN, raising=False)
        step.setenv("GIT_CONFIG_GLOBAL", str(root.parent / "keine-einstellungen"))
        step.chdir(root)
        return main(["eingang", "--ohne-vorschau", *arguments])


def last_step(
    root: Path, remote: Path, monkeypatch: pytest.MonkeyPatch, server: FakeForge | None = None, kind: str = "gitlab"
) -> int:
    """A run with the token that could not read a document if it wanted to."""

    def refuse(*_: object, **__: object) -> object:
        raise AssertionError("the last step reads no document")

    with monkeypatch.context() as step:
        for name, value in (server.variables if server is not None else {}).items():
            step.setenv(name, value)
        step.setattr(word, "read", refuse)
        for place in ("as_docx", "read_docx"):
            step.setattr(f"ratgeber_tools.contributions.intake.{place}", refuse)
        step.setattr("ratgeber_tools.cli.sphinx_process.run_sphinx", refuse)
        step.chdir(root)
        told = ["--nachricht-an", kind] if server is not None else []
        return main(["eingang", "--nur-hochladen", "--hochladen", str(remote), *told])


def both_steps(
    forge: Path, monkeypatch: pytest.MonkeyPatch, server: FakeForge | None = None, kind: str = "gitlab"
) -> Path:
    """Run each step in a clone of its own; return the second clone."""
    first, second = clone(forge), clone(forge)
    assert first_step(first, monkeypatch) == 0
    handed_over(first, second)
    assert last_step(second, forge, monkeypatch, server, kind) == 0
    return second


def handed_over(first: Path, second: Path) -> None:
    """Bring what the first step has kept to the clone of the second."""
    shutil.copytree(first / "_build" / "eingang", second / "_build" / "eingang")
