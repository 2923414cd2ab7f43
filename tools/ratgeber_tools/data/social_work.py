"""School social work: which school has it, who runs it, how to reach it, and what it has done.

Names and photos of people are not here: they come from a file outside the repository (`persons`), and `person` only
says under which identifier.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from ratgeber_tools.data.attestation import Attested
from ratgeber_tools.data.fields import Frozen, Identifier, MailAddress, Phone, Text, Texts, choice_of


class SocialWorkOffer(StrEnum):
    """Whether a school has social work at all; that it has none is said as of every field (`absence`)."""

    EXISTS = "gibt es"


class ExampleProject(Frozen):
    """One thing that was done, as other schools would want to read it."""

    title: Text = Field(alias="titel")
    occasion: Text = Field(alias="anlass", default="")
    audience: Text = Field(alias="zielgruppe", default="")
    course: Text = Field(alias="verlauf", default="")
    result: Text = Field(alias="ergebnis", default="")
    partners: Texts = Field(alias="partner", default=())


class SocialWorkSite(Attested):
    """School social work at one school; `mailbox` is the function's address, never a person's.

    `offer` is there to say that a school has none: `schulsozialarbeit: gibt es nicht`.
    """

    school: Identifier = Field(alias="schule")
    offer: Annotated[SocialWorkOffer, choice_of(SocialWorkOffer)] | None = Field(
        alias="schulsozialarbeit", default=None
    )
    operator: Identifier | None = Field(alias="traeger", default=None)
    mailbox: MailAddress | None = Field(alias="postfach", default=None)
    phone: Phone | None = Field(alias="telefon", default=None)
    room: Text = Field(alias="raum", default="")
    hours: Texts = Field(alias="sprechzeiten", default=())
    weekly_hours: Annotated[float, Field(gt=0, le=80)] | None = Field(alias="wochenstunden", default=None)
    focus: Texts = Field(alias="schwerpunkte", default=())
    financing: Text = Field(alias="finanzierung", default="")
    stand_in: Identifier | None = Field(alias="vertretung", default=None)  # another entry of this file
    person: Identifier | None = Field(alias="fachkraft", default=None)  # an entry of the file of persons
    examples: tuple[ExampleProject, ...] = Field(alias="beispiele", default=())

    @property
    def label(self) -> str:
        return f"Schulsozialarbeit {self.identifier}"

    @property
    def way(self) -> str:
        """How to reach it at once: the phone, else the mailbox; empty while there is neither."""
        return self.phone or self.mailbox or ""

    @property
    def is_none(self) -> bool:
        return super().has_no("offer")

    def has_no(self, attribute: str) -> bool:
        if self.is_none:
            return True
        return all(map(super().has_no, ("phone", "mailbox"))) if attribute == "way" else super().has_no(attribute)
