"""List tables and `{tabelle}` → the model's tables; pipe tables too."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ratgeber_tools import dialect
from ratgeber_tools.document import Block, Blocks, Cell, Inlines, LineRange, Paragraph, Row, Table
from ratgeber_tools.readers.myst.inlines import NotModelledError
from ratgeber_tools.readers.myst.parser import Node

ReadBlocks = Callable[[Sequence[Node]], Blocks]

_SPAN = rf"(?:{dialect.SPAN_COLUMNS}|{dialect.SPAN_ROWS})=[\"']?\d{{1,6}}[\"']?"
_SPANS = re.compile(rf"\{{(?P<spans>{_SPAN}(?:[ \t]+{_SPAN})*)\}}(?:[ \t\n]+|\Z)")


def read_pipe_table(node: Node, *, read_inlines: Callable[[Node], Inlines], offset: int) -> Table:
    """Return a pipe table; its cells hold one paragraph or nothing, on the row's line."""
    rows: list[Row] = []
    header_rows = 0
    for part in node.children:
        for row in part.children:
            first, end = row.token.map or (0, 1)
            lines = LineRange(first + offset, end + offset)
            cells = [read_inlines(cell.children[0]) for cell in row.children]
            rows.append(Row(tuple(Cell((Paragraph(children=cell, lines=lines),) if cell else ()) for cell in cells)))
        if part.type == "thead":
            header_rows = len(rows)
    return Table(rows=tuple(rows), header_rows=header_rows)


def read_list_table(
    nodes: Sequence[Node], *, header_rows: int, caption: Inlines, with_spans: bool, read_cell: ReadBlocks
) -> Table:
    """Return the table in a list of lists; raises `NotModelledError` where the body is something else."""
    if not nodes:
        return Table(rows=(), header_rows=header_rows, caption=caption)
    if len(nodes) != 1 or nodes[0].type != "bullet_list":
        raise NotModelledError("a list table holds one list")
    rows = tuple(_read_row(item, with_spans=with_spans, read_cell=read_cell) for item in nodes[0].children)
    return Table(rows=rows, header_rows=header_rows, caption=caption)


def _read_row(item: Node, *, with_spans: bool, read_cell: ReadBlocks) -> Row:
    if not item.children:
        return Row(())
    if len(item.children) != 1 or item.children[0].type != "bullet_list":
        raise NotModelledError("a row holds one list")
    return Row(
        tuple(_read_cell(cell, with_spans=with_spans, read_cell=read_cell) for cell in item.children[0].children)
    )


def _read_cell(item: Node, *, with_spans: bool, read_cell: ReadBlocks) -> Cell:
    nodes = list(item.children)
    if not with_spans or not nodes:
        return Cell(read_cell(nodes))
    first = nodes[0]
    inline = first.children[0].token if first.type == "paragraph" and first.children else None
    source = inline.content if inline else first.source if first.type == "attrs_block" else ""
    found = _SPANS.match(source)
    if found is None:
        return Cell(read_cell(nodes))
    sizes = {name: int(size.strip("\"'")) for name, size in (span.split("=") for span in found["spans"].split())}
    if inline:
        inline.content = source[found.end() :]
        inline.children = None  # to be parsed again
    elif found.end() == len(source):
        nodes.pop(0)
    else:
        raise NotModelledError("text swallowed by attributes")
    blocks: tuple[Block, ...] = read_cell(nodes)
    return Cell(blocks, row_span=sizes.get(dialect.SPAN_ROWS, 1), column_span=sizes.get(dialect.SPAN_COLUMNS, 1))
