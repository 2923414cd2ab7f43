"""Records as a reviewer reads them in a list: an entry a line, what belongs to it indented, what is unknown named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ratgeber_tools.data.appointments import Appointment
from ratgeber_tools.data.dates import format_date
from ratgeber_tools.data.disclosure import Ask
from ratgeber_tools.data.facts import Fact
from ratgeber_tools.data.funding import Form
from ratgeber_tools.data.media import Right
from ratgeber_tools.data.places import ContactPoint, Operator, Place, School
from ratgeber_tools.data.queries import Shown

OPEN = "[noch offen]"
NOTHING = "Dazu ist nichts eingetragen."


def bullet(words: str) -> str:
    return f"• {words}"


def below(words: str) -> str:
    """A line that belongs to the entry above it."""
    return f"    {words}"


def section(heading: str) -> tuple[str, str]:
    """The heading of a group, set off by an empty line: all lines of a list are one paragraph in Word."""
    return "", f"{heading}:"


def missing(labels: Iterable[str]) -> str:
    return f"[noch offen: {', '.join(labels)}]"


def office(whom: Ask) -> str:
    """The office with its number, or the one through which to reach it."""
    return whom.office if whom.phone is None else f"{whom.via or whom.office}, Telefon {whom.phone}"


def asking(whom: Ask) -> str:
    return f"bitte erfragen ({office(whom)})" if whom.office else "bitte erfragen"


def ways_to_reach(place: Place) -> Iterator[str]:
    """Yield address, phone, fax, mail and web address of a place, as far as known."""
    yield from (place.address,) if place.address else ()
    yield from (f"Telefon {place.phone}",) if place.phone else ()
    yield from (f"Fax {place.fax}",) if place.fax else ()
    yield from (str(way) for way in (place.mail, place.web) if way)


def details_of(place: Place) -> Iterator[str]:
    """Yield what else parents read of a place, a line each."""
    cost = place.cost if isinstance(place, ContactPoint) else ""
    yield from labelled(
        ("Sprechzeiten", ", ".join(place.opening_hours)),
        ("Barrierefreiheit", place.accessibility),
        ("Sprachen", ", ".join(place.languages)),
        ("Kosten", cost),
    )


def labelled(*terms: tuple[str, str]) -> Iterator[str]:
    """Yield `Raum: 12` for every term that has a value."""
    yield from (f"{label}: {value}" for label, value in terms if value)


def place_lines(place: Place, *about: str) -> Iterator[str]:
    """Yield a place with what it is (`about`) and how to reach it, and its details below."""
    ways = [*ways_to_reach(place), *_not_known(place)]
    yield bullet(f"{place.name}: {', '.join((*about, *ways))}")
    yield from map(below, details_of(place))


def _not_known(place: Place) -> Iterator[str]:
    """Yield what a parent cannot do without; an operator is not somebody to ring."""
    if not any(ways_to_reach(place)):
        yield OPEN
        return
    labels = ["Anschrift"] if isinstance(place, School) and not place.address else []
    labels += ["Telefon"] if not place.phone and not isinstance(place, Operator) else []
    if labels:
        yield missing(labels)


def appointment_words(shown: Shown[Appointment]) -> str:
    """Return the days with time and place; where they are not known, who will tell them."""
    appointment = shown.record
    if not shown.disclosure.is_shown:
        whom = asking(shown.disclosure.ask)
        told = appointment.announcement
        return f"{OPEN}. {told} Bis dahin {whom}." if told else f"{OPEN}, {whom}"
    over = " (vorbei)" if shown.disclosure.is_past else ""
    return ", ".join(part for part in (f"{appointment.period}{over}", appointment.time, appointment.place) if part)


def appointment_line(shown: Shown[Appointment]) -> str:
    return bullet(f"{shown.record.title}: {appointment_words(shown)}")


def fact_words(shown: Shown[Fact]) -> str:
    """Return a fact as its sentence, or what it is about and whom to ask."""
    fact = shown.record
    if not shown.disclosure.is_shown:
        return f"{fact.title}: {OPEN}, {asking(shown.disclosure.ask)}"
    return fact.wording or f"{fact.title}: {fact.value_with_unit}"


def form_words(form: Form) -> str:
    day = f"Stand {format_date(form.as_of)}" if form.as_of else ""
    words = ", ".join(part for part in (f"Fassung {form.version}" if form.version else "", day) if part)
    return f"{form.title} ({words})" if words else form.title


def right_words(right: Right) -> str:
    holder = f": {right.holder}" if right.holder else ""
    return f"{right.subject}{holder}{f', bis {format_date(right.until)}' if right.until else ''}"
