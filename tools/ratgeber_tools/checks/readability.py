"""Can a tired parent read the chapter, and does it answer them?

Neither too hard nor chopped to pieces: the first Wiener Sachtextformel over its body text, and the share of sentences
too short for a reason.  A chapter that mostly says “Fragen Sie” sends parents away instead of telling them, and a
deadline box helps only with a day or with a rule that yields one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ratgeber_tools.dialect import is_plain
from ratgeber_tools.document import Container
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Chapter, Guide
from ratgeber_tools.guide.body_text import body_measure, body_sentences
from ratgeber_tools.prose.readability import SHORT_SENTENCE_WORDS, Measure, measure

#: The value no chapter may exceed; between 3.5 and 6 a text reads like a calm adviser.
HARDEST_CHAPTER = 7.5
#: In percent.  A text of a calm adviser has about one in ten.
MOST_SHORT_SENTENCES = 25
#: So often a chapter may tell parents to ask.
MOST_ASKING = 3
#: A formula over a handful of words says nothing about a text, nor does a share of a handful of sentences.
_FEWEST_WORDS = 80
_FEWEST_SENTENCES = 10

_DEADLINE = "frist"
_ASKING = re.compile(r"\bFragen Sie\b")
_RECORD = re.compile(r"\{[\w-]+\}`[^`]+`")
_MONTHS = "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
#: Words that place a day, by themselves or in a compound (Schultag, Halbjahr, Sommerferien, Unterrichtsbeginn).
_WHEN = re.compile(
    rf"(?i)\b(?:{_MONTHS})\b"
    r"|\b\w*(?:tag|tage|tagen|tags|woche|wochen|monat|monate|monaten|monats|jahr|jahre|jahren|jahrs|ferien|zeugnis"
    r"|zeugnisses|beginn|abend|abends|morgen|morgens|uhr|geburtstag)\b"
)


def check(guide: Guide) -> Iterator[Finding]:
    for chapter in guide:
        measured = body_measure(chapter)
        yield from _hard(chapter, measured)
        if not is_plain(chapter.name):  # there a sentence is short, and a question leads on
            yield from _chopped(chapter, measured)
            yield from _asking(chapter)
        yield from _deadlines(chapter)


def _hard(chapter: Chapter, measured: Measure) -> Iterator[Finding]:
    difficulty = measured.difficulty
    if difficulty is None or measured.words < _FEWEST_WORDS or difficulty <= HARDEST_CHAPTER:
        return
    sentence = (
        f"Das Kapitel ist schwer zu lesen: Wiener Sachtextformel {_german(difficulty)}, "
        f"höchstens {_german(HARDEST_CHAPTER)}. Am schwersten ist der Satz „{_hardest_sentence(chapter)}“"
    )
    yield Finding(Code.HARD_TO_READ, sentence, path=chapter.path)


def _chopped(chapter: Chapter, measured: Measure) -> Iterator[Finding]:
    share = measured.short_share
    if share is None or measured.closed_sentences < _FEWEST_SENTENCES or share <= MOST_SHORT_SENTENCES:
        return
    sentence = (
        f"Das Kapitel liest sich abgehackt: {share:.0f} von 100 Sätzen haben höchstens {SHORT_SENTENCE_WORDS} Wörter, "
        f"gut sind höchstens {MOST_SHORT_SENTENCES}."
    )
    yield Finding(Code.STACCATO, sentence, path=chapter.path)


def _asking(chapter: Chapter) -> Iterator[Finding]:
    count = sum(len(_ASKING.findall(sentence)) for sentence in body_sentences(chapter))
    if count > MOST_ASKING:
        sentence = f"„Fragen Sie“ steht hier {count}-mal, gut ist höchstens {MOST_ASKING}-mal."
        yield Finding(Code.ONLY_ASKING, sentence, path=chapter.path)


def _deadlines(chapter: Chapter) -> Iterator[Finding]:
    """Find the boxes for a deadline that say neither a day nor how to find it."""
    for placed in chapter.blocks:
        block = placed.block
        if not isinstance(block, Container) or block.name != _DEADLINE:
            continue
        source = "\n".join(chapter.lines[placed.lines.first : placed.lines.end])
        if not block.blocks or _RECORD.search(source) or _WHEN.search(source):
            continue
        yield Finding(
            Code.DEADLINE_VAGUE, "Dieser Kasten sagt nicht, bis wann.", path=chapter.path, line=placed.lines.first + 1
        )


def _hardest_sentence(chapter: Chapter) -> str:
    """Return the sentence with the highest value among those long enough to be one."""

    def value(sentence: str) -> tuple[bool, float]:
        measured = measure([sentence])
        return measured.words >= 4, measured.difficulty or 0.0

    return max(body_sentences(chapter), key=value)


def _german(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")
