"""Words as the search compares them, and compounds taken apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ratgeber_tools.search.compounds import Compounds
from ratgeber_tools.search.words import fold, is_stop_word, numbers_in, stem


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Foerderschule", "Förderschule"),
        ("Forderschule", "Förderschule"),
        ("strasse", "Straße"),
        ("AERZTIN", "Ärztin"),
    ],
)
def test_spellings_of_one_word_fold_alike(typed: str, meant: str) -> None:
    assert fold(typed) == fold(meant)


@pytest.mark.parametrize("word", ["neue", "bauen", "Quelle", "abenteuer"])
def test_two_vowels_that_are_no_umlaut_stay(word: str) -> None:
    assert fold(word) == word.lower()


@pytest.mark.parametrize(
    "forms",
    [
        ("Anmeldung", "anmelden", "angemeldet", "Anmeldungen"),
        ("Praktikum", "Praktika"),
        ("Gymnasium", "Gymnasien"),
        ("Lehrer", "Lehrerin", "Lehrerinnen"),
        ("Zahn", "Zähne", "Zähnen"),
        ("Mobbing", "gemobbt", "mobben"),
        ("Konzentration", "konzentrieren", "konzentriert"),
        ("Einschulung", "eingeschult", "einschulen"),
        ("Zeugnis", "Zeugnisse", "Zeugnissen"),
    ],
)
def test_forms_of_a_word_have_one_stem(forms: tuple[str, ...]) -> None:
    assert len({stem(form) for form in forms}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("Hort", "Hörtest"), ("Sucht", "suchen"), ("Schulpflicht", "Schule"), ("Gesundheit", "Sund")]
)
def test_other_words_keep_another_stem(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@given(st.text("abcdefghijklmnopqrstuvwxyzäöüß", min_size=1, max_size=20))
def test_capitals_change_no_stem(word: str) -> None:
    assert stem(word.upper()) == stem(word)


def test_small_words_are_known_as_typed() -> None:
    assert is_stop_word("Für")
    assert is_stop_word("fuer")
    assert not is_stop_word("Hort")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("die 116 117 oder", ["116117"]),
        ("0340 204-2040", ["03402042040"]),
        ("0800 111 0 550", ["08001110550"]),
        ("die 112, die 110", []),
        ("Klasse 5 und 2026/27", []),
    ],
)
def test_numbers_written_with_blanks_are_one_word(text: str, numbers: list[str]) -> None:
    assert numbers_in(text) == numbers


def test_marks_that_few_people_type_fall_off() -> None:
    assert fold("مَدْرَسَة") == "مدرسة"
    assert fold("їжа й ёж") == fold("іжа и еж")


COMPOUNDS = Compounds(["Hort", "Vertrag", "Bus", "fahren", "Karte", "Klasse", "Feier", "Einschulung", "die", "Rat"])


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("Hortvertrag", ["Hort", "Vertrag"]),
        ("Hortverträge", ["Hort", "Vertrag"]),
        ("Busfahrkarte", ["Bus", "fahren", "Karte"]),
        ("Klassenfeier", ["Klasse", "Feier"]),
        ("Einschulungsfeier", ["Einschulung", "Feier"]),
    ],
)
def test_a_compound_is_taken_apart_with_what_joins_its_parts(word: str, parts: list[str]) -> None:
    assert COMPOUNDS.split(word) == tuple(stem(part) for part in parts)


@pytest.mark.parametrize("word", ["Hort", "Hortgold", "Diebus", ""])
def test_what_is_not_made_of_known_words_stays_whole(word: str) -> None:
    assert COMPOUNDS.split(word) == ()
