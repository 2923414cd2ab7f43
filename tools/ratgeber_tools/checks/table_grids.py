"""Does every table with merged cells come out even?"""

from __future__ import annotations

from collections.abc import Iterator

from ratgeber_tools.document import Row, Table
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Guide
from ratgeber_tools.guide.table_grid import Span, lay_out


def check(guide: Guide) -> Iterator[Finding]:
    for chapter in guide:
        for placed in chapter.blocks:
            if not isinstance(placed.block, Table):
                continue
            rows = placed.block.rows
            grid = lay_out([[Span(cell.column_span, cell.row_span) for cell in row.cells] for row in rows])
            for index, sentence in grid.problems:
                line = _line_of(rows[index], placed.line)
                yield Finding(Code.TABLE_UNEVEN, sentence, path=chapter.path, line=line)


def _line_of(row: Row, default: int) -> int:
    lines = (block.lines for cell in row.cells for block in cell.blocks)
    return next((line.first + 1 for line in lines if line is not None), default)
