"""Text in other languages, and which marks of Word are believed."""

from __future__ import annotations

from pathlib import Path

import pytest
from word_package import p, r, read_body

from ratgeber_tools.document import Block, Container, Foreign, Paragraph, Text

ARABIC = "مرحبا بكم في المدرسة"


def only_block(folder: Path, body: str) -> Block:
    (made,) = read_body(folder, body).document.blocks
    return made


def language(tag: str) -> str:
    return f'<w:lang w:val="{tag}"/>'


def test_arabic_words_in_a_sentence_are_marked_with_their_direction(tmp_path: Path) -> None:
    made = only_block(tmp_path, p(r("Willkommen heißt ") + r(ARABIC, '<w:rtl/><w:lang w:bidi="ar-SA"/>') + r(".")))
    assert made == Paragraph((Text("Willkommen heißt "), Foreign(ARABIC, "ar", True), Text(".")))


def test_right_to_left_text_is_known_by_its_script(tmp_path: Path) -> None:
    made = only_block(tmp_path, p(r(f"Hallo {ARABIC} Welt")))
    assert made == Paragraph((Text("Hallo "), Foreign(ARABIC, "ar", True), Text(" Welt")))
    assert "fa" in repr(only_block(tmp_path, p(r("Salam: پدر و مادر گرامی"))))
    assert "he" in repr(only_block(tmp_path, p(r("Schalom: שלום"))))


def test_whole_paragraphs_in_one_language_become_one_building_block(tmp_path: Path) -> None:
    mark = language("tr-TR")
    body = p(r("Çocuğunuz ne zaman okula başlar?", mark)) + p(r("Kayıt için belgeler gerekir.", mark))
    made = only_block(tmp_path, body)
    assert isinstance(made, Container)
    assert made.name == "fremdsprache"
    assert made.options == (("sprache", "tr"),)
    assert len(made.blocks) == 2


def test_a_russian_word_is_believed_a_latin_one_marked_russian_is_not(tmp_path: Path) -> None:
    mark = language("ru-RU")
    made = only_block(tmp_path, p(r("Schule heißt ") + r("школа", mark) + r(" und nicht ") + r("skola", mark)))
    assert made == Paragraph((Text("Schule heißt "), Foreign("школа", "ru"), Text(" und nicht skola")))


@pytest.mark.parametrize(
    "text", ["Der Antrag ist bis zum 1. März mit allen Unterlagen zu stellen.", "Newsletter", "E-Mail 12"]
)
def test_a_spell_checkers_guess_is_not_believed(tmp_path: Path, text: str) -> None:
    assert only_block(tmp_path, p(r(text, language("en-US")))) == Paragraph((Text(text),))


def test_the_documents_own_language_is_no_foreign_one(tmp_path: Path) -> None:
    text = "Wien liegt am Ufer der schönen Donau."
    assert only_block(tmp_path, p(r(text, language("de-AT")))) == Paragraph((Text(text),))
