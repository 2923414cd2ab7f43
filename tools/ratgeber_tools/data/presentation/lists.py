"""What each directive for records says: a table of the lists, and one of the records that have parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

from ratgeber_tools.data.appointments import Appointment
from ratgeber_tools.data.attestation import Attested
from ratgeber_tools.data.disclosure import Ask
from ratgeber_tools.data.places import Place
from ratgeber_tools.data.plan_queries import FundingQuery
from ratgeber_tools.data.presentation import values as said
from ratgeber_tools.data.presentation.agenda import agenda
from ratgeber_tools.data.presentation.browser_storage import browser_storage
from ratgeber_tools.data.presentation.exhibitions import exhibition_parts
from ratgeber_tools.data.presentation.films import film_parts
from ratgeber_tools.data.presentation.options import ListOptions
from ratgeber_tools.data.presentation.pages import Page
from ratgeber_tools.data.presentation.places import contacts, operators, place_entry, school_pages, schools
from ratgeber_tools.data.presentation.programmes import funding_parts
from ratgeber_tools.data.presentation.social_work import social_work
from ratgeber_tools.data.presentation.statements import appointment, appointments, next_dates, notices, year_calendars
from ratgeber_tools.data.presentation_queries import DesignQuery, ExhibitionQuery, FilmQuery
from ratgeber_tools.data.queries import ShownRecord

#: By the name of the directive (`dialect.LIST_DIRECTIVES`).
LISTS: Mapping[str, Callable[[ListOptions, Page], said.Blocks]] = MappingProxyType(
    {
        "anlaufstellen": contacts,
        "schulverzeichnis": schools,
        "schulseiten": school_pages,
        "schulsozialarbeit": social_work,
        "traegerverzeichnis": operators,
        "termine": appointments,
        "naechste-termine": next_dates,
        "jahreskalender": year_calendars,
        "was-ist-wann-dran": agenda,
        "foerderhinweise": notices,
        "browserspeicher": browser_storage,
    }
)


#: What a directive of `dialect.RECORD_PARTS` calls its record; boxes are called as `dialect.RECORD_BOXES` says.
LABELS: Mapping[str, str] = MappingProxyType(
    {
        "foerderung": "Förderung",
        "film": "Film",
        "ausstellung": "Ausstellung",
    }
)

#: What stands below a heading for a part that there is none of.
NOTHING_THERE = "Das gibt es hier nicht."


@dataclass(frozen=True, slots=True)
class SaidRecord:
    """The parts asked for of a record (`is_single`: one by its name), of those there are, and whom to ask about it."""

    parts: tuple[said.Part, ...]
    is_single: bool
    whom: Ask
    kind: str

    def blocks(self) -> said.Blocks:
        """One part alone stands without its heading: the page has one of its own.  What is open is told at the end."""
        if self.is_single and any(part.is_absent for part in self.parts):
            return (said.paragraph(NOTHING_THERE),)
        unknown = tuple(part.heading for part in self.parts if not part.blocks and not part.is_absent)
        known = tuple(part for part in self.parts if part.blocks)
        if self.is_single and known:
            return known[0].blocks
        parts: said.Blocks = (said.Parts(known, self.kind),) if known else ()
        return (*parts, said.Open(unknown, self.whom, is_alone=self.is_single)) if unknown else parts


def said_record(directive: str, identifier: str, options: ListOptions, page: Page) -> SaidRecord | Ask:
    """Return what a directive of `dialect.RECORD_PARTS` says of its record; where there is none, whom to ask."""
    kind, say = _RECORDS[directive]
    answer = say(identifier, page)
    if isinstance(answer, Ask):
        return answer
    whom, parts = answer
    wanted = tuple(dict.fromkeys(options.known("teile")))
    found = tuple(part for part in parts if not wanted or part.name in wanted)
    return SaidRecord(found, len(wanted) == 1, whom, kind)


def said_alone(shown: ShownRecord[Attested]) -> said.Blocks:
    """Return what a box says of a place or an appointment."""
    if isinstance(shown.record, Appointment):
        return appointment(ShownRecord(shown.record, shown.disclosure))
    assert isinstance(shown.record, Place)
    return (place_entry(ShownRecord(shown.record, shown.disclosure)),)


_AskedParts: TypeAlias = tuple[Ask, Iterable[said.Part]]


def _funding(identifier: str, page: Page) -> _AskedParts | Ask:
    answer = page.ask(FundingQuery(identifier))
    return answer if isinstance(answer, Ask) else (answer.funding.disclosure.ask, funding_parts(answer))


def _film(identifier: str, page: Page) -> _AskedParts | Ask:
    page.ask(DesignQuery())
    answer = page.ask(FilmQuery(identifier))
    return answer if isinstance(answer, Ask) else (answer.film.disclosure.ask, film_parts(answer))


def _exhibition(identifier: str, page: Page) -> _AskedParts | Ask:
    page.ask(DesignQuery())
    answer = page.ask(ExhibitionQuery(identifier))
    return answer if isinstance(answer, Ask) else (answer.exhibition.disclosure.ask, exhibition_parts(answer))


_RECORDS: Mapping[str, tuple[str, Callable[[str, Page], _AskedParts | Ask]]] = MappingProxyType(
    {
        "foerderung": ("foerderung", _funding),
        "film": ("film-angaben", _film),
        "ausstellung": ("ausstellung", _exhibition),
    }
)
