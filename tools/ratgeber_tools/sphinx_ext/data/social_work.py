"""`{schulsozialarbeit}`: who works where, how to reach them, what they have done; and where nothing is known yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

from docutils import nodes
from sphinx.application import Sphinx

from ratgeber_tools.data.disclosure import Edition, View
from ratgeber_tools.data.places import School
from ratgeber_tools.data.presentation_queries import DesignQuery
from ratgeber_tools.data.school_queries import ShownSchool, ShownSite, SocialWorkAnswer, SocialWorkQuery
from ratgeber_tools.data.social_work import ExampleProject, SocialWorkSite
from ratgeber_tools.sphinx_ext.data import wording
from ratgeber_tools.sphinx_ext.data.listing import ListDirective, entry, grouped, options_of
from ratgeber_tools.sphinx_ext.data.portraits import portrait
from ratgeber_tools.sphinx_ext.data.schools import GROUPS, WITHOUT_GROUP
from ratgeber_tools.sphinx_ext.data.wording import line

#: Parts of an example in the order a school would want to read them.
_EXAMPLE_PARTS = (
    ("occasion", "Anlass"),
    ("audience", "Für wen"),
    ("course", "Was geschah"),
    ("result", "Ergebnis"),
)


#: How much the list says of each school.
DETAILED, SHORT = "ausführlich", "kurz"

#: What an entry can be missing, and what parents would ask for it.
_NEEDED = (
    ("operator", "Träger"),
    ("hours", "Sprechzeiten"),
    ("room", "Raum"),
    ("weekly_hours", "Stunden in der Woche"),
    ("focus", "Schwerpunkte"),
    ("stand_in", "Vertretung"),
    ("financing", "Finanzierung"),
    ("examples", "Beispiele"),
)


class SocialWorkDirective(ListDirective):
    """The schools with their social work; the short view is a way to find a number, and leaves open schools out."""

    option_spec: ClassVar = options_of("schulsozialarbeit")

    def run(self) -> list[nodes.Node]:
        self.ask(DesignQuery())
        answer = self.ask(SocialWorkQuery(self.school_filter()))
        grouping = self.one_of("gliederung", tuple(GROUPS), "schulform")
        is_short = self.one_of("ansicht", (DETAILED, SHORT), DETAILED) == SHORT
        if is_short and not answer.sites:
            return [wording.paragraph("Dazu ist noch nichts eingetragen, ", *wording.ask(answer.ask), ".")]
        result: list[nodes.Node] = []
        groups = list(grouped(answer.sites, lambda shown: _group(shown, grouping)))
        for name, sites in groups:
            heading = name or WITHOUT_GROUP.get(grouping, "")
            if heading and (is_short or len(groups) > 1):
                result.append(nodes.rubric(heading, heading))
            result.append(_short_list(sites) if is_short else self._directory(sites))
        return result if is_short else [*result, *_open_schools(answer, grouping, self.view)]

    def _directory(self, sites: Iterable[ShownSite]) -> nodes.definition_list:
        entries = [self._site_entry(shown) for shown in sites]
        return nodes.definition_list("", *entries, classes=["rg-verzeichnis"])

    def _site_entry(self, shown: ShownSite) -> nodes.definition_list_item:
        site = shown.site.record
        body: list[nodes.Node] = []
        if shown.person is not None and shown.person.photo is not None:
            body.append(portrait(shown.person, self.env))
        body.append(wording.lines(_site_lines(shown, self.view)))
        if shown.site.disclosure.is_shown:
            for example in site.examples:
                body += _example(example)
        return entry([nodes.Text(shown.school.school.record.name)], body)


def _short_list(sites: Iterable[ShownSite]) -> nodes.bullet_list:
    items = []
    for shown in sites:
        site, disclosure = shown.site.record, shown.site.disclosure
        ways = _ways(site) if disclosure.is_shown else []
        words = [nodes.Text(f"{shown.school.school.record.name}: "), *(ways or wording.ask(disclosure.ask))]
        items.append(nodes.list_item("", nodes.paragraph("", "", *words)))
    return nodes.bullet_list("", *items, bullet="-")


def _ways(site: SocialWorkSite) -> list[nodes.Node]:
    """Phone, else mail, nothing if there is neither."""
    if site.phone:
        return [nodes.Text("Telefon "), wording.phone(site.phone)]
    return [wording.mail(site.mailbox)] if site.mailbox else []


def _group(shown: ShownSite, grouping: str) -> str:
    """Here the operator is that of the social work."""
    if grouping == "traeger":
        return shown.operator.name if shown.operator is not None else ""
    return GROUPS[grouping](shown.school)


def _site_lines(shown: ShownSite, view: View) -> Iterator[nodes.line]:
    """Without a valid consent there is no name, and the mailbox of the function stands by itself."""
    site, disclosure = shown.site.record, shown.site.disclosure
    if not disclosure.is_shown:
        yield line("Kontakt und Sprechzeiten: ", *wording.ask(disclosure.ask))
        return
    if shown.person is not None:
        name = wording.expiring([nodes.Text(f"Ansprechperson: {shown.person.name}")], [], shown.person.until)
        yield line(*name)
    if site.mailbox:
        yield line("E-Mail: ", wording.mail(site.mailbox))
    if site.phone:
        yield line("Telefon: ", wording.phone(site.phone))
    if not site.mailbox and not site.phone:
        yield line("Kontakt: ", *wording.ask(disclosure.ask))
    for label, words in (
        ("Raum", site.room),
        ("Sprechzeiten", ", ".join(site.hours)),
        ("Stunden in der Woche", f"{site.weekly_hours:g}".replace(".", ",") if site.weekly_hours else ""),
        ("Schwerpunkte", ", ".join(site.focus)),
        ("Träger", shown.operator.name if shown.operator is not None else ""),
        ("Finanzierung", site.financing),
    ):
        if words:
            yield line(f"{label}: {words}")
    if shown.stand_in is not None and shown.stand_in_school is not None and shown.stand_in.disclosure.is_shown:
        yield line("Vertretung: ", *_stand_in(shown.stand_in.record, shown.stand_in_school))
    missing = [words for name, words in _NEEDED if not getattr(site, name)]
    if missing:
        yield line(f"Noch offen: {', '.join(missing)}; ", *wording.ask(disclosure.ask))
    if view.edition is Edition.WORKING:
        yield line(wording.state_mark(disclosure))
    elif view.edition is Edition.PUBLIC:
        yield line(*wording.value([], disclosure, view.edition))


def _stand_in(site: SocialWorkSite, school: School) -> Sequence[nodes.Node]:
    ways = _ways(site)
    return [nodes.Text(school.name), *([nodes.Text(", "), *ways] if ways else [])]


def _example(example: ExampleProject) -> list[nodes.Node]:
    title = f"Beispiel: {example.title}"
    parts = [line(f"{label}: {words}") for name, label in _EXAMPLE_PARTS if (words := getattr(example, name))]
    if example.partners:
        parts.append(line(f"Partner: {', '.join(example.partners)}"))
    heading = nodes.paragraph("", "", nodes.strong(title, title))
    return [heading, *([wording.lines(parts)] if parts else [])]


def _open_schools(answer: SocialWorkAnswer, grouping: str, view: View) -> list[nodes.Node]:
    """Name the schools of which nobody knows anything yet: for editors as a task, for parents as a question to ask.

    With each school stands its own number, where that may be shown: its office knows who works there.
    """
    if not answer.open_schools:
        return []
    if view.edition is Edition.WORKING:
        start = "Noch ohne Eintrag. Die Redaktion fragt bei den Trägern nach"
        sentence = wording.paragraph(f"{start}: ", *wording.office(answer.ask))
    else:
        sentence = wording.paragraph("Ob es an diesen Schulen Schulsozialarbeit gibt, ", *wording.ask(answer.ask), ":")
    result: list[nodes.Node] = [sentence]
    # who runs the social work there is just what is not known
    group = GROUPS["schulform" if grouping == "traeger" else grouping]
    groups = list(grouped(answer.open_schools, group))
    for name, schools in groups:
        heading = name or WITHOUT_GROUP.get(grouping, "")
        if heading and len(groups) > 1:
            result.append(nodes.rubric(heading, heading))
        items = [nodes.list_item("", wording.paragraph(*_open_school(shown))) for shown in schools]
        result.append(nodes.bullet_list("", *items, bullet="-"))
    return result


def _open_school(shown: ShownSchool) -> Iterator[nodes.Node]:
    school = shown.school.record
    yield nodes.Text(school.name)
    if school.phone and shown.school.disclosure.is_shown:
        yield nodes.Text(": Sekretariat, Telefon ")
        yield wording.phone(school.phone)


def setup_social_work(app: Sphinx) -> None:
    app.add_directive("schulsozialarbeit", SocialWorkDirective)
