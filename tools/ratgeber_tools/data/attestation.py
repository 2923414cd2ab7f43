"""Who says that a value is right: sources, contradictions, the office that owns it, and its confirmation."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from ratgeber_tools.data.absence import MayLack
from ratgeber_tools.data.fields import Digest, Frozen, GermanDate, Identifier, Source, Text, choice_of
from ratgeber_tools.data.grades import TypedCheck


class Scope(StrEnum):
    """Where a value holds, and so who can speak for it: no office of a town confirms a federal law."""

    LOCAL = "örtlich"
    NATIONWIDE = "bundesweit"


class Contradiction(Frozen):
    """What another source says instead, and the day this was noticed."""

    statement: Text = Field(alias="aussage")
    source: Source | None = Field(alias="quelle", default=None)
    noted_on: GermanDate = Field(alias="notiert_am")


class Record(Frozen):
    """An entry of a data file; `identifier` is the key it stands under."""

    identifier: str = Field(alias="@kennung")


class Attested(MayLack, Record):
    """A record with provenance.

    A good source alone confirms nothing: only the owning office does, on a day, until a day.  What holds nationwide
    has no such office; two people of different offices check it (`grades`).  `valid_until` is the last day the value
    may be shown; where it is missing, a confirmation or check holds for a year (`states.end_of`).  `confirmed_value` is
    the digest (`grades.said_digest`) of what was confirmed; a confirmation typed by hand has none and is of what it
    stands with.
    """

    #: True for values that name their own day, which stay right when it has passed.
    is_dated: ClassVar[bool] = False

    sources: tuple[Source, ...] = Field(alias="quellen", default=())
    owner: Identifier | None = Field(alias="zustaendig", default=None)
    valid_until: GermanDate | None = Field(alias="gueltig_bis", default=None)
    contradictions: tuple[Contradiction, ...] = Field(alias="widersprueche", default=())
    confirmed_by: Identifier | None = Field(alias="bestaetigt_durch", default=None)
    confirmed_on: GermanDate | None = Field(alias="bestaetigt_am", default=None)
    confirmed_value: Digest = Field(alias="bestaetigt_wert", default="")
    scope: Annotated[Scope, choice_of(Scope)] = Field(alias="geltung", default=Scope.LOCAL)
    checks: tuple[TypedCheck, ...] = Field(alias="pruefungen", default=())
    note: Text = Field(alias="hinweis", default="")  # for the editors; no public edition shows it

    @property
    def label(self) -> str:
        """What lists call the record."""
        raise NotImplementedError

    @property
    def is_known(self) -> bool:
        """Say whether there is a value at all."""
        return True

    @property
    def is_none(self) -> bool:
        """Say whether the whole of it is that there is no such thing."""
        return False

    @property
    def is_nationwide(self) -> bool:
        return self.scope is Scope.NATIONWIDE

    @property
    def last_day(self) -> date | None:
        """The last day the value is about, if it is about days."""
        return None


#: Keys that a confirmation or check writes; a record with a mistake loses them, because it is not what was looked at.
CONFIRMATION_KEYS = ("bestaetigt_durch", "bestaetigt_am", "bestaetigt_wert", "pruefungen")
