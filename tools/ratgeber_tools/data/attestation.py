"""Who says that a value is right: sources, contradictions, the office that owns it, and its confirmation."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import Field

from ratgeber_tools.data.fields import Frozen, GermanDate, Identifier, Source, Text


class Contradiction(Frozen):
    """What another source says instead, and the day this was noticed."""

    statement: Text = Field(alias="aussage")
    source: Source | None = Field(alias="quelle", default=None)
    noted_on: GermanDate = Field(alias="notiert_am")


class Record(Frozen):
    """An entry of a data file; `identifier` is the key it stands under."""

    identifier: str = Field(alias="@kennung")


class Attested(Record):
    """A record with provenance.

    A good source alone confirms nothing: only the owning office does, on a day, until a day.  `valid_until` is the
    last day the value may be shown; where it is missing, a confirmation holds for a year (`states.end_of`).
    """

    #: True for values that name their own day, which stay right when it has passed.
    is_dated: ClassVar[bool] = False

    sources: tuple[Source, ...] = Field(alias="quellen", default=())
    owner: Identifier | None = Field(alias="zustaendig", default=None)
    valid_until: GermanDate | None = Field(alias="gueltig_bis", default=None)
    contradictions: tuple[Contradiction, ...] = Field(alias="widersprueche", default=())
    confirmed_by: Identifier | None = Field(alias="bestaetigt_durch", default=None)
    confirmed_on: GermanDate | None = Field(alias="bestaetigt_am", default=None)
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
    def last_day(self) -> date | None:
        """The last day the value is about, if it is about days."""
        return None


#: Keys that a confirmation writes; a record with a mistake loses them, because it is not what the office has seen.
CONFIRMATION_KEYS = ("bestaetigt_durch", "bestaetigt_am")
