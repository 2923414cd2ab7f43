"""`{schulsozialarbeit}`: who works where, how to reach them, what they have done; and where nothing is known yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from docutils import nodes
from sphinx.application import Sphinx

from ratgeber_tools.data.disclosure import Edition, View
from ratgeber_tools.data.places import School
from ratgeber_tools.data.school_queries import ShownSite, SocialWorkAnswer, SocialWorkQuery
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


class SocialWorkDirective(ListDirective):
    option_spec: ClassVar = options_of("schulsozialarbeit")

    def run(self) -> list[nodes.Node]:
        answer = self.ask(SocialWorkQuery(self.school_filter()))
        grouping = self.one_of("gliederung", tuple(GROUPS), "schulform")
        result: list[nodes.Node] = []
        groups = list(grouped(answer.sites, lambda shown: _group(shown, grouping)))
        for name, sites in groups:
            heading = name or WITHOUT_GROUP.get(grouping, "")
            if heading and len(groups) > 1:
                result.append(nodes.rubric(heading, heading))
            entries = [self._site_entry(shown) for shown in sites]
            result.append(nodes.definition_list("", *entries, classes=["rg-verzeichnis"]))
        return [*result, *_open_schools(answer, self.view)]

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
    if view.edition is Edition.WORKING:
        yield line(wording.state_mark(disclosure))
    elif view.edition is Edition.PUBLIC:
        yield line(*wording.value([], disclosure, view.edition))


def _stand_in(site: SocialWorkSite, school: School) -> Sequence[nodes.Node]:
    words: list[nodes.Node] = [nodes.Text(school.name)]
    if site.phone:
        words += [nodes.Text(", Telefon "), wording.phone(site.phone)]
    elif site.mailbox:
        words += [nodes.Text(", "), wording.mail(site.mailbox)]
    return words


def _example(example: ExampleProject) -> list[nodes.Node]:
    title = f"Beispiel: {example.title}"
    parts = [line(f"{label}: {words}") for name, label in _EXAMPLE_PARTS if (words := getattr(example, name))]
    if example.partners:
        parts.append(line(f"Partner: {', '.join(example.partners)}"))
    heading = nodes.paragraph("", "", nodes.strong(title, title))
    return [heading, *([wording.lines(parts)] if parts else [])]


def _open_schools(answer: SocialWorkAnswer, view: View) -> list[nodes.Node]:
    """Name the schools of which nobody knows anything yet: for editors as a task, for parents as a question to ask."""
    if not answer.open_schools:
        return []
    if view.edition is Edition.WORKING:
        start = "Noch ohne Eintrag. Die Redaktion fragt bei den Trägern nach"
        sentence = wording.paragraph(f"{start}: ", *wording.office(answer.ask))
    else:
        sentence = wording.paragraph("Ob es an diesen Schulen Schulsozialarbeit gibt, ", *wording.ask(answer.ask), ":")
    items = [nodes.list_item("", wording.paragraph(school.name)) for school in answer.open_schools]
    return [sentence, nodes.bullet_list("", *items, bullet="-")]


def setup_social_work(app: Sphinx) -> None:
    app.add_directive("schulsozialarbeit", SocialWorkDirective)
