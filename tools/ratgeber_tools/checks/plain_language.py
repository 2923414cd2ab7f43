"""Is a chapter in Einfache Sprache as plain as it says?  Hints for these chapters alone.

What can be counted is counted: one sentence a line, few words, no clause within a clause, words many people know.
Whether the content is right, in a good order and warm, somebody has to read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ratgeber_tools.checks.passive import passive_in
from ratgeber_tools.dialect import PLAIN_FOLDERS
from ratgeber_tools.document import Paragraph
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Chapter, Guide
from ratgeber_tools.guide.front_matter import sentences_of
from ratgeber_tools.guide.passages import PassageKind, passages_of
from ratgeber_tools.guide.plain_chapters import plain_chapters
from ratgeber_tools.prose import word_frequency
from ratgeber_tools.prose.plain_german import (
    MOST_LETTERS,
    MOST_WORDS,
    NEGATION,
    doubled_things,
    hard_parts,
    long_words,
)
from ratgeber_tools.prose.readability import words_of
from ratgeber_tools.quotation import quoted

_ROLE = re.compile(r"\{[\w-]+\}`[^`]*`")
#: A word of the glossary as it is shown: one tap explains it.
_TERM = re.compile(r"\{begriff\}`([^`<]+)")
#: Of all sentences; some things have to be said so (“Das ist keine Prüfung.”).
_MOST_NEGATIONS = 0.2
#: Shorter words are articles and the like, and parts of a word with a hyphen.
_SHORTEST_JUDGED = 4


def check(guide: Guide) -> Iterator[Finding]:
    chapters = tuple(plain_chapters(guide))
    if chapters and not word_frequency.is_there():
        programs = " und ".join(word_frequency.PROGRAMS)
        sentence = (
            f"Ob Wörter selten sind, wurde nicht geprüft: {programs} fehlen (77 MB). "
            "So kommen sie dazu: pip install wordfreq simplemma (Handbuch, „Einfache Sprache“)."
        )
        yield Finding(Code.WORD_RARE_SKIPPED, sentence)
    for chapter in chapters:
        yield from _lines(chapter)
        yield from _sentences(chapter)
        yield from _negations(chapter)
        yield from _words(chapter, guide)
        text = " ".join(passage.text for passage in passages_of(chapter))
        for words in doubled_things(text):
            sentence = f"Für eine Sache stehen hier {len(words)} Wörter: {', '.join(map(quoted, words))}."
            yield Finding(Code.TWO_WORDS, sentence, path=chapter.path)


def _lines(chapter: Chapter) -> Iterator[Finding]:
    for placed in chapter.blocks:
        if not isinstance(placed.block, Paragraph) or "kurz" in placed.within:
            continue
        for number in range(placed.lines.first, placed.lines.end):
            line = _ROLE.sub("…", chapter.lines[number])
            if len(sentences_of(line)) > 1 and not re.match(r"\s*(?:\d+\.|[-*>])\s", line):
                yield Finding(
                    Code.PLAIN_LINE, f"In dieser Zeile stehen mehrere Sätze: {quoted(line.strip())}.",
                    path=chapter.path, line=number + 1,
                )  # fmt: skip


def _sentences(chapter: Chapter) -> Iterator[Finding]:
    most = MOST_WORDS[PLAIN_FOLDERS[chapter.folder]]
    for passage in passages_of(chapter):
        if passage.kind is PassageKind.HEADING:
            continue
        reasons = list(hard_parts(passage.text, most))
        participle = passive_in(passage.text)
        if participle:
            reasons.append(f"steht im Passiv ({participle}): Schreiben Sie, wer es tut.")
        for reason in reasons:
            yield Finding(Code.PLAIN_SENTENCE, f"{quoted(passage.text)} {reason}", path=passage.path, line=passage.line)


def _negations(chapter: Chapter) -> Iterator[Finding]:
    sentences = [passage.text for passage in passages_of(chapter) if passage.kind is PassageKind.SENTENCE]
    found = [text for text in sentences if NEGATION.search(text)]
    if len(found) > _MOST_NEGATIONS * len(sentences):
        sentence = (
            f"{len(found)} von {len(sentences)} Sätzen sagen, was nicht ist, zum Beispiel {quoted(found[0])} "
            "Sagen Sie öfter, was gilt."
        )
        yield Finding(Code.PLAIN_SENTENCE, sentence, path=chapter.path)


def _words(chapter: Chapter, guide: Guide) -> Iterator[Finding]:
    told: set[str] = set()
    for passage in passages_of(chapter):
        for word in long_words(passage.text, guide.terms):
            if word not in told:
                told.add(word)
                sentence = (
                    f"{quoted(word)} hat mehr als {MOST_LETTERS} Buchstaben: Trennen Sie das Wort mit Bindestrich "
                    f"oder Mediopunkt, oder erklären Sie es mit {{begriff}}`{word}` im Glossar."
                )
                yield Finding(Code.PLAIN_WORD, sentence, path=passage.path, line=passage.line_of(word))
        if word_frequency.is_there():
            yield from _rare(passage.text, passage.line, chapter, guide, told)


def _rare(text: str, line: int, chapter: Chapter, guide: Guide, told: set[str]) -> Iterator[Finding]:
    explained = {term.strip().casefold() for source in chapter.lines for term in _TERM.findall(source)}
    for word in words_of(text):
        parts = [part for part in word.split("-") if len(part) >= _SHORTEST_JUDGED]
        if word in told or word.casefold() in explained or not parts:
            continue
        told.add(word)
        value = min(map(word_frequency.zipf, parts))
        if value < word_frequency.FEW_KNOW:
            known = f"{value:.1f}".replace(".", ",")
            offer = (
                f"Das Glossar hat es: Schreiben Sie {{begriff}}`{word}`."
                if word.casefold() in guide.terms
                else "Nehmen Sie ein häufigeres, oder erklären Sie es im Glossar."
            )
            sentence = f"Das Wort {quoted(word)} kennen nur wenige (Häufigkeit {known}, gut ist ab 3). {offer}"
            yield Finding(Code.WORD_RARE, sentence, path=chapter.path, line=line)
