"""Tables in the simplest form MyST can carry: pipe table, list table, or `{tabelle}` for merged cells."""

from __future__ import annotations

from collections.abc import Callable

from ratgeber_tools import dialect
from ratgeber_tools.document import (
    Block,
    Cell,
    Inlines,
    LineBreak,
    Paragraph,
    Row,
    Table,
)
from ratgeber_tools.traversal import inlines_in
from ratgeber_tools.writers.directives import write_directive

WriteBlocks = Callable[[tuple[Block, ...]], list[str]]
WriteInlines = Callable[[Inlines], str]


def write_table(table: Table, *, write_blocks: WriteBlocks, write_line: WriteInlines) -> list[str]:
    """Return a table's source lines.

    `write_blocks` and `write_line` write a cell's blocks and a single line of inlines.
    """
    if not table.rows:
        return []
    if fits_pipes(table):
        return _write_pipes(table, write_line=write_line)
    merged = table.has_spans or not _is_rectangular(table)
    name = dialect.TABLE_DIRECTIVE if merged else "list-table"
    head = "kopfzeilen" if merged else "header-rows"
    caption = write_line(table.caption)
    body: list[str] = []
    for row in table.rows:
        body += write_list_row(row, write_blocks=write_blocks)
    options = [(head, str(table.header_rows)), *table.options]
    if table.identifiers:
        options.append(("name", table.identifiers[-1]))
    return write_directive(name, caption, options, body)


def write_list_row(row: Row, *, write_blocks: WriteBlocks) -> list[str]:
    """Return the lines of one row of a list table: an item of items."""
    lines: list[str] = []
    for number, cell in enumerate(row.cells):
        written = _write_cell(cell, write_blocks=write_blocks)
        marker = "* - " if number == 0 else "  - "
        lines.append((marker + written[0]).rstrip() if written else marker.rstrip())
        lines.extend(f"    {line}" if line else "" for line in written[1:])
    return lines or ["*"]


def _write_cell(cell: Cell, *, write_blocks: WriteBlocks) -> list[str]:
    lines = write_blocks(cell.blocks)
    spans = " ".join(
        f"{name}={size}"
        for name, size in ((dialect.SPAN_COLUMNS, cell.column_span), (dialect.SPAN_ROWS, cell.row_span))
        if size != 1
    )
    if not spans:
        return lines
    prefix = f"{{{spans}}}"
    if not lines:
        return [prefix]
    if not (cell.blocks and isinstance(cell.blocks[0], Paragraph) and not cell.blocks[0].identifiers):
        return [prefix, "", *lines]
    if lines[0].endswith("}"):  # `{…} … }` alone on its line would be read as attributes, the text lost
        cut = lines[0][:-1]
        return [f"{prefix} {cut}", "}", *lines[1:]] if cut.endswith(("mm", '"')) else [prefix, "", *lines]
    return [f"{prefix} {lines[0]}", *lines[1:]]


def _write_pipes(table: Table, *, write_line: WriteInlines) -> list[str]:
    lines = [write_pipe_row(row, write_line=write_line) for row in table.rows]
    lines.insert(1, "|" + " --- |" * len(table.rows[0].cells))
    return lines


def write_pipe_row(row: Row, *, write_line: WriteInlines) -> str:
    """Return the line of one row of a pipe table."""
    cells = [
        write_line(cell.blocks[0].children) if cell.blocks and isinstance(cell.blocks[0], Paragraph) else ""
        for cell in row.cells
    ]
    return "|" + "|".join(f" {cell.replace('|', chr(92) + '|')} " if cell else " " for cell in cells) + "|"


def fits_pipes(table: Table) -> bool:
    """Say whether a pipe table can carry all of `table`."""
    return (
        table.header_rows == 1
        and not table.caption
        and not table.options
        and not table.has_spans
        and _is_rectangular(table)
        and all(_is_one_line(cell) for row in table.rows for cell in row.cells)
    )


def _is_rectangular(table: Table) -> bool:
    return len({len(row.cells) for row in table.rows}) == 1 and bool(table.rows[0].cells)


def _is_one_line(cell: Cell) -> bool:
    if not cell.blocks:
        return True
    block = cell.blocks[0]
    return (
        len(cell.blocks) == 1
        and isinstance(block, Paragraph)
        and not block.identifiers
        and not any(isinstance(inline, LineBreak) for inline in inlines_in(block.children))
    )
