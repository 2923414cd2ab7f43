"""How hard a German text is to read: the first Wiener Sachtextformel (Bamberger and Vanecek, 1984).

    0.1935 MS + 0.1672 SL + 0.1297 IW - 0.0327 ES - 0.875

with MS the percentage of words of three or more syllables, SL the mean number of words in a sentence, IW the
percentage of words of more than six letters, ES the percentage of words of one syllable.  The value is about the
school year in which a child can read the text: 4 is very easy, 15 very hard.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ratgeber_tools.prose.syllables import count_syllables

_LONG_LETTERS = 6
_MANY_SYLLABLES = 3
#: So many words are a sentence too short for a thought and its reason; many of them in a row read like an app.
SHORT_SENTENCE_WORDS = 6

#: A word, also one with hyphens or an apostrophe inside.  Figures are no words: “30.” is read as many things.
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
#: A sentence ends with one of these, and quotation marks may follow.
_CLOSED = re.compile(r"[.!?…][“”\"')]*\s*$")


@dataclass(frozen=True, slots=True)
class Measure:
    """What a text consists of; sums, so that measures of several texts add up."""

    sentences: int = 0
    words: int = 0
    long_words: int = 0
    words_of_many_syllables: int = 0
    words_of_one_syllable: int = 0
    #: Of those that end like a sentence: an item of a list is no sentence, however short it is.
    closed_sentences: int = 0
    short_sentences: int = 0

    def __add__(self, other: Measure) -> Measure:
        return Measure(
            self.sentences + other.sentences,
            self.words + other.words,
            self.long_words + other.long_words,
            self.words_of_many_syllables + other.words_of_many_syllables,
            self.words_of_one_syllable + other.words_of_one_syllable,
            self.closed_sentences + other.closed_sentences,
            self.short_sentences + other.short_sentences,
        )

    @property
    def words_in_a_sentence(self) -> float:
        """The mean; 0 for a text without a sentence."""
        return self.words / self.sentences if self.sentences else 0.0

    @property
    def short_share(self) -> float | None:
        """The percentage of sentences of at most `SHORT_SENTENCE_WORDS` words, or None without a sentence."""
        return 100 * self.short_sentences / self.closed_sentences if self.closed_sentences else None

    @property
    def difficulty(self) -> float | None:
        """The formula's value, or None for a text without words."""
        if not self.words:
            return None
        return (
            0.1935 * self._percent(self.words_of_many_syllables)
            + 0.1672 * self.words_in_a_sentence
            + 0.1297 * self._percent(self.long_words)
            - 0.0327 * self._percent(self.words_of_one_syllable)
            - 0.875
        )

    def _percent(self, part: int) -> float:
        return 100 * part / self.words


def words_of(text: str) -> list[str]:
    """Return the words of a text; a word with hyphens is one."""
    return _WORD.findall(text)


def measure(sentences: Iterable[str]) -> Measure:
    """Return the measure of sentences; one without a word does not count."""
    total = Measure()
    for sentence in sentences:
        words = words_of(sentence)
        if not words:
            continue
        closed = _CLOSED.search(sentence) is not None
        syllables = [sum(count_syllables(part) for part in re.split(r"[-’']", word)) for word in words]
        total += Measure(
            sentences=1,
            words=len(words),
            long_words=sum(sum(map(str.isalpha, word)) > _LONG_LETTERS for word in words),
            words_of_many_syllables=sum(count >= _MANY_SYLLABLES for count in syllables),
            words_of_one_syllable=sum(count == 1 for count in syllables),
            closed_sentences=int(closed),
            short_sentences=int(closed and len(words) <= SHORT_SENTENCE_WORDS),
        )
    return total
