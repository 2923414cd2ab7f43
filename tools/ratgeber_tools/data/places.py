"""Schools, operators (`traeger`) and contact points (`anlaufstellen`): whom to turn to, and how.

Every value but the name may be missing, and is then unknown, never guessed.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from ratgeber_tools.data.attestation import Attested
from ratgeber_tools.data.fields import Identifier, MailAddress, Phone, Postcode, Text, Texts, WebAddress, choice_of


class SchoolForm(StrEnum):
    PRIMARY = "Grundschule"
    SECONDARY = "Sekundarschule"
    COMMUNITY = "Gemeinschaftsschule"
    COMPREHENSIVE = "Gesamtschule"
    GRAMMAR = "Gymnasium"
    SPECIAL_NEEDS = "Förderschule"
    WALDORF = "Waldorfschule"
    VOCATIONAL = "Berufsbildende Schule"


class OperatorKind(StrEnum):
    PUBLIC = "öffentlich"
    INDEPENDENT = "frei"


class ContactKind(StrEnum):
    OFFICE = "Amt"
    ADVICE = "Beratung"
    HELPLINE = "Telefonberatung"
    EMERGENCY = "Notfall"
    COMMITTEE = "Vertretung"
    ORGANISATION = "Einrichtung"


#: Contacts that are their number.
_NUMBERS = frozenset({ContactKind.HELPLINE, ContactKind.EMERGENCY})


class Place(Attested):
    """What all three have: a name, an address, ways to reach it."""

    name: Text = Field()
    street: Text = Field(alias="strasse", default="")
    postcode: Postcode | None = Field(alias="plz", default=None)
    town: Text = Field(alias="ort", default="")
    district: Text = Field(alias="stadtteil", default="")
    phone: Phone | None = Field(alias="telefon", default=None)
    fax: Phone | None = Field(default=None)
    mail: MailAddress | None = Field(alias="email", default=None)
    web: WebAddress | None = Field(default=None)
    opening_hours: Texts = Field(alias="oeffnungszeiten", default=())
    accessibility: Text = Field(alias="barrierefreiheit", default="")
    languages: Texts = Field(alias="sprachen", default=())

    @property
    def label(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        """Street, postcode and town on one line, as far as known; empty without a street."""
        town = " ".join(part for part in (self.postcode or "", self.town) if part)
        return ", ".join(part for part in (self.street, town) if part) if self.street else ""

    def has_no(self, attribute: str) -> bool:
        return super().has_no("street" if attribute == "address" else attribute)


class School(Place):
    """A school; `operator` is an entry of `traeger`, unknown if missing."""

    form: Annotated[SchoolForm, choice_of(SchoolForm)] = Field(alias="schulform")
    form_note: Text = Field(alias="schulform_hinweis", default="")
    operator: Identifier | None = Field(alias="traeger", default=None)
    focus: Text = Field(alias="foerderschwerpunkt", default="")
    courses: Texts = Field(alias="bildungsgaenge", default=())
    taught_languages: Texts = Field(alias="fremdsprachen", default=())
    all_day: Text = Field(alias="ganztag", default="")
    after_school: Text = Field(alias="hort", default="")
    open_day: Text = Field(alias="tag_der_offenen_tuer", default="")


class Operator(Place):
    kind: Annotated[OperatorKind, choice_of(OperatorKind)] | None = Field(alias="art", default=None)


class ContactPoint(Place):
    """An office or a place that helps; `topics` are what parents come with, in their words."""

    kind: Annotated[ContactKind, choice_of(ContactKind)] = Field(alias="art")
    part_of: Text = Field(alias="gehoert_zu", default="")
    topics: Texts = Field(alias="themen", default=())
    cost: Text = Field(alias="kosten", default="")

    @property
    def is_known(self) -> bool:
        """A number to ring in need is nothing without the number, however right its name is."""
        return bool(self.phone) if self.kind in _NUMBERS else True
