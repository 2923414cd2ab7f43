"""How a `{tabelle}` is typed: a list of rows, each a list of cells; a spanning cell opens with `{spalten=2 zeilen=3}`.

MyST's attribute syntax would swallow or ignore the braces at a cell's start, so they travel through its parser as a
role, and the cells are read from the nodes that come out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxRole

from ratgeber_tools import dialect
from ratgeber_tools.guide.table_grid import CellSpan

SPAN_ROLE = "ratgeber-zellspanne"

_ATTRIBUTE = rf"(?:{dialect.SPAN_COLUMNS}|{dialect.SPAN_ROWS})=[\"']?\d{{1,6}}[\"']?"
_SPAN_AT_CELL_START = re.compile(
    rf"^(?P<lead>[ \t]*(?:[-*+][ \t]+)?[-*+][ \t]+)\{{(?P<span>{_ATTRIBUTE}(?:[ \t]+{_ATTRIBUTE})*)\}}"
)
_SPAN = re.compile(rf"{_ATTRIBUTE}(?:[ \t]+{_ATTRIBUTE})*")
#: Something in braces with an equals sign that is no span of ours: a slip worth naming, not text for parents.
_FAILED_SPAN = re.compile(r"\{[^{}`]*=[^{}`]*\}")


class span_mark(nodes.Inline, nodes.Element):  # noqa: N801 - docutils names nodes in lower case
    """Stands where a cell's span stood until the cell is read; attributes `columns`, `rows`."""


class SpanRole(SphinxRole):
    """Turns `spalten=2 zeilen=3` into a `span_mark`; only `mark_spans` writes it."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        sizes = {name: int(value.strip("\"'")) for name, value in (part.split("=") for part in self.text.split())}
        return [span_mark(columns=sizes.get(dialect.SPAN_COLUMNS, 1), rows=sizes.get(dialect.SPAN_ROWS, 1))], []


def is_span_mark(role: str, words: str) -> bool:
    """Say whether a role is what `mark_spans` writes for a span."""
    return role == SPAN_ROLE and _SPAN.fullmatch(words) is not None


class SourceCell(NamedTuple):
    """A cell as typed; `line` is 1-based in the chapter, `slip` the braces that were meant as a span but are none."""

    span: CellSpan
    content: list[nodes.Node]
    line: int | None
    slip: str


def mark_spans(content: StringList) -> StringList:
    """Return the lines with every span at a cell's start written as our role."""
    lines = [
        _SPAN_AT_CELL_START.sub(lambda match: f"{match['lead']}{{{SPAN_ROLE}}}`{match['span']}`", line)
        for line in content.data
    ]
    return StringList(lines, items=content.items)


def read_rows(parsed: list[nodes.Node]) -> list[list[SourceCell]] | None:
    """Take the cells out of `parsed` row by row, or return None if it is not one list of lists."""
    if len(parsed) != 1 or not isinstance(parsed[0], nodes.bullet_list):
        return None
    rows: list[list[SourceCell]] = []
    for item in parsed[0]:
        if not isinstance(item, nodes.list_item) or len(item) != 1 or not isinstance(item[0], nodes.bullet_list):
            return None
        rows.append([_read_cell(cell) for cell in item[0] if isinstance(cell, nodes.list_item)])
    return rows


def drop_marks(parsed: Iterable[nodes.Node]) -> None:
    """Remove the marks from nodes that do not become a table after all."""
    for node in parsed:
        for mark in list(node.findall(span_mark)):
            mark.parent.remove(mark)


def _read_cell(item: nodes.list_item) -> SourceCell:
    content = list(item.children)
    line = item.line or next((node.line for node in item.findall() if node.line), None)
    first = content[0] if content else None
    if not isinstance(first, nodes.paragraph) or not first.children:
        return SourceCell(CellSpan(), content, line, "")
    mark = first[0]
    if not isinstance(mark, span_mark):
        slip = _FAILED_SPAN.match(mark.astext()) if isinstance(mark, nodes.Text) else None
        return SourceCell(CellSpan(), content, line, slip[0] if slip else "")
    del first[0]
    if first.children and isinstance(first[0], nodes.Text):
        words = first[0].astext().lstrip()
        if words:
            first[0] = nodes.Text(words)
        else:
            del first[0]
    return SourceCell(CellSpan(mark["columns"], mark["rows"]), content if first.children else content[1:], line, "")
