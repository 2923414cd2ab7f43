"""How long a chapter takes to read."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes

from ratgeber_tools import dialect
from ratgeber_tools.sphinx_ext.nodes import ratgeber_box

#: Somebody who reads with care, on a phone.
WORDS_A_MINUTE = 200
#: What is looked up, not read from its beginning to its end.
_LOOKED_UP = (nodes.table, nodes.definition_list, nodes.footnote, nodes.comment, nodes.raw)


def minutes_for(document: nodes.document) -> int:
    """Return whole minutes, rounded to the next and one at least; 0 for a page on which there is nothing to read."""
    words = sum(len(paragraph.astext().split()) for paragraph in _read(document))
    return max(1, round(words / WORDS_A_MINUTE)) if words else 0


def _read(node: nodes.Node) -> Iterator[nodes.Node]:
    for child in node.children:
        if isinstance(child, _LOOKED_UP) or _is_beside(child):
            continue
        if isinstance(child, nodes.TextElement):
            yield child
        else:
            yield from _read(child)


def _is_beside(node: nodes.Node) -> bool:
    return isinstance(node, ratgeber_box) and dialect.BOXES[node["kind"]].is_aside
