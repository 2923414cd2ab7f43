"""Words as the search compares them: spelling folded, endings off.

The script of the search does the same to what a parent types (`engine/words.js`: `fold`, `wordsOf`, `stem`,
`numbersIn`).  A rule that is changed here is changed there; the browser test compares both on every word of a guide.

The endings are a list of our own.  Snowball's German stemmer keeps "Praktika" and "Praktikum", "angemeldet" and
"Anmeldung", "Lehrerin" and "Lehrer" apart, and would have to be shipped a second time in JavaScript.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: Accents, and the marks of Arabic script that few people type.
_ACCENTS = re.compile("[\u0300-\u036f\u0640\u064b-\u065f\u0670]")
_WORD = re.compile(r"[^\W_]+")
#: A number people write with blanks or without, as phone numbers are: "116 117", "0340 204-2040".
_NUMBER = re.compile(r"(?<!\d)[01]\d*(?:[\s\u00a0\u202f/-]+\d+)+")
_LONGEST_NUMBER = 15
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
    ab abends aber alle allem allen aller alles als also am an andere anderen ans auch auf aus bedeutet bei beim
    bekam bekomme bekommen bekommst bekommt besonders bin bis bist bitte brauche brauchen brauchst braucht da
    dabei dadurch dafur daher damals damit danach dann daran darauf darf darfs darfst darum das dass davon dazu
    dein deine dem den denn der deren derzeit des deshalb dessen die dies diese diesem diesen dieser dieses doch
    dort du durch durfen eben eigentlich ein eine einem einen einer eines einfach einmal er erst es etwa etwas
    euch euer fand finde finden findet fur ganz gar geben gegen gehen geht gemacht genau genug gerade gern gesagt
    gibt ging gleichzeitig gut hab habe haben hallo hat hatte hatten heisst heute hier hilft hin ich ihm ihn ihnen
    ihr ihre ihrem ihren ihrer ihres im immer in ins irgend irgendwann irgendwas irgendwie irgendwo ist ja jede
    jedem jeden jeder jedes jemand jemanden jetzt kann kannst kein keine keinem keinen keiner kommen kommt konnen
    konnte konnten kriege kriegen kriegt lassen lasst lauft liegt mache machen macht mal man manche mehr mein
    meine meinem meinen meiner meines meinst mich mir mit mochte muss mussen musste mussten nach nein nicht nichts
    niemand noch nun nur ob obwohl oder oft ohne passieren passiert sage sagen sagt sagte schon sehr seid sein
    seine seinem seinen seiner seit sich sie sind so sogar solche soll sollen sollte sollten sonst statt stehen
    steht tue tun tust tut uber uberhaupt um und ungefahr uns unser unsere unserem unseren unter viel viele vom
    von vor vorher war ware waren warum was wegen weil weiss weiter welche welchem welchen welcher welches wem wen
    wende wenden wenigstens wenn wer werde werden weshalb wie wieder wieso wieviel will wir wird wirklich wissen
    wisst wo woher wohin wollen wollte wollten womit worauf worum wovon wozu wurde wurden zu zum zur zwischen
    """.split()  # noqa: SIM905 - a list of quoted words would be three times as long
)


#: Words of almost every question, which never decide alone what is meant.
COMMON_WORDS = (
    "Kind", "Kinder", "Sohn", "Söhne", "Tochter", "Töchter", "Junge", "Mädchen", "Kleine", "Eltern", "Mutter", "Mama",
    "Vater", "Papa", "Schule", "Frage", "Problem", "Thema", "Sache", "Information", "Info", "Mensch", "Leute", "Jahr",
    "Tag", "Zeit", "neu", "alt", "groß", "gehen", "helfen", "suchen", "fragen", "wichtig", "richtig", "möglich",
    "nötig", "Uhr", "verstehen", "Möglichkeit", "Stadt",
)  # fmt: skip


def fold(text: str) -> str:
    """Return `text` in small letters without umlauts, "ß" or accents, and "ae", "oe", "ue" as what they stand for."""
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.lower())).replace("ß", "ss")
    return _DIGRAPH.sub(r"\1\2", plain)


def words_of(text: str) -> list[str]:
    """Return the words of `text` as typed, without punctuation; parts of a hyphenated word count one by one."""
    return _WORD.findall(unicodedata.normalize("NFC", text))


def numbers_in(text: str) -> list[str]:
    """Return the numbers that are written with blanks, each as one word."""
    joined = ("".join(filter(str.isdigit, match)) for match in _NUMBER.findall(text))
    return [number for number in joined if len(number) <= _LONGEST_NUMBER]


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
