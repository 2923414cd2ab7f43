"""Sphinx's HTML translator with what our tables need."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator


class GuideHTMLTranslator(HTML5Translator):
    """Says of every table heading which cells it is for.

    docutils writes no `scope`, and takes the wrong column for a heading as soon as a cell spans rows; `{tabelle}`
    marks row headings itself (`row_header`), other tables have them only in the columns docutils calls stubs.
    """

    def visit_footnote_reference(self, node: nodes.Element) -> None:
        """Keep the number on the line of the word it hangs on (U+2060, word joiner)."""
        self.body.append("&#8288;")
        super().visit_footnote_reference(node)

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


def setup_translator(app: Sphinx) -> None:
    app.set_translator("html", GuideHTMLTranslator)
