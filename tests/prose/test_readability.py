"""The Wiener Sachtextformel, calculated once by hand, and what counts as a word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ratgeber_tools.prose.readability import measure, words_of


def test_the_value_is_the_one_calculated_by_hand() -> None:
    # words: Das Kind geht in die Grundschule | Dort lernt es lesen
    # MS 1 of 10, SL 5, IW 1 of 10, ES 8 of 10 (all but Grundschule and lesen)
    measured = measure(["Das Kind geht in die Grundschule.", "Dort lernt es lesen."])
    assert (measured.words, measured.sentences) == (10, 2)
    assert (measured.words_of_many_syllables, measured.long_words, measured.words_of_one_syllable) == (1, 1, 8)
    assert measured.difficulty == pytest.approx(0.1935 * 10 + 0.1672 * 5 + 0.1297 * 10 - 0.0327 * 80 - 0.875)


def test_figures_are_no_words() -> None:
    assert words_of("Am 30. Juni 2027, 8:30 Uhr") == ["Am", "Juni", "Uhr"]


def test_a_word_with_a_hyphen_is_one_word_with_the_syllables_of_its_parts() -> None:
    measured = measure(["PLUS-Antrag"])
    assert measured.words == 1
    assert measured.words_of_many_syllables == 1


def test_a_long_word_has_more_than_six_letters() -> None:
    assert measure(["Kinder Schulen"]).long_words == 1


def test_a_text_without_words_has_no_value() -> None:
    assert measure(["", "30.", "…"]).difficulty is None


def test_longer_sentences_are_harder() -> None:
    short = measure(["Sie rufen an.", "Sie fragen nach."]).difficulty
    long = measure(["Sie rufen an Sie fragen nach."]).difficulty
    assert short is not None
    assert long is not None
    assert short < long


@given(st.lists(st.text(max_size=40)), st.lists(st.text(max_size=40)))
def test_measures_of_parts_add_up_to_the_measure_of_the_whole(first: list[str], second: list[str]) -> None:
    assert measure(first) + measure(second) == measure([*first, *second])
