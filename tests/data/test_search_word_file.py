"""`suchwoerter.yaml`: what is right is used, what is wrong is told in German with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from ratgeber_tools.data.search_words import load_foreign_words, load_search_words


def load(folder: Path, text: str) -> tuple[dict[str, tuple[str, ...]], list[tuple[int | None, str]]]:
    path = folder / "suchwoerter.yaml"
    path.write_text(text, encoding="utf-8")
    words, findings = load_search_words(path)
    return dict(words), [(finding.line, finding.text) for finding in findings]


def test_a_word_stands_for_one_word_or_several(tmp_path: Path) -> None:
    words, findings = load(tmp_path, "Gymi: Gymnasium\nblau machen: [fehlen, Schulpflicht]\n")
    assert words == {"Gymi": ("Gymnasium",), "blau machen": ("fehlen", "Schulpflicht")}
    assert findings == []


def test_no_file_is_an_empty_one(tmp_path: Path) -> None:
    assert load_search_words(tmp_path / "suchwoerter.yaml") == ({}, ())


@pytest.mark.parametrize("value", ["", "[]", "[Gymnasium, [a]]", "\n  wort: Gymnasium"])
def test_a_word_without_a_meaning_is_told_and_the_rest_is_used(tmp_path: Path, value: str) -> None:
    words, findings = load(tmp_path, f"Kita: Kindergarten\nGymi: {value}\n")
    assert words["Kita"] == ("Kindergarten",)
    sentence = "„Gymi“ braucht ein Wort des Ratgebers oder mehrere in Klammern: Gymi: [Wort, Wort]."
    assert findings == [(2, sentence)]


def test_a_word_that_means_itself_is_told(tmp_path: Path) -> None:
    _, findings = load(tmp_path, "Hort: [Ganztag, hort]\n")
    assert findings == [(1, "„Hort“ steht auch auf der rechten Seite. Streichen Sie es dort.")]


def test_broken_yaml_is_told_once_and_costs_one_entry(tmp_path: Path) -> None:
    words, findings = load(tmp_path, "Kita: Kindergarten\nGymi: [Gymnasium\nAzubi: Lehre\n")
    assert words["Kita"] == ("Kindergarten",)
    assert [line for line, _ in findings] == [2]


def test_words_of_other_languages_stand_below_the_german_word(tmp_path: Path) -> None:
    path = tmp_path / "suchwoerter-sprachen.yaml"
    path.write_text("kleine Wörter:\n  en: [my, the]\nSchule:\n  en: school\n  uk: [школа, школі]\n", encoding="utf-8")
    words, findings = load_foreign_words(path)
    assert words.words == {"Schule": {"en": ("school",), "uk": ("школа", "школі")}}
    assert words.small_words == {"en": ("my", "the")}
    assert findings == ()


@pytest.mark.parametrize(("text", "line", "code"), [("Schule: school\n", 1, "en"), ("Schule:\n  pl: []\n", 2, "pl")])
def test_a_german_word_without_others_is_told(tmp_path: Path, text: str, line: int, code: str) -> None:
    path = tmp_path / "suchwoerter-sprachen.yaml"
    path.write_text(text, encoding="utf-8")
    words, findings = load_foreign_words(path)
    assert words.words == {}
    sentence = f"„Schule“ braucht je Sprache ein Wort oder mehrere in Klammern: {code}: [Wort, Wort]."
    assert [(finding.line, finding.text) for finding in findings] == [(line, sentence)]
