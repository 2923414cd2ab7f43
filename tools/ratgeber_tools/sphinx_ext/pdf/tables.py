"""Tables: docutils' rows and spans to cells with column widths."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from docutils import nodes

from ratgeber_tools.sphinx_ext import nodes as own
from ratgeber_tools.sphinx_ext.pdf import column_widths, syntax
from ratgeber_tools.sphinx_ext.pdf.blocks import caption_words
from ratgeber_tools.sphinx_ext.pdf.extent import is_kept_whole, lines_of
from ratgeber_tools.sphinx_ext.pdf.lists import flow
from ratgeber_tools.sphinx_ext.pdf.translation import Handler, Translation

#: MyST's classes for the colons in a table's second line (`|:---:|---:|`) to Typst's alignment.
_SIDES: Mapping[str, str] = MappingProxyType({"text-left": "left", "text-center": "center", "text-right": "right"})


def table(node: nodes.Node, translation: Translation) -> str:
    """A table with its caption, that of a cohort's steps a line through time.

    `names` are left to `Translation.block`, which sets anchors before it.
    """
    assert isinstance(node, nodes.table)
    caption = None
    for child in node.children:
        if isinstance(child, nodes.title):
            caption = caption_words(node, child, "table", translation)
    groups = [child for child in node.children if isinstance(child, nodes.tgroup)]
    return syntax.sequence(_group(node, group, caption, translation) for group in groups)


def _group(table: nodes.table, group: nodes.tgroup, caption: str | None, translation: Translation) -> str:
    specs = [child for child in group.children if isinstance(child, nodes.colspec)]
    heads = [row for part in group.children if isinstance(part, nodes.thead) for row in part.children]
    rows = [row for part in group.children if isinstance(part, nodes.tbody) for row in part.children]
    stubs = frozenset(column for column, spec in enumerate(specs) if spec.get("stub"))
    grid = _cells_by_column([*heads, *rows], len(specs))
    wanted = [float(spec["colwidth"]) for spec in specs] if "colwidths-given" in table["classes"] else []
    layout = column_widths.lay_out(grid, wanted=wanted)
    if not layout.fits:
        raise translation.refuse(
            table,
            f"Die Tabelle mit {len(specs)} Spalten passt nicht auf eine A5-Seite. "
            "Teilen Sie die Tabelle, oder vertauschen Sie Zeilen und Spalten.",
        )
    head = [_cell("head-cell", entry, [row], translation) for row in heads for entry in row.children]
    body = []
    for at, (row, columns) in enumerate(zip(rows, _start_columns(rows, len(specs)), strict=True)):
        for entry, column in zip(row.children, columns, strict=True):
            below = rows[at : at + _rows_of(entry)]
            body.append(_cell("head-cell" if column in stubs else "cell", entry, below, translation))
    return syntax.call(
        "timeline" if isinstance(table.parent, own.ratgeber_cohort) else "data-table",
        *body,
        columns=syntax.array(f"{fraction}fr" for fraction in layout.fractions),
        density=str(layout.density),
        hyphenate=syntax.boolean(layout.hyphenate),
        head=syntax.array(head),
        caption=caption,
        lines=str(lines_of(group)),
    )


def _rows_of(entry: nodes.Node) -> int:
    assert isinstance(entry, nodes.entry)
    return int(entry.get("morerows", 0)) + 1


def _cell(function: str, entry: nodes.Node, beside: Sequence[nodes.Node], translation: Translation) -> str:
    """Return a cell; `beside` are the rows it stands in, which stay on one page unless they are long."""
    assert isinstance(entry, nodes.entry)
    columns, rows = entry.get("morecols", 0) + 1, _rows_of(entry)
    return syntax.call(
        function,
        syntax.sequence((translation.anchors(entry).rstrip(";"), flow(entry.children, translation))),
        side=_SIDES.get(next(iter(_SIDES.keys() & set(entry["classes"])), "")),
        span_columns=str(columns) if columns > 1 else None,
        span_rows=str(rows) if rows > 1 else None,
        whole=None if is_kept_whole(*beside) else syntax.boolean(False),
    )


def _start_columns(rows: list[nodes.Node], count: int) -> list[list[int]]:
    """Return, for each row, the column each of its entries starts in, with spans from rows above taken into account."""
    taken: dict[int, int] = {}  # column -> rows below that a span still covers
    starts = []
    for row in rows:
        covered = {column for column, left in taken.items() if left > 0}
        taken = {column: left - 1 for column, left in taken.items() if left > 1}
        column = 0
        line = []
        for entry in row.children:
            assert isinstance(entry, nodes.entry)
            while column in covered:
                column += 1
            line.append(min(column, count - 1))
            for offset in range(entry.get("morecols", 0) + 1):
                if entry.get("morerows", 0):
                    taken[column + offset] = entry["morerows"]
            column += entry.get("morecols", 0) + 1
        starts.append(line)
    return starts


def _cells_by_column(rows: list[nodes.Node], count: int) -> list[list[str]]:
    """Return each column's texts; cells that span columns say nothing about any of them."""
    columns: list[list[str]] = [[] for _ in range(count)]
    for row, starts in zip(rows, _start_columns(rows, count), strict=True):
        for entry, column in zip(row.children, starts, strict=True):
            assert isinstance(entry, nodes.entry)
            if not entry.get("morecols", 0):
                columns[column].append(entry.astext())
    return columns


TABLES: Mapping[type[nodes.Node], Handler] = MappingProxyType({nodes.table: table})
