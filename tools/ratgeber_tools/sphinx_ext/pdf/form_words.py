"""What stands in a form, line by line, for its Word file (`writers.word.form_sheet`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docutils import nodes

from ratgeber_tools.sphinx_ext.nodes import ratgeber_checkbox, ratgeber_field
from ratgeber_tools.writers.word.form_sheet import (
    Blank,
    FormBlock,
    FormLine,
    FormPiece,
    FormTable,
    FormWords,
    LineEnd,
    Tick,
)


def form_blocks(box: nodes.Element) -> Iterator[FormBlock]:
    """Yield the blocks below a form's title; items of a list have their sign before them."""
    for child in box.children[1:]:
        yield from _blocks(child)


def _blocks(node: nodes.Node, *, sign: str = "") -> Iterator[FormBlock]:
    if isinstance(node, (nodes.paragraph, nodes.line, nodes.term, nodes.rubric)):
        before: FormLine = (FormWords(f"{sign}\u2002"),) if sign else ()
        yield (*before, *_pieces(node.children))
    elif isinstance(node, (nodes.bullet_list, nodes.enumerated_list)):
        for number, item in enumerate(node.children, start=1):
            is_ticked = next(iter(item.findall(ratgeber_checkbox)), None) is not None
            mark = "" if is_ticked else f"{number}." if isinstance(node, nodes.enumerated_list) else "\u2022"
            for place, child in enumerate(item.children):
                yield from _blocks(child, sign=mark if place == 0 else "")
    elif isinstance(node, nodes.table):
        yield FormTable(tuple(tuple(tuple(_lines(entry)) for entry in row.children) for row in node.findall(nodes.row)))
    elif isinstance(node, nodes.Element):
        for child in node.children:
            yield from _blocks(child)


def _lines(entry: nodes.Node) -> Iterator[FormLine]:
    """Yield the lines of a cell; a table in a table has no place on a sheet."""
    for child in entry.children:
        yield from (block for block in _blocks(child) if not isinstance(block, FormTable))


def _pieces(children: Iterable[nodes.Node], *, is_bold: bool = False) -> Iterator[FormPiece]:
    for child in children:
        if isinstance(child, nodes.Text):
            yield FormWords(" ".join(child.astext().split("\n")), is_bold)
        elif isinstance(child, ratgeber_field):
            yield Blank(child["label"], child["lines"])
        elif isinstance(child, ratgeber_checkbox):
            yield Tick()
            yield FormWords(" ")
        elif isinstance(child, nodes.raw):
            if "html" in child.get("format", "").split():
                yield LineEnd()
        elif isinstance(child, nodes.Element):
            yield from _pieces(child.children, is_bold=is_bold or isinstance(child, nodes.strong))
