"""Options of a generated list, read as its directive reads them: several values with commas, unknown ones left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from ratgeber_tools.data.places import SchoolForm
from ratgeber_tools.data.records import Records
from ratgeber_tools.data.school_queries import SchoolFilter

_Choice = TypeVar("_Choice", bound=StrEnum)
_Entry = TypeVar("_Entry")


@dataclass(frozen=True, slots=True)
class ListOptions:
    """The options as typed, `{"art": "Amt, Beratung"}`; what is wrong in them the build reports, not the export."""

    typed: Mapping[str, str]

    def text(self, name: str) -> str:
        return self.typed.get(name, "").strip()

    def values(self, name: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in self.typed.get(name, "").split(",") if part.strip())

    def known(self, name: str, known: Iterable[str]) -> tuple[str, ...]:
        """Return the values that are among `known`, whatever their capitals."""
        spelled = {word.casefold(): word for word in known}
        return tuple(spelled[value.casefold()] for value in self.values(name) if value.casefold() in spelled)

    def choices(self, name: str, kind: type[_Choice]) -> frozenset[_Choice]:
        return frozenset(kind(value) for value in self.known(name, (choice.value for choice in kind)))

    def one_of(self, name: str, choices: Sequence[str], default: str) -> str:
        return next(iter(self.known(name, choices)), default)

    def numbers(self, name: str, allowed: range) -> tuple[int, ...]:
        return tuple(int(value) for value in self.values(name) if value.isdigit() and int(value) in allowed)

    def school_filter(self, records: Records) -> SchoolFilter:
        districts = {school.district for school in records.schools.values() if school.district}
        return SchoolFilter(
            forms=self.choices("schulform", SchoolForm),
            operators=frozenset(self.known("traeger", records.operators)),
            districts=frozenset(self.known("stadtteil", districts)),
            schools=frozenset(self.known("schule", records.schools)),
        )


def grouped(entries: Iterable[tuple[str, _Entry]]) -> Iterator[tuple[str, list[_Entry]]]:
    """Yield the entries by their groups, in the order of their first ones; what has no group comes last."""
    groups: dict[str, list[_Entry]] = {}
    for name, entry in entries:
        groups.setdefault(name, []).append(entry)
    rest = groups.pop("", [])
    yield from groups.items()
    if rest:
        yield "", rest
