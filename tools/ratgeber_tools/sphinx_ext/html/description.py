"""What a page is about in a sentence or two, for search engines and for whoever shares it.

A description lies with others for months: a value that may expire, is not confirmed or is still to be asked for has no
place in it, so a sentence that holds one is left out whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docutils import nodes
from sphinx import addnodes

from ratgeber_tools import dialect
from ratgeber_tools.sphinx_ext.data.missing.gaps import NOTE_CLASS, OPEN_CLASS
from ratgeber_tools.sphinx_ext.data.missing.page_end import END_CLASS
from ratgeber_tools.sphinx_ext.data.shown.wording import (
    ASK_CLASS,
    EDITORS_CLASS,
    PARENTS_CLASS,
    SHEET_CLASS,
    STATE_CLASS,
)
from ratgeber_tools.sphinx_ext.nodes import (
    ratgeber_box,
    ratgeber_cohort,
    ratgeber_expiring,
    ratgeber_sign,
    ratgeber_state,
)

#: Search engines show about so many characters.
_LENGTH = 160
#: What stands where a value is missing, or not certain enough to be passed on.
_UNCERTAIN = frozenset(
    {ASK_CLASS, SHEET_CLASS, STATE_CLASS, EDITORS_CLASS, PARENTS_CLASS, OPEN_CLASS, NOTE_CLASS, END_CLASS}
)
_UNSURE = (ratgeber_expiring, ratgeber_sign, ratgeber_state)
#: Words that mean nothing outside their table, list of records or note.
_OUT_OF_CONTEXT = (nodes.table, nodes.footnote, nodes.definition_list, addnodes.glossary, ratgeber_cohort)


def description_of(doctree: nodes.document, *, title: str = "", listed: Sequence[str] = ()) -> str:
    """Return the page's key points, or its first paragraphs where it has none, cut at a word.

    A page without a certain sentence is described by what is on it: the titles of the chapters it lists (`listed`), its
    headings, at last its own `title`.
    """
    words = " ".join(_key_points(doctree)) or " ".join(_paragraphs(doctree))
    if not words:
        names = list(listed) or [heading.astext() for heading in _headings(doctree)]
        words = " – ".join(filter(None, (title, ", ".join(names))))
    return shorten(words)


def shorten(text: str) -> str:
    """Return at most as much of `text` as is shown, without half a word at the end."""
    words = " ".join(text.split())
    if len(words) <= _LENGTH:
        return words
    return words[: words.rfind(" ", 0, _LENGTH)].rstrip(" ,;:–(") + " …"


def _key_points(doctree: nodes.document) -> Iterator[str]:
    for box in doctree.findall(ratgeber_box):
        if box["kind"] == dialect.KEY_POINTS:
            for paragraph in box.findall(nodes.paragraph):
                yield from certain_words(paragraph)
            return


def _paragraphs(doctree: nodes.document) -> Iterator[str]:
    for paragraph in doctree.findall(nodes.paragraph):
        if _is_in_context(paragraph):
            yield from certain_words(paragraph)


def _headings(doctree: nodes.document) -> Iterator[nodes.title]:
    for section in list(doctree.findall(nodes.section))[1:]:
        yield from (child for child in section.children if isinstance(child, nodes.title))


def certain_words(paragraph: nodes.paragraph) -> Iterator[str]:
    """Yield the words if they will hold for as long as others show them."""
    if not any(
        isinstance(node, _UNSURE) or not _UNCERTAIN.isdisjoint(node["classes"])
        for node in paragraph.findall(nodes.Element)
    ):
        yield " ".join(paragraph.astext().split())


def _is_in_context(node: nodes.Node) -> bool:
    while node.parent is not None:
        node = node.parent
        if isinstance(node, _OUT_OF_CONTEXT) or "toctree-wrapper" in getattr(node, "attributes", {}).get("classes", ()):
            return False
        if isinstance(node, ratgeber_box) and dialect.BOXES[node["kind"]].is_aside:
            return False
    return True
