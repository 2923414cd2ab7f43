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
from ratgeber_tools.data.absence import MayLack
from ratgeber_tools.data.attestation import Record
from ratgeber_tools.data.disclosure import Disclosure
from ratgeber_tools.data.exhibition import Exhibition
from ratgeber_tools.data.film import Film
from ratgeber_tools.data.places import ContactPoint, Operator, School
from ratgeber_tools.data.presentation import values as said
from ratgeber_tools.data.social_work import SocialWorkSite

#: What parents read where they would look for something that there is not.
NONE = "gibt es hier nicht"


class Need(Enum):
    """How much a field is wanted."""

    WELCOME = "shown where it is known"
    ASKED = "its office is asked for it"
    VITAL = "asked for, and where it is missing, parents read whom to ask"


def joined(value: Any) -> str:
    """Return the values of a field as parents read them."""
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def number(value: float) -> str:
    """Return a number with a decimal comma: `19,5`."""
    return f"{value:g}".replace(".", ",")


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its attribute (or property), its label, how its value is said.

    `is_brief`: it says what a thing is or how to reach it.  Where `say` is None, the value names another record or
    stands in a shape of its own, and who presents the record gives the words.  `hint` helps whoever is asked for it,
    `absent` is what parents read where there is none (`data.absence`); without it they read nothing.
    """

    attribute: str
    label: str
    need: Need = Need.WELCOME
    say: Callable[[Any], said.Said] | None = joined
    is_brief: bool = False
    hint: str = ""
    absent: str = ""

    @property
    def is_asked(self) -> bool:
        return self.need is not Need.WELCOME


def _way(attribute: str, label: str, need: Need, say: Callable[[Any], said.Said]) -> Field:
    return Field(attribute, label, need, say, is_brief=True, absent=NONE if need is Need.VITAL else "")


def _place(address: Need, phone: Need, rest: Need, web: Need = Need.WELCOME) -> tuple[Field, ...]:
    """What all places have, in the order parents read it."""
    return (
        _way("address", "Anschrift", address, said.PostalAddress),
        _way("phone", "Telefon", phone, said.Phone),
        _way("fax", "Fax", Need.WELCOME, said.Fax),
        _way("mail", "E-Mail", rest, said.Mail),
        _way("web", "Internet", web, said.Web),
        Field("opening_hours", "Sprechzeiten", rest),
        Field("accessibility", "Barrierefreiheit", rest),
        Field("languages", "Sprachen", rest),
    )


#: The fields of each kind in the order they are said.  An operator is not somebody to ring, so nothing of its is asked.
FIELDS: Mapping[type[Record], tuple[Field, ...]] = MappingProxyType(
    {
        School: (
            Field("operator", "Träger", Need.ASKED, None, is_brief=True),
            Field("district", "Stadtteil", say=None, is_brief=True),
            Field("focus", "Förderschwerpunkt", say=None, is_brief=True),
            *_place(Need.VITAL, Need.VITAL, Need.ASKED, Need.ASKED),
            Field(
                "courses",
                "Abschlüsse und Profile",
                Need.ASKED,
                hint="Welche Wege und Schwerpunkte Ihre Schule hat, mit Komma getrennt.",
            ),
            Field(
                "taught_languages",
                "Fremdsprachen",
                Need.ASKED,
                hint="Mit der Klasse, in der sie beginnen, mit Komma getrennt: Englisch ab 3, Französisch ab 7.",
            ),
            Field(
                "all_day",
                "Ganztag",
                Need.ASKED,
                hint="An welchen Tagen, von wann bis wann, freiwillig oder für alle.",
                absent=NONE,
            ),
            Field("after_school", "Hort", Need.ASKED, hint="Wie der Hort heißt und wer ihn betreibt.", absent=NONE),
            Field(
                "open_day",
                "Tag der offenen Tür",
                Need.ASKED,
                hint="Der nächste Tag mit Uhrzeit, oder in welchem Monat er meist ist.",
                absent=NONE,
            ),
        ),
        ContactPoint: (*_place(Need.ASKED, Need.VITAL, Need.ASKED), Field("cost", "Kosten")),
        Operator: _place(Need.WELCOME, Need.WELCOME, Need.WELCOME),
        SocialWorkSite: (
            _way("mailbox", "E-Mail", Need.WELCOME, said.Mail),
            _way("phone", "Telefon", Need.WELCOME, said.Phone),
            Field("way", "Kontakt", Need.VITAL, None, is_brief=True),
            Field("room", "Raum", Need.ASKED),
            Field("hours", "Sprechzeiten", Need.ASKED),
            Field("weekly_hours", "Stunden in der Woche", Need.ASKED, number),
            Field("focus", "Schwerpunkte", Need.ASKED),
            Field("operator", "Träger", Need.ASKED, None, is_brief=True),
            Field("financing", "Finanzierung", Need.ASKED),
            Field("stand_in", "Vertretung", Need.ASKED, None),
            Field("examples", "Beispiele", Need.ASKED, None),
        ),
    }
)


def lines_of(
    record: Record, disclosure: Disclosure, own: Mapping[str, said.Words] = MappingProxyType({})
) -> Iterator[said.Line]:
    """Yield a line for every field that has a value, in the order of the table.

    `own` are the words of the fields that the table cannot say, by attribute; they name other records and are shown
    whatever becomes of this one.  At the first gap parents cannot do without, one line says whom to ask for all.
    """
    gaps = vital_gaps(record) if disclosure.is_shown else ()
    for field in FIELDS[type(record)]:
        value = getattr(record, field.attribute)
        if field.say is None:
            words = own.get(field.attribute, ())
        else:
            words = (field.say(value),) if value and disclosure.is_shown else ()
        if words:
            yield said.Line(field.label, words, field.is_brief, is_open=field.say is None)
        elif field.absent and disclosure.is_shown and is_absent(record, field):
            yield said.Line(field.label, (field.absent,), field.is_brief)
        elif field.label in gaps:
            gap = said.Gap(disclosure.ask, is_unknown=True, is_felt=not _is_reachable(record))
            yield said.Line(" und ".join(gaps), (gap,), is_brief=True)
            gaps = ()


def _is_reachable(record: Record) -> bool:
    """Say whether there is any way to somebody, to ask for the others."""
    return any(getattr(record, way, None) for way in ("phone", "mail", "mailbox", "web"))


def is_absent(record: Record, field: Field) -> bool:
    """Say whether somebody has said that there is none of it."""
    return isinstance(record, MayLack) and record.has_no(field.attribute)


def _is_missing(record: Record, field: Field) -> bool:
    return not getattr(record, field.attribute) and not is_absent(record, field)


def vital_gaps(record: Record) -> tuple[str, ...]:
    """Return what parents cannot do without and is not known."""
    return tuple(
        field.label for field in FIELDS[type(record)] if field.need is Need.VITAL and _is_missing(record, field)
    )


def is_complete(record: Record, disclosure: Disclosure) -> bool:
    """Say whether enough is known of a record for pages of its own on paper.

    That is: print may show it, nothing parents cannot do without is missing, and two thirds of what its office is asked
    for are there.
    """
    asked = [field for field in FIELDS[type(record)] if field.is_asked]
    known = sum(not _is_missing(record, field) for field in asked)
    return disclosure.is_shown and not vital_gaps(record) and 3 * known >= 2 * len(asked)


def missing_in(record: Record) -> tuple[str, ...]:
    """Return what the office of a record is still asked for, by its labels; nothing for a kind that is one value."""
    if isinstance(record, Film):
        return film.missing_in(record)
    if isinstance(record, Exhibition):
        return exhibition.missing_in(record)
    fields = FIELDS.get(type(record), ())
    return tuple(field.label for field in fields if field.is_asked and _is_missing(record, field))


def label_of(record: type[Record], attribute: str) -> str | None:
    """Return what the table calls a field, None for one it does not know."""
    return next((field.label for field in FIELDS.get(record, ()) if field.attribute == attribute), None)


def not_told(record: Record, told: Mapping[str, said.Words]) -> tuple[str, ...]:
    """Return what is missing besides what `lines_of` has told of, given the words that were `told` with it."""
    vital, own = vital_gaps(record), [label_of(type(record), attribute) for attribute in told]
    return tuple(label for label in missing_in(record) if label not in (*vital, *own))
