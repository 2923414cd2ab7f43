"""Chapters in plainer German: on which sentences of the chapter they rest, and which of those are other ones by now.

    zu: schulanfang/anmeldung
    beruht_auf:
      - "909082f6cd9d Sie melden Ihr Kind in der Grundschule an."

A plain chapter is a text of its own with its own order, so no sentence of it belongs to one of the original for good.
Its head keeps all sentences of the original as they stood when somebody last held both beside each other; the key in
front is that of the words alone, as with translations: what a record says makes nothing old.  Where in the plain
chapter an old sentence is said is found by the words both share.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ratgeber_tools import dialect
from ratgeber_tools.data.yaml_tree import Tree
from ratgeber_tools.guide import Chapter
from ratgeber_tools.guide.front_matter import sentences_of
from ratgeber_tools.guide.head_edits import with_values
from ratgeber_tools.languages.tagged import PLACE, TaggedText
from ratgeber_tools.languages.units import is_key, key_of, units_of

#: Two wordings of one sentence have at least this share of words in common, as `SequenceMatcher` measures it.
_SAME_SENTENCE = 0.5
#: A sentence is said in a line that shares so much of its rarer words with it.
_SAID_HERE = 0.3
_STEM_LETTERS = 6
_SHORTEST_STEM = 4
_WORD = re.compile(r"[^\W\d_]{4,}")
_HEADING = re.compile(r"#{1,6}\s+(?P<words>.+)")


@dataclass(frozen=True, slots=True)
class GermanSentence:
    """A sentence of the original; `words` are without records and marks."""

    key: str
    words: str

    def written(self) -> str:
        """Return the sentence as the head of a plain chapter keeps it."""
        return f"{self.key} {self.words}"


@dataclass(frozen=True, slots=True)
class PlainPlace:
    """A line of a plain chapter, counted from one, and the heading it stands below; empty above the first."""

    line: int
    words: str
    section: str


@dataclass(frozen=True, slots=True)
class OldSentence:
    """A sentence of the original that is another one by now.

    `before` is empty for one that is new, `now` for one that is gone; `place` is where the plain chapter says it, None
    where it does not seem to.
    """

    before: str
    now: str
    place: PlainPlace | None


def original_of(chapter: Chapter) -> str:
    """Return the name of the chapter that a plain one puts in plainer words; empty for any other chapter."""
    return chapter.head.values.plain_of if chapter.head is not None and dialect.is_plain(chapter.name) else ""


def german_sentences(chapter: Chapter) -> tuple[GermanSentence, ...]:
    """Return the sentences parents read of a chapter, each wording once, in reading order."""
    found: dict[str, GermanSentence] = {}
    for unit in units_of(chapter):
        for sentence in sentences_of(unit.german.text):
            words = TaggedText(sentence).plain
            if any(char.isalpha() for char in words):
                key = key_of(_renumbered(sentence))
                found.setdefault(key, GermanSentence(key, words))
    return tuple(found.values())


def kept_sentences(plain: Chapter) -> tuple[GermanSentence, ...]:
    """Return the sentences of the original a plain chapter's head keeps; lines that are none are left out."""
    lines = () if plain.head is None else plain.head.values.rests_on
    pairs = (line.partition(" ") for line in lines)
    return tuple(GermanSentence(key, words) for key, _, words in pairs if is_key(key))


def old_sentences(plain: Chapter, original: Chapter) -> tuple[OldSentence, ...]:
    """Return what has changed in the original since the head of the plain chapter was written, in its order.

    Nothing for a plain chapter that nobody has held beside its original yet.
    """
    before, now = kept_sentences(plain), german_sentences(original)
    if not before:
        return ()
    keys_before, keys_now = {each.key for each in before}, {each.key for each in now}
    gone = [each for each in before if each.key not in keys_now]
    new = [each for each in now if each.key not in keys_before]
    places = tuple(_places(plain))
    found: list[OldSentence] = []
    for sentence in gone:
        match = max(new, key=lambda other: _likeness(sentence.words, other.words), default=None)
        if match is not None and _likeness(sentence.words, match.words) >= _SAME_SENTENCE:
            new.remove(match)
        else:
            match = None
        found.append(OldSentence(sentence.words, "" if match is None else match.words, _said_at(sentence, places)))
    return (*found, *(OldSentence("", sentence.words, _said_at(sentence, places)) for sentence in new))


def held_beside(plain: Chapter, original: Chapter) -> str:
    """Return the text of a plain chapter whose head keeps the sentences of the original as they stand now.

    Raises `HeadError` for a head that cannot be changed.
    """
    kept: list[Tree] = [sentence.written() for sentence in german_sentences(original)]
    return with_values("\n".join(plain.lines), {"beruht_auf": kept})


def old_sections(old: Sequence[OldSentence]) -> tuple[str, ...]:
    """Return the headings below which something is older than the original, each once; above the first none.

    What is new in the original stands nowhere in the plain chapter, so it makes no section old.
    """
    places = (each.place for each in old if each.before)
    return tuple(dict.fromkeys(place.section for place in places if place is not None and place.section))


def _renumbered(text: str) -> str:
    """Return a sentence whose places are counted from its own beginning, not from that of its paragraph."""
    numbers: dict[str, int] = {}
    return PLACE.sub(lambda match: match[0].replace(match["number"], str(_number(match["number"], numbers))), text)


def _number(typed: str, numbers: dict[str, int]) -> int:
    return numbers.setdefault(typed, len(numbers) + 1)


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()


def _places(plain: Chapter) -> Iterator[PlainPlace]:
    """Yield the lines of a plain chapter with words in them, behind its head."""
    end = dialect.head_end(plain.lines)
    section = ""
    for number, line in enumerate(plain.lines[0 if end is None else end + 1 :], start=1 if end is None else end + 2):
        heading = _HEADING.match(line)
        if heading is not None:
            section = "" if line.startswith("# ") else heading["words"].strip()
        elif _WORD.search(line) and not line.startswith((":", "`", "(", "{.")):
            yield PlainPlace(number, line.strip(), section)


def _stems(words: str) -> Counter[str]:
    """Return the beginnings of the longer words: what the forms of a word share."""
    return Counter(word.casefold()[:_STEM_LETTERS] for word in _WORD.findall(words) if len(word) >= _SHORTEST_STEM)


def _said_at(sentence: GermanSentence, places: Sequence[PlainPlace]) -> PlainPlace | None:
    """Return the line that shares most with a sentence: words few lines have count more, as in a search."""
    asked = _stems(sentence.words)
    lines = [_stems(place.words) for place in places]
    in_lines = Counter(stem for line in lines for stem in line)
    weight = {stem: 1.0 / (in_lines[stem] or 2) for stem in {*asked, *in_lines}}
    whole = sum(weight[stem] for stem in asked)
    scores = [sum(weight[stem] for stem in asked if stem in line) / whole if whole else 0.0 for line in lines]
    best = max(scores, default=0.0)
    return places[scores.index(best)] if best >= _SAID_HERE else None
