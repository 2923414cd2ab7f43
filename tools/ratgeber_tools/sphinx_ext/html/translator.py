"""Sphinx's HTML translator with what our pages need: no inline style, tables that can be read and moved, maps."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from ratgeber_tools.sphinx_ext.html.widths import without_style
from ratgeber_tools.sphinx_ext.nodes import ratgeber_foreign, ratgeber_foreign_inline

#: A class of an `inline` that is a postal address; the web adds a link to a map.
ADDRESS_CLASS = "rg-anschrift"
#: Opened only when tapped; a search there needs no key and tells nobody anything before.
_MAP = "https://www.openstreetmap.org/search?query="
#: Tables of so many columns may be wider than a phone.
_WIDE_COLUMNS = 3
#: Numbers in several groups ("116 117"), which a right-to-left line would put in the wrong order.
_NUMBER = re.compile(r"\+?\d[\d\s()/.–-]*\d")


class GuideHTMLTranslator(HTML5Translator):
    """Says of every table heading which cells it is for, among others.

    docutils writes no `scope`, and takes the wrong column for a heading as soon as a cell spans rows; `{tabelle}`
    marks row headings itself (`row_header`), other tables have them only in the columns docutils calls stubs.
    """

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._tables = 0
        self._closing: list[str] = []  # what closes the wrapper of each open table

    def starttag(
        self, node: nodes.Element, tagname: str, suffix: str = "\n", empty: bool = False, **attributes: Any
    ) -> str:
        attributes = without_style(tagname.lower(), attributes)
        return str(super().starttag(node, tagname, suffix, empty, **attributes))

    # --- words

    def visit_Text(self, node: nodes.Text) -> None:  # noqa: N802 - docutils' name
        """Inside right-to-left words, keep the groups of a number in their order."""
        if self.protect_literal_text or not _is_right_to_left(node):
            super().visit_Text(node)
            return
        encoded = self.encode(node.astext())
        self.body.append(_NUMBER.sub(lambda number: f'<bdi dir="ltr">{number[0]}</bdi>', encoded))

    def visit_footnote_reference(self, node: nodes.Element) -> None:
        """Keep the number on the line of the word it hangs on (U+2060, word joiner)."""
        self.body.append("&#8288;")
        super().visit_footnote_reference(node)

    def depart_inline(self, node: nodes.inline) -> None:
        super().depart_inline(node)
        if ADDRESS_CLASS in node["classes"]:
            place = node.astext()
            self.body.append(
                f' <a class="rg-karte" href="{_MAP}{quote(place)}" rel="noreferrer">'
                f'Karte<span class="rg-spoken"> zu {self.encode(place)}</span></a>'
            )

    # --- tables

    def visit_table(self, node: nodes.table) -> None:
        """Wrap a wide table, so that it scrolls and not the page: by finger, and by keyboard as a region."""
        self._tables += 1
        title = node.next_node(nodes.title)
        if _columns(node) < _WIDE_COLUMNS:
            self.body.append('<div class="rg-tabelle">')
        elif title is not None and title.parent is node:
            label = f"tabelle-{self._tables}"
            title["ids"] = [*title["ids"], label]
            name = title["ids"][0]
            self.body.append(f'<div class="rg-tabelle rg-breit" role="region" tabindex="0" aria-labelledby="{name}">')
        else:
            label = self.attval(f"Tabelle {self._tables}{_under(node)}")
            self.body.append(f'<div class="rg-tabelle rg-breit" role="region" tabindex="0" aria-label="{label}">')
        self._closing.append("</div>\n")
        super().visit_table(node)

    def depart_table(self, node: nodes.table) -> None:
        """Close the wrapper, where `visit_table` was ours: a fallback theme puts its own in the way."""
        super().depart_table(node)
        if self._closing:
            self.body.append(self._closing.pop())

    def visit_entry(self, node: nodes.Element) -> None:
        row = node.parent
        group = row.parent.parent
        attributes: dict[str, Any] = {}
        if isinstance(row.parent, nodes.thead):
            attributes["scope"] = "colgroup" if node.get("morecols") else "col"
        elif node.get("row_header") or (not _has_spans(group) and self._is_stub(group, row.index(node))):
            attributes["scope"] = "rowgroup" if node.get("morerows") else "row"
        if "morerows" in node:
            attributes["rowspan"] = node["morerows"] + 1
        if "morecols" in node:
            attributes["colspan"] = node["morecols"] + 1
        tag = "th" if "scope" in attributes else "td"
        self.body.append(self.starttag(node, tag, "", **attributes))
        self.context.append(f"</{tag}>\n")

    def depart_entry(self, node: nodes.Element) -> None:
        self.body.append(self.context.pop())

    @staticmethod
    def _is_stub(group: nodes.Element, column: int) -> bool:
        columns = [child for child in group if isinstance(child, nodes.colspec)]
        return column < len(columns) and bool(columns[column].get("stub"))


def _has_spans(group: nodes.Element) -> bool:
    return any("morecols" in entry or "morerows" in entry for entry in group.findall(nodes.entry))


def _columns(table: nodes.Element) -> int:
    group = table.next_node(nodes.tgroup)
    return 0 if group is None else sum(isinstance(child, nodes.colspec) for child in group)


def _under(table: nodes.Element) -> str:
    """Return the heading a table without a title stands under, to tell it from others."""
    node: nodes.Node | None = table
    while node is not None and not isinstance(node, nodes.section):
        node = node.parent
    title = node.next_node(nodes.title) if isinstance(node, nodes.section) else None
    return f": {title.astext()}" if title is not None else ""


def _is_right_to_left(node: nodes.Node | None) -> bool:
    """Say whether the innermost passage with a direction of its own runs from right to left."""
    while node is not None:
        if isinstance(node, (ratgeber_foreign, ratgeber_foreign_inline)):
            return bool(node["direction"] == "rtl")
        node = node.parent
    return False


def setup_translator(app: Sphinx) -> None:
    app.set_translator("html", GuideHTMLTranslator)
