"""Can a tired parent read the chapter? The first Wiener Sachtextformel over its body text, at most 9."""

from __future__ import annotations

from collections.abc import Iterator

from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Chapter, Guide
from ratgeber_tools.guide.body_text import body_measure, body_sentences
from ratgeber_tools.prose.readability import measure

#: The value no chapter may exceed; the middle of all chapters should be a whole point lower.
HARDEST_CHAPTER = 9.0
#: A formula over a handful of words says nothing about a text.
_FEWEST_WORDS = 80


def check(guide: Guide) -> Iterator[Finding]:
    for chapter in guide:
        measured = body_measure(chapter)
        difficulty = measured.difficulty
        if difficulty is None or measured.words < _FEWEST_WORDS or difficulty <= HARDEST_CHAPTER:
            continue
        value = f"{difficulty:.1f}".replace(".", ",")
        sentence = (
            f"Das Kapitel ist schwer zu lesen: Wiener Sachtextformel {value}, höchstens {HARDEST_CHAPTER:.0f}. "
            f"Am schwersten ist der Satz „{_hardest_sentence(chapter)}“"
        )
        yield Finding(Code.HARD_TO_READ, sentence, path=chapter.path)


def _hardest_sentence(chapter: Chapter) -> str:
    """Return the sentence with the highest value among those long enough to be one."""

    def value(sentence: str) -> tuple[bool, float]:
        measured = measure([sentence])
        return measured.words >= 4, measured.difficulty or 0.0

    return max(body_sentences(chapter), key=value)
