"""Signs of a sentence that is hard for those who read Einfache Sprache."""

from __future__ import annotations

import pytest

from ratgeber_tools.prose.plain_german import doubled_things, hard_parts, long_words


@pytest.mark.parametrize(
    ("sentence", "sign"),
    [
        ("Rufen Sie an, wenn Ihr Kind krank ist.", "Nebensatz"),
        ("Das ist die Schule, in die Ihr Kind geht.", "Nebensatz"),
        ("Fragen Sie die Leitung des Horts.", "Genitiv"),
        ("Fragen Sie die Leitung der Schule.", "Genitiv"),
        ("Sie könnten die Schule anrufen.", "Konjunktiv"),
        ("Bringen Sie z. B. den Impfpass mit.", "Abkürzung"),
        ("Lesen Sie Kapitel IV.", "römische"),
        ("Das gilt für 30 Prozent.", "Prozent"),
        ("Es gibt 2.400 Kinder.", "große Zahl"),
        ("Sie gehen an einem Tag im Februar mit Ihrem Kind in die Schule am Markt.", "Wörter"),
    ],
)
def test_a_hard_sentence_is_told_with_what_makes_it_hard(sentence: str, sign: str) -> None:
    assert sign in " ".join(hard_parts(sentence, 12))


@pytest.mark.parametrize(
    "sentence",
    [
        "Ihr Kind ist krank?",
        "Dann rufen Sie an.",
        "In der Schule gibt es Essen.",
        "Es isst dort, spielt und macht Hausaufgaben.",
        "Das war 2026.",
        "Sie gehört zum Beispiel einer Kirche.",
    ],
)
def test_a_plain_sentence_is_left_alone(sentence: str) -> None:
    assert list(hard_parts(sentence, 12)) == []


def test_leichte_sprache_has_shorter_sentences() -> None:
    sentence = "Gehen Sie mit Ihrem Kind an einem Tag hin."
    assert list(hard_parts(sentence, 12)) == []
    assert list(hard_parts(sentence, 8)) == ["hat 9 Wörter, gut sind höchstens 8: Machen Sie zwei Sätze daraus."]


def test_a_long_noun_counts_by_its_parts_and_not_if_it_is_explained() -> None:
    words = "Die Geburtsurkunde, die Geburts-Urkunde, die Geburts·urkunde und die Förderschulen"
    assert list(long_words(words, ["förderschule"])) == ["Geburtsurkunde"]


def test_two_words_for_one_thing_are_told() -> None:
    assert list(doubled_things("Ihre Adresse. Die Anschrift der Schule.")) == [("Adresse", "Anschrift")]
    assert list(doubled_things("Ihre Adresse. Die Adressen der Schulen.")) == []
