"""A built page on which new words are to be seen."""

from __future__ import annotations

import re

import pytest

from ratgeber_tools.desk.marked_page import marked

PAGE = (
    "<html><head></head><body>\n<article><h1>Hort</h1>\n<p>Der Hort ist offen.\nEr kostet "
    '<strong>20\u00a0Euro</strong> im Mo\u00adnat.</p><ul><li><p class="a">Rufen Sie an: 0340 123</p></li>'
    "<li>Alt</li></ul><table><tr><td>Montag</td></tr></table></article></body></html>"
)


def blocks(page: str) -> list[str]:
    return re.findall(r"<(\w+) data-neu", page)


@pytest.mark.parametrize(
    ("sentence", "block"),
    [
        ("Der Hort ist offen.", "p"),
        ("Er kostet 20 Euro im Monat.", "p"),
        ("Rufen Sie an: [hort telefon]", "p"),
        ("Hort", "h1"),
        ("Montag", "td"),
    ],
)
def test_the_block_that_says_a_sentence_bears_the_mark(sentence: str, block: str) -> None:
    assert block in blocks(marked(PAGE, [sentence]))


def test_nothing_else_of_the_page_is_changed() -> None:
    page = marked(PAGE, ["Rufen Sie an: [hort telefon]"])
    assert blocks(page) == ["p"]
    assert '<p data-neu class="a">' in page
    assert re.sub(r"<style>.*?</style>", "", page.replace(" data-neu", "")) == PAGE


@pytest.mark.parametrize("sentences", [[], ["[hort telefon]"], ["Das steht hier nicht."]])
def test_what_the_page_does_not_say_marks_nothing(sentences: list[str]) -> None:
    assert blocks(marked(PAGE, sentences)) == []
