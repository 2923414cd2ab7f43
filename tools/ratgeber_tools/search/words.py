"""Words as the search compares them: spelling folded, endings off.

The script on the search page does the same to what a parent types (`ratgeber-suche.js`: `fold`, `words`, `stem`).
A rule that is changed here is changed there; the browser test compares both on every word of a guide.

The endings are a list of our own.  Snowball's German stemmer keeps "Praktika" and "Praktikum", "angemeldet" and
"Anmeldung", "Lehrerin" and "Lehrer" apart, and would have to be shipped a second time in JavaScript.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ACCENTS = re.compile("[\u0300-\u036f]")
_WORD = re.compile(r"[^\W_]+")
#: "ae" for "ä"; not after a vowel or q, where it is something else (neue, bauen, Quelle).
_DIGRAPH = re.compile(r"(^|[^aeiouyq])([aou])e")
#: The "ge" of a participle, perhaps behind a separable prefix: gemobbt, angemeldet, eingeschult.
_PARTICIPLE = re.compile(
    r"^(an|ab|auf|aus|bei|ein|her|hin|mit|nach|um|vor|zu)?ge(?=.{3,}t$)(?!.*(?:heit|keit|schaft)$)"
)
#: Endings and how many letters have to be left without them; the first that fits goes, until none does.
ENDINGS: tuple[tuple[str, int], ...] = (
    ("ation", 4), ("innen", 4), ("heit", 4), ("keit", 4), ("lich", 4), ("isch", 4), ("ung", 3), ("ing", 4), ("ern", 3),
    ("ier", 4), ("ig", 4), ("em", 3), ("er", 3), ("en", 3), ("es", 3), ("um", 5),
    ("e", 3), ("s", 3), ("n", 3), ("t", 4), ("a", 6),
)  # fmt: skip
#: Here the "t" belongs to the word: Kunst, Pflicht.
_NO_ENDING = ("st", "cht")
_PERSON = re.compile(r"(.{3,}er)in$")

#: Words that say nothing about a subject, folded.
STOP_WORDS: frozenset[str] = frozenset(
    """
    ab aber alle allem allen aller alles als also am an andere anderen ans auch auf aus bei beim bin bis bist bitte da
    dabei dadurch dafur daher damit danach dann daran darauf darf darfst darum das dass davon dazu dein deine dem den
    denn der des deshalb dessen die dies diese diesem diesen dieser dieses doch dort du durch durfen ein eine einem
    einen einer eines einfach einmal er erst es etwa etwas euch fur gar geben gegen geht gehen genau gerade gern gibt
    gut hab habe haben hat hatte hatten hier hin ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer in ins irgend
    ist ja jede jedem jeden jeder jedes jetzt kann kannst kein keine keinem keinen keiner kommt konnen konnte konnten
    lassen lasst macht mache machen mal man manche mehr mein meine meinem meinen meiner meines mich mir mit mochte
    muss mussen musste nach nein nicht nichts noch nun nur ob oder ohne schon sehr sein seine seinem seinen seiner
    seit sich sie sind so solche soll sollen sollte sonst tun tut uber um und uns unser unsere unserem unseren unter
    viel viele vom von vor vorher war waren warum was wegen weil weiter welche welchem welchen welcher welches wem
    wen wenn wer werde werden weshalb wie wieder wieso wieviel will wir wird wirklich wo woher wohin wollen wozu wurde
    wurden zu zum zur zwischen
    """.split()  # noqa: SIM905 - a list of quoted words would be three times as long
)


def fold(text: str) -> str:
    """Return `text` in small letters without umlauts, "ß" or accents, and "ae", "oe", "ue" as what they stand for."""
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.lower())).replace("ß", "ss")
    return _DIGRAPH.sub(r"\1\2", plain)


def words_of(text: str) -> list[str]:
    """Return the words of `text` as typed, without punctuation; parts of a hyphenated word count one by one."""
    return _WORD.findall(unicodedata.normalize("NFC", text))


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return what all forms of a word have in common: a key to compare, no word of the language."""
    rest = _PARTICIPLE.sub(r"\1", fold(word))
    while True:
        shorter = _without_ending(rest)
        if shorter == rest:
            return rest
        rest = shorter


def _without_ending(word: str) -> str:
    person = _PERSON.match(word)
    if person:
        return person[1]
    for ending, least in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= least and not word.endswith(_NO_ENDING):
            return word[: -len(ending)]
    return word


def is_stop_word(word: str) -> bool:
    return fold(word) in STOP_WORDS
