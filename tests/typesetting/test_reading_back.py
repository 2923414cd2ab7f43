"""What is read out of our PDFs is what stands there: letter by letter, in the order of the words, in five languages."""

from __future__ import annotations

import datetime
import io
import subprocess
import unicodedata
from collections import Counter
from pathlib import Path

import page
import pikepdf
import pytest

from ratgeber_tools.typesetting.typesetter import stage, typeset
from second_opinion import objections
from typesetting.qr_reading import can_render
from typesetting.spoken_text import spoken

NOON = datetime.datetime(2026, 9, 1, 12, tzinfo=datetime.UTC)
PHONE = "0340 204-1234"
#: A sentence each: marks above letters, lam with alef, blanks of no width, letters with two accents; two lines long.
SENTENCES = {
    "ar": "سجّلوا طفلكم في المدرسة الابتدائية، ولا تنسوا شهادة الميلاد وبطاقة الهوية، ثم اتصلوا بنا على الرقم",
    "fa": "فرزندتان را در دبستان ثبت‌نام کنید و شناسنامه و کارت هویت خود را همراه بیاورید و به ما زنگ بزنید",
    "ckb": "منداڵەکەتان لە قوتابخانەی سەرەتایی تۆمار بکەن و بڕوانامەی لەدایکبوون بهێنن، دوای ئەوە پەیوەندی بکەن",
    "uk": "Зареєструйте дитину в початковій школі: ґанок, їжак, об’єднання; візьміть свідоцтво та телефонуйте",
    "vi": "Hãy đăng ký cho con ở trường tiểu học, mang theo giấy khai sinh và gọi cho chúng tôi theo số",
}
FROM_RIGHT = ("ar", "fa", "ckb")


def source() -> str:
    lines = ['#import "theme/theme.typ": *', '#show: guide.with(title: "Titel")', "#{"]
    for language, words in SENTENCES.items():
        way = "rtl" if language in FROM_RIGHT else "ltr"
        body = f'"{words} "; whole("{PHONE}"); " "; external("https://a.example", "{words}"); "."'
        lines.append(f'foreign(language: "{language}", direction: "{way}", par({{ {body} }}))')
    return "\n".join([*lines, "}"])


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return typeset(stage(tmp_path_factory.mktemp("satz"), source(), {}), timestamp=NOON)


def plain(text: str) -> str:
    """Return a text without line ends, double blanks and marks of direction."""
    return unicodedata.normalize(
        "NFC", " ".join("".join(c for c in text if c not in "\u202a\u202b\u202c\u200e\u200f").split())
    )


@pytest.mark.parametrize("language", SENTENCES)
def test_a_voice_says_each_letter_once_and_the_words_in_their_order(language: str, pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        said = [plain(text) for text in spoken(document, "P")]
    words = SENTENCES[language]
    assert said[list(SENTENCES).index(language) - len(SENTENCES)] == plain(f"{words} {PHONE} {words}.")


@pytest.mark.parametrize("language", SENTENCES)
def test_a_link_is_called_what_it_is_printed_as(language: str, pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        called = [plain(str(link.Contents)) for sheet in document.pages for link in sheet.obj.get("/Annots", [])]
    assert plain(SENTENCES[language]) in called


@pytest.mark.skipif(not can_render(), reason="needs poppler")
def test_another_program_finds_each_letter_as_often_as_it_was_written(pdf: bytes) -> None:
    found = subprocess.run(["pdftotext", "-raw", "-f", "3", "-", "-"], input=pdf, capture_output=True, check=True)
    letters = Counter(char for char in plain(found.stdout.decode("utf-8")) if not char.isascii())
    assert letters == Counter(char for words in SENTENCES.values() for char in plain(words) * 2 if not char.isascii())


def test_the_file_is_still_what_two_standards_ask_for(pdf: bytes) -> None:
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A):
        assert objections(pdf, profile) == []


#: The letters of each language, and the quotation marks it uses.
ALPHABETS = {
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя’«»",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя«»",
    "pl": "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż„”",
    "ro": "aăâbcdefghiîjklmnopqrsștțuvwxyz„”",
    "tr": "abcçdefgğhıiİjklmnoöprsştuüvyzâî",
    "vi": "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ",
    "ku": "abcçdeêfghiîjklmnopqrsştuûvwxyz",
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئىةَُِّْ،؛؟٠١٢٣٤٥٦٧٨٩«»",
    "fa": "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیءآأؤئ،؛؟۰۱۲۳۴۵۶۷۸۹«»",
    "ckb": "ئابپتجچحخدرڕزژسشعغفڤقکگلڵمنوۆهەیێ،؛؟",
}


def test_our_two_faces_have_every_letter_of_every_language(tmp_path: Path) -> None:
    lines = ['#import "theme/theme.typ": *', '#show: guide.with(title: "Titel")', "#{"]
    for language, letters in ALPHABETS.items():
        way = "rtl" if language in FROM_RIGHT else "ltr"
        text = f"{letters} {letters if language in FROM_RIGHT else letters.upper()}"
        lines += (
            f'foreign(language: "{language}", direction: "{way}", par({body}))'
            for body in (f'"{text}"', f'strong("{text}")')
        )
    made = typeset(stage(tmp_path / "satz", "\n".join([*lines, "}"]), {}), timestamp=NOON)
    with pikepdf.open(io.BytesIO(made)) as document:
        faces = {
            str(font.BaseFont).partition("+")[2]
            for sheet in document.pages
            for font in sheet.obj.Resources.Font.values()
        }
    assert {face.partition("-")[0] for face in faces} == {"SourceSans3", "Vazirmatn"}
