"""`:::{tabelle}`: a table with merged cells.

    :::{tabelle} Gebühren
    :kopfzeilen: 1

    - - Einkommen
      - {spalten=2} Beitrag im Monat
    - - {zeilen=2} bis 20 000 €
      - Kita
      - 0 €
    - - Hort
      - 10 €
    :::

The result is docutils' ordinary table with `morecols` and `morerows`, so every builder understands it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ratgeber_tools import dialect
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide.table_grid import Grid, lay_out
from ratgeber_tools.sphinx_ext.reporting import report, report_misuse
from ratgeber_tools.sphinx_ext.table_source import SPAN_ROLE, SourceCell, SpanRole, drop_marks, mark_spans, read_rows

Rows = Sequence[Sequence[SourceCell]]


class TableDirective(SphinxDirective):
    """Builds the table, or reports what is uneven and shows the list as it was typed, so that no word is lost."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar = {
        "kopfzeilen": directives.nonnegative_int,
        "kopfspalten": directives.nonnegative_int,
        "breiten": directives.positive_int_list,
        "name": directives.unchanged,
    }

    def run(self) -> list[nodes.Node]:
        self.content = mark_spans(self.content)
        parsed = self.parse_content_to_nodes()
        rows = read_rows(parsed)
        if rows is None:
            drop_marks(parsed)
            report_misuse(
                self,
                "Der Inhalt von {tabelle} ist keine Liste von Zeilen: "
                "Jede Zeile beginnt mit „- - “, jede weitere Zelle darin mit „  - “.",
            )
            return parsed
        self._report_slips(rows)
        grid = lay_out([[cell.span for cell in row] for row in rows])
        for index, sentence in grid.problems:
            line = rows[index][0].line if rows[index] else None
            self._report(Code.TABLE_UNEVEN, sentence, line or self.lineno)
        if grid.problems:
            return parsed
        return [self._table(rows, grid)]

    def _table(self, rows: Rows, grid: Grid) -> nodes.table:
        widths = self._widths(grid.columns)
        header_rows = self._header_rows(rows)
        header_columns = min(self.options.get("kopfspalten", 0), grid.columns - 1)
        table = nodes.table(classes=["colwidths-given" if widths else "colwidths-auto"])
        self.set_source_info(table)
        if self.arguments:
            words, messages = self.parse_inline(self.arguments[0], lineno=self.lineno)
            title = nodes.title(self.arguments[0], "", *words)
            self.set_source_info(title)
            table += [title, *messages]
        group = nodes.tgroup(cols=grid.columns)
        for index, width in enumerate(widths or [100 // grid.columns] * grid.columns):
            column = nodes.colspec()
            column["colwidth"] = width
            if index < header_columns:
                column["stub"] = 1
            group += column
        head, body = nodes.thead(), nodes.tbody()
        for index, (cells, starts) in enumerate(zip(rows, grid.positions, strict=True)):
            row = nodes.row()
            row += [
                _entry(cell, is_row_header=start < header_columns) for cell, start in zip(cells, starts, strict=True)
            ]
            (head if index < header_rows else body).append(row)
        group += [part for part in (head, body) if part.children]
        table += group
        self.add_name(table)
        return table

    def _widths(self, columns: int) -> list[int] | None:
        """Return the relative column widths, or None to leave them to the builder."""
        widths: list[int] | None = self.options.get("breiten")
        if widths is not None and len(widths) != columns:
            report_misuse(
                self,
                f"„breiten“ nennt {len(widths)} Werte, die Tabelle hat {columns} Spalten: Nennen Sie je Spalte einen.",
            )
            return None
        return widths

    def _header_rows(self, rows: Rows) -> int:
        """Return how many rows are headings; a heading may not reach into the rows below."""
        count: int = self.options.get("kopfzeilen", 0)
        if count >= len(rows):
            report_misuse(
                self, "Die Tabelle besteht nur aus Kopfzeilen: Verringern Sie „kopfzeilen“, oder ergänzen Sie Zeilen."
            )
            return 0
        for index, row in enumerate(rows[:count]):
            if any(index + cell.span.rows > count for cell in row):
                report_misuse(self, "Eine Zelle der Kopfzeile reicht in die Zeilen darunter: Erhöhen Sie „kopfzeilen“.")
                return 0
        return count

    def _report_slips(self, rows: Rows) -> None:
        for cell in (cell for row in rows for cell in row if cell.slip):
            sentence = f"Die Angabe {cell.slip} ist unbekannt: Zellen verbindet man mit {{spalten=2 zeilen=3}}."
            report_misuse(self, sentence, line=cell.line)

    def _report(self, code: Code, sentence: str, line: int) -> None:
        path = Path(self.env.doc2path(self.env.current_document.docname))
        report(Finding(code, sentence, path=path, line=line))


def _entry(cell: SourceCell, *, is_row_header: bool) -> nodes.entry:
    entry = nodes.entry()
    if cell.span.columns > 1:
        entry["morecols"] = cell.span.columns - 1
    if cell.span.rows > 1:
        entry["morerows"] = cell.span.rows - 1
    if is_row_header:
        entry["row_header"] = True
    entry += cell.content
    return entry


def setup_tables(app: Sphinx) -> None:
    """Register the directive, and the role that carries spans through MyST's parser."""
    app.add_directive(dialect.TABLE_DIRECTIVE, TableDirective)
    app.add_role(SPAN_ROLE, SpanRole())
