"""What a reviewer sees where a chapter has a list made from the data: the entries, a line each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from ratgeber_tools.data.appointments import AppointmentKind
from ratgeber_tools.data.disclosure import View
from ratgeber_tools.data.places import ContactKind, OperatorKind
from ratgeber_tools.data.presentation_queries import FundingNoticesQuery
from ratgeber_tools.data.queries import AppointmentsQuery, ContactsQuery
from ratgeber_tools.data.school_queries import OperatorsQuery, SchoolsQuery, ShownSchool
from ratgeber_tools.data.school_years import parse_school_year
from ratgeber_tools.editorial.list_options import ListOptions, grouped
from ratgeber_tools.editorial.shown_agenda import agenda_lines
from ratgeber_tools.editorial.shown_entries import (
    NOTHING,
    OPEN,
    appointment_line,
    asking,
    below,
    bullet,
    labelled,
    missing,
    place_lines,
)
from ratgeber_tools.editorial.shown_social_work import GROUPS, heading, social_work_lines

_OPERATOR_KINDS = {OperatorKind.PUBLIC: "öffentlicher Träger", OperatorKind.INDEPENDENT: "freier Träger"}


def list_lines(directive: str, typed: Mapping[str, str], view: View) -> tuple[str, ...] | None:
    """Return what a list is and its entries; None for a directive that is no list of records."""
    found = _LISTS.get(directive)
    if found is None:
        return None
    head, entries = found
    return (f"{head}:", *(tuple(entries(ListOptions(typed), view)) or (NOTHING,)))


def _contacts(options: ListOptions, view: View) -> Iterator[str]:
    topics = {topic for contact in view.records.contacts.values() for topic in contact.topics}
    query = ContactsQuery(options.choices("art", ContactKind), frozenset(options.known("thema", topics)))
    for shown in query.answer(view):
        yield from place_lines(shown.record, *filter(None, (shown.record.part_of,)))


def _schools(options: ListOptions, view: View) -> Iterator[str]:
    schools = SchoolsQuery(options.school_filter(view.records)).answer(view)
    grouping = options.one_of("gliederung", tuple(GROUPS), "schulform")
    groups = list(grouped((GROUPS[grouping](shown), shown) for shown in schools))
    for name, members in groups:
        above = tuple(heading(name, grouping, is_needed=len(groups) > 1))
        yield from above
        for shown in members:
            yield from place_lines(shown.school.record, *_about_school(shown, grouping if above else ""))


def _about_school(shown: ShownSchool, said: str) -> Iterator[str]:
    """Yield form, operator and district, less the one that the heading of the group (`said`) has told."""
    school = shown.school.record
    note = f" ({school.form_note})" if school.form_note else ""
    terms = {
        "schulform": f"{school.form.value}{note}",
        "traeger": f"Träger {shown.operator.name if shown.operator is not None else OPEN}",
        "stadtteil": f"Stadtteil {school.district}" if school.district else "",
    }
    terms |= {said: school.form_note if said == "schulform" else ""}
    focus = f"Förderschwerpunkt {school.focus}" if school.focus else ""
    yield from (words for words in (terms["schulform"], focus, terms["traeger"], terms["stadtteil"]) if words)


def _operators(options: ListOptions, view: View) -> Iterator[str]:
    for shown in OperatorsQuery(options.choices("art", OperatorKind)).answer(view):
        operator = shown.operator.record
        yield from place_lines(operator, *((_OPERATOR_KINDS[operator.kind],) if operator.kind else ()))
        names = (("Schulen", ", ".join(shown.schools)), ("Schulsozialarbeit", ", ".join(shown.social_work)))
        yield from map(below, labelled(*names))


def _appointments(options: ListOptions, view: View) -> Iterator[str]:
    records = view.records
    query = AppointmentsQuery(
        kinds=options.choices("art", AppointmentKind),
        years=frozenset(filter(None, map(parse_school_year, options.values("schuljahr")))),
        schools=frozenset(options.known("schule", records.schools)),
        funding=next(iter(options.known("foerderung", records.funding)), ""),
        exhibition=next(iter(options.known("ausstellung", records.exhibitions)), ""),
    )
    yield from map(appointment_line, query.answer(view))


def _notices(options: ListOptions, view: View) -> Iterator[str]:
    """Neither words nor emblem are made up: what the funder has not supplied is open."""
    answer = FundingNoticesQuery().answer(view)
    for notice in answer.notices:
        emblem = f"[Bild: {notice.emblem_alt}] " if notice.emblem and notice.emblem_alt else ""
        is_open = f"{notice.funder}: {missing(['Wortlaut', 'Zeichen'])}, {asking(answer.ask)}"
        yield bullet(f"{emblem}{notice.wording or is_open}")


_LISTS: Mapping[str, tuple[str, Callable[[ListOptions, View], Iterator[str]]]] = {
    "anlaufstellen": ("Hier steht die Liste der Anlaufstellen aus den Daten", _contacts),
    "schulverzeichnis": ("Hier steht die Liste der Schulen aus den Daten", _schools),
    "schulsozialarbeit": ("Hier steht die Liste der Schulsozialarbeit aus den Daten", social_work_lines),
    "traegerverzeichnis": ("Hier steht die Liste der Träger aus den Daten", _operators),
    "termine": ("Hier steht die Liste der Termine aus den Daten", _appointments),
    "was-ist-wann-dran": ("Hier steht, was wann dran ist, aus den Daten", agenda_lines),
    "foerderhinweise": ("Hier stehen die Hinweise zur Förderung aus den Daten", _notices),
}
