"""How our nodes look in HTML: visitor functions for Sphinx's HTML translators."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from ratgeber_tools import dialect
from ratgeber_tools.sphinx_ext import nodes as own
from ratgeber_tools.sphinx_ext.data.shown.tiles import TILE, Tile

#: How long a place to write is where nobody writes.
DOTS = 10


def visit_box(self: HTML5Translator, node: own.ratgeber_box) -> None:
    """A note, not a landmark: a page full of boxes would bury the real landmarks.  The sources unfold from one line."""
    internal = " rg-internal" if node["internal"] else ""
    look = f"rg-box rg-{node['kind']}{internal}"
    if _is_folded(node):
        self.body.append(self.starttag(node, "details", CLASS=look))
        return
    hours = {"data-zeiten": node[own.HOURS]} if own.HOURS in node else {}
    self.body.append(self.starttag(node, "div", CLASS=look, ROLE="note", **hours))


def depart_box(self: HTML5Translator, node: own.ratgeber_box) -> None:
    self.body.append("</details>\n" if _is_folded(node) else "</div>\n")


def visit_box_title(self: HTML5Translator, node: own.ratgeber_box_title) -> None:
    tag = "summary" if _is_folded(node.parent) else "p"
    self.body.append(self.starttag(node, tag, "", CLASS="rg-box-title"))


def depart_box_title(self: HTML5Translator, node: own.ratgeber_box_title) -> None:
    """Close the title; a date stands below it as a tile."""
    self.body.append("</summary>\n" if _is_folded(node.parent) else "</p>\n")
    if TILE in node.parent:
        self.body.append(date_tile(Tile.read(node.parent[TILE])))


def _is_folded(box: nodes.Element) -> bool:
    return bool(box["kind"] == dialect.PROVENANCE.name)


def date_tile(tile: Tile) -> str:
    """Return the drawing of a date; the words beside it say the same, and the script marks it once it is past."""
    above, large, below = tile.words
    look = "rg-kachel rg-folgt" if tile.is_open else "rg-kachel"
    third = f" <span>{below}</span>" if below else ""
    return (
        f'<p class="{look}" aria-hidden="true" data-ende="{tile.end}"><span>{above}</span> <b>{large}</b>{third}</p>\n'
    )


def visit_foreign(self: HTML5Translator, node: own.ratgeber_foreign) -> None:
    self.body.append(self.starttag(node, "div", lang=node["language"], dir=node["direction"]))


def depart_foreign(self: HTML5Translator, node: own.ratgeber_foreign) -> None:
    self.body.append("</div>\n")


def visit_foreign_inline(self: HTML5Translator, node: own.ratgeber_foreign_inline) -> None:
    self.body.append(self.starttag(node, "span", "", lang=node["language"], dir=node["direction"]))


def depart_foreign_inline(self: HTML5Translator, node: own.ratgeber_foreign_inline) -> None:
    self.body.append("</span>")


def visit_checkbox(self: HTML5Translator, node: own.ratgeber_checkbox) -> None:
    """The sign is drawn by the style sheet and left out for screen readers, which read the words; done is said."""
    state = " rg-checked" if node["checked"] else ""
    spoken = '<span class="rg-spoken">erledigt: </span>' if node["checked"] else ""
    self.body.append(f'<span class="rg-checkbox{state}" aria-hidden="true"></span>{spoken}')
    raise nodes.SkipNode


def visit_field(self: HTML5Translator, node: own.ratgeber_field, *, line_break: str = "<br>") -> None:
    """Dots to write on, which also stay when the text is copied; a screen reader hears what belongs there."""
    dots = line_break.join(["…" * DOTS] * node["lines"])
    self.body.append(
        f'<span class="rg-feld" aria-hidden="true">{dots}</span>'
        f'<span class="rg-spoken">({self.encode(node["label"])} eintragen)</span>'
    )
    raise nodes.SkipNode


def visit_strikethrough(self: HTML5Translator, node: own.ratgeber_strikethrough) -> None:
    self.body.append(self.starttag(node, "s", ""))


def depart_strikethrough(self: HTML5Translator, node: own.ratgeber_strikethrough) -> None:
    self.body.append("</s>")


def setup_visitors(app: Sphinx) -> None:
    """Register each node with its functions for HTML; the PDF builder's translator knows the nodes by class."""
    for node, visitors in (
        (own.ratgeber_box, (visit_box, depart_box)),
        (own.ratgeber_box_title, (visit_box_title, depart_box_title)),
        (own.ratgeber_foreign, (visit_foreign, depart_foreign)),
        (own.ratgeber_foreign_inline, (visit_foreign_inline, depart_foreign_inline)),
        (own.ratgeber_field, (visit_field, None)),
        (own.ratgeber_checkbox, (visit_checkbox, None)),
        (own.ratgeber_strikethrough, (visit_strikethrough, depart_strikethrough)),
    ):
        app.add_node(node, html=visitors)
