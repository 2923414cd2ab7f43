"""What a page is about in a sentence or two, for search engines and for whoever shares it."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes

from ratgeber_tools import dialect
from ratgeber_tools.sphinx_ext.nodes import ratgeber_box

#: Search engines show about so many characters.
_LENGTH = 160


def description_of(doctree: nodes.document) -> str:
    """Return the page's key points, or its first paragraphs where it has none, cut at a word."""
    return shorten(" ".join(_sentences(doctree)))


def shorten(text: str) -> str:
    """Return at most as much of `text` as is shown, without half a word at the end."""
    words = " ".join(text.split())
    if len(words) <= _LENGTH:
        return words
    return words[: words.rfind(" ", 0, _LENGTH)].rstrip(" ,;:–(") + " …"


def _sentences(doctree: nodes.document) -> Iterator[str]:
    for box in doctree.findall(ratgeber_box):
        if box["kind"] == dialect.KEY_POINTS:
            yield from (paragraph.astext() for paragraph in box.findall(nodes.paragraph))
            return
    yield from (paragraph.astext() for paragraph in doctree.findall(nodes.paragraph) if not _is_aside(paragraph))


def _is_aside(node: nodes.Node) -> bool:
    while node.parent is not None:
        node = node.parent
        if isinstance(node, ratgeber_box) and dialect.BOXES[node["kind"]].is_aside:
            return True
    return False
