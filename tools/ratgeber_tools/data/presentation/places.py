"""What is said of a contact point, a school, an operator, and of lists of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TypeVar

from ratgeber_tools.data.appointments import Appointment
from ratgeber_tools.data.disclosure import Edition, View
from ratgeber_tools.data.places import ContactKind, ContactPoint, OperatorKind, Place, School
from ratgeber_tools.data.presentation import values as said
from ratgeber_tools.data.presentation.fields import is_complete, lines_of, not_told
from ratgeber_tools.data.presentation.options import GROUPINGS, ListOptions
from ratgeber_tools.data.presentation.pages import Page
from ratgeber_tools.data.queries import ContactsQuery, ShownRecord
from ratgeber_tools.data.school_queries import OperatorsQuery, SchoolsQuery, ShownOperator, ShownSchool

_Entry = TypeVar("_Entry")

#: What a style sheet calls the directory of schools: each with a heading of its own in the web.
SCHOOLS = "schulen"

_OPERATOR_KINDS = {OperatorKind.PUBLIC: "öffentlicher Träger", OperatorKind.INDEPENDENT: "freier Träger"}

#: How a list of schools can be divided (`options.GROUPINGS`), and the heading of a school's group.
GROUPS: Mapping[str, Callable[[ShownSchool], str]] = MappingProxyType(
    {
        "schulform": lambda shown: shown.school.record.form.value,
        "traeger": lambda shown: shown.operator.name if shown.operator is not None else "",
        "stadtteil": lambda shown: shown.school.record.district,
        "keine": lambda shown: "",
    }
)
_WITHOUT_GROUP = {"traeger": "Träger noch unbekannt", "stadtteil": "Stadtteil noch unbekannt"}


def grouped(
    entries: Iterable[_Entry], key: Callable[[_Entry], str], grouping: str, *, is_named_alone: bool = False
) -> Iterator[tuple[tuple[said.Heading, ...], list[_Entry]]]:
    """Yield groups with their headings in the order of their first entries; what has no group comes last.

    A single group has no heading unless `is_named_alone`.
    """
    groups: dict[str, list[_Entry]] = {}
    for entry in entries:
        groups.setdefault(key(entry), []).append(entry)
    if "" in groups:
        groups[""] = groups.pop("")
    for name, members in groups.items():
        words = name or _WITHOUT_GROUP.get(grouping, "")
        yield (said.Heading(words),) if words and (is_named_alone or len(groups) > 1) else (), members


def place_entry(shown: ShownRecord[Place]) -> said.Entry:
    return said.Entry(shown.record.name, (said.Lines(place_lines(shown)),))


def place_lines(
    shown: ShownRecord[Place], own: Mapping[str, said.Words] = MappingProxyType({}), more: Iterable[said.Line] = ()
) -> tuple[said.Line | said.Closing, ...]:
    """Return the lines below a name; beside what is missing stands whom to ask, in a long list too.

    `own` are the words of fields that name other records, `more` what other records say of the place.
    """
    place, disclosure = shown.record, shown.disclosure
    lines = (*_what_it_is(place), *lines_of(place, disclosure, own), *more)
    if not disclosure.is_shown:
        return (*lines, said.Line("Anschrift, Telefon und Sprechzeiten", (said.Gap(disclosure.ask),), is_brief=True))
    return (*lines, said.Closing(disclosure, not_told(place, own)))


def _what_it_is(place: Place) -> Iterator[said.Line]:
    if isinstance(place, ContactPoint) and place.part_of:
        yield said.Line("", (place.part_of,), is_brief=True, is_open=True)
    if isinstance(place, School):
        focus = f", Förderschwerpunkt {place.focus}" if place.focus else ""
        note = f" ({place.form_note})" if place.form_note else ""
        yield said.Line("", (f"{place.form.value}{focus}{note}",), is_brief=True, is_open=True)


# ------------------------------------------------------------------ lists


def contacts(options: ListOptions, page: Page) -> said.Blocks:
    answer = page.ask(ContactsQuery(options.choices("art", ContactKind), frozenset(options.known("thema"))))
    if not answer:
        return (said.paragraph("Dazu ist keine Stelle eingetragen."),)
    return (said.Directory(tuple(map(place_entry, answer))),)


def schools(options: ListOptions, page: Page) -> said.Blocks:
    answer = page.ask(SchoolsQuery(options.school_filter()))
    if not answer:
        return (said.paragraph("Dazu ist keine Schule eingetragen."),)
    grouping = options.first("gliederung", GROUPINGS[0])
    choices = _choices(answer)
    result: list[said.Block] = [choices] if choices.groups else []
    for heading, members in grouped(answer, GROUPS[grouping], grouping):
        entries = tuple(_school_entry(shown, choices, page.view) for shown in members)
        marks = tuple(dict.fromkeys(mark for entry in entries for mark in entry.marks))
        result += [said.Heading(each.text, marks) for each in heading]
        result.append(said.Directory(entries, SCHOOLS))
    return tuple(result)


def school_pages(options: ListOptions, page: Page) -> said.Blocks:
    """Pages on paper for each school of which enough is known; in the web each has one (`html.school_pages`)."""
    if page.view.edition is not Edition.PRINT:
        return ()
    answer = page.ask(SchoolsQuery(options.school_filter()))
    result: list[said.Block] = []
    for shown in answer:
        if is_complete(shown.school.record, shown.school.disclosure):
            entry = _school_entry(shown, said.Choices((), 0), page.view)
            result += [said.Heading(entry.name), *entry.blocks, said.paragraph(VISIT), said.Checklist(SEEN)]
    return tuple(result)


#: Below a school on paper: what a family looks for on its visit.
VISIT = "Das wollen wir bei unserem Besuch sehen:"
SEEN = (
    "den Weg dorthin, mit Bus, Rad oder zu Fuß",
    "den Pausenhof und die Toiletten",
    "den Ort, an dem mein Kind zu Mittag isst",
    "eine Stunde Unterricht oder die Arbeiten der Kinder",
    "wen wir bei Sorgen fragen",
    "Unser Eindruck: ______________________________",
)

#: What a school can be looked for by, with the label of its line; one word alone is no choice.
_CHOSEN_BY = (("Nur eine Schulform zeigen", "schulform"), ("Nur einen Stadtteil zeigen", "stadtteil"))
#: A short list is seen at a glance.
_FEWEST_TO_CHOOSE = 6


def _choices(schools: Sequence[ShownSchool]) -> said.Choices:
    groups = []
    if len(schools) >= _FEWEST_TO_CHOOSE:
        for label, grouping in _CHOSEN_BY:
            counts = Counter(name for shown in schools if (name := GROUPS[grouping](shown)))
            if len(counts) > 1:
                found = (said.Choice(name, _mark(grouping, name), count) for name, count in counts.items())
                groups.append((label, tuple(found)))
    return said.Choices(tuple(groups), len(schools))


def _mark(grouping: str, name: str) -> str:
    return f"{grouping} {name}"


def _school_entry(shown: ShownSchool, choices: said.Choices, view: View) -> said.Entry:
    school = shown.school.record
    own: dict[str, said.Words] = {
        "operator": _operator(shown, view),
        "district": (school.district,) if school.district else (),
    }
    mine = {_mark(grouping, GROUPS[grouping](shown)) for _, grouping in _CHOSEN_BY}
    marks = tuple(choice.mark for _, several in choices.groups for choice in several if choice.mark in mine)
    days = (said.Line(day.record.title, _open_day(day), is_open=True) for day in shown.open_days)
    lines = said.Lines(place_lines(shown.school, own, days))
    return said.Entry(school.name, (lines,), f"schule-{school.identifier}", marks)


def _operator(shown: ShownSchool, view: View) -> said.Words:
    """The operator; one nobody knows its office is asked for, but paper does not wait for it."""
    if shown.operator is not None:
        return (shown.operator.name,)
    is_passed_over = shown.school.record.has_no("operator") or view.edition is Edition.PRINT
    return () if is_passed_over else (said.Gap(shown.school.disclosure.ask),)


def _open_day(day: ShownRecord[Appointment]) -> said.Words:
    hour = f", {day.record.time}" if day.record.time and day.disclosure.is_shown else ""
    return (said.Stated(said.Period(day.record.period), day.disclosure), hour)


def operators(options: ListOptions, page: Page) -> said.Blocks:
    answer = page.ask(OperatorsQuery(options.choices("art", OperatorKind)))
    if not answer:
        return (said.paragraph("Dazu ist kein Träger eingetragen."),)
    return (said.Directory(tuple(map(_operator_entry, answer))),)


def _operator_entry(shown: ShownOperator) -> said.Entry:
    operator = shown.operator.record
    kind = (said.Line("", (_OPERATOR_KINDS[operator.kind],), is_brief=True, is_open=True),) if operator.kind else ()
    runs = tuple(
        said.Line(label, (", ".join(names),), is_open=True)
        for label, names in (("Schulen", shown.schools), ("Schulsozialarbeit", shown.social_work))
        if names
    )
    return said.Entry(operator.name, (said.Lines((*kind, *runs, *place_lines(shown.operator))),))
