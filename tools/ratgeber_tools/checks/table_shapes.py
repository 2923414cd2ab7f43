"""Can a table be read on a phone and on A5, and does each of its cells say something?"""

from __future__ import annotations

from collections.abc import Iterator

from ratgeber_tools.document import Cell, Image, Paragraph, Role, Table, plain_text
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Guide
from ratgeber_tools.traversal import own_inlines

#: More columns leave less than 20 mm a column on A5.
MOST_COLUMNS = 5


def check(guide: Guide) -> Iterator[Finding]:
    for chapter in guide:
        for placed in chapter.blocks:
            if isinstance(placed.block, Table):
                for sentence in _problems(placed.block):
                    yield Finding(Code.TABLE_FORM, sentence, path=chapter.path, line=placed.line)


def _problems(table: Table) -> Iterator[str]:
    columns = sum(cell.column_span for cell in table.rows[0].cells) if table.rows else 0
    if columns > MOST_COLUMNS:
        yield f"Die Tabelle hat {columns} Spalten. Mehr als {MOST_COLUMNS} sind auf A5 zu eng; teilen Sie sie."
    if columns == 1:
        yield "Die Tabelle hat nur eine Spalte. Schreiben Sie eine Liste."
    empty = sum(not _says_something(cell) for row in table.rows[table.header_rows :] for cell in row.cells)
    if empty:
        cells = "Eine Zelle ist" if empty == 1 else f"{empty} Zellen sind"
        yield f"{cells} leer. Schreiben Sie „–“ oder „bitte erfragen“, damit niemand etwas vermisst."


def _says_something(cell: Cell) -> bool:
    return any(
        not isinstance(block, Paragraph)
        or plain_text(block.children).strip()
        or any(isinstance(inline, Image | Role) for inline in own_inlines(block))
        for block in cell.blocks
    )
