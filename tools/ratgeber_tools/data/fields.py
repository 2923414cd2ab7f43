"""Kinds of values that several records share: dates, phone numbers, addresses, choices, sources.

Each takes the text as typed and refuses with one German sentence (`validation.explain` passes it on).  Keys a person
types are German (`alias`), attributes English.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from ratgeber_tools.data.dates import parse_date

#: What an entry may be called, so that a role and a file name can carry it.
IDENTIFIER = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

#: The key under which a source bears the digest of the value it was seen for; our programs write it, nobody types it.
SEEN_VALUE = "gesehen_wert"

_WEB_ADDRESS = re.compile(r"(?i)https?://[^\s/<>\"']+\S*")
_MAIL_ADDRESS = re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+\.[A-Za-z]{2,}")
_PHONE = re.compile(r"\+?\d[\d /-]*\d")
_MONTH = re.compile(r"(\d{1,2})/(\d{4})")
_POSTCODE = re.compile(r"\d{5}")

_Choice = TypeVar("_Choice", bound=StrEnum)


class Confidence(StrEnum):
    """How far a source can be trusted; none of them makes a fact confirmed.

    A law, a ministry or the town itself is official; another town is too, but it says nothing about this one.
    """

    OFFICIAL = "amtlich"
    OFFICIAL_ELSEWHERE = "amtlich andernorts"
    INSTITUTION = "Einrichtung"
    PRESS = "Presse"
    SECONDARY = "sekundär"
    DERIVED = "abgeleitet"


def mistake(sentence: str) -> PydanticCustomError:
    """Return the error whose `sentence` an author reads as it stands."""
    return PydanticCustomError("ratgeber", "{sentence}", {"sentence": sentence})


def choice_of(kind: type[_Choice]) -> BeforeValidator:
    """Return the validator that lets capitals pass: `Amtlich` is meant as `amtlich`."""

    def convert(value: Any) -> Any:
        if isinstance(value, str):
            return next((choice for choice in kind if choice.value.casefold() == value.casefold()), value)
        return value

    return BeforeValidator(convert)


def _as_date(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    day = parse_date(value)
    if day is None:
        raise mistake(f"„{value}“ ist kein Datum, das es gibt. Schreiben Sie zum Beispiel 24.11.2026.")
    return day


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _as_yes_or_no(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if value.casefold() not in ("ja", "nein"):
        raise mistake(f"„{value}“ geht hier nicht. Schreiben Sie ja oder nein.")
    return value.casefold() == "ja"


def _one_line(value: str) -> str:
    return " ".join(value.split())


def _matching(pattern: re.Pattern[str], sentence: str) -> Callable[[str], str]:
    def check(value: str) -> str:
        if not pattern.fullmatch(value):
            raise mistake(f"„{value}“ {sentence}")
        return value

    return check


Text = Annotated[str, AfterValidator(_one_line)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_as_list)]
GermanDate = Annotated[date, BeforeValidator(_as_date)]
YesNo = Annotated[bool, BeforeValidator(_as_yes_or_no)]
Identifier = Annotated[
    str,
    AfterValidator(
        _matching(IDENTIFIER, "ist keine Kennung: Sie besteht aus kleinen Buchstaben ohne Umlaute, Ziffern und „-“.")
    ),
]
Identifiers = Annotated[tuple[Identifier, ...], BeforeValidator(_as_list)]
WebAddress = Annotated[
    str,
    AfterValidator(_matching(_WEB_ADDRESS, "ist keine Internetadresse. Sie beginnt mit https:// oder http://.")),
]
MailAddress = Annotated[str, AfterValidator(_matching(_MAIL_ADDRESS, "ist keine E-Mail-Adresse."))]
Phone = Annotated[
    Text,
    AfterValidator(
        _matching(_PHONE, "ist keine Telefonnummer. Schreiben Sie nur Ziffern, Leerzeichen und „-“: 0340 204-2040.")
    ),
]
Digest = Annotated[
    str,
    AfterValidator(
        _matching(
            re.compile("(?:[0-9a-f]{8})?"),
            "ist kein Fingerabdruck eines Werts. Streichen Sie die Zeile, und sehen Sie an der Quelle wieder nach.",
        )
    ),
]
Postcode = Annotated[str, AfterValidator(_matching(_POSTCODE, "ist keine Postleitzahl: Sie hat fünf Ziffern."))]


class Frozen(BaseModel):
    """A part of a record; a key it does not know is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(Frozen):
    """Where a value was found; `as_of` is free text, because many sources only say “um 2024”.

    `seen_on` is the day somebody held the live page in hands, for pages that carry no day of their own.  `seen_value`
    is the digest (`grades.said_digest`) of what the record said then; a source without one speaks for what it stands
    with.
    """

    title: Text = Field(alias="titel")
    address: WebAddress | None = Field(alias="adresse", default=None)
    as_of: Text = Field(alias="stand", default="")
    confidence: Annotated[Confidence, choice_of(Confidence)] = Field(alias="vertrauen")
    seen_on: GermanDate | None = Field(alias="gesehen_am", default=None)
    seen_value: Digest = Field(alias="gesehen_wert", default="")

    @property
    def day(self) -> date | None:
        """The day the source speaks of, as exact as it says: `24.11.2026`, or the first of `05/2024`; else None."""
        if self.seen_on is not None:
            return self.seen_on
        month = _MONTH.fullmatch(self.as_of)
        if month is not None and 1 <= int(month[1]) <= 12:
            return date(int(month[2]), int(month[1]), 1)
        return parse_date(self.as_of)
