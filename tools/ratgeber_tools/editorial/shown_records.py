"""What a reviewer sees where a chapter shows one record from the data: its name, then what it says, a line each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ratgeber_tools import dialect
from ratgeber_tools.data.appointments import Appointment
from ratgeber_tools.data.attestation import Attested
from ratgeber_tools.data.disclosure import Ask, View
from ratgeber_tools.data.facts import Fact
from ratgeber_tools.data.places import Place
from ratgeber_tools.data.queries import RecordQuery, Shown
from ratgeber_tools.editorial.list_options import ListOptions
from ratgeber_tools.editorial.shown_entries import (
    NOTHING,
    OPEN,
    appointment_words,
    asking,
    details_of,
    missing,
    section,
    ways_to_reach,
)
from ratgeber_tools.editorial.shown_parts import ShownPart, parts_of

_LABELS: Mapping[str, str] = {name: spec.title for name, spec in dialect.RECORD_BOXES.items()} | {
    "foerderung": "Förderung",
    "film": "Film",
    "ausstellung": "Ausstellung",
}


def record_lines(directive: str, identifier: str, typed: Mapping[str, str], view: View) -> tuple[str, ...] | None:
    """Return what a record is called and what it says; None for a directive that shows no record."""
    if directive not in _LABELS:
        return None
    shown = RecordQuery(dialect.RECORD_DIRECTIVES[directive], identifier).answer(view)
    label = _LABELS[directive]
    if isinstance(shown, Ask):
        return (f"{label}: [Angabe fehlt: {identifier}]",)
    title = f"{label}: {shown.record.label}"
    if directive not in dialect.RECORD_PARTS:
        return (title, *_details(shown))
    wanted = ListOptions(typed).known("teile", dialect.RECORD_PARTS[directive])
    parts = [part for part in parts_of(directive, identifier, view) if not wanted or part.name in wanted]
    if len(wanted) == 1 and parts:
        title = f"{title} ({parts[0].heading})"
    return (title, *_arranged(parts, shown.disclosure.ask, is_single=len(wanted) == 1))


def record_words(role: str, content: str, view: View) -> str:
    """Return what a role shows of a record: `fakt`, `wortlaut`, a date, or a contact's name, number or one part."""
    identifier, _, part = content.strip().partition(" ")
    answer = RecordQuery(dialect.RECORD_ROLES[role], identifier).answer(view)
    if isinstance(answer, Ask):
        return f"[Angabe fehlt: {content}]"
    match answer.record:
        case Fact() as fact:
            value = fact.value_with_unit or missing([fact.title])
            return fact.wording or f"{fact.title}: {value}" if role == "wortlaut" else value
        case Appointment() as appointment:
            return appointment.period or missing([appointment.title])
        case Place() as place:
            parts = {
                "name": place.name,
                "telefon": place.phone,
                "email": place.mail,
                "web": place.web,
                "anschrift": place.address,
            }
            found = str(parts.get(part.strip() or "telefon") or OPEN)
            return found if part else f"{place.name}, Telefon {found}"
        case _:
            return ""


def _arranged(parts: Sequence[ShownPart], whom: Ask, *, is_single: bool) -> Iterator[str]:
    """Yield the parts with their headings; what is open is told once, at the end, with whom to ask."""
    if not parts:
        yield NOTHING
    for part in parts:
        if part.lines:
            yield from () if is_single else section(part.heading)
            yield from part.lines
    unknown = [part.heading for part in parts if not part.lines]
    if unknown:
        yield from ("",) if len(unknown) < len(parts) else ()
        yield f"{missing(unknown)}, {asking(whom)}"


def _details(shown: Shown[Attested]) -> Iterator[str]:
    """Yield how to reach a place, or the days of a date."""
    match shown.record:
        case Appointment() as appointment:
            yield appointment_words(Shown(appointment, shown.disclosure))
        case Place() as place:
            ways = tuple(ways_to_reach(place))
            yield from ways or (missing(["Anschrift und Telefon"]),)
            yield from (missing(["Telefon"]),) if ways and not place.phone else ()
            yield from details_of(place)
        case _:
            pass
