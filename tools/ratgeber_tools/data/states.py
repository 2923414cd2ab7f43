"""How far a value can be trusted on a day, best first: confirmed, checked, evidenced; or nothing to show as a fact."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from ratgeber_tools.data import grades
from ratgeber_tools.data.attestation import Attested
from ratgeber_tools.data.dates import a_year_later


class State(StrEnum):
    """The three grades (docs/adr/0015), and what is none.

    An office confirms its own values; two offices check one against an official source; a dated official source alone
    makes it evidenced.  Whatever else is known stays unconfirmed, however often the press has printed it.
    """

    CONFIRMED = "bestätigt"
    CHECKED = "geprüft"
    EVIDENCED = "belegt"
    UNCONFIRMED = "unbestätigt"
    CONTRADICTORY = "widersprüchlich"
    EXPIRED = "abgelaufen"
    UNKNOWN = "unbekannt"


#: States in which people stand by a value: it is printed, and shown in the web without a sign.
VOUCHED = frozenset({State.CONFIRMED, State.CHECKED})
#: States in which the web shows a value; the last of them with a sign.
GRADED = VOUCHED | {State.EVIDENCED}


def state_of(record: Attested, today: date) -> State:
    """Return the state of `record` on `today`; what weighs more hides what weighs less."""
    if not record.is_known:
        return State.UNKNOWN
    end = end_of(record)
    if end is not None and end < today:
        return State.EXPIRED
    if is_contradicted(record, today):
        return State.CONTRADICTORY
    if is_confirmed(record, today):
        return State.CONFIRMED
    if is_checked(record, today):
        return State.CHECKED
    evidence = grades.evidence(grades.standing_sources(record), today)
    return State.EVIDENCED if evidence is not None else State.UNCONFIRMED


def end_of(record: Attested) -> date | None:
    """Return the last day the value may be shown, None if nobody has said anything yet.

    What the record says, else for a date the day itself, else a year after the confirmation or the older of the two
    checks, whichever is later: whoever stands by a value without an end is asked again after a year.
    """
    if record.valid_until is not None:
        return record.valid_until
    if record.is_dated and record.last_day is not None:
        return record.last_day
    days = [day for day in (confirmation_day(record), check_day(record)) if day is not None]
    return a_year_later(max(days)) if days else None


def confirmation_day(record: Attested) -> date | None:
    """Return the day the owning office confirmed the value, None if it did not; nobody else can.

    What holds nationwide is no office's own, and a value that has been changed since is not what it confirmed.
    """
    if record.owner is None or record.confirmed_by != record.owner or record.is_nationwide or _is_of_another(record):
        return None
    return record.confirmed_on


def check_day(record: Attested) -> date | None:
    """Return since when two offices have checked the value as it reads now, None if they have not."""
    if not record.checks:
        return None
    return grades.checked_on(record.checks, record.sources, grades.said_digest(record))


def vouched_on(record: Attested, today: date) -> date | None:
    """Return the day the best word for a value was given that counts on `today`."""
    if is_confirmed(record, today):
        return confirmation_day(record)
    return check_day(record) if is_checked(record, today) else None


def is_vouched(record: Attested, today: date) -> bool:
    """Say whether somebody stands by the value on `today`, whatever its end."""
    return vouched_on(record, today) is not None


def is_confirmed(record: Attested, today: date) -> bool:
    """Say whether the owner stands by the value on `today`, whatever its end.

    A day in the future is no confirmation yet.
    """
    day = confirmation_day(record)
    return record.is_known and day is not None and day <= today and not is_contradicted(record, today)


def is_checked(record: Attested, today: date) -> bool:
    """Say whether two offices stand by the value on `today`, whatever its end."""
    day = check_day(record)
    return record.is_known and day is not None and day <= today and not is_contradicted(record, today)


#: What lists say of a value that has been changed, and nobody has looked whether its source says the new one.
NEW_VALUE = "Neuer Wert, Quelle noch nicht angesehen"
_NOT_CONFIRMED_ANEW = "Neuer Wert, noch nicht bestätigt"


def new_value(record: Attested) -> str:
    """Return what lists say of a value that has been changed since somebody stood by it, "" for any other.

    Its official sources were all seen for another one, or its office has confirmed another.
    """
    if not record.is_known or confirmation_day(record) is not None or check_day(record) is not None:
        return ""
    if grades.official_sources(grades.standing_sources(record)):
        return ""
    if grades.official_sources(record.sources):
        return NEW_VALUE
    return _NOT_CONFIRMED_ANEW if _is_of_another(record) else ""


def _is_of_another(record: Attested) -> bool:
    """Say whether the confirmation is of another value."""
    return bool(record.confirmed_value) and record.confirmed_value != grades.said_digest(record)


def is_contradicted(record: Attested, today: date) -> bool:
    """Say whether a contradiction is open: a confirmation settles those the office could know of, not later ones.

    Two checks settle one only where there is no office that could.
    """
    day = check_day(record) if record.is_nationwide else confirmation_day(record)
    settled = day if day is not None and day <= today else None
    return any(settled is None or contradiction.noted_on > settled for contradiction in record.contradictions)
