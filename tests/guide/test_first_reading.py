"""A program that starts has its guide read by a process of its own."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from ratgeber_tools.guide import remembered
from ratgeber_tools.guide.first_reading import FirstReading
from ratgeber_tools.guide.remembered import Read, RememberedGuide

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the system cannot fork; the guide is read in a thread")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "daten").mkdir()
    (tmp_path / "daten" / "fakten.yaml").write_text("preis:\n  titel: Preis\n  wert: 10 Euro\n", encoding="utf-8")
    for name in ("a", "b"):
        (tmp_path / f"{name}.md").write_text(f"# {name}\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def read_here(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    names: list[str] = []
    original = remembered.read_chapter
    monkeypatch.setattr(
        remembered, "read_chapter", lambda path, *, name: names.append(name) or original(path, name=name)
    )
    return names


def test_what_another_process_has_read_is_not_read_again_and_what_was_saved_since_is(
    folder: Path, read_here: list[str]
) -> None:
    first = list(FirstReading(folder))
    (folder / "b.md").write_text("# b, neuer\n", encoding="utf-8")

    guide = RememberedGuide(folder).load(first)

    assert read_here == ["b"]
    assert [chapter.title for chapter in guide] == ["a", "b, neuer"]
    assert guide.data.records.facts["preis"].value == "10 Euro"


def test_what_a_reader_that_was_ended_has_not_read_is_read_here(folder: Path, read_here: list[str]) -> None:
    reading = FirstReading(folder)

    def cut() -> Iterator[Read]:
        yield from islice(iter(reading), 2)
        os.kill(reading._process, signal.SIGKILL)
        os.waitpid(reading._process, 0)

    guide = RememberedGuide(folder).load(cut())

    assert read_here == ["b"]
    assert [chapter.title for chapter in guide] == ["a", "b"]


def test_the_guide_is_the_same_one_while_nothing_has_changed(folder: Path) -> None:
    guide = RememberedGuide(folder)
    first = guide.load()
    assert guide.load() is first

    (folder / "a.md").unlink()
    assert list(guide.load().chapters) == ["b"]
