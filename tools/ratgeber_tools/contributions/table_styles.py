"""Tables that LibreOffice made of tables with a style: it writes bold letters where the style has a head, and no head.

A table whose first row is bold in every cell gets that row as its head, in plain words, which is how it looked; a first
column that is bold from top to bottom goes with it.  A table that has a head, or is bold elsewhere, stays as it is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ratgeber_tools.document import Blocks, Cell, Document, Paragraph, Row, Strong, Table, Text
from ratgeber_tools.traversal import map_values


def with_heads(document: Document) -> Document:
    """Return `document` with heads for its tables that have lost theirs."""
    return replace(document, blocks=map_values(document.blocks, _with_head))


def _with_head(value: Any) -> Any:
    if not isinstance(value, Table) or value.header_rows or len(value.rows) < 2:
        return value
    first, *others = value.rows
    if not first.cells or not all(_is_bold(cell) for cell in first.cells):
        return value
    head = replace(first, cells=tuple(map(_plain, first.cells)))
    if all(row.cells and _is_bold(row.cells[0]) for row in others):
        others = [_with_plain_start(row) for row in others]
    return replace(value, rows=(head, *others), header_rows=1)


def _with_plain_start(row: Row) -> Row:
    return replace(row, cells=(_plain(row.cells[0]), *row.cells[1:]))


def _is_bold(cell: Cell) -> bool:
    """Say whether all a cell holds is one bold paragraph."""
    return len(cell.blocks) == 1 and _strong_in(cell.blocks) is not None


def _strong_in(blocks: Blocks) -> Strong | None:
    match blocks:
        case (Paragraph(children=children),):
            words = [child for child in children if not (isinstance(child, Text) and not child.text.strip())]
            return words[0] if len(words) == 1 and isinstance(words[0], Strong) else None
        case _:
            return None


def _plain(cell: Cell) -> Cell:
    match cell.blocks, _strong_in(cell.blocks):
        case (Paragraph() as paragraph,), Strong(children=children):
            return replace(cell, blocks=(replace(paragraph, children=children),))
        case _:
            return cell
