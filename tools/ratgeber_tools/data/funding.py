"""Funding for projects at schools (PLUS+): what, how much, who, until when, how it is decided, with which forms."""

from __future__ import annotations

from pydantic import Field

from ratgeber_tools.data.attestation import Attested
from ratgeber_tools.data.fields import Frozen, GermanDate, Identifier, Identifiers, Text, Texts, YesNo


class FundingStep(Frozen):
    """One step from the idea to the proof of use; `facts` and `appointments` back it.

    An open step is one that everybody expects and nobody has described yet.
    """

    title: Text = Field(alias="titel")
    text: Text = Field(default="")
    is_open: YesNo = Field(alias="offen", default=False)
    facts: Identifiers = Field(alias="fakten", default=())
    appointments: Identifiers = Field(alias="termine", default=())


class Form(Frozen):
    """A form as supplied: the file lies below `ratgeber/`, and is shown with its version and date."""

    title: Text = Field(alias="titel")
    file: Text = Field(alias="datei")
    version: Text = Field(default="")
    as_of: GermanDate | None = Field(alias="stand", default=None)


class FundedExample(Frozen):
    title: Text = Field(alias="titel")
    year: Text = Field(alias="jahr", default="")
    school: Text = Field(alias="schule", default="")
    text: Text = Field(default="")


class Funding(Attested):
    """A programme.  Sums and conditions are facts of their own, so that each has its owner and end."""

    name: Text = Field()
    full_name: Text = Field(alias="langname", default="")
    description: Text = Field(alias="beschreibung", default="")
    applicants: Text = Field(alias="wer_beantragt", default="")
    facts: Identifiers = Field(alias="fakten", default=())
    deadlines: Identifiers = Field(alias="fristen", default=())
    steps: tuple[FundingStep, ...] = Field(alias="schritte", default=())
    voting: tuple[FundingStep, ...] = Field(alias="abstimmung", default=())
    forms: tuple[Form, ...] = Field(alias="formulare", default=())
    self_check: Texts = Field(alias="selbstpruefung", default=())
    examples: tuple[FundedExample, ...] = Field(alias="beispiele", default=())
    remaining: Identifier | None = Field(alias="rest_des_topfes", default=None)  # the fact that says what is left

    @property
    def label(self) -> str:
        return self.name
