"""Where German sentences end: a table of what authors write; `|` stands for the blank that becomes a line break."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ratgeber_tools.prose import sentences

CASES = (
    # plain
    "Die Schule beginnt.|Alle freuen sich.",
    "Ein Satz allein.",
    "Ein Satz ohne Punkt",
    "Kommen Sie?|Wir warten!|Bis bald.",
    "Wirklich?!|Ja.",
    "Erster Satz. zweiter klein geschrieben.",
    "Satz mit zwei Blanks.  Nächster Satz.",
    "Ein Doppelpunkt trennt nicht: Er führt weiter.",
    "Das gilt immer; Ausnahmen gibt es nicht.",
    # abbreviations within a sentence
    "Das geht z. B. Montag früh.|Danach nicht.",
    "Das geht z.B. Montag.",
    "Das geht z.\u00a0B. Montag.",
    "Das geht z.\u202fB. Montag.",
    "Sie müssen kommen, d. h. Sie rufen vorher an.",
    "Bringen Sie u. a. Zeugnisse mit.",
    "Das dauert i. d. R. Wochen.",
    "Das kostet ca. 10 Euro.|Mehr nicht.",
    "Die Eltern bzw. Sorgeberechtigten kommen.",
    "Melden Sie sich ggf. Ihrer Schule.",
    "Das gilt evtl. Ihr Leben lang.",
    "Der Preis beträgt inkl. Essen 5 Euro.",
    "Es kommen mind. Zehn.",
    "Siehe auch vgl. Abs. 2 Satz 1.",
    "Fragen Sie Dr. Müller.|Er hilft.",
    "Fragen Sie Prof. Dr. med. Schmidt.",
    "Die St. Georgs-Kirche steht dort.",
    "Das sog. Seepferdchen reicht.",
    "Die staatl. Schulen sind kostenlos.",
    "Nach § 64 Abs. 3 Nr. 1 Buchst. a gilt das.",
    "Nach Art. 7 Abs. 1 GG gilt das.",
    "Siehe S. 12 und Abb. 3 oben.",
    "Rufen Sie an: Tel. 0340 2040.|Wir helfen.",
    "Tel. +49 340 2040",
    "Das zahlt das Amt lt. Bescheid.",
    "Das gilt seit dem 19. Jh. Schule war teuer.",
    "Das war im 19. Jh.|Die Schule war teuer.",
    "Das kostet 3 Mio. Euro.",
    "Es waren 3 Mio.|Das ist viel.",
    "Die Sek. Stufe I beginnt mit Klasse 5.",
    "In der 5. Kl. Gymnasium beginnt das.",
    "Der Termin ist vorauss. Montag.",
    "Der Verein Hilfe e. V.|Die Arbeit ist kostenlos.",
    "Der Hilfe e. V. hilft.",
    # abbreviations at the end of a sentence
    "Bringen Sie Stifte, Hefte usw.|Eltern zahlen nichts.",
    "Bringen Sie Stifte usw. mit.",
    "Bringen Sie Stifte, Hefte o. Ä.|Das reicht.",
    "Stifte, Hefte u. v. m.|Eltern zahlen nichts.",
    "Stifte (Hefte usw.) Eltern zahlen.",
    "Siehe § 1 ff. SGB VIII.",
    "Siehe § 1 ff.|Das genügt.",
    "Es ist in der Hauptstr. 5.|Kommen Sie.",
    "Es ist in der Hauptstr.|Der Eingang ist hinten.",
    "Geöffnet Mo. bis Fr. 8 bis 12 Uhr.",
    "Geöffnet Mo. bis Fr.|Am Samstag ist zu.",
    "Das ist so.|Eltern wissen das.",
    # ordinals, dates, numbers
    "Ab dem 1. März 2027 gilt das.",
    "Am 30. Juni endet die Frist.|Danach ist es zu spät.",
    "Die 3. Klasse beginnt.",
    "Im 1. Halbjahr lernt es Lesen.",
    "Bis 1. 3. 2027 gilt das.",
    "Bis zum 1. 3. 2027.|Danach nicht.",
    "Bis 1.3.2027.|Danach nicht.",
    "Vom 1. Juli 2021 bis zum 30. Juni 2022 geboren.",
    "Am 1. Okt. 2027 ist es so weit.",
    "Bis Klasse 10.|Sie bereitet auf den Beruf vor.",
    "Die Schule geht bis Klasse 10.|Eltern wählen danach.",
    "Das Haus ist Seminarplatz 1.|Die Zeiten bitte erfragen.",
    "Er wohnt in der Langen Straße 7.|Nachbarn helfen.",
    "Das Schuljahr 2028/29.|Bitte klären.",
    "Es waren 1989.|Kinder kamen viele.",
    "Das war im Jahr 2027.|Schulen waren neu.",
    "Es sind 13 und 9, das sind 22.|Die Stadt zählt anders.",
    "1. Anmeldung der Kinder",
    "1. Die Anmeldung",
    "Ein Satz.|12 Kinder kamen.",
    "Es kostet 5.50 Euro.",
    "Um 8.30 Uhr geht es los.|Um 12.00 Uhr ist Schluss.",
    "König Friedrich II. Statue steht dort.",
    "Das steht in Abschnitt II.|Die Regel gilt.",
    # initials
    "Das schrieb A. Meier.|Er irrte.",
    "Johann S. Bach lebte in Köthen.",
    "Nehmen Sie Plan B.|Der geht immer.",
    "A. Die Anmeldung",
    # quotation marks
    "„Komm mit.“ sagte sie.",
    "„Komm mit!“ rief sie.",
    "„Komm mit!“, rief sie.|Er kam.",
    "„Komm mit“, sagte sie, „bald.“|Er kam.",
    "Sie fragte: „Kommst du?“|Er kam.",
    "»Komm mit.«|Er kam.",
    '"Komm mit."|Er kam.',
    "‚Bald.‘|Er kam.",
    "Er sagte: „Komm.|Geh.“",
    "Ende.|„Neuer Satz.“",
    "Die Mappe „Mein Weg!“ hilft.",
    # brackets
    "Das gilt immer.|(Ausnahmen siehe unten.)|Dann nicht.",
    "Das (!) Wichtigste zuerst.",
    "Das (?) Kind kommt.",
    "Das ist neu (siehe oben).|Es gilt ab heute.",
    "Der Termin (ca. Mai) ist offen.",
    "Die Öffnung (Mo. bis Fr.) Kinder frei.",
    # ellipses, dashes, addresses
    "Und dann …|Am Ende war alles gut.",
    "Wir … Eltern sind gefragt.",
    "Und so weiter ... und weiter.",
    "Ja! – Das ist gut.",
    "Mehr auf www.dessau-rosslau.de.|Dort steht alles.",
    "Schreiben Sie an amt@example.org.|Wir antworten.",
    "Siehe https://example.org/a.b?c=d.|Das hilft.",
    "Ende.|§ 5 gilt.",
    "Ende.|Ärzte helfen.",
    "Erste Zeile.\nZweite Zeile.|Dritte.",
    "Nächste Frage?|2027 ist sie geklärt.",
    "Das Wort Std. steht für Stunden.",
    "Das dauert 3 Std.|Danach ist Pause.",
    "Die Nr. Ihrer Schule steht im Verzeichnis.",
)


@pytest.mark.parametrize("case", CASES)
def test_a_sentence_ends_where_a_german_reader_ends_it(case: str) -> None:
    assert sentences.split(case.replace("|", " ")) == case.split("|")


def test_the_table_is_long_enough_to_mean_something() -> None:
    assert len(set(CASES)) >= 80


@given(st.text(alphabet="aA1zB .!?…“„()\n\u00a0-"))
def test_the_sentences_of_a_text_are_the_text(text: str) -> None:
    assert " ".join(sentences.split(text)) == text


@given(st.text(alphabet="aA1zB .!?…“„()\n\u00a0-"))
def test_only_single_blanks_break(text: str) -> None:
    for place in sentences.breaks(text):
        assert text[place] == " "
        assert not text[place - 1].isspace()
        assert not text[place + 1].isspace()
