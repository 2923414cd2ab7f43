"""The public edition takes its place in one step: whoever looks sees the old one or the new one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from killed_runs import killed_runs
from ratgeber_tools.editions import publication
from ratgeber_tools.errors import RatgeberError

BUILD = """
from ratgeber_tools.editions import publication
def build(root, words):
    with publication.building(root) as workshop:
        html = workshop / "html"
        html.mkdir(parents=True, exist_ok=True)
        for name in ("index.html", "a.html", ".buildinfo"):
            (html / name).write_text(words, encoding="utf-8")
        (workshop / "pdf").mkdir(exist_ok=True)
        (workshop / "pdf" / publication.PDF).write_text(words, encoding="utf-8")
        (workshop / publication.EPUB).write_text(words, encoding="utf-8")
        publication.publish(
            root, html=html, pdf=workshop / "pdf" / publication.PDF, epub=workshop / publication.EPUB, overview=words
        )
def job(root):
    build(root, "new")
"""


def build(root: Path, words: str) -> None:
    namespace: dict[str, object] = {}
    exec(BUILD, namespace)
    namespace["build"](root, words)  # type: ignore[operator]


def shown(root: Path) -> dict[str, str]:
    folder = root / publication.PUBLIC
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def edition(words: str) -> dict[str, str]:
    return dict.fromkeys(
        ("STAND.md", "elternratgeber.epub", "elternratgeber.pdf", "html/a.html", "html/index.html"), words
    )


def test_a_new_edition_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    for words in ("old", "new"):
        build(tmp_path, words)
        assert shown(tmp_path) == edition(words)
    assert sorted(path.name for path in (tmp_path / "_build").iterdir()) == ["public", "werkstatt"]


def test_the_old_edition_is_there_while_a_new_one_is_built_and_goes_if_there_will_be_none(tmp_path: Path) -> None:
    build(tmp_path, "old")

    def fail() -> None:
        with publication.building(tmp_path):
            assert shown(tmp_path) == edition("old")
            raise RatgeberError

    with pytest.raises(RatgeberError):
        fail()
    assert shown(tmp_path) == {}


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a thing of Unix")
def test_a_run_killed_at_any_moment_leaves_the_old_edition_or_the_new_one_whole(tmp_path: Path) -> None:
    source = tmp_path / "projekt"
    build(source, "old")
    states = []
    for copy in killed_runs(source, BUILD):
        states.append(shown(copy))
        assert states[-1] in (edition("old"), edition("new"))
        build(copy, "newer")
        assert shown(copy) == edition("newer")
        assert sorted(path.name for path in (copy / "_build").iterdir()) == ["public", "werkstatt"]
    assert (states[0], states[-1]) == (edition("old"), edition("new"))
