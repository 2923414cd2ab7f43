"""Syllables, against words counted by hand."""

from __future__ import annotations

import pytest

from ratgeber_tools.prose.syllables import count_syllables

#: Counted by hand, by ear; words of the guide and words on which vowel groups alone go wrong.
COUNTED = {
    1: """
        Sie die wie Kind Team See BbS Amt Frist Ihr Hort Haus Frau Tee Zoo Boot Saal Aal Typ Knie knien vier
        Kurs auf mein Kreis
    """,
    2: """
        Abend Schule Kinder Eltern Lehrkraft Bauer neue teuer Feier zuerst Quelle bequem Handy Kaffee naiv
        Bayern online Beitrag Beispiel beide Geige geimpft Impfung Straße ihre Rechte Hortplatz Häuser Leute
        Eier schauen freuen sauer Bildung Klient Zeugnis Mobbing Smartphone Allee Idee Yoga System Physik
        spielen Spiele sieben niemand August Juni Juli Schwimmkurs Hotline Klasse Impfpass Ärztin eine einer
        keine meine Ausweis Bescheid
    """,
    3: """
        Ferien Medien studieren Studie Linie Energie Museum geeignet beenden aktuell Station Ideen Europa ESF
        Anmeldung Grundschule Jugendamt Teilhabe Syrien Arabisch Versetzung Internet Computer Adresse Telefon
        Alleen Theater Beamte beachten geehrte Theorie Batterie Radio Union Nation sozial speziell Januar
        Februar Sprachmittlung Widerspruch Formular Ärztinnen Sprechstunde
    """,
    4: """
        Familie Linienbus beurlauben Beurteilung Patientin Hygiene europäisch Begeisterung Zurückstellung
        Gymnasium Jugendliche Material Italien Ukraine beantragen Religion soziale Frühförderung
        Nachteilsausgleich ungeeignet Unterlagen Untersuchung Schülerinnen
    """,
    5: """
        Sommerferien Situation Information Sekundarschule Gemeinschaftsschule Ministerium Ministerien
        Materialien individuell Sekretariat Geburtsurkunde
    """,
    6: """
        Schulsozialarbeit Familienhilfe Schullaufbahnerklärung
    """,
    7: """
        Schuleingangsuntersuchung
    """,
}
WORDS = [(word, count) for count, words in COUNTED.items() for word in words.split()]


@pytest.mark.parametrize(("word", "count"), WORDS, ids=[word for word, _ in WORDS])
def test_a_word_has_as_many_syllables_as_one_hears(word: str, count: int) -> None:
    assert count_syllables(word) == count


def test_an_abbreviation_is_spelled_out() -> None:
    assert count_syllables("SGB") == 3
    assert count_syllables("BY") == 4


def test_even_a_word_without_a_vowel_has_a_syllable() -> None:
    assert count_syllables("hm") == 1
