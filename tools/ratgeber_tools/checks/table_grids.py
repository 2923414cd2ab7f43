"""Does every table with merged cells come out even, and do its options fit its rows and columns?"""

from __future__ import annotations

from collections.abc import Iterator

from ratgeber_tools import dialect
from ratgeber_tools.document import BulletList, Row, Table, Verbatim
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Chapter, Guide
from ratgeber_tools.guide.table_grid import CellSpan, lay_out
from ratgeber_tools.guide.walking import content_of
from ratgeber_tools.readers.myst.directives import directive_in


def check(guide: Guide) -> Iterator[Finding]:
    for chapter in guide:
        for placed in chapter.blocks:
            if isinstance(placed.block, Verbatim):
                yield from _without_rows(placed.block, chapter, placed.line)
            if not isinstance(placed.block, Table):
                continue
            rows = placed.block.rows
            grid = lay_out([[CellSpan(cell.column_span, cell.row_span) for cell in row.cells] for row in rows])
            for index, sentence in grid.problems:
                line = _line_of(rows[index], placed.line)
                yield Finding(Code.TABLE_UNEVEN, sentence, path=chapter.path, line=line)
            if not grid.problems and dialect.TABLE_DIRECTIVE in chapter.lines[placed.lines.first]:
                for sentence in _misfits(placed.block, grid.columns):
                    yield Finding(Code.BLOCK_MISUSED, sentence, path=chapter.path, line=placed.line)


def _without_rows(block: Verbatim, chapter: Chapter, line: int) -> Iterator[Finding]:
    directive = directive_in(block.source)
    if directive is None or directive.name != dialect.TABLE_DIRECTIVE:
        return
    blocks = content_of(directive)
    if len(blocks) == 1 and isinstance(blocks[0], BulletList):
        return
    sentence = (
        "Der Inhalt von {tabelle} ist keine Liste von Zeilen: "
        "Jede Zeile beginnt mit „- - “, jede weitere Zelle darin mit „  - “."
    )
    yield Finding(Code.BLOCK_MISUSED, sentence, path=chapter.path, line=line)


def _misfits(table: Table, columns: int) -> Iterator[str]:
    """Yield what is wrong with the options of a `{tabelle}`."""
    widths = dict(table.options).get("breiten", "").replace(",", " ").split()
    if widths and len(widths) != columns:
        yield f"„breiten“ nennt {len(widths)} Werte, die Tabelle hat {columns} Spalten: Nennen Sie je Spalte einen."
    if table.header_rows >= len(table.rows):
        yield "Die Tabelle besteht nur aus Kopfzeilen: Verringern Sie „kopfzeilen“, oder ergänzen Sie Zeilen."
        return
    heads = enumerate(table.rows[: table.header_rows])
    if any(index + cell.row_span > table.header_rows for index, row in heads for cell in row.cells):
        yield "Eine Zelle der Kopfzeile reicht in die Zeilen darunter: Erhöhen Sie „kopfzeilen“."


def _line_of(row: Row, default: int) -> int:
    lines = (block.lines for cell in row.cells for block in cell.blocks)
    return next((line.first + 1 for line in lines if line is not None), default)
