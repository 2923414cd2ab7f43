"""“Gibt es nicht”: of a field that is empty because there is no such thing, and not because nobody has found it yet.

It is typed in place of the value, `telefon: gibt es nicht`, in the data file, in a form and on a fact sheet alike.
Nothing is then missing: no edition waits for it and nobody is asked for it again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import Field, model_validator

from ratgeber_tools.data.fields import Frozen

#: What is typed; parents read `presentation.fields.NONE` where they would look for the value, and nothing elsewhere.
ABSENT = "gibt es nicht"
_WORDINGS = frozenset({ABSENT, "gibt es hier nicht", "gibt es bei uns nicht"})
#: Under this no file can type it: it is read off the values.
_KEY = "@gibt_es_nicht"


class MayLack(Frozen):
    """A record whose fields may say that there is none; `absent` are their names, in the order of the model."""

    absent: tuple[str, ...] = Field(alias="@gibt_es_nicht", default=())

    @model_validator(mode="before")
    @classmethod
    def _set_aside(cls, values: Any) -> Any:
        """Take the fields that say so out of the values; a field that has to be there is refused by its own rules."""
        if not isinstance(values, Mapping):
            return values
        keys = {field.alias or name: name for name, field in cls.model_fields.items() if not field.is_required()}
        absent = {key: keys[key] for key, value in values.items() if key in keys and says_none(value)}
        if not absent:
            return values
        return {key: value for key, value in values.items() if key not in absent} | {_KEY: tuple(absent.values())}

    def has_no(self, attribute: str) -> bool:
        """Say whether somebody has said that there is none of a field."""
        return attribute in self.absent


def says_none(value: Any) -> bool:
    """Say whether a value as typed means that there is none."""
    if isinstance(value, list | tuple) and len(value) == 1:
        value = value[0]
    return isinstance(value, str) and " ".join(value.split()).rstrip(".").casefold() in _WORDINGS
