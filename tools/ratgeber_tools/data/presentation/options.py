"""The options of a generated list: what they may name, what is wrong in them, and the question they ask of the data.

`:art: Amt, Beratung` names several values.  Read once for the directive, the Word file and the check; what is wrong is
left out by the first two and told in one sentence by the directive and the check.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from ratgeber_tools.data.appointments import AppointmentKind
from ratgeber_tools.data.cohorts import CLASSES
from ratgeber_tools.data.dates import parse_date
from ratgeber_tools.data.places import ContactKind, OperatorKind, SchoolForm
from ratgeber_tools.data.records import Records
from ratgeber_tools.data.school_queries import SchoolFilter
from ratgeber_tools.data.school_years import parse_school_year
from ratgeber_tools.data.steps import Topic
from ratgeber_tools.data.validation import closest

_Choice = TypeVar("_Choice", bound=StrEnum)

#: School starts `:jahrgang:` may name.
STARTS = range(1990, 2200)
#: How a list of schools can be divided, and how much it says of each; the first is what an option left out means.
GROUPINGS = ("schulform", "traeger", "stadtteil", "keine")
DETAILED, SHORT = VIEWS = ("ausführlich", "kurz")
_RANGE = re.compile(r"(?P<first>.+?)\s+(?:bis|–|-)\s+(?P<last>.+)")


def _words(kind: type[StrEnum]) -> Callable[[Records], Iterable[str]]:
    return lambda _: kind


def _topics(records: Records) -> Iterable[str]:
    return (topic for contact in records.contacts.values() for topic in contact.topics)


def _districts(records: Records) -> Iterable[str]:
    return (school.district for school in records.schools.values() if school.district)


#: What an option may name, by directive or for every list (""); whatever its capitals.
_KNOWN: Mapping[tuple[str, str], Callable[[Records], Iterable[str]]] = MappingProxyType(
    {
        ("termine", "art"): _words(AppointmentKind),
        ("anlaufstellen", "art"): _words(ContactKind),
        ("traegerverzeichnis", "art"): _words(OperatorKind),
        ("anlaufstellen", "thema"): _topics,
        ("was-ist-wann-dran", "thema"): _words(Topic),
        ("", "schulform"): _words(SchoolForm),
        ("", "traeger"): lambda records: records.operators,
        ("", "stadtteil"): _districts,
        ("", "schule"): lambda records: records.schools,
        ("", "foerderung"): lambda records: records.funding,
        ("", "ausstellung"): lambda records: records.exhibitions,
        ("", "gliederung"): lambda _: GROUPINGS,
        ("", "ansicht"): lambda _: VIEWS,
    }
)


@dataclass(frozen=True)
class ListOptions:
    """The options of directive `name` as typed, `{"art": "Amt, Beratung"}`.

    `parts` are the words `:teile:` chooses among, of a directive that shows a whole record.
    """

    name: str
    typed: Mapping[str, str]
    records: Records
    parts: Sequence[str] = ()

    def text(self, option: str) -> str:
        return self.typed.get(option, "").strip()

    def values(self, option: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in self.typed.get(option, "").split(",") if part.strip())

    def known(self, option: str) -> tuple[str, ...]:
        """Return the values that name something, as it is spelled, in the order typed."""
        spelled = self._spelled(option) or {}
        return tuple(spelled[value.casefold()] for value in self.values(option) if value.casefold() in spelled)

    def choices(self, option: str, kind: type[_Choice]) -> frozenset[_Choice]:
        return frozenset(map(kind, self.known(option)))

    def first(self, option: str, default: str = "") -> str:
        """Return the one word of an option, the default if it is not there or wrong."""
        return next(iter(self.known(option)), default)

    def numbers(self, option: str) -> tuple[int, ...]:
        return tuple(int(value) for value in self.values(option) if _is_number(option, value))

    def birthdays(self) -> tuple[date, date] | None:
        """Return the days of `:geboren: 01.07.2021 bis 30.06.2022` or of one birthday, None for anything else."""
        return _span(self.text("geboren"))

    def school_filter(self) -> SchoolFilter:
        return SchoolFilter(
            forms=self.choices("schulform", SchoolForm),
            operators=frozenset(self.known("traeger")),
            districts=frozenset(self.known("stadtteil")),
            schools=frozenset(self.known("schule")),
        )

    def problems(self) -> Iterator[str]:
        """Yield a sentence for every value that names nothing."""
        for option in self.typed:
            yield from self._problems(option)

    def _problems(self, option: str) -> Iterator[str]:
        spelled = self._spelled(option)
        if spelled is not None:
            for value in self.values(option):
                if value.casefold() not in spelled:
                    hint = closest(value, spelled.values())
                    yield f"„{value}“ geht bei „:{option}:“ in {{{self.name}}} nicht.{hint}"
        elif option == "schuljahr":
            for value in self.values(option):
                if parse_school_year(value) is None:
                    yield f"„{value}“ bei „:schuljahr:“ ist kein Schuljahr. Schreiben Sie 2026/27."
        elif option in _NUMBERS:
            allowed = _NUMBERS[option]
            for value in self.values(option):
                if not _is_number(option, value):
                    yield f"„{value}“ geht bei „:{option}:“ nicht: {allowed[0]} bis {allowed[-1]}."
        elif option == "geboren" and self.text(option) and self.birthdays() is None:
            yield f"„{self.text(option)}“ bei „:geboren:“ geht nicht. Schreiben Sie 01.07.2021 bis 30.06.2022."

    def _spelled(self, option: str) -> dict[str, str] | None:
        """Return what an option may name, by its words in small letters; None where it names nothing."""
        if option == "teile":
            return {word: word for word in self.parts}
        words = _KNOWN.get((self.name, option)) or _KNOWN.get(("", option))
        return None if words is None else {word.casefold(): word for word in words(self.records)}


_NUMBERS: Mapping[str, range] = MappingProxyType({"jahrgang": STARTS, "klasse": CLASSES})


def _is_number(option: str, text: str) -> bool:
    return text.isascii() and text.isdigit() and int(text) in _NUMBERS[option]


def _span(text: str) -> tuple[date, date] | None:
    match = _RANGE.fullmatch(text)
    first, last = (parse_date(match[part]) if match else parse_date(text) for part in ("first", "last"))
    return None if first is None or last is None or first > last else (first, last)
