"""The sheet for the counter: what stands beside what, and that nothing unchecked stands on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ratgeber_tools import document as doc
from ratgeber_tools.guide.chapters import parse_chapter
from ratgeber_tools.languages.ageing import UnitStanding, standings
from ratgeber_tools.languages.catalogue import Catalogue, TranslationEntry
from ratgeber_tools.languages.counter_sheet import SheetWords, counter_rows, title_in, what_is_missing
from ratgeber_tools.languages.units import units_of

TEXT = "# Hort\n\nRufen Sie **bald** an: {kontakt}`hort telefon` oder [112](tel:112).\n\nDas {begriff}`Amt` hilft.\n"
WORDS = {
    "Hort": "Група",
    "Rufen Sie <1>bald</1> an: <2/> oder <3>112</3>.": "Телефонуйте: <2/> або <3>112</3>.",
    "Das <1>Amt</1> hilft.": "<1>Служба</1> допомагає.",
}


def found(states: dict[str, str], text: str = TEXT) -> tuple[UnitStanding, ...]:
    """Return how the chapter stands where each sentence named has its state, and is translated as in `WORDS`."""
    before = units_of(parse_chapter(TEXT, path=Path("hort.md"), name="hort"))
    entries = tuple(
        TranslationEntry(
            quelle=unit.key, deutsch=unit.german.text, text=WORDS[unit.german.text], stand=states[unit.german.text],
            stellen=unit.german.signatures,
        )
        for unit in before
        if unit.german.text in states
    )  # fmt: skip
    now = units_of(parse_chapter(text, path=Path("hort.md"), name="hort"))
    return standings(now, Catalogue("uk", "hort", entries))


def say(inline: doc.Inline) -> str:
    return "0340 1"


CHECKED = dict.fromkeys(WORDS, "geprüft")


def test_a_sentence_and_its_translation_have_one_number_and_the_same_values() -> None:
    rows = counter_rows(found(CHECKED), say)
    assert [(row.number, row.is_heading) for row in rows] == [(1, True), (2, False), (3, False)]
    values = [SheetWords("0340 1", is_record=True), SheetWords("112", is_record=True)]
    for words in (rows[1].german, rows[1].translated):
        assert [each for each in words if each.is_record] == values
    assert "".join(each.text for each in rows[1].translated) == "Телефонуйте: 0340 1 або 112."
    assert SheetWords("bald", is_strong=True) in rows[1].german
    assert "".join(each.text for each in rows[2].translated) == "Служба допомагає."
    assert title_in(found(CHECKED)) == "Група"


@pytest.mark.parametrize("state", ["maschinell", "übersetzt"])
def test_what_nobody_has_checked_is_not_on_the_sheet(state: str) -> None:
    standing = found(CHECKED | {"Das <1>Amt</1> hilft.": state, "Hort": state})
    rows = counter_rows(standing, say)
    assert [bool(row.translated) for row in rows] == [False, True, False]
    assert title_in(standing) == ""
    assert what_is_missing(standing) == f"2 {state}"


def test_a_checked_translation_of_other_words_is_old_and_not_on_the_sheet() -> None:
    standing = found(CHECKED, TEXT.replace("hilft", "hilft Ihnen"))
    assert [bool(row.translated) for row in counter_rows(standing, say)] == [True, True, False]
    assert what_is_missing(standing) == "1 veraltet"


def test_of_a_chapter_that_is_checked_nothing_is_missing() -> None:
    assert what_is_missing(found(CHECKED)) == ""
    assert what_is_missing(found({})) == "3 offen"
