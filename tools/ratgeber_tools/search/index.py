"""The index: which word weighs how much in which section.  Linear in the length of the guide.

Weights follow BM25F (Robertson and others, 2004): a word counts more in a title than in the text, more often counts
more but less and less, and in a short section more than in a long one.  They are whole numbers up to `STEPS`, so that
the index stays small; how rare a word is, the script sees itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ratgeber_tools.search.compounds import Compounds
from ratgeber_tools.search.pages import IndexedPage, Section
from ratgeber_tools.search.words import is_stop_word, numbers_in, stem, words_of

#: How much one occurrence counts, by where it stands.
_PAGE_TITLE, _HEADING, _KEY_POINTS, _SUBJECTS, _TEXT, _PART = 5.0, 3.0, 2.0, 1.5, 1.0, 0.7
#: A part of a compound counts less than the word itself.
_PART_OF_COMPOUND = 0.6
_SATURATION = 1.5
_LENGTH_WEIGHT = 0.5
#: The highest weight of a word in a section.
STEPS = 15

_Keys = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """`words` are as typed in the guide and sorted; `postings` has for each a list of section and weight in turn.

    Sections are numbered through all pages.  `synonyms` leads from what people say to numbers of `words`.
    """

    pages: tuple[IndexedPage, ...]
    words: tuple[str, ...]
    postings: tuple[tuple[int, ...], ...]
    synonyms: Mapping[str, Sequence[int]]


def build_index(pages: Sequence[IndexedPage], everyday_words: Mapping[str, Iterable[str]]) -> SearchIndex:
    """Index `pages`; of the everyday words only those are kept whose meaning is a word of these pages."""
    surfaces = _surfaces(pages)
    compounds = Compounds(surfaces)
    keys = {surface: tuple(_keys(surface, compounds)) for surface in surfaces}
    counts = [
        _count(section, page if number == 0 else None, keys)
        for page in pages
        for number, section in enumerate(page.sections)
    ]
    lengths = [sum(count.values()) for count in counts]
    average = sum(lengths) / len(lengths) if lengths else 1.0
    postings: dict[str, list[int]] = defaultdict(list)
    for number, (count, length) in enumerate(zip(counts, lengths, strict=True)):
        norm = 1 - _LENGTH_WEIGHT + _LENGTH_WEIGHT * length / average
        for key, frequency in sorted(count.items()):
            weight = frequency / norm
            postings[key] += number, max(1, round(STEPS * weight / (weight + _SATURATION)))
    names = {stem(surface): surface for surface in surfaces}  # the last of several forms names the word
    words = sorted(names[key] for key in postings)
    numbers = {stem(word): number for number, word in enumerate(words)}
    return SearchIndex(
        pages=tuple(pages),
        words=tuple(words),
        postings=tuple(tuple(postings[stem(word)]) for word in words),
        synonyms=_synonyms(everyday_words, numbers, compounds),
    )


def _surfaces(pages: Sequence[IndexedPage]) -> list[str]:
    """Return every word of the guide as typed, seldom forms first."""
    found: Counter[str] = Counter()
    for page in pages:
        for section in page.sections:
            for text in (page.title, page.part, section.title, section.key_points, section.subjects, section.text):
                found.update(_words(text))
    return [word for word, _ in sorted(found.items(), key=lambda item: (item[1], item[0]))]


def _words(text: str) -> list[str]:
    return words_of(text) + numbers_in(text)


def _keys(word: str, compounds: Compounds) -> Iterator[tuple[str, float]]:
    """Yield what a word is found by: its stem, and those of its parts, each with its share of the weight."""
    if is_stop_word(word):
        return
    key = stem(word)
    yield key, 1.0
    yield from ((part, _PART_OF_COMPOUND) for part in compounds.split(word) if part != key)


def _count(section: Section, page: IndexedPage | None, keys: Mapping[str, _Keys]) -> dict[str, float]:
    """Return how much each word counts in a section; the start of a `page` also has its title and its part."""
    count: defaultdict[str, float] = defaultdict(float)
    for text, weight in (
        ("" if page is None else page.title, _PAGE_TITLE),
        ("" if page is None else page.part, _PART),
        (section.title, _HEADING),
        (section.key_points, _KEY_POINTS),
        (section.subjects, _SUBJECTS),
        (section.text, _TEXT),
    ):
        for word in _words(text):
            for key, share in keys[word]:
                count[key] += weight * share
    return count


def _synonyms(
    everyday_words: Mapping[str, Iterable[str]], numbers: Mapping[str, int], compounds: Compounds
) -> dict[str, list[int]]:
    """Return for each everyday word the words of the guide it stands for; a meaning of several words names each."""
    found: dict[str, list[int]] = {}
    for said, meanings in everyday_words.items():
        wanted = [word for meaning in meanings for word in words_of(meaning) if not is_stop_word(word)]
        targets = [numbers[stem(word)] for word in wanted if stem(word) in numbers]
        if not targets:  # what the guide has only as parts of other words
            targets = [numbers[part] for word in wanted for part in compounds.split(word) if part in numbers]
        if targets:
            found[said] = list(dict.fromkeys(targets))
    return found
