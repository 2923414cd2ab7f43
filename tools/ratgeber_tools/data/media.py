"""Pictures and films that records name: the file, what it shows in words, whose it is, and whether it may be shown.

Files lie below `ratgeber/`.  Nothing is shown that people on it have not agreed to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from ratgeber_tools.data.consents import Agreement, Purpose
from ratgeber_tools.data.fields import Frozen, GermanDate, Text, YesNo, mistake

_TIMECODE = re.compile(r"(?:(\d{1,2}):)?(\d{1,2}):([0-5]\d)")


def _as_seconds(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    match = _TIMECODE.fullmatch(value.strip())
    if match is None or (match[1] and int(match[2]) > 59):
        raise mistake(f"„{value}“ ist keine Zeit im Film. Schreiben Sie Minuten und Sekunden: 4:05.")
    return int(match[1] or 0) * 3600 + int(match[2]) * 60 + int(match[3])


#: A time in a film, typed `4:05` or `1:02:30`, in whole seconds.
Seconds = Annotated[int, BeforeValidator(_as_seconds), Field(ge=0)]


def format_seconds(seconds: int) -> str:
    """Return `4:05`, or `1:02:30` from an hour on."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


class Right(Frozen):
    """A right of use: of what, who holds it, and until when we may use it (no end means for good)."""

    subject: Text = Field(alias="was")
    holder: Text = Field(alias="inhaber", default="")
    until: GermanDate | None = Field(alias="bis", default=None)


class MediaPicture(Frozen):
    """A picture with its description; unless somebody says `personen: nein`, it counts as showing people."""

    file: Text = Field(alias="datei")
    alt: Text = Field(alias="beschreibung", default="")
    rights: tuple[Right, ...] = Field(alias="rechte", default=())
    shows_people: YesNo = Field(alias="personen", default=True)
    consents: tuple[Agreement, ...] = Field(alias="einwilligungen", default=())

    def may_be_shown(self, purpose: Purpose, today: date, cover: date | None) -> bool:
        """Say whether an edition for `purpose` may show it from `today` until `cover`; never without a description."""
        consents = self.consents if self.shows_people else None
        return bool(self.alt) and is_cleared(self.rights, consents, purpose, today, cover)


def is_cleared(
    rights: Iterable[Right], consents: Iterable[Agreement] | None, purpose: Purpose, today: date, cover: date | None
) -> bool:
    """Say whether rights and consents allow `purpose` from `today` until `cover`.

    `consents` is None where nobody is to be seen; else there has to be one for the purpose, and each has to hold.
    `cover` is None while nobody has said how long a printed copy lasts; then only what has no end is allowed.
    """
    ends = [right.until for right in rights if right.until is not None]
    if consents is not None:
        given = [consent for consent in consents if consent.purpose is purpose]
        if not given or not all(consent.holds_on(today) for consent in given):
            return False
        ends += [consent.until for consent in given]
    return all(end >= today and cover is not None and end >= cover for end in ends)
