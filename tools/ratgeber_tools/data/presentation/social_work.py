"""What is said of the social work at schools: who works where, how to reach them, and where nothing is known yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from ratgeber_tools.data.disclosure import Edition, View
from ratgeber_tools.data.presentation import values as said
from ratgeber_tools.data.presentation.fields import lines_of, not_told
from ratgeber_tools.data.presentation.options import DETAILED, GROUPINGS, SHORT, ListOptions
from ratgeber_tools.data.presentation.pages import Page
from ratgeber_tools.data.presentation.places import GROUPS, grouped
from ratgeber_tools.data.presentation_queries import DesignQuery
from ratgeber_tools.data.school_queries import ShownSchool, ShownSite, SocialWorkAnswer, SocialWorkQuery
from ratgeber_tools.data.social_work import ExampleProject, SocialWorkSite

#: What parents read of a school that has said so.
NO_OFFER = "Hier gibt es keine Schulsozialarbeit."


def social_work(options: ListOptions, page: Page) -> said.Blocks:
    """The schools with their social work; the short view is a way to find a number, and leaves open schools out."""
    page.ask(DesignQuery())
    answer = page.ask(SocialWorkQuery(options.school_filter()))
    grouping = options.first("gliederung", GROUPINGS[0])
    is_short = options.first("ansicht", DETAILED) == SHORT
    if is_short and not answer.sites:
        return (said.paragraph("Dazu ist noch nichts eingetragen, ", said.Asking(answer.ask), "."),)
    result: list[said.Block] = []
    offered = [shown for shown in answer.sites if not (is_short and shown.site.record.is_none)]
    for heading, sites in grouped(offered, lambda shown: _group(shown, grouping), grouping, is_named_alone=is_short):
        result += [*heading, _short_list(sites) if is_short else said.Directory(tuple(map(_site_entry, sites)))]
    return tuple(result) if is_short else (*result, *_open_schools(answer, grouping, page.view))


def _group(shown: ShownSite, grouping: str) -> str:
    """Here the operator is that of the social work."""
    if grouping == "traeger":
        return shown.operator.name if shown.operator is not None else ""
    return GROUPS[grouping](shown.school)


def _short_list(sites: Iterable[ShownSite]) -> said.Bullets:
    items = []
    for shown in sites:
        disclosure = shown.site.disclosure
        ways = _way(shown.site.record) if disclosure.is_shown else ()
        items.append(said.Item((f"{shown.school.school.record.name}: ", *(ways or (said.Gap(disclosure.ask),)))))
    return said.Bullets(tuple(items))


def _way(site: SocialWorkSite) -> said.Words:
    """Phone, else mail, nothing if there is neither."""
    if site.phone:
        return "Telefon ", said.Phone(site.phone)
    return (said.Mail(site.mailbox),) if site.mailbox else ()


def _site_entry(shown: ShownSite) -> said.Entry:
    blocks: list[said.Block] = []
    if shown.person is not None and shown.person.photo is not None:
        blocks.append(said.Portrait(shown.person))
    blocks.append(said.Lines(tuple(_site_lines(shown))))
    if shown.site.disclosure.is_shown:
        for example in shown.site.record.examples:
            blocks += _example(example)
    return said.Entry(shown.school.school.record.name, tuple(blocks))


def _site_lines(shown: ShownSite) -> Iterator[said.Line | said.Closing]:
    """Without a valid consent there is no name, and the mailbox of the function stands by itself."""
    site, disclosure = shown.site.record, shown.site.disclosure
    if not disclosure.is_shown:
        yield said.Line("Kontakt und Sprechzeiten", (said.Gap(disclosure.ask),), is_brief=True)
        return
    if site.is_none:
        yield said.Line("", (NO_OFFER,), is_brief=True)
        yield said.Closing(disclosure)
        return
    if shown.person is not None:
        yield said.Line(
            "", (said.Ending((f"Ansprechperson: {shown.person.name}",), shown.person.until),), is_brief=True
        )
    yield from (replace(line, is_open=False) for line in lines_of(site, disclosure, _own_words(shown)))
    if missing := not_told(site, {}):
        yield said.Line("", (said.Lacking(missing, disclosure.ask),))
    yield said.Closing(disclosure)


def _own_words(shown: ShownSite) -> Mapping[str, said.Words]:
    """Return the names of the operator and of the school that stands in, with a way to reach that."""
    own: dict[str, said.Words] = {}
    if shown.operator is not None:
        own["operator"] = (shown.operator.name,)
    if shown.stand_in is not None and shown.stand_in_school is not None and shown.stand_in.disclosure.is_shown:
        ways = _way(shown.stand_in.record)
        own["stand_in"] = (shown.stand_in_school.name, *((", ", *ways) if ways else ()))
    return own


def _example(example: ExampleProject) -> Iterator[said.Block]:
    yield said.paragraph(said.Strong(f"Beispiel: {example.title}"))
    lines = said.labelled(
        ("Anlass", example.occasion),
        ("Für wen", example.audience),
        ("Was geschah", example.course),
        ("Ergebnis", example.result),
        ("Partner", ", ".join(example.partners)),
    )
    if lines:
        yield said.Lines(lines)


def _open_schools(answer: SocialWorkAnswer, grouping: str, view: View) -> Iterator[said.Block]:
    """Name the schools of which nobody knows anything yet: for editors as a task, for parents as a question to ask.

    With each school stands its own number, where that may be shown: its office knows who works there.
    """
    if not answer.open_schools:
        return
    question = "Fragen Sie in diesen Schulen nach, ob es dort Schulsozialarbeit gibt:"
    if view.edition is Edition.WORKING:
        start = "Noch ohne Eintrag. Die Redaktion fragt bei den Trägern nach: "
        yield said.Paragraph((start, said.Office(answer.ask)), for_parents=(question,))
    else:
        yield said.paragraph(question)
    # who runs the social work there is just what is not known
    group = GROUPS["schulform" if grouping == "traeger" else grouping]
    for heading, schools in grouped(answer.open_schools, group, grouping):
        yield from heading
        yield said.Bullets(tuple(said.Item(_open_school(shown)) for shown in schools))


def _open_school(shown: ShownSchool) -> said.Words:
    school = shown.school.record
    if school.phone and shown.school.disclosure.is_shown:
        return f"{school.name}: Sekretariat, Telefon ", said.Phone(school.phone)
    return (school.name,)
