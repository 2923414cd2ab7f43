"""Is something shortened that a reader has to know: `z. B.`, `bzw.`, or a word of capitals nobody has explained?

A word of capitals is explained if the chapter has it in brackets or behind “kurz” or “heißt es”, or if the glossary
explains it; it is told once a chapter.  Quoted names of laws keep their `Abs.` and `Nr.` behind a `§`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ratgeber_tools.editorial.word_lists import load_known_words
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Chapter, Guide
from ratgeber_tools.guide.passages import Passage, PassageKind, passages

#: Abbreviation → in full.
_IN_FULL = {
    "z. B.": "zum Beispiel", "d. h.": "das heißt", "u. a.": "unter anderem", "o. Ä.": "oder Ähnliches",
    "u. Ä.": "und Ähnliches", "i. d. R.": "meist", "s. o.": "siehe oben", "s. u.": "siehe unten",
    "u. U.": "vielleicht", "z. T.": "zum Teil", "z. Zt.": "zurzeit", "i. A.": "im Auftrag",
    "bzw.": "oder", "ggf.": "wenn nötig", "ggfs.": "wenn nötig", "evtl.": "vielleicht", "usw.": "und so weiter",
    "etc.": "und so weiter", "inkl.": "mit", "exkl.": "ohne", "zzgl.": "dazu", "ca.": "etwa", "max.": "höchstens",
    "min.": "mindestens", "mind.": "mindestens", "vgl.": "siehe", "bspw.": "zum Beispiel", "sog.": "so genannt",
    "Nr.": "Nummer", "Tel.": "Telefon", "Str.": "Straße", "Std.": "Stunden", "Min.": "Minuten", "Mio.": "Millionen",
    "Jh.": "Jahrhundert", "Abs.": "Absatz", "Kl.": "Klasse", "Kap.": "Kapitel", "allg.": "allgemein",
    "gem.": "nach", "lt.": "laut", "vorauss.": "voraussichtlich", "tgl.": "täglich", "wöch.": "wöchentlich",
    "mtl.": "im Monat", "jährl.": "im Jahr", "entspr.": "passend", "insbes.": "vor allem", "einschl.": "mit",
}  # fmt: skip
_SHORT = {re.sub(r"\s", "", short): full for short, full in _IN_FULL.items()}
#: The letters of all abbreviations, for whoever looks words up.
ABBREVIATED = frozenset(part for short in _SHORT for part in short.lower().split(".") if part) | {"dr", "prof"}
_ABBREVIATION = re.compile(
    r"(?<![\w.])(?:" + "|".join(re.escape(short).replace(r"\ ", r"[ \u00a0\u202f]?") for short in _IN_FULL) + ")"
)
_LAW = re.compile(r"§+ ?\d[^,;]*")
_ACRONYM = re.compile(r"\b(?!TODO|FIXME|TB[AD]|XXX|[IVX]+\b)(?:[A-ZÄÖÜ]{2,6}|[A-Z][a-z]?[A-Z])(?![\w-]*[a-zäöü]{3})\b")
_EXPLAINED = (
    r"\([^)]*\b{0}\b[^)]*\)|\b{0} (?:heißt|bedeutet|steht für)|\b(?:kurz|genannt|heißt (?:es|er|sie)):? [„\"]?{0}\b"
)


def check(guide: Guide) -> Iterator[Finding]:
    known, _ = load_known_words(guide.folder)  # what is wrong in the list, the spelling check says
    glossaries = [chapter for chapter in guide if chapter.anchors.terms]
    told: set[tuple[str, str]] = set()
    for passage in passages(guide):
        yield from _abbreviations(passage)
        for match in _ACRONYM.finditer(_LAW.sub("", passage.text)):
            key = (str(passage.path), match[0])
            if key in told or passage.kind is PassageKind.HEADING or match[0] in known:
                continue
            told.add(key)
            if not _is_explained(match[0], passage.chapter, glossaries):
                sentence = f"„{match[0]}“ erklärt dieses Kapitel nicht."
                yield Finding(Code.ACRONYM, sentence, path=passage.path, line=passage.line_of(match[0]))


def _abbreviations(passage: Passage) -> Iterator[Finding]:
    for match in _ABBREVIATION.finditer(_LAW.sub("", passage.text)):
        full = _SHORT[re.sub(r"\s", "", match[0])]
        sentence = f"„{match[0]}“ ist abgekürzt. Schreiben Sie: {full}."
        yield Finding(Code.ABBREVIATION, sentence, path=passage.path, line=passage.line_of(match[0]))


def _is_explained(acronym: str, chapter: Chapter | None, glossaries: Sequence[Chapter]) -> bool:
    if chapter is None:
        return True  # the chapter that shows the record explains it
    pattern = re.compile(_EXPLAINED.format(re.escape(acronym)))
    return any(pattern.search(line) for place in (chapter, *glossaries) for line in place.lines)
