"""What people agreed to: for one purpose, from a day, until a day.

A consent can be withdrawn at any time (Art. 7 GDPR); on the day of its withdrawal it no longer holds.  No names stand
here: whose consent it is, is in the files of the office that collected it.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from ratgeber_tools.data.fields import Frozen, GermanDate, choice_of


class Purpose(StrEnum):
    WEB = "web"
    PRINT = "druck"


class Agreement(Frozen):
    """A consent for one purpose; both days belong to it."""

    purpose: Annotated[Purpose, choice_of(Purpose)] = Field(alias="zweck")
    granted_on: GermanDate = Field(alias="erteilt_am")
    until: GermanDate = Field(alias="bis")
    withdrawn_on: GermanDate | None = Field(alias="widerrufen_am", default=None)

    def holds_on(self, day: date) -> bool:
        is_withdrawn = self.withdrawn_on is not None and self.withdrawn_on <= day
        return self.granted_on <= day <= self.until and not is_withdrawn
