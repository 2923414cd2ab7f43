"""Facts: deadlines, sums, cut-offs, laws."""

from __future__ import annotations

from pydantic import Field

from ratgeber_tools.data.absence import ABSENT
from ratgeber_tools.data.attestation import Attested
from ratgeber_tools.data.fields import Text

NO_BREAK_SPACE = "\u00a0"


class Fact(Attested):
    """A value as it stands in a sentence (`1. März`, `2.000`), its unit, and a whole sentence for lists.

    Without a value the fact is unknown: nobody has found it yet, and its owner is to be asked.  That there is no such
    thing is a value like another, and confirmed like another.
    """

    title: Text = Field(alias="titel")
    value: Text = Field(alias="wert", default="")
    unit: Text = Field(alias="einheit", default="")
    wording: Text = Field(alias="wortlaut", default="")
    law: Text = Field(alias="rechtsgrundlage", default="")

    @property
    def label(self) -> str:
        return self.title

    @property
    def is_known(self) -> bool:
        return bool(self.value) or self.is_none

    @property
    def is_none(self) -> bool:
        return self.has_no("value")

    @property
    def value_with_unit(self) -> str:
        """The value as printed; number and unit never part at a line's end."""
        if self.is_none:
            return ABSENT
        return f"{self.value}{NO_BREAK_SPACE}{self.unit}" if self.unit else self.value
