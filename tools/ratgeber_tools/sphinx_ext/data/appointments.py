"""`{termine}`: dates as a table, by kind and school year."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from docutils import nodes
from sphinx.application import Sphinx

from ratgeber_tools.data.appointments import Appointment, AppointmentKind
from ratgeber_tools.data.queries import AppointmentsQuery, Shown
from ratgeber_tools.data.school_years import SchoolYear, parse_school_year
from ratgeber_tools.exports.events import exhibition_calendar, funding_calendar
from ratgeber_tools.sphinx_ext.data import wording
from ratgeber_tools.sphinx_ext.data.boxes import appointment_body
from ratgeber_tools.sphinx_ext.data.calendar_links import calendar_link
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
        return [table(("Was", "Wann"), rows, widths=(45, 55)), *self._calendar(query, appointments)]

    def _calendar(self, query: AppointmentsQuery, appointments: tuple[Shown[Appointment], ...]) -> Iterator[nodes.Node]:
        """Yield the link to the calendar of a programme or an exhibition, if any day in it may be shown."""
        if not any(shown.disclosure.is_shown for shown in appointments):
            return
        records, docname = self.view.records, self.env.current_document.docname
        if query.funding:
            yield calendar_link(*funding_calendar(records.funding[query.funding]), docname)
        elif query.exhibition:
            yield calendar_link(*exhibition_calendar(records.exhibitions[query.exhibition]), docname)

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
