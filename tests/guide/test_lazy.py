from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ratgeber_tools import guide as guides
from ratgeber_tools.guide import chapters, lazy, load, load_lazily
from ratgeber_tools.guide.front_matter import read_head

HEAD = "---\nstatus: entwurf\nzustaendig: {}\nstand: 24.11.2026\n---\n\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, office, text in (
        ("index", "Schulamt", "# Ratgeber\n"),
        ("a/hort", '"Amt: Jugend"', "(Mein-Ziel)=\n# Hort\n"),
        ("a/geld", "Schulamt", "# Geld\n\n{ref}`mein-ziel`\n\n```{figure} x.png\n:name: bild\n```\n"),
        ("a/leer", "", "# Leer\n"),
    ):
        path = tmp_path / f"{name}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(HEAD.format(office) + text, encoding="utf-8")
    (tmp_path / "a" / "ohne.md").write_text("# Ohne Kopf\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The chapters that were parsed, in order."""
    names: list[str] = []

    def reading(path: Path, *, name: str) -> chapters.Chapter:
        names.append(name)
        return chapters.read_chapter(path, name=name)

    monkeypatch.setattr(lazy, "read_chapter", reading)
    monkeypatch.setattr(guides, "read_chapter", reading)
    return names


def test_a_guide_read_lazily_is_the_same_guide(folder: Path) -> None:
    assert dict(load_lazily(folder).chapters) == dict(load(folder).chapters)


def test_only_the_chapter_asked_for_is_parsed_and_only_once(folder: Path, read: list[str]) -> None:
    guide = load_lazily(folder)
    assert "a/hort" in guide.chapters
    assert list(guide.chapters) == ["a/geld", "a/hort", "a/leer", "a/ohne", "index"]
    assert len(guide.chapters) == 5
    assert guide.chapters["a/geld"].title == guide.chapters["a/geld"].title == "Geld"
    assert read == ["a/geld"]


def test_a_target_asks_only_chapters_that_mention_it(folder: Path, read: list[str]) -> None:
    guide, whole = load_lazily(folder), load(folder)
    read.clear()
    for target in ("mein-ziel", "bild", "gibt-es-nicht"):
        found, expected = guide.chapter_with(target), whole.chapter_with(target)
        assert (found and found.name) == (expected and expected.name)
    assert sorted(read) == ["a/geld", "a/hort"]


def test_who_answers_for_chapters_is_told_by_their_heads_alone(folder: Path, read: list[str]) -> None:
    assert load_lazily(folder).responsible() == {"Schulamt", "Amt: Jugend"}
    assert read == []
    assert load(folder).responsible() == {"Schulamt", "Amt: Jugend"}


@given(st.text("Aä: '\"-#&*!|>[]{},\n\t\\%@?0", max_size=30))
@example("0\t")
def test_an_office_is_read_from_its_line_as_from_the_whole_head(value: str) -> None:
    for text in (HEAD.format(value), HEAD.format(value).replace("status: entwurf\n", "")):
        head = read_head(text, Path("x.md"))
        assert lazy.responsible_in(text, Path("x.md")) == (head.values.responsible if head else "")
