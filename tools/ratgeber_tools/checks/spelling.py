"""Is every word spelled as the dictionary, the editors' list or the data know it?

A word is known if hunspell's German dictionary has it, if `redaktion/woerter.txt` or a name in `daten/` has it (with a
genitive's or a plural's ending too), or if it is put together from such words.  Each word is told once a chapter.
Words in another language are marked as such and not asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ratgeber_tools.checks.abbreviations import ABBREVIATED
from ratgeber_tools.data.records import Records
from ratgeber_tools.editorial.word_lists import load_known_words
from ratgeber_tools.errors import RatgeberError
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Guide
from ratgeber_tools.guide.passages import Passage, passages
from ratgeber_tools.spelling import unknown_words

_WORD = re.compile(r"(?<![\w@/.])[^\W\d_]+(?:[-’'][^\W\d_]+)*-?(?![\w@])")
_CAPITALS = re.compile(r"[A-ZÄÖÜ]+|[A-ZÄÖÜ][a-zäöü]?[A-ZÄÖÜ]")
#: What a timetable calls its days.
_WEEKDAYS = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
_ENDINGS = ("", "s", "es", "n", "en", "e", "er", "ern")
#: What German puts between two words it joins.
_JOINTS = ("", "s", "es", "n", "en", "er", "e")
_SHORTEST_FIRST, _SHORTEST_LAST = 3, 4


def check(guide: Guide) -> Iterator[Finding]:
    known, findings = load_known_words(guide.folder)
    yield from findings
    places: dict[str, dict[str, Passage]] = {}  # word → the first passage of each file
    for passage in passages(guide):
        for word in words_in(passage.text):
            places.setdefault(word, {}).setdefault(str(passage.path), passage)
    try:
        unknown = misspelt(places, {*known, *_WEEKDAYS, *_names(guide.data.records)})
    except RatgeberError as error:
        yield Finding(Code.SPELLING_SKIPPED, f"Die Rechtschreibung wurde nicht geprüft: {error}")
        return
    for word in unknown:
        for passage in places[word].values():
            sentence = f"„{word}“ steht in keinem Wörterbuch."
            yield Finding(Code.SPELLING, sentence, path=passage.path, line=passage.line_of(word))


def words_in(text: str) -> Iterator[str]:
    """Yield the words of a passage.

    No words are the first half of “Vor- und Nachname”, abbreviations, and words of capitals; another check asks for
    those.
    """
    for match in _WORD.finditer(text):
        is_short = len(match[0]) == 1 or match[0].lower() in ABBREVIATED or _CAPITALS.fullmatch(match[0])
        if not match[0].endswith("-") and not is_short:
            yield match[0].replace("’", "'")


def misspelt(words: Iterable[str], known: Iterable[str]) -> set[str]:
    """Return the words that neither hunspell nor `known` has, nor a word put together from theirs."""
    forms = {word + ending for word in known for ending in _ENDINGS}
    missing = {word for word in unknown_words(words) if word not in forms}
    parts = {word: [part for part in re.split(r"[-']", word) if part not in forms] for word in missing}
    strange = unknown_words(part for found in parts.values() for part in found)
    splits = {part: list(_splits(part)) for part in strange if len(part) >= _SHORTEST_FIRST + _SHORTEST_LAST}
    halves = {half for found in splits.values() for split in found for half in split} - forms
    strange_halves = unknown_words(halves) if halves else set()
    joined = {part for part, found in splits.items() if any(strange_halves.isdisjoint(split) for split in found)}
    return {
        word for word, found in parts.items() if not strange.isdisjoint(found) and not set(found) & strange <= joined
    }


def _splits(word: str) -> Iterator[tuple[str, str]]:
    """Yield ways to take a noun apart: both halves nouns, the joint between them left out (Nachteil·s·ausgleich)."""
    if not word[0].isupper():
        return
    for cut in range(_SHORTEST_FIRST, len(word) - _SHORTEST_LAST + 1):
        first, last = word[:cut], word[cut:].capitalize()
        for joint in _JOINTS:
            stem = first.removesuffix(joint) if joint else first
            if first.endswith(joint) and len(stem) >= _SHORTEST_FIRST:
                yield stem, last
        yield f"{first}e", last  # Schul·absentismus, from Schule


def _names(records: Records) -> Iterator[str]:
    """Yield every word of a name in the data: schools, offices, streets and places are spelled there."""
    town = records.municipality
    for text in (town.name, town.official_name, town.state, *town.local_names):
        yield from words_in(text)
    for place in (*records.contacts.values(), *records.schools.values(), *records.operators.values()):
        yield from words_in(f"{place.name} {place.street or ''}")
