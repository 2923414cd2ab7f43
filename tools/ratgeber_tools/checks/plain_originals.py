"""Does a chapter in Einfache Sprache know its original, does it still say what stands there, and is it what it claims?

“Leichte Sprache” is a promise: readers of the target group have tested the text (DIN SPEC 33429).  A release that
names them (“Prüfgruppe”) keeps it; without one no chapter may say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ratgeber_tools.calling import program
from ratgeber_tools.dialect import PLAIN_FOLDERS
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Chapter, Guide
from ratgeber_tools.guide.passages import passages_of
from ratgeber_tools.guide.plain_chapters import plain_chapters
from ratgeber_tools.languages.plain import kept_sentences, old_sentences
from ratgeber_tools.quotation import quoted
from ratgeber_tools.releases.keeping import read_log
from ratgeber_tools.releases.log import ReleaseLog

_CLAIM = re.compile(r"\bLeichte[rn]? Sprache\b")


def check(guide: Guide) -> Iterator[Finding]:
    chapters = tuple(plain_chapters(guide))
    for chapter in chapters:
        values = chapter.head.values if chapter.head is not None else None
        original = guide.chapters.get(values.plain_of) if values is not None else None
        line = chapter.head.lines.get("zu", 1) if chapter.head is not None else 1
        if original is None or original.name == chapter.name:
            named = quoted(values.plain_of) if values is not None and values.plain_of else "nichts"
            sentence = f"Dieses Kapitel sagt nicht, zu welchem es gehört: Unter „zu“ steht {named}."
            yield Finding(Code.PLAIN_ORIGINAL, sentence, path=chapter.path, line=line)
            continue
        yield from _age(chapter, original, line)
    log = read_log(guide.folder.parent) if chapters else ReleaseLog()
    for chapter in chapters:
        yield from _claims(chapter, log)


def _age(chapter: Chapter, original: Chapter, line: int) -> Iterator[Finding]:
    command = f"{program()} sprachen einfach {chapter.name}"
    if not kept_sentences(chapter):
        sentence = (
            f"Noch hat niemand festgehalten, dass dieses Kapitel zu {original.name} passt. Vergleichen Sie beide, "
            f"dann: {command}"
        )
        yield Finding(Code.PLAIN_NOT_COMPARED, sentence, path=chapter.path, line=line)
    found = old_sentences(chapter, original)
    new = [old.now for old in found if not old.before]
    if new:
        many = "einen neuen Satz" if len(new) == 1 else f"{len(new)} neue Sätze, zum Beispiel"
        sentence = f"{original.name} hat {many}: {quoted(new[0])} Passt der Text hier weiter, dann: {command}"
        yield Finding(Code.PLAIN_OLDER, sentence, path=chapter.path, line=line)
    for old in found:
        if not old.before:
            continue
        now = f"heißt jetzt {quoted(old.now)}" if old.now else "steht nicht mehr da"
        sentence = (
            f"Älter als das Original: In {original.name} {now}, früher {quoted(old.before)} "
            f"Passt der Text hier (wieder), dann: {command}"
        )
        place = line if old.place is None else old.place.line
        yield Finding(Code.PLAIN_OLDER, sentence, path=chapter.path, line=place)


def _claims(chapter: Chapter, log: ReleaseLog) -> Iterator[Finding]:
    if log.has_reader_test(chapter.name):
        return
    name = PLAIN_FOLDERS[chapter.folder]
    if name == "Leichte Sprache":
        sentence = "Dieses Kapitel liegt bei der Leichten Sprache, aber keine Freigabe nennt eine Prüfgruppe."
        yield Finding(Code.EASY_READ_CLAIM, sentence, path=chapter.path)
    for passage in passages_of(chapter):
        match = _CLAIM.search(passage.text)
        if match is not None:
            sentence = f"{quoted(match[0])} darf hier nicht stehen: Keine Freigabe nennt eine Prüfgruppe."
            yield Finding(Code.EASY_READ_CLAIM, sentence, path=chapter.path, line=passage.line_of(match[0]))
