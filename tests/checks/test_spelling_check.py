"""Spelling, asked of hunspell where it is installed; without it one sentence says so."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from data.data_files import write_data
from ratgeber_tools.checks import spelling
from ratgeber_tools.errors import MissingProgramError
from ratgeber_tools.findings import Code
from ratgeber_tools.guide import load
from ratgeber_tools.spelling import unknown_words


def has_hunspell() -> bool:
    try:
        return unknown_words(["Haus"]) == set()
    except MissingProgramError:
        return False


needs_hunspell = pytest.mark.skipif(not has_hunspell(), reason="apt-get install hunspell hunspell-de-de")


def strange(folder: Path, text: str, words: str = "") -> list[str]:
    """Return the words found, as quoted in the findings."""
    (folder / "kapitel.md").write_text(f"# Kapitel\n\n{text}\n", encoding="utf-8")
    (folder / "redaktion").mkdir(exist_ok=True)
    (folder / "redaktion" / "woerter.txt").write_text(words, encoding="utf-8")
    return sorted(finding.text.split("“")[0].lstrip("„") for finding in spelling.check(load(folder)))


@needs_hunspell
@pytest.mark.parametrize("word", ["Schuhle", "Anmeldugn", "vieleicht", "Schulbezrik", "Elternabned", "Kidner-Treff"])
def test_a_misspelt_word_is_found(tmp_path: Path, word: str) -> None:
    assert strange(tmp_path, f"Hier steht {word} im Text.") == [word]


@needs_hunspell
@pytest.mark.parametrize(
    "text",
    [
        "Schulsozialarbeit", "Hortbeitrag und Hortplatz", "Nachteilsausgleich", "Vor- und Nachname", "Kita-Platz",
        "{fremd}`merhaba <tr>`", "`wrtx`", "[Seite](https://wrtx.example)", "wrtx@stadt.example", "www.wrtx.de",
        "BuT und LRS", "Mo bis Fr", ":::{fremdsprache}\nWrtx\n:::", "{math}`\\frac{wrtx}{2}`",
    ],
)  # fmt: skip
def test_compounds_other_languages_addresses_and_code_are_known(tmp_path: Path, text: str) -> None:
    assert strange(tmp_path, text) == []


@needs_hunspell
def test_the_editors_list_helps_with_endings_and_compounds(tmp_path: Path) -> None:
    text = "Die Wrtx, der Wrtxs, die Wrtxschule und Schulwrtxen."
    assert strange(tmp_path, text, "Wrtx  # ein Amt\n") == []


@needs_hunspell
def test_names_in_the_data_are_known(tmp_path: Path) -> None:
    write_data(tmp_path / "daten", kommune="name: Wrtxstadt\nortsnamen: [Qplau]\n")
    assert strange(tmp_path, "In Wrtxstadt und Qplau.") == []


@needs_hunspell
def test_a_word_is_told_once_a_chapter_in_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A\n\nGut.\nWrtx und Wrtx.\n\nWrtx.\n", encoding="utf-8")
    (tmp_path / "b.md").write_text("# B\n\nWrtx.\n", encoding="utf-8")
    found = [(finding.path and finding.path.name, finding.line) for finding in spelling.check(load(tmp_path))]
    assert found == [("a.md", 4), ("b.md", 3)]


def test_without_hunspell_one_sentence_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    (tmp_path / "a.md").write_text("# A\n\nWrtx.\n", encoding="utf-8")
    (finding,) = spelling.check(load(tmp_path))
    assert finding.code is Code.SPELLING_SKIPPED
    assert "hunspell fehlt" in finding.text


def test_a_line_of_two_words_in_the_list_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "redaktion").mkdir()
    (tmp_path / "redaktion" / "woerter.txt").write_text("# Liste\ngut\nzwei Wörter\n", encoding="utf-8")
    findings = [finding for finding in spelling.check(load(tmp_path)) if finding.code is Code.DATA_VALUE]
    assert [finding.line for finding in findings] == [3]
