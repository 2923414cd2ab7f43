"""Where the values of a page come from: the sources of the records it shows, each once.

A record somebody cites by name gives its sources one by one.  A list may rest on dozens; beyond `FEW` a reader gets
the places they come from instead, with how many each has.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from ratgeber_tools.data.agenda import DueStep
from ratgeber_tools.data.answers import parts_of
from ratgeber_tools.data.disclosure import View
from ratgeber_tools.data.fields import Source
from ratgeber_tools.data.grades import standing_sources
from ratgeber_tools.data.queries import Query, RecordQuery

#: So many sources of a page's lists are still given one by one.
FEW = 6


@dataclass(frozen=True, slots=True)
class Provenance:
    """The sources to name one by one, and of those of long lists how many there are at each place.

    `places` are names of web sites, the most frequent first; what is no web page is only part of `number`.
    """

    sources: tuple[Source, ...] = ()
    number: int = 0
    places: tuple[tuple[str, int], ...] = ()


def provenance_of(queries: Iterable[Query[Any]], view: View, *, known: Iterable[str] = ()) -> Provenance:
    """Return where the values come from that `queries` show in this edition.

    `known` are the marks (`mark_of`) of sources that are named already.  A value an edition holds back gives none: its
    sources would stand there for something the page does not say, and their titles may give it away.
    """
    seen = set(known)
    cited: list[Source] = []
    listed: list[Source] = []
    asked = sorted(queries, key=lambda query: not isinstance(query, RecordQuery))  # stable: cited ones come first
    for query in asked:
        found = cited if isinstance(query, RecordQuery) else listed
        for source in _sources_in(query.answer(view)):
            mark = mark_of(source.title, source.address)
            if mark not in seen:
                seen.add(mark)
                found.append(source)
    if len(listed) <= FEW:
        return Provenance((*cited, *listed))
    return Provenance(tuple(cited), len(listed), _places(listed))


def mark_of(title: str, address: str | None) -> str:
    """Return what two mentions of one source have in common: the address, however it is written, or the title."""
    if not address:
        return " ".join(title.casefold().split())
    parts = urlsplit(address)
    query = f"?{parts.query}" if parts.query else ""
    return f"{_site(address)}{parts.path.rstrip('/')}{query}"


def _sources_in(answer: Any) -> Iterator[Source]:
    for part in parts_of(answer):
        if isinstance(part, DueStep):
            yield from part.sources if part.is_shown else ()
        elif part.disclosure.is_shown:
            yield from standing_sources(part.record)


def _places(sources: Sequence[Source]) -> tuple[tuple[str, int], ...]:
    counts = Counter(_site(source.address) for source in sources if source.address)
    return tuple(sorted(counts.items(), key=lambda entry: (-entry[1], entry[0])))


def _site(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.")
