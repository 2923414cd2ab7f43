"""Sentences go to a translation service and come back; what comes back broken is left out.

A draft is taken only if every place of the German is in it just once and in the German order, its digits are the
German's, and its length is likely.  Services put places where they do not belong, and two that changed sides cannot be
told from two that had to: so a draft with another order is no draft, and the sentence waits for a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Protocol

from ratgeber_tools.languages.tagged import PLACE, TaggedText, TagMistake, untag
from ratgeber_tools.languages.units import TranslationUnit

#: A draft that is shorter or longer than so many times the German has lost something, or invented it.
SHORTEST, LONGEST = 0.4, 2.5
_ELEMENT = re.compile(r'<(?P<close>/)?x(?:\s+id="(?P<id>\d{1,4})"\s*)?(?P<single>/)?>')
_OTHER_ORDER = "Angaben oder Verweise fehlen, stehen doppelt oder an anderer Stelle."
_OTHER_NUMBERS = "Eine Zahl ist eine andere."
_UNLIKELY = "Die Länge kann nicht stimmen."


class TranslationService(Protocol):
    """A service that translates: `name` is what its drafts are attributed to."""

    @property
    def name(self) -> str: ...

    @property
    def takes_glossary(self) -> bool:
        """Whether it keeps to given words."""
        ...

    def translate(
        self, texts: Sequence[str], source: str, target: str, glossary: Mapping[str, str]
    ) -> Sequence[str]:  # fmt: skip
        """Return a translation of each text, which is XML: `Rufen Sie <x id="1">uns</x> an: <x id="2"/>.`

        Languages are BCP 47 tags.  Raises `InputError` with a German sentence where the service refuses.
        """
        ...


@dataclass(frozen=True, slots=True)
class MachineDraft:
    """A unit with its draft as a tagged text, "" with the reason (a German sentence) where there is none."""

    unit: TranslationUnit
    text: str
    refusal: str = ""


def translate(
    units: Sequence[TranslationUnit],
    source: str,
    target: str,
    glossary: Mapping[str, str],
    service: TranslationService,
) -> tuple[MachineDraft, ...]:
    """Return a draft of each unit in the language `target`, proven; raises `InputError` where the service refuses."""
    answers = service.translate([as_xml(unit.german.text) for unit in units], source, target, glossary)
    if len(answers) != len(units):
        return tuple(MachineDraft(unit, "", _OTHER_ORDER) for unit in units)
    return tuple(_proven(unit, from_xml(answer)) for unit, answer in zip(units, answers, strict=True))


def cost(units: Iterable[TranslationUnit]) -> int:
    """Return how many characters a service is sent and counts."""
    return sum(len(as_xml(unit.german.text)) for unit in units)


def as_xml(tagged: str) -> str:
    """Return a tagged text with its places as elements, which services leave alone."""
    return PLACE.sub(
        lambda match: "</x>" if match["close"] else f'<x id="{match["number"]}"{match["single"] or ""}>', tagged
    )


def from_xml(answer: str) -> str:
    """Return the tagged text of an answer; `<x id="2"></x>` is a single place, too.

    An element that closes none stays as it is, and is found by who proves the draft.
    """
    parts: list[str] = []
    open_ids: list[str] = []
    end = 0
    for match in _ELEMENT.finditer(answer):
        parts.append(answer[end : match.start()])
        end = match.end()
        if match["close"]:
            number = open_ids.pop() if open_ids else "9999"
            if parts[-1] == "" and len(parts) > 1 and parts[-2] == f"<{number}>":
                parts[-2:] = [f"<{number}/>"]
            else:
                parts.append(f"</{number}>")
        elif match["id"] is None:
            parts.append("<9999/>")
        elif match["single"]:
            parts.append(f"<{match['id']}/>")
        else:
            open_ids.append(match["id"])
            parts.append(f"<{match['id']}>")
    return _escaped_once("".join([*parts, answer[end:]]))


def _escaped_once(text: str) -> str:
    """Return a tagged text whose words are escaped, however the service has escaped them."""
    parts, end = [], 0
    for match in PLACE.finditer(text):
        parts += [_escaped(text[end : match.start()]), match[0]]
        end = match.end()
    return " ".join("".join([*parts, _escaped(text[end:])]).split())


def _escaped(words: str) -> str:
    return unescape(words).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _proven(unit: TranslationUnit, text: str) -> MachineDraft:
    german, made = unit.german, TaggedText(text)
    if PLACE.findall(text) != PLACE.findall(german.text) or isinstance(untag(text, german), TagMistake):
        return MachineDraft(unit, "", _OTHER_ORDER)
    if sorted(made.numbers) != sorted(german.numbers):
        return MachineDraft(unit, "", _OTHER_NUMBERS)
    if not SHORTEST <= len(made.plain) / len(german.plain) <= LONGEST:
        return MachineDraft(unit, "", _UNLIKELY)
    return MachineDraft(unit, text)
