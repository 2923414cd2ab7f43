"""Boxes that show a record: `:::{kontakt} jugendamt`, `:::{frist} anmeldeschluss-2027`, `:::{termin} …`."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx

from ratgeber_tools import dialect
from ratgeber_tools.data.appointments import Appointment
from ratgeber_tools.data.attestation import Attested
from ratgeber_tools.data.disclosure import Ask, Disclosure, Edition
from ratgeber_tools.data.opening_hours import as_attribute, read_hours
from ratgeber_tools.data.places import Place
from ratgeber_tools.data.presentation import values as said
from ratgeber_tools.data.presentation.lists import said_alone
from ratgeber_tools.data.presentation.statements import gone
from ratgeber_tools.data.queries import RecordQuery
from ratgeber_tools.exports.single_dates import single_date_name
from ratgeber_tools.sphinx_ext.boxes import BoxDirective
from ratgeber_tools.sphinx_ext.data.domain import data_domain
from ratgeber_tools.sphinx_ext.data.shown.calendar_links import to_calendar
from ratgeber_tools.sphinx_ext.data.shown.rendering import Renderer
from ratgeber_tools.sphinx_ext.data.shown.tiles import TILE, Tile
from ratgeber_tools.sphinx_ext.data.unknown import report_unknown
from ratgeber_tools.sphinx_ext.nodes import HOURS, ratgeber_box, ratgeber_box_title
from ratgeber_tools.sphinx_ext.reporting import report_misuse


class RecordBox(BoxDirective):
    """A box that shows the record its argument names, and without a name is the plain box it always was."""

    def run(self) -> list[nodes.Node]:
        has_content = any(text.strip() for text in self.content)
        argument = self.arguments[0] if self.arguments else ""
        identifier = dialect.record_named(argument, has_content=has_content)
        if identifier is not None:
            box = self._record_box(identifier)
            box["record"] = identifier
            return [box]
        if self.name == "termin":  # no plain box of this name: a deadline of one's own is a {frist}
            report_misuse(self, "Hinter {termin} fehlt die Kennung eines Termins.")
            return self.parse_content_to_nodes()
        return super().run()

    def _record_box(self, identifier: str) -> ratgeber_box:
        domain = data_domain(self.env)
        collections = dialect.RECORD_DIRECTIVES[self.name]
        shown = domain.ask(self.env.current_document.docname, RecordQuery(collections, identifier))
        label, kind = dialect.RECORD_BOXES[self.name].title, self.spec.name
        renderer = Renderer(domain.view, self.env)
        if isinstance(shown, Ask):
            report_unknown(self.env, identifier, collections, self.lineno)
            return self._box(label, kind, renderer.blocks([said.Paragraph((*gone(shown), "."))]))
        title = label if isinstance(shown.record, Place) else f"{label}: {shown.record.label}"
        box = self._box(title, kind, renderer.blocks(said_alone(shown)))
        if shown.disclosure.is_shown and shown.disclosure.is_for_parents:
            self._note_for_the_web(box, shown.record, shown.disclosure)
        elif isinstance(shown.record, Appointment) and not shown.record.is_known:
            box[TILE] = Tile(None, None).as_attribute()
        return box

    def _note_for_the_web(self, box: ratgeber_box, record: Attested, disclosure: Disclosure) -> None:
        """Keep in the box what its look in the web is made of: the hours a script counts with, or the day."""
        if isinstance(record, Place):
            if hours := read_hours(record.opening_hours):
                box[HOURS] = as_attribute(hours)
        elif isinstance(record, Appointment) and record.has_days:
            box[TILE] = Tile.of(record).as_attribute()
            name = single_date_name(record, disclosure)
            if name and data_domain(self.env).view.edition is not Edition.PRINT:
                box += to_calendar(name, self.env.current_document.docname)

    def _box(self, title: str, kind: str, body: list[nodes.Node]) -> ratgeber_box:
        heading = ratgeber_box_title(title, title)
        box = ratgeber_box("", heading, *body, kind=kind, title=title, internal=False)
        for node in (box, heading):
            self.set_source_info(node)
        self.add_name(box)
        return box


def setup_record_boxes(app: Sphinx) -> None:
    for name, spec in dialect.RECORD_BOXES.items():
        attributes: dict[str, Any] = {"spec": spec, "option_spec": {"name": directives.unchanged}}
        app.add_directive(name, type(f"{name.capitalize()}Box", (RecordBox,), attributes), override=True)
