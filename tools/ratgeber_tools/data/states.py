"""How far a value can be trusted on a day: confirmed, unconfirmed, contradictory, expired, or not known at all."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from ratgeber_tools.data.attestation import Attested
from ratgeber_tools.data.dates import a_year_later


class State(StrEnum):
    CONFIRMED = "bestätigt"
    UNCONFIRMED = "unbestätigt"
    CONTRADICTORY = "widersprüchlich"
    EXPIRED = "abgelaufen"
    UNKNOWN = "unbekannt"


def state_of(record: Attested, today: date) -> State:
    """Return the state of `record` on `today`; what weighs more hides what weighs less."""
    if not record.is_known:
        return State.UNKNOWN
    end = end_of(record)
    if end is not None and end < today:
        return State.EXPIRED
    if is_contradicted(record, today):
        return State.CONTRADICTORY
    return State.CONFIRMED if is_confirmed(record, today) else State.UNCONFIRMED


def end_of(record: Attested) -> date | None:
    """Return the last day the value may be shown, None if nobody has said anything yet.

    What the record says, else for a date the day itself, else a year after the confirmation: whoever confirms without
    an end is asked again after a year.
    """
    if record.valid_until is not None:
        return record.valid_until
    if record.is_dated and record.last_day is not None:
        return record.last_day
    confirmed_on = confirmation_day(record)
    return None if confirmed_on is None else a_year_later(confirmed_on)


def confirmation_day(record: Attested) -> date | None:
    """Return the day the owning office confirmed the value, None if it did not; nobody else can."""
    if record.owner is None or record.confirmed_by != record.owner:
        return None
    return record.confirmed_on


def is_confirmed(record: Attested, today: date) -> bool:
    """Say whether the owner stands by the value on `today`, whatever its end.

    A day in the future is no confirmation yet.
    """
    day = confirmation_day(record)
    return record.is_known and day is not None and day <= today and not is_contradicted(record, today)


def is_contradicted(record: Attested, today: date) -> bool:
    """Say whether a contradiction is open: a confirmation settles those the office could know of, not later ones."""
    day = confirmation_day(record)
    settled = day if day is not None and day <= today else None
    return any(settled is None or contradiction.noted_on > settled for contradiction in record.contradictions)
