"""Two people hold a value against an official source: what such a check is, and what it needs to count.

A law or a national number belongs to no office of the town, so nobody there can confirm it; what can be done is to
look at the source, twice, and not in the same office.  A check holds only for the words it was made for: it carries a
digest of what the record said, and one of an entry that has been changed since no longer counts.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Annotated, Any, Protocol

from pydantic import BaseModel, BeforeValidator

from ratgeber_tools.calling import program
from ratgeber_tools.data.dates import format_date, parse_date
from ratgeber_tools.data.fields import IDENTIFIER, Confidence, Frozen, Source, mistake

#: For so long a dated official page is evidence of anything; schools and offices move more often than pages are kept.
EVIDENCE_HOLDS = timedelta(days=3 * 365)

#: Of a record that says who vouches for it, not what it says; a check does not cover them.
PROVENANCE_KEYS = frozenset(
    {
        "sources",
        "owner",
        "valid_until",
        "contradictions",
        "confirmed_by",
        "confirmed_on",
        "confirmed_value",
        "note",
        "checks",
        "scope",
        "identifier",
    }
)
#: Words by which a record is found; no source has them.
_SEARCHED_BY = frozenset({"topics"})


class Check(Frozen):
    """Somebody of `office` held the value against the source at `address` on `day`; `digest` is of what it said."""

    office: str
    day: date
    address: str
    digest: str

    def as_typed(self) -> str:
        return f"{self.office}, {format_date(self.day)}, {self.address}, {self.digest}"


def _parse(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    parts = tuple(part.strip() for part in value.split(", "))
    day = parse_date(parts[1]) if len(parts) == 4 else None
    if day is None or not IDENTIFIER.fullmatch(parts[0]):
        raise mistake(f"„{value}“ ist keine Prüfung. Lassen Sie sie von „{program()} fakten pruefen“ eintragen.")
    return Check(office=parts[0], day=day, address=parts[2], digest=parts[3])


TypedCheck = Annotated[Check, BeforeValidator(_parse)]


def said_digest(record: BaseModel) -> str:
    """Return eight hex digits that change with anything parents read of a record, whoever vouches for it.

    It is of what is typed, under the keys it is typed under, and of nothing that is left out: a kind of value that
    records come to know later changes none of the digests that stand in the data.
    """
    aside = set(PROVENANCE_KEYS | _SEARCHED_BY)
    said = record.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude=aside)
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:8]


def official_sources(sources: Iterable[Source]) -> tuple[Source, ...]:
    """Return the sources a value can be held against: a law, a ministry, the town, with an address to look at."""
    return tuple(source for source in sources if source.confidence is Confidence.OFFICIAL and source.address)


class Vouched(Protocol):
    """A record with sources, and perhaps somebody's confirmation."""

    @property
    def sources(self) -> tuple[Source, ...]: ...
    @property
    def confirmed_on(self) -> date | None: ...
    @property
    def confirmed_value(self) -> str: ...


def standing_sources(record: Vouched) -> tuple[Source, ...]:
    """Return the sources that speak for what a record says now: none that was seen for another value.

    Where a value has been changed since it was confirmed, one that does not say for which it was seen has to be newer
    than that.
    """
    if not record.confirmed_value and not any(source.seen_value for source in record.sources):
        return record.sources
    assert isinstance(record, BaseModel)
    digest = said_digest(record)
    since = record.confirmed_on if record.confirmed_value not in ("", digest) else None

    def is_standing(source: Source) -> bool:
        if source.seen_value:
            return source.seen_value == digest
        return since is None or (source.day is not None and source.day > since)

    return tuple(filter(is_standing, record.sources))


def evidence(sources: Iterable[Source], today: date) -> Source | None:
    """Return the newest official source with address and day, None if there is none or it is too old to go by."""
    dated = [
        (source.day, -index, source)
        for index, source in enumerate(official_sources(sources))
        if source.day is not None and today - EVIDENCE_HOLDS <= source.day <= today
    ]
    return max(dated, key=lambda entry: entry[:2])[2] if dated else None


def checked_on(checks: Iterable[Check], sources: Iterable[Source], digest: str) -> date | None:
    """Return since when two offices stand by the words with this digest, each by an official source; else None.

    The earlier of the two newest days counts: the value holds as long as the older look does.
    """
    addresses = {source.address for source in official_sources(sources)}
    newest: dict[str, date] = {}
    for check in checks:
        if check.digest == digest and check.address in addresses:
            newest[check.office] = max(check.day, newest.get(check.office, check.day))
    days = sorted(newest.values(), reverse=True)
    return days[1] if len(days) > 1 else None
