"""Tables as docutils nodes: a row of headings, and rows of body elements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docutils import nodes

Cell = Sequence[nodes.Node]


def table(
    headings: Sequence[str], rows: Iterable[Sequence[Cell]], *, widths: Sequence[int], title: str = ""
) -> nodes.table:
    """Return a table; `widths` are relative, one a column, and its first column names the rows."""
    group = nodes.tgroup(cols=len(headings))
    for width in widths:
        group += nodes.colspec(colwidth=width)
    head = nodes.row("", *(nodes.entry("", nodes.paragraph(words, words)) for words in headings))
    group += nodes.thead("", head)
    body = nodes.tbody()
    for cells in rows:
        entries = [nodes.entry("", *cell) for cell in cells]
        entries[0]["row_header"] = True
        body += nodes.row("", *entries)
    group += body
    result = nodes.table("", classes=["colwidths-given"])
    if title:
        result += nodes.title(title, title)
    result += group
    return result
