"""What goes out and comes back: a chapter's units with what they are called, whatever the file is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from hashlib import sha256

from ratgeber_tools.languages.ageing import UnitStanding
from ratgeber_tools.languages.catalogue import TranslationState
from ratgeber_tools.languages.tagged import TaggedText

_DIGEST_LENGTH = 8


class OfferState(Enum):
    """How a unit stood when it went out."""

    OPEN = "offen"
    OLD = "veraltet"
    DRAFT = "maschinell"
    TRANSLATED = "übersetzt"
    CHECKED = "geprüft"


@dataclass(frozen=True, slots=True)
class OfferedUnit:
    """One unit as it goes out: what it is, its German, what it is called, and the German that was made from, if old."""

    key: str
    kind: str
    german: str
    text: str = ""
    state: OfferState = OfferState.OPEN
    german_before: str = ""
    remark: str = ""
    places: tuple[str, ...] = ()

    @property
    def base(self) -> str:
        """A digest of what the catalogue had for it when it went out."""
        return digest_of(self.text)


@dataclass(frozen=True, slots=True)
class TranslationOffer:
    """A chapter on its way to who translates it into `language`; `title` is what the chapter is called in German."""

    language: str
    chapter: str
    title: str
    units: tuple[OfferedUnit, ...]


@dataclass(frozen=True, slots=True)
class ReturnedUnit:
    """What came back for a unit; `base` is the digest that went out with it, empty where the file lost it."""

    key: str
    german: str
    text: str
    base: str = ""
    remark: str = ""
    place: str = ""  # where it stands in the file, in words
    is_checked: bool = False  # the file says that a second person has read it


@dataclass(frozen=True, slots=True)
class ReturnedTranslation:
    """What a file brought back; `language` and `chapter` as the file says, empty where it does not."""

    language: str
    chapter: str
    units: tuple[ReturnedUnit, ...]


def digest_of(text: str) -> str:
    """Return eight hexadecimal digits of a text, blanks at its ends and in a row apart."""
    return sha256(" ".join(text.split()).encode("utf-8")).hexdigest()[:_DIGEST_LENGTH]


def offer(language: str, chapter: str, title: str, standings: Iterable[UnitStanding]) -> TranslationOffer:
    """Return what goes out of a chapter: every unit once, in reading order."""
    units: dict[str, OfferedUnit] = {}
    for standing in standings:
        units.setdefault(standing.unit.key, _offered(standing))
    return TranslationOffer(language, chapter, title, tuple(units.values()))


_STATES = {
    TranslationState.MACHINE: OfferState.DRAFT,
    TranslationState.TRANSLATED: OfferState.TRANSLATED,
    TranslationState.CHECKED: OfferState.CHECKED,
}


def state_of(standing: UnitStanding) -> OfferState:
    """Return how a unit stands, in the words people know."""
    if standing.entry is None:
        return OfferState.OPEN
    return OfferState.OLD if standing.is_old else _STATES[standing.entry.state]


def _offered(standing: UnitStanding) -> OfferedUnit:
    unit, entry = standing.unit, standing.entry
    german: TaggedText = unit.german
    bare = OfferedUnit(unit.key, unit.kind.value, german.text, places=german.signatures)
    if entry is None:
        return bare
    return OfferedUnit(
        unit.key,
        unit.kind.value,
        german.text,
        entry.text,
        state_of(standing),
        entry.german if standing.is_old else "",
        entry.remark,
        german.signatures,
    )
