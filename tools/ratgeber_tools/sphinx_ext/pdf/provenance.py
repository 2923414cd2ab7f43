"""Where a chapter's facts come from: one small paragraph at its end, never alone on a page."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes

from ratgeber_tools import dialect
from ratgeber_tools.sphinx_ext import nodes as own
from ratgeber_tools.sphinx_ext.pdf import syntax
from ratgeber_tools.sphinx_ext.pdf.extent import WHOLE_UP_TO, lines_of
from ratgeber_tools.sphinx_ext.pdf.translation import Translation

#: Calls that hold on to what follows them already.
_HEADINGS = ("part(", "chapter(", "section(", "part-contents(")


def is_provenance(node: nodes.Node) -> bool:
    """Say whether `node` is the box "Quellen und Stand"."""
    return isinstance(node, own.ratgeber_box) and node["kind"] == dialect.PROVENANCE.name


def provenance(node: nodes.Element, translation: Translation) -> str:
    """Return sources and statements run in; where paper leads to the web, how many sources stand there."""
    title, *body = node.children
    address = translation.sources.web_address(translation.docname)
    parts = list(_in_the_web(body, address) if address and translation.sources.is_paper() else ())
    more = []
    for child in body:
        if isinstance(child, nodes.bullet_list):
            if not parts:
                parts = [translation.inlines(item.children[0].children) for item in child.children]
        elif isinstance(child, nodes.paragraph):
            parts.append(translation.inlines(child.children))
        else:
            more.append(translation.block(child))
    _hold_last(node, translation)
    return ";".join([syntax.call("provenance", *parts, title=translation.inlines(title.children)), *more])


def _in_the_web(body: list[nodes.Node], address: str) -> Iterator[str]:
    number = sum(len(child.children) for child in body if isinstance(child, nodes.bullet_list))
    if number:
        what = "1 Quelle" if number == 1 else f"{number} Quellen"
        yield syntax.words(f"{what}, im Netz: {address.partition('://')[2]}")


def _hold_last(node: nodes.Element, translation: Translation) -> None:
    """Have the block before go along to the next page; a long one stays, for it would leave half a page empty."""
    before = node.previous_sibling()
    while isinstance(before, nodes.section) and before.children:
        before = before.children[-1]
    lines = translation.lines
    if before is not None and lines and lines_of(before) <= WHOLE_UP_TO and not lines[-1].startswith(_HEADINGS):
        lines[-1] = syntax.call("stays-with-next", syntax.sequence([lines[-1]]))
