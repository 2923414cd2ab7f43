"""Is anything typed into a chapter that another town would have to change, and that the data already know?

Names, phone numbers and addresses of `daten/` belong there: then a change is made once, and what is no longer
confirmed says so by itself.  One hint for each word of a chapter, at its first place.  Editorial notes, code and
comments are left alone, and so is the head except for `kurz`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ratgeber_tools import dialect
from ratgeber_tools.data.places import ContactPoint, Place
from ratgeber_tools.data.records import Records
from ratgeber_tools.dialect import head_end
from ratgeber_tools.document import Container, Verbatim
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Chapter, Guide
from ratgeber_tools.guide.walking import is_code

#: One plain word (Jugendamt) is what every town calls it.
_GENERIC = re.compile(r"\w+")
_ROLE = re.compile(r"\{[\w-]+\}`[^`]*`")
_LINK_TARGET = re.compile(r"\]\([^)\s]*\)")
_COMMENTS = ("%", "<!--", "+++")


class LocalWord(NamedTuple):
    """Words as they may stand in a chapter, and what to write instead; empty where there is no role for it."""

    words: str
    instead: str


def check(guide: Guide) -> Iterator[Finding]:
    known = {word.words.lower(): word for word in local_words(guide.data.records)}
    if not known:
        return
    pattern = _pattern(known)
    for chapter in guide:
        yield from _hints(chapter, pattern, known)


def local_words(records: Records) -> Iterator[LocalWord]:
    """Yield every word of the data that a chapter should not type itself."""
    places: list[tuple[str, Place]] = [
        *records.contacts.items(),
        *records.schools.items(),
        *records.operators.items(),
    ]
    for identifier, place in places:
        if isinstance(place, ContactPoint) and not _GENERIC.fullmatch(place.name):
            yield LocalWord(place.name, f"{{kontakt}}`{identifier} name`")
        if place.phone:
            yield LocalWord(place.phone, f"{{kontakt}}`{identifier} telefon`")
        if place.mail:
            yield LocalWord(place.mail, f"{{kontakt}}`{identifier} email`")
        if place.street and any(sign.isdigit() for sign in place.street):
            yield LocalWord(place.street, f"{{kontakt}}`{identifier} anschrift`")
    municipality = records.municipality
    if municipality.official_name:
        yield LocalWord(municipality.official_name, "{kommune}`amtlicher_name`")
    if municipality.name:
        yield LocalWord(municipality.name, "{kommune}`name`")
    yield from (LocalWord(name, "") for name in municipality.local_names if name != municipality.name)


def _pattern(known: Mapping[str, LocalWord]) -> re.Pattern[str]:
    """Longer words first: a name inside another is no finding of its own (`Dessau` in `Dessau-Roßlau`)."""
    words = sorted(known, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, words))})(?![\w-])", re.IGNORECASE)


def _hints(chapter: Chapter, pattern: re.Pattern[str], known: Mapping[str, LocalWord]) -> Iterator[Finding]:
    places: dict[LocalWord, list[int]] = {}
    for number, text in _text_lines(chapter):
        for match in pattern.finditer(text):
            places.setdefault(known[match[0].lower()], []).append(number)
    for word, lines in places.items():
        often = f" (hier {len(lines)}-mal)" if len(lines) > 1 else ""
        instead = f" Schreiben Sie {word.instead}." if word.instead else ""
        sentence = f"„{word.words}“{often} steht in den Daten oder gilt nur in dieser Stadt.{instead}"
        yield Finding(Code.LOCAL_WORDS, sentence, path=chapter.path, line=lines[0])


def _text_lines(chapter: Chapter) -> Iterator[tuple[int, str]]:
    """Yield the lines parents read, without roles and link targets, with their 1-based numbers."""
    hidden = set(_head_lines(chapter))
    for placed in chapter.blocks:
        block = placed.block
        is_internal = isinstance(block, Container) and dialect.CONTAINERS[block.name].internal
        is_comment = isinstance(block, Verbatim) and block.source.lstrip().startswith(_COMMENTS)
        lines = range(placed.lines.first, placed.lines.end)
        if is_internal or is_comment or is_code(block):
            hidden.update(lines)
    for index, line in enumerate(chapter.lines):
        if index not in hidden:
            yield index + 1, _LINK_TARGET.sub("]", _ROLE.sub("", line))


def _head_lines(chapter: Chapter) -> Iterator[int]:
    """Yield the 0-based lines of the head but those of `kurz`, which parents read."""
    fence = head_end(chapter.lines)
    if chapter.head is None or fence is None or fence == len(chapter.lines):
        return
    starts = sorted(chapter.head.lines.values())
    first = chapter.head.lines.get("kurz", 0)
    end = next((line for line in starts if line > first), fence + 1)
    yield from (index for index in range(fence + 1) if not (first and first - 1 <= index < end - 1))
