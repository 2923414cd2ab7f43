"""Boxes that show a record: `:::{kontakt} jugendamt`, `:::{frist} anmeldeschluss-2027`, `:::{termin} …`."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx

from ratgeber_tools import dialect
from ratgeber_tools.data.appointments import Appointment
from ratgeber_tools.data.disclosure import Ask, View
from ratgeber_tools.data.places import Place
from ratgeber_tools.data.queries import RecordQuery, Shown
from ratgeber_tools.sphinx_ext.boxes import BoxDirective
from ratgeber_tools.sphinx_ext.data import wording
from ratgeber_tools.sphinx_ext.data.domain import data_domain
from ratgeber_tools.sphinx_ext.data.places import place_lines
from ratgeber_tools.sphinx_ext.data.roles import write_date
from ratgeber_tools.sphinx_ext.data.unknown import report_unknown, tombstone
from ratgeber_tools.sphinx_ext.nodes import ratgeber_box, ratgeber_box_title
from ratgeber_tools.sphinx_ext.reporting import report_misuse


class RecordBox(BoxDirective):
    """A box that shows the record its argument names, and without a name is the plain box it always was."""

    def run(self) -> list[nodes.Node]:
        has_content = any(text.strip() for text in self.content)
        argument = self.arguments[0] if self.arguments else ""
        identifier = dialect.record_named(argument, has_content=has_content)
        if identifier is not None:
            return [self._record_box(identifier)]
        if self.name == "termin":  # no plain box of this name: a deadline of one's own is a {frist}
            report_misuse(self, "Hinter {termin} fehlt die Kennung eines Termins.")
            return self.parse_content_to_nodes()
        return super().run()

    def _record_box(self, identifier: str) -> ratgeber_box:
        domain = data_domain(self.env)
        collections = dialect.RECORD_DIRECTIVES[self.name]
        shown = domain.ask(self.env.current_document.docname, RecordQuery(collections, identifier))
        label, kind = dialect.RECORD_BOXES[self.name].title, self.spec.name
        if isinstance(shown, Ask):
            report_unknown(self.env, identifier, collections, self.lineno)
            return self._box(label, kind, [wording.paragraph(*tombstone(shown), ".")])
        if isinstance(shown.record, Place):
            place = Shown(shown.record, shown.disclosure)
            name = nodes.strong(shown.record.name, shown.record.name)
            return self._box(label, kind, [wording.lines([wording.line(name), *place_lines(place, domain.view)])])
        appointment = shown.record
        assert isinstance(appointment, Appointment)
        return self._box(f"{label}: {appointment.title}", kind, appointment_body(appointment, shown, domain.view))

    def _box(self, title: str, kind: str, body: list[nodes.Node]) -> ratgeber_box:
        heading = ratgeber_box_title(title, title)
        box = ratgeber_box("", heading, *body, kind=kind, title=title, internal=False)
        for node in (box, heading):
            self.set_source_info(node)
        self.add_name(box)
        return box


def appointment_body(appointment: Appointment, shown: Shown[Any], view: View) -> list[nodes.Node]:
    """The days, or who will tell them, with time and place."""
    first = nodes.paragraph()
    if appointment.announcement and not shown.disclosure.is_shown:
        first += nodes.Text(f"{appointment.announcement} Bis dahin ")
    first += write_date(shown, view)
    details = ", ".join(part for part in (appointment.time, appointment.place) if part)
    return [first, wording.paragraph(details)] if details and shown.disclosure.is_shown else [first]


def setup_record_boxes(app: Sphinx) -> None:
    for name, spec in dialect.RECORD_BOXES.items():
        attributes: dict[str, Any] = {"spec": spec, "option_spec": {"name": directives.unchanged}}
        app.add_directive(name, type(f"{name.capitalize()}Box", (RecordBox,), attributes), override=True)
