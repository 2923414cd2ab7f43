"""A unit's words with numbered places: what a translator gets is well-formed, and comes back as the same words."""

from __future__ import annotations

import pytest
from hypothesis import given

from ratgeber_tools import document as doc
from ratgeber_tools.languages.tagged import TagMistake, tag, untag
from strategies import inlines

GERMAN = tag(
    (
        doc.Text("Rufen Sie das "),
        doc.Link("amt.md", (doc.Text("Jugendamt"),)),
        doc.Text(" unter "),
        doc.Role("kontakt", "jugendamt telefon"),
        doc.Text(" an."),
    )
)


def test_links_are_pairs_and_records_single_places() -> None:
    assert GERMAN.text == "Rufen Sie das <1>Jugendamt</1> unter <2/> an."


@given(inlines())
def test_words_come_back_from_their_tagged_text(words: doc.Inlines) -> None:
    german = tag(words)
    back = untag(german.text, german)
    assert back == doc.normalise_inlines(words) or isinstance(back, TagMistake)
    if german.has_words:
        assert not isinstance(back, TagMistake) or "mehrere Zeilen" in back.sentence


def test_places_may_change_their_order() -> None:
    words = untag("Зателефонуйте <2/> до <1>служби</1>.", GERMAN)
    assert words == (
        doc.Text("Зателефонуйте "),
        doc.Role("kontakt", "jugendamt telefon"),
        doc.Text(" до "),
        doc.Link("amt.md", (doc.Text("служби"),)),
        doc.Text("."),
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Телефон: <1>служба</1>.", "Die Stelle <2> fehlt: Dort steht eine Angabe, ein Verweis oder eine Fußnote."),
        ("<2/> <2/> <1>x</1>", "Die Stelle <2> steht 2-mal da; sie darf nur einmal vorkommen."),
        ("<1>x <2/>", "Die Stelle <1> wird nicht mit </1> geschlossen."),
        ("<2/> x</1>", "Vor </1> fehlt der Anfang <1>, oder zwei Stellen sind verschränkt."),
        ("x <1/> <2/>", "Die Stelle 1 muss als <1>…</1> dastehen."),
        ("<1>x</1> <2/> <3/>", "Die Stelle <3/> gibt es im deutschen Text nicht."),
        ("<1></1><2/>", "Es steht kein Text da."),
        ("a\n<1>x</1> <2/>", "Der Text hat mehrere Zeilen; er muss in einer stehen."),
    ],
)
def test_what_would_lose_or_double_a_place_is_refused_with_a_sentence(text: str, sentence: str) -> None:
    assert untag(text, GERMAN) == TagMistake(sentence)


def test_a_mark_may_be_left_out() -> None:
    german = tag((doc.Text("Das ist "), doc.Strong((doc.Text("wichtig"),)), doc.Text(".")))
    assert untag("Це важливо.", german) == (doc.Text("Це важливо."),)


def test_a_word_of_the_glossary_is_translated_and_leads_to_the_same_entry() -> None:
    german = tag((doc.Text("Im "), doc.Role("begriff", "Hort")))
    assert german.text == "Im <1>Hort</1>"
    words = untag("У <1>групі продовженого дня</1>", german)
    assert words == (doc.Text("У "), doc.Role("begriff", "групі продовженого дня <Hort>"))


def test_a_field_keeps_its_lines_to_write_on() -> None:
    german = tag((doc.Role("feld", "Grund; 3 Zeilen"),))
    assert untag("<1>Причина</1>", german) == (doc.Role("feld", "Причина; 3 Zeilen"),)


def test_signs_that_look_like_places_stay_signs() -> None:
    german = tag((doc.Text("a <1> & b"),))
    assert german.places == ()
    assert untag(german.text, german) == (doc.Text("a <1> & b"),)
