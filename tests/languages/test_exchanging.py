"""A chapter in another language: the German document with other words, and a mark where they are German or old."""

from __future__ import annotations

from pathlib import Path

from ratgeber_tools.guide.chapters import Chapter, parse_chapter
from ratgeber_tools.languages.ageing import standings
from ratgeber_tools.languages.catalogue import Catalogue, TranslationEntry
from ratgeber_tools.languages.exchanging import Exchange
from ratgeber_tools.languages.units import units_of
from ratgeber_tools.writers.myst import write

HEAD = "---\nstatus: entwurf\nzustaendig: Schulamt\nstand: 24.11.2026\nkurz:\n  - Melden Sie Ihr Kind an.\n---\n\n"
TEXT = """# Hort

:::{tipp} Früh kommen
Der {begriff}`Hort` kostet {fakt}`hort-beitrag` im Monat.
:::

{.rg-wege}
- **[Anmelden](anmeldung.md)**

:::{redaktionsnotiz}
:art: offene frage

Wer weiß das?
:::
"""


def chapter(text: str = TEXT) -> Chapter:
    return parse_chapter(HEAD + text, path=Path("hort.md"), name="hort")


def in_language(of: Chapter, words: dict[str, str], state: str = "geprüft", terms: dict[str, str] | None = None) -> str:
    """Return the source of a chapter whose units are called as in `words`, by their tagged German."""
    units = units_of(chapter())
    entries = tuple(
        TranslationEntry(
            quelle=unit.key, deutsch=unit.german.text, text=words[unit.german.text], stand=state,
            stellen=unit.german.signatures,
        )
        for unit in units
        if unit.german.text in words
    )  # fmt: skip
    found = {each.unit.key: each for each in standings(units_of(of), Catalogue("uk", "hort", entries))}
    return write(Exchange(found, terms).document(of.document))


WORDS = {
    "Hort": "Група",
    "Melden Sie Ihr Kind an.": "Запишіть дитину.",
    "Früh kommen": "Приходьте рано",
    "Der <1>Hort</1> kostet <2/> im Monat.": "<1>Група</1> коштує <2/> на місяць.",
    "<1><2>Anmelden</2></1>": "<1><2>Записатися</2></1>",
}


def test_words_are_exchanged_and_records_links_and_boxes_stay() -> None:
    source = in_language(chapter(), WORDS)
    assert "# Група" in source
    assert '  - "Запишіть дитину."' in source
    assert ":::{tipp} Приходьте рано" in source
    assert "{begriff}`Група <Hort>` коштує {fakt}`hort-beitrag` на місяць." in source
    assert "{.rg-wege}\n- **[Записатися](anmeldung.md)**" in source
    assert "uebersetzung" not in source
    assert "Wer weiß das?" in source


def test_what_nobody_has_translated_stays_german_and_says_so() -> None:
    source = in_language(chapter(), {"Hort": "Група"})
    assert "{uebersetzung}`fehlt`Der {begriff}`Hort` kostet {fakt}`hort-beitrag` im Monat." in source
    assert ":::{tipp} Früh kommen" in source


def test_a_machines_words_say_so() -> None:
    assert "# {uebersetzung}`maschinell`Група" in in_language(chapter(), WORDS, "maschinell")


def test_old_words_say_so_and_give_way_to_german_where_a_number_has_changed() -> None:
    longer = chapter(TEXT.replace("kostet", "kostet jetzt"))
    made = in_language(longer, WORDS)
    assert "{uebersetzung}`veraltet`{begriff}`Група <Hort>` коштує" in made
    assert "{uebersetzung}`jetzt` Der {begriff}`Hort` kostet jetzt" in made
    dearer = chapter(TEXT.replace("kostet", "kostet seit 2027"))
    assert "{uebersetzung}`fehlt`Der {begriff}`Hort` kostet seit 2027" in in_language(dearer, WORDS)


def test_a_word_of_the_glossary_leads_to_what_the_glossary_calls_it() -> None:
    assert "{begriff}`Група <група продовженого дня>`" in in_language(
        chapter(), WORDS, terms={"Hort": "група продовженого дня"}
    )
