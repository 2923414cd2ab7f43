"""`{termine}`: dates as a table, by kind and school year."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from sphinx.application import Sphinx

from ratgeber_tools.data.appointments import AppointmentKind
from ratgeber_tools.data.queries import AppointmentsQuery
from ratgeber_tools.data.school_years import SchoolYear, parse_school_year
from ratgeber_tools.exports.events import calendars_of
from ratgeber_tools.sphinx_ext.data import wording
from ratgeber_tools.sphinx_ext.data.boxes import appointment_body
from ratgeber_tools.sphinx_ext.data.calendar_links import calendar_links
from ratgeber_tools.sphinx_ext.data.listing import ListDirective, options_of
from ratgeber_tools.sphinx_ext.data.tables import table
from ratgeber_tools.sphinx_ext.reporting import report_misuse


class AppointmentsDirective(ListDirective):
    option_spec: ClassVar = options_of("termine")

    def run(self) -> list[nodes.Node]:
        records = self.view.records
        query = AppointmentsQuery(
            kinds=self.choices("art", AppointmentKind),
            years=self._years(),
            schools=self.identifiers("schule", records.schools),
            funding=next(iter(self.identifiers("foerderung", records.funding)), ""),
            exhibition=next(iter(self.identifiers("ausstellung", records.exhibitions)), ""),
        )
        appointments = self.ask(query)
        if not appointments:
            return [wording.paragraph("Dazu ist kein Termin eingetragen.")]
        rows = [
            ([wording.paragraph(shown.record.title)], appointment_body(shown.record, shown, self.view))
            for shown in appointments
        ]
        names = (name for shown in appointments for name in calendars_of(shown.record))
        return [table(("Was", "Wann"), rows, widths=(45, 55)), *calendar_links(names, self.env)]

    def _years(self) -> frozenset[SchoolYear]:
        years = set()
        for text in self.values("schuljahr"):
            year = parse_school_year(text)
            if year is None:
                report_misuse(self, f"„{text}“ bei „:schuljahr:“ ist kein Schuljahr. Schreiben Sie 2026/27.")
            else:
                years.add(year)
        return frozenset(years)


def setup_appointments(app: Sphinx) -> None:
    app.add_directive("termine", AppointmentsDirective)
