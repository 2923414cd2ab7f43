"""Does every table have a header row, so that a screen reader can say what a cell is about?"""

from __future__ import annotations

from collections.abc import Iterator

from ratgeber_tools.document import Paragraph, Row, Table, plain_text
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Guide


def check(guide: Guide) -> Iterator[Finding]:
    for chapter in guide:
        for placed in chapter.blocks:
            table = placed.block
            if not isinstance(table, Table):
                continue
            if not table.header_rows:
                sentence = "Die Tabelle hat keine Kopfzeile (zum Beispiel „:kopfzeilen: 1“)."
            elif not any(_has_words(row) for row in table.rows[: table.header_rows]):
                sentence = "Die Kopfzeile der Tabelle ist leer."
            else:
                continue
            yield Finding(Code.TABLE_WITHOUT_HEADER, sentence, path=chapter.path, line=placed.line)


def _has_words(row: Row) -> bool:
    return any(
        not isinstance(block, Paragraph) or plain_text(block.children).strip()
        for cell in row.cells
        for block in cell.blocks
    )
