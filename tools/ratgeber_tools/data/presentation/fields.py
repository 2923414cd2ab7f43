"""One table: what a field is called, how parents see it, and whether its office is asked for it.

Directory, Word file, fact sheet and the agenda of open points all read it.  A new field of a school is a line in the
model (`places.School`) and a line here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Any

from ratgeber_tools.data import exhibition, film
from ratgeber_tools.data.attestation import Record
from ratgeber_tools.data.exhibition import Exhibition
from ratgeber_tools.data.film import Film
from ratgeber_tools.data.places import ContactPoint, Operator, Place, School
from ratgeber_tools.data.presentation.values import Fax, Line, Mail, Phone, PostalAddress, Said, Web
from ratgeber_tools.data.social_work import SocialWorkSite


class Need(Enum):
    """How much a field is wanted."""

    WELCOME = "shown where it is known"
    ASKED = "its office is asked for it"
    VITAL = "asked for, and where it is missing, parents read whom to ask"


class Look(Enum):
    """Where a field stands among what a record says."""

    BRIEF = "what it is and how to reach it"
    DETAIL = "a line of its own"
    OWN_WAY = "shown in words of its own, or not at all"


def joined(value: Any) -> str:
    """Return the values of a field as parents read them."""
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def number(value: float) -> str:
    """Return a number with a decimal comma: `19,5`."""
    return f"{value:g}".replace(".", ",")


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its attribute (or property), its label, how its value is said."""

    attribute: str
    label: str
    need: Need = Need.WELCOME
    look: Look = Look.DETAIL
    say: Callable[[Any], Said] = joined

    @property
    def is_asked(self) -> bool:
        return self.need is not Need.WELCOME


def _place(address: Need, phone: Need, rest: Need) -> tuple[Field, ...]:
    """What all places have, in the order parents read it."""
    return (
        Field("address", "Anschrift", address, Look.BRIEF, PostalAddress),
        Field("phone", "Telefon", phone, Look.BRIEF, Phone),
        Field("fax", "Fax", Need.WELCOME, Look.BRIEF, Fax),
        Field("mail", "E-Mail", rest, Look.BRIEF, Mail),
        Field("web", "Internet", Need.WELCOME, Look.BRIEF, Web),
        Field("opening_hours", "Sprechzeiten", rest),
        Field("accessibility", "Barrierefreiheit", rest),
        Field("languages", "Sprachen", rest),
    )


#: The fields of each kind in the order they are said.  An operator is not somebody to ring, so nothing of its is asked.
FIELDS: Mapping[type[Record], tuple[Field, ...]] = MappingProxyType(
    {
        School: (
            *_place(Need.VITAL, Need.VITAL, Need.ASKED),
            Field("operator", "Träger", Need.ASKED, Look.OWN_WAY),
            Field("district", "Stadtteil", Need.WELCOME, Look.OWN_WAY),
            Field("focus", "Förderschwerpunkt", Need.WELCOME, Look.OWN_WAY),
        ),
        ContactPoint: (*_place(Need.ASKED, Need.VITAL, Need.ASKED), Field("cost", "Kosten")),
        Operator: _place(Need.WELCOME, Need.WELCOME, Need.WELCOME),
        SocialWorkSite: (
            Field("mailbox", "E-Mail", look=Look.BRIEF, say=Mail),
            Field("phone", "Telefon", look=Look.BRIEF, say=Phone),
            Field("way", "Kontakt", Need.VITAL, Look.OWN_WAY),
            Field("operator", "Träger", Need.ASKED, Look.OWN_WAY),
            Field("hours", "Sprechzeiten", Need.ASKED),
            Field("room", "Raum", Need.ASKED),
            Field("weekly_hours", "Stunden in der Woche", Need.ASKED, say=number),
            Field("focus", "Schwerpunkte", Need.ASKED),
            Field("stand_in", "Vertretung", Need.ASKED, Look.OWN_WAY),
            Field("financing", "Finanzierung", Need.ASKED),
            Field("examples", "Beispiele", Need.ASKED, Look.OWN_WAY),
        ),
    }
)


def lines_of(record: Place | SocialWorkSite, look: Look) -> Iterator[Line]:
    """Yield a line for every field of this look that has a value."""
    for field in FIELDS[type(record)]:
        value = getattr(record, field.attribute)
        if field.look is look and value:
            yield Line(field.label, (field.say(value),), look is Look.BRIEF)


def vital_gaps(record: Record) -> tuple[str, ...]:
    """Return what parents cannot do without and is not known."""
    return tuple(
        field.label
        for field in FIELDS[type(record)]
        if field.need is Need.VITAL and not getattr(record, field.attribute)
    )


def missing_in(record: Record) -> tuple[str, ...]:
    """Return what the office of a record is still asked for, by its labels; nothing for a kind that is all one value."""
    if isinstance(record, Film):
        return film.missing_in(record)
    if isinstance(record, Exhibition):
        return exhibition.missing_in(record)
    fields = FIELDS.get(type(record), ())
    return tuple(field.label for field in fields if field.is_asked and not getattr(record, field.attribute))


def label_of(record: type[Record], attribute: str) -> str | None:
    """Return what the table calls a field, None for one it does not know."""
    return next((field.label for field in FIELDS.get(record, ()) if field.attribute == attribute), None)
