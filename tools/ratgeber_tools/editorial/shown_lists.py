"""What a reviewer sees where a chapter has a list made from the data: the entries, a line each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import TypeVar

from ratgeber_tools.data.appointments import AppointmentKind
from ratgeber_tools.data.disclosure import View
from ratgeber_tools.data.places import ContactKind, OperatorKind, Place, SchoolForm
from ratgeber_tools.data.queries import AppointmentsQuery, ContactsQuery
from ratgeber_tools.data.school_queries import SchoolFilter, SchoolsQuery
from ratgeber_tools.data.school_years import parse_school_year

_Choice = TypeVar("_Choice", bound=StrEnum)
_OPEN = "[noch offen]"


def list_lines(directive: str, options: Mapping[str, str], view: View) -> tuple[str, ...] | None:
    """Return the entries of a list, None for a directive whose entries are not shown in Word."""
    entries = _LISTS.get(directive)
    return None if entries is None else tuple(f"• {line}" for line in entries(options, view))


def ways_to_reach(place: Place) -> Iterator[str]:
    """Yield address, phone, mail and web address of a place, as far as known."""
    yield from (place.address,) if place.address else ()
    yield from (f"Telefon {place.phone}",) if place.phone else ()
    yield from (str(way) for way in (place.mail, place.web) if way)


def _contacts(options: Mapping[str, str], view: View) -> Iterator[str]:
    query = ContactsQuery(_choices(options, "art", ContactKind), frozenset(_values(options, "thema")))
    yield from (_place(shown.record) for shown in query.answer(view))


def _schools(options: Mapping[str, str], view: View) -> Iterator[str]:
    chosen = SchoolFilter(
        forms=_choices(options, "schulform", SchoolForm),
        operators=frozenset(_values(options, "traeger")),
        districts=frozenset(value.casefold() for value in _values(options, "stadtteil")),
        schools=frozenset(_values(options, "schule")),
    )
    yield from (_place(shown.school.record) for shown in SchoolsQuery(chosen).answer(view))


def _operators(options: Mapping[str, str], view: View) -> Iterator[str]:
    kinds = _choices(options, "art", OperatorKind)
    yield from (_place(each) for each in view.records.operators.values() if not kinds or each.kind in kinds)


def _appointments(options: Mapping[str, str], view: View) -> Iterator[str]:
    query = AppointmentsQuery(
        kinds=_choices(options, "art", AppointmentKind),
        years=frozenset(filter(None, map(parse_school_year, _values(options, "schuljahr")))),
        schools=frozenset(_values(options, "schule")),
        funding=options.get("foerderung", "").strip(),
        exhibition=options.get("ausstellung", "").strip(),
    )
    yield from (f"{shown.record.title}: {shown.record.period or _OPEN}" for shown in query.answer(view))


_LISTS: Mapping[str, Callable[[Mapping[str, str], View], Iterator[str]]] = {
    "anlaufstellen": _contacts,
    "schulverzeichnis": _schools,
    "traegerverzeichnis": _operators,
    "termine": _appointments,
}


def _place(place: Place) -> str:
    return f"{place.name}: {', '.join(ways_to_reach(place)) or _OPEN}"


def _values(options: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in options.get(name, "").split(",") if part.strip())


def _choices(options: Mapping[str, str], name: str, kind: type[_Choice]) -> frozenset[_Choice]:
    wanted = {value.casefold() for value in _values(options, name)}
    return frozenset(choice for choice in kind if choice.value.casefold() in wanted)
