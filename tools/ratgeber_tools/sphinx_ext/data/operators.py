"""`{traegerverzeichnis}`: who runs schools, after-school care and school social work."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from sphinx.application import Sphinx

from ratgeber_tools.data.disclosure import View
from ratgeber_tools.data.places import OperatorKind
from ratgeber_tools.data.school_queries import OperatorsQuery, ShownOperator
from ratgeber_tools.sphinx_ext.data import wording
from ratgeber_tools.sphinx_ext.data.listing import ListDirective, entry, options_of
from ratgeber_tools.sphinx_ext.data.places import place_lines

_KINDS = {OperatorKind.PUBLIC: "öffentlicher Träger", OperatorKind.INDEPENDENT: "freier Träger"}


class OperatorsDirective(ListDirective):
    """A definition list: the operator's name, what it is, what it runs, and how to reach it."""

    option_spec: ClassVar = options_of("traegerverzeichnis")

    def run(self) -> list[nodes.Node]:
        operators = self.ask(OperatorsQuery(self.choices("art", OperatorKind)))
        if not operators:
            return [wording.paragraph("Dazu ist kein Träger eingetragen.")]
        entries = [_operator_entry(shown, self.view) for shown in operators]
        return [nodes.definition_list("", *entries, classes=["rg-verzeichnis"])]


def _operator_entry(shown: ShownOperator, view: View) -> nodes.definition_list_item:
    operator = shown.operator.record
    body = [wording.line(_KINDS[operator.kind])] if operator.kind else []
    for label, names in (("Schulen", shown.schools), ("Schulsozialarbeit", shown.social_work)):
        if names:
            body.append(wording.line(f"{label}: {', '.join(names)}"))
    body += place_lines(shown.operator, view)
    return entry([nodes.Text(operator.name)], [wording.lines(body)])


def setup_operators(app: Sphinx) -> None:
    app.add_directive("traegerverzeichnis", OperatorsDirective)
