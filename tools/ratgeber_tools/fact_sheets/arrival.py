"""How a filled fact sheet came; apart from its reading, so that whoever hands it on needs none of that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Arrival:
    """How a sheet came: its file's name, how and from whom, and on which day.

    `answered` is the day of the answer, if somebody has said it; `received` stands for it where nobody has, neither
    the sheet, None if there is no such day.
    """

    file: str
    sender: str
    today: date
    answered: date | None = None
    received: date | None = None
