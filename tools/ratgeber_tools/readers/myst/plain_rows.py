"""The body of a list table read without the engine, where every cell is one plain paragraph or nothing.

A body is a text of its own, so nothing around it can change what it means; as with `plain`, the engine is the measure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ratgeber_tools import document as doc
from ratgeber_tools.readers.myst.plain import plain_paragraph

#: `* - ` opens a row, `  - ` a cell in it, four blanks go on in one; a mark alone is an empty cell.
_CELL = re.compile(r"(?P<row>[* ]) -(?: (?P<words>[^ ].*))?")
_INDENT = " " * 4


def rows_at_sight(lines: Sequence[str], *, offset: int) -> tuple[doc.Row, ...] | None:
    """Return the rows of a list table's body; None where only the engine can tell.

    `offset` is the document's line the body's line 0 is.
    """
    first, end = 0, len(lines)
    while first < end and not lines[first]:
        first += 1
    while end > first and not lines[end - 1]:
        end -= 1
    rows: list[list[tuple[int, list[str]]]] = []  # of cells: where each begins, and its lines of words
    for number in range(first, end):
        line = lines[number]
        found = _CELL.fullmatch(line)
        if found is not None:
            if found["row"] == "*":
                rows.append([])
            elif not rows:
                return None
            rows[-1].append((number, [found["words"]] if found["words"] else []))
        elif rows and rows[-1][-1][1] and line.startswith(_INDENT):
            rows[-1][-1][1].append(line[len(_INDENT) :])
        else:
            return None
    read: list[doc.Row] = []
    for row in rows:
        cells = [_cell(words, offset + number) for number, words in row]
        if None in cells:
            return None
        read.append(doc.Row(tuple(cell for cell in cells if cell is not None)))
    return tuple(read)


def _cell(words: Sequence[str], first: int) -> doc.Cell | None:
    if not words:
        return doc.Cell(())
    children = plain_paragraph(words)
    if children is None:
        return None
    return doc.Cell((doc.Paragraph(children, lines=doc.LineRange(first, first + len(words))),))
