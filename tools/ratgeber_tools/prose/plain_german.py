"""What makes a German sentence hard for those who read Einfache Sprache (DIN 8581-1) or Leichte Sprache.

Pure: a sentence comes in, reasons in German go out.  German shows grammar only by words and endings, so each rule looks
for signs of what it means; none is sure, all are hints.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from ratgeber_tools.prose.readability import words_of

#: Words a sentence may have, by what the German is called.
MOST_WORDS: Mapping[str, int] = MappingProxyType({"Einfache Sprache": 12, "Leichte Sprache": 8})
#: Letters a word may have without a hyphen or a Mediopunkt in it.
MOST_LETTERS = 12

_SUBORDINATE = re.compile(
    r"(?:^|,\s(?:und |oder )?)"
    r"(?:weil|dass|wenn|obwohl|damit|falls|sobald|solange|nachdem|bevor|während|indem|sodass|ob|wodurch|wobei)\s",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r",\s(?:(?:in|an|auf|mit|von|zu|für|bei|nach|aus|über|unter)\s)?"
    r"(?:die|der|das|den|dem|denen|deren|dessen|welche[rsnm]?)\s[^,.;:]+\b\w+(?:t|en|st)\b\s*[.,;!?]"
)
_GENITIVE = re.compile(
    r"\b(?:des|eines|dieses|jedes|Ihres|unseres|seines)\s(?:[a-zäöüß]+en\s)?[A-ZÄÖÜ][\w-]+s\b"
    r"|\b(?!(?:Auf|Aus|Bei|Für|Hinter|In|Mit|Nach|Neben|Seit|Unter|Von|Vor|Zu|Zwischen|An|Beispiel)\b)[A-ZÄÖÜ][\w-]+"
    r"\s(?:der|einer|Ihrer|unserer)\s(?:[a-zäöüß]+en\s)?[A-ZÄÖÜ][\w-]+"
)
_SUBJUNCTIVE = re.compile(
    r"\b(?:würden?|könnten?|sollten?|müssten?|dürften?|wären?|hätten?|gäben?|käme?n?|bräuchten?)\b", re.IGNORECASE
)
#: A sentence that says what is not.
NEGATION = re.compile(r"\b(?:nicht|kein\w*|nie|niemals|nirgends|weder)\b", re.IGNORECASE)
_ABBREVIATION = re.compile(r"\b(?:z\.\s?B\.|d\.\s?h\.|u\.\s?a\.|usw\.|bzw\.|ggf\.|ca\.|Nr\.|Str\.|Tel\.)")
_ROMAN = re.compile(r"\b(?=[IVX]{2})X{0,3}(?:IX|IV|V?I{0,3})\b")
_PER_CENT = re.compile(r"%|\bProzent\b")
_LARGE = re.compile(r"\b(?!(?:19|20)\d\d\b)\d{1,3}(?:[.\u202f\u00a0 ]\d{3})+\b|\b(?!(?:19|20)\d\d\b)\d{4,}\b")

_SIGNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (_SUBORDINATE, "hat einen Nebensatz ({}): Machen Sie zwei Sätze oder eine Frage mit „Dann …“ daraus."),
    (_RELATIVE, "hat einen Nebensatz ({}): Machen Sie zwei Sätze daraus."),
    (_GENITIVE, "hat einen Genitiv ({}): Nehmen Sie „von“ oder ein anderes Wort."),
    (_SUBJUNCTIVE, "hat einen Konjunktiv ({}): Schreiben Sie, was ist."),
    (_ABBREVIATION, "hat eine Abkürzung ({}): Schreiben Sie sie aus."),
    (_ROMAN, "hat eine römische Zahl ({}): Schreiben Sie eine arabische."),
    (_PER_CENT, "hat Prozent ({}): Schreiben Sie „von 100“, „die Hälfte“ oder „viele“."),
    (_LARGE, "hat eine große Zahl ({}): Runden Sie, oder schreiben Sie „viele“."),
)

#: Words for one thing, of which a text takes one; the first is the plainer one.
SAME_THING: tuple[tuple[str, ...], ...] = (
    ("Adresse", "Anschrift"),
    ("Handy", "Smartphone", "Mobiltelefon"),
    ("Kita", "Kindergarten", "Kindertagesstätte"),
    ("Formular", "Vordruck"),
    ("Lehrkraft", "Lehrperson", "Pädagoge"),
    ("Arztpraxis", "Arzt-Praxis", "Hausarzt"),
    ("Amt", "Behörde"),
    ("Geld bekommen", "Leistungen beziehen"),
    ("Papier", "Unterlage", "Dokument"),
    ("Nummer", "Rufnummer"),
)


def hard_parts(sentence: str, most_words: int) -> Iterator[str]:
    """Yield why a sentence is hard: the end of a German sentence that begins with the sentence in question."""
    count = len(words_of(sentence))
    if count > most_words:
        yield f"hat {count} Wörter, gut sind höchstens {most_words}: Machen Sie zwei Sätze daraus."
    for pattern, words in _SIGNS:
        match = pattern.search(sentence)
        if match is not None:
            yield words.format(match[0].strip(" ,.;!?"))


def long_words(sentence: str, explained: Iterable[str]) -> Iterator[str]:
    """Yield nouns of more letters than a tired reader takes in at once, but for those `explained` (in small letters).

    Forms of an explained word are explained.  Parts between hyphens or Mediopunkte count alone.
    """
    known = set(explained)
    for word in re.findall(r"[^\W\d_]+(?:[-·][^\W\d_]+)*", sentence):
        is_long = word[0].isupper() and max(map(len, re.split(r"[-·]", word))) > MOST_LETTERS
        if is_long and not any(word.casefold().startswith(term) for term in known):
            yield word


def doubled_things(text: str) -> Iterator[tuple[str, ...]]:
    """Yield the words for one thing of which a text has more than one."""
    for words in SAME_THING:
        found = tuple(word for word in words if re.search(rf"\b{word}(?:s|e|en|er|n)?\b", text))
        if len(found) > 1:
            yield found
