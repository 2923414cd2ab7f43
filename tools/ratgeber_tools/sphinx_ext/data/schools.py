"""`{schulverzeichnis}`: the schools, by form, operator or district."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from docutils import nodes
from sphinx.application import Sphinx

from ratgeber_tools.data.disclosure import View
from ratgeber_tools.data.school_queries import SchoolsQuery, ShownSchool
from ratgeber_tools.sphinx_ext.data import wording
from ratgeber_tools.sphinx_ext.data.listing import ListDirective, entry, grouped, options_of
from ratgeber_tools.sphinx_ext.data.places import place_lines

#: How a list can be divided: the word of the option, and the heading of a school's group.
GROUPS: dict[str, Callable[[ShownSchool], str]] = {
    "schulform": lambda shown: shown.school.record.form.value,
    "traeger": lambda shown: shown.operator.name if shown.operator is not None else "",
    "stadtteil": lambda shown: shown.school.record.district,
    "keine": lambda shown: "",
}
WITHOUT_GROUP = {"traeger": "Träger noch unbekannt", "stadtteil": "Stadtteil noch unbekannt"}


class SchoolsDirective(ListDirective):
    """A definition list a group: the school's name, and its lines."""

    option_spec: ClassVar = options_of("schulverzeichnis")

    def run(self) -> list[nodes.Node]:
        schools = self.ask(SchoolsQuery(self.school_filter()))
        if not schools:
            return [wording.paragraph("Dazu ist keine Schule eingetragen.")]
        grouping = self.one_of("gliederung", tuple(GROUPS), "schulform")
        result: list[nodes.Node] = []
        groups = list(grouped(schools, GROUPS[grouping]))
        for name, members in groups:
            heading = name or WITHOUT_GROUP.get(grouping, "")
            if heading and len(groups) > 1:
                result.append(nodes.rubric(heading, heading))
            entries = [school_entry(shown, self.view) for shown in members]
            result.append(nodes.definition_list("", *entries, classes=["rg-verzeichnis"]))
        return result


def school_entry(shown: ShownSchool, view: View) -> nodes.definition_list_item:
    school = shown.school.record
    body = list(place_lines(shown.school, view))
    operator = [nodes.Text(shown.operator.name)] if shown.operator is not None else None
    body.insert(1, wording.line("Träger: ", *(operator or wording.ask(shown.school.disclosure.ask))))
    if school.district:
        body.insert(2, wording.line(f"Stadtteil: {school.district}"))
    return entry([nodes.Text(school.name)], [wording.lines(body)])


def setup_schools(app: Sphinx) -> None:
    app.add_directive("schulverzeichnis", SchoolsDirective)
