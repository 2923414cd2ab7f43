"""Sphinx's HTML translator with what our pages need: no inline style, tables that can be read and moved, maps."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import cached_property
from typing import Any
from urllib.parse import quote

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.errors import NoUri
from sphinx.writers.html5 import HTML5Translator

from ratgeber_tools import dialect
from ratgeber_tools.data.presentation.places import SCHOOLS
from ratgeber_tools.sphinx_ext.data.shown.rendering import ADDRESS_CLASS, LATER_CLASS
from ratgeber_tools.sphinx_ext.data.shown.tiles import TILE, Tile
from ratgeber_tools.sphinx_ext.html.page_looks import WAYS_CLASS, look_of
from ratgeber_tools.sphinx_ext.html.visitors import date_tile
from ratgeber_tools.sphinx_ext.html.widths import without_style
from ratgeber_tools.sphinx_ext.nodes import GERMAN_CLASS, ratgeber_foreign, ratgeber_foreign_inline
from ratgeber_tools.sphinx_ext.outline import CERTAIN_POINT

#: Opened only when tapped; a search there needs no key and tells nobody anything before.
_MAP = "https://www.openstreetmap.org/search?query="
#: Tables of so many columns may be wider than a phone; up to the second number their words are broken to fit.
_WIDE_COLUMNS, _FITTING_COLUMNS = 3, 4
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
        if self.is_page_right_to_left and GERMAN_CLASS in node.get("classes", ()):
            attributes["dir"] = "ltr"
        return str(super().starttag(node, tagname, suffix, empty, **attributes))

    @cached_property
    def is_page_right_to_left(self) -> bool:
        return dialect.is_right_to_left(self.config.language)

    # --- words

    def visit_Text(self, node: nodes.Text) -> None:  # noqa: N802 - docutils' name
        """Inside right-to-left words, keep the groups of a number in their order."""
        if self.protect_literal_text or not _is_right_to_left(node, self.is_page_right_to_left):
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

    # --- lists of chapters, of ways and of dates

    def visit_list_item(self, node: nodes.list_item) -> None:
        if TILE in node:
            later: dict[str, Any] = {"hidden": "hidden"} if LATER_CLASS in node["classes"] else {}
            self.body.append(self.starttag(node, "li", "", **later))
            self.body.append(date_tile(Tile.read(node[TILE])))
        elif WAYS_CLASS in _classes(node.parent):
            look = look_of(self.builder, self._leads_to(node))
            self.body.append(self.starttag(node, "li", "", CLASS=f"rg-{look.hue}"))
            self.body.append(look.pictogram)
        elif _is_chapter_of_list(node):
            super().visit_list_item(node)
            self.body.append(look_of(self.builder, self._leads_to(node)).pictogram)
        else:
            super().visit_list_item(node)

    def visit_title(self, node: nodes.title) -> None:
        """The caption of a list of chapters is a heading of the page; Sphinx names no level for it (ARIA 1.2)."""
        if isinstance(node.parent, addnodes.compact_paragraph) and node.parent.get("toctree"):
            self.body.append(self.starttag(node, "h2", "", CLASS="caption"))
            self.context.append("</h2>\n")
        else:
            super().visit_title(node)

    def _leads_to(self, node: nodes.Element) -> str:
        """Return the page the first link below `node` leads to; nothing for another site, or no link."""
        link = node.next_node(nodes.reference)
        address = "" if link is None else str(link.get("refuri", "")).partition("#")[0]
        return self._pages.get(address, "")

    @cached_property
    def _pages(self) -> dict[str, str]:
        """Addresses of all pages, as links on this one have them; a book has none for a page that is in no list."""
        page, builder = self.builder.current_docname, self.builder
        pages: dict[str, str] = {}
        for name in builder.env.found_docs:
            with suppress(NoUri):
                pages[builder.get_relative_uri(page, name)] = name
        return pages

    def depart_list_item(self, node: nodes.list_item) -> None:
        """Below a chapter in the list of its part say in one sentence what is most important there."""
        sentence = self._certain_point(node)
        if sentence:
            self.body.append(f"<p>{self.encode(sentence)}</p>")
        super().depart_list_item(node)

    def _certain_point(self, node: nodes.list_item) -> str:
        if not _is_chapter_of_list(node):
            return ""
        link = node.next_node(nodes.reference)
        docname = None if link is None else self._listed.get(link.get("refuri", ""))
        return "" if docname is None else str(self.builder.env.metadata[docname].get(CERTAIN_POINT, ""))

    @cached_property
    def _listed(self) -> dict[str, str]:
        """Addresses of the chapters this page lists, as links on it have them."""
        page, builder = self.builder.current_docname, self.builder
        return {builder.get_relative_uri(page, name): name for name in builder.env.toctree_includes.get(page, [])}

    # --- directories

    def visit_rubric(self, node: nodes.rubric) -> None:
        """The heading of a group of records is a heading of the page, one level below the section it stands in."""
        if "rg-gruppe" in node["classes"]:
            node["heading-level"] = _level_below(node)
        super().visit_rubric(node)

    def visit_definition_list(self, node: nodes.definition_list) -> None:
        if _has_headings(node):
            self.body.append(self.starttag(node, "div"))
        else:
            super().visit_definition_list(node)

    def depart_definition_list(self, node: nodes.definition_list) -> None:
        if _has_headings(node):
            self.body.append("</div>\n")
        else:
            super().depart_definition_list(node)

    def visit_definition_list_item(self, node: nodes.definition_list_item) -> None:
        if _has_headings(node.parent):
            self.body.append(self.starttag(node, "div", CLASS="rg-schule"))
        else:
            super().visit_definition_list_item(node)

    def depart_definition_list_item(self, node: nodes.definition_list_item) -> None:
        if _has_headings(node.parent):
            self.body.append("</div>\n")
            return
        if next(iter(node.findall(nodes.definition)), None) is None:
            self.body.append("<dd></dd>\n")  # nothing is known of it; a name alone is no list of names and words
        super().depart_definition_list_item(node)

    def visit_term(self, node: nodes.Element) -> None:
        if _has_headings(node.parent.parent):
            tag = f"h{_level_below(node.parent.parent) + _is_grouped(node.parent.parent)}"
            self.body.append(self.starttag(node, tag, ""))
            self.context.append(f"</{tag}>\n")
        else:
            super().visit_term(node)

    def depart_term(self, node: nodes.Element) -> None:
        if _has_headings(node.parent.parent):
            self.body.append(self.context.pop())
        else:
            super().depart_term(node)

    def visit_definition(self, node: nodes.Element) -> None:
        if not _has_headings(node.parent.parent):
            super().visit_definition(node)

    def depart_definition(self, node: nodes.Element) -> None:
        if not _has_headings(node.parent.parent):
            super().depart_definition(node)

    # --- tables

    def visit_table(self, node: nodes.table) -> None:
        """Wrap a table, and say how it becomes narrow: row by row as cards, or by scrolling in its frame.

        Scrolling goes by finger, and by keyboard as a region.  Cards repeat each column's heading beside the cell.
        """
        self._tables += 1
        headings = column_headings(node)
        columns = _columns(node)
        if headings:
            node["classes"].append("rg-karten")
            _note_headings(node, headings)
        if headings or columns < _WIDE_COLUMNS:
            self.body.append('<div class="rg-tabelle">')
        else:
            self.body.append(self._scrolling_frame(node, is_very_wide=columns > _FITTING_COLUMNS))
        self._closing.append("</div>\n")
        super().visit_table(node)

    def _scrolling_frame(self, node: nodes.table, *, is_very_wide: bool) -> str:
        """Return the start tag of a region, named by the table's title or the heading it stands under."""
        classes = "rg-tabelle rg-breit rg-sehr-breit" if is_very_wide else "rg-tabelle rg-breit"
        title = node.next_node(nodes.title)
        if title is not None and title.parent is node:
            title["ids"] = [*title["ids"], f"tabelle-{self._tables}"]
            name = f'aria-labelledby="{title["ids"][0]}"'
        else:
            name = f'aria-label="{self.attval(f"Tabelle {self._tables}{_under(node)}")}"'
        return f'<div class="{classes}" role="region" tabindex="0" {name}>'

    def depart_table(self, node: nodes.table) -> None:
        """Close the wrapper, where `visit_table` was ours: a fallback theme puts its own in the way."""
        super().depart_table(node)
        if self._closing:
            self.body.append(self._closing.pop())

    def visit_entry(self, node: nodes.Element) -> None:
        row = node.parent
        attributes: dict[str, Any] = {}
        if isinstance(row.parent, nodes.thead):
            if _says_something(node):  # a heading without words would be read aloud as one
                attributes["scope"] = "colgroup" if node.get("morecols") else "col"
        elif _heads_row(node):
            attributes["scope"] = "rowgroup" if node.get("morerows") else "row"
        if "morerows" in node:
            attributes["rowspan"] = node["morerows"] + 1
        if "morecols" in node:
            attributes["colspan"] = node["morecols"] + 1
        if "column_heading" in node:
            attributes["data-kopf"] = node["column_heading"]
        tag = "th" if "scope" in attributes else "td"
        self.body.append(self.starttag(node, tag, "", **attributes))
        self.context.append(f"</{tag}>\n")

    def depart_entry(self, node: nodes.Element) -> None:
        self.body.append(self.context.pop())


def _classes(node: nodes.Node | None) -> list[str]:
    return list(node["classes"]) if isinstance(node, nodes.Element) else []


def _is_chapter_of_list(item: nodes.Element) -> bool:
    """Say whether an item is a chapter right below a list of contents, not a page below that."""
    above = item.parent.parent
    return isinstance(above, addnodes.compact_paragraph) or "toctree-wrapper" in _classes(above)


def _has_headings(node: nodes.Node | None) -> bool:
    """Say whether a list is a directory whose entries have headings: one looks for them by name."""
    return isinstance(node, nodes.definition_list) and f"rg-{SCHOOLS}" in node["classes"]


def _level_below(node: nodes.Node) -> int:
    """Return the level of a heading right below the sections `node` lies in; a page's title is level 1."""
    level = 1
    above = node.parent
    while above is not None:
        level += isinstance(above, nodes.section)
        above = above.parent
    return min(level, 6)


def _is_grouped(directory: nodes.Element) -> bool:
    """Say whether the heading of a group stands above a directory."""
    place = directory.parent.index(directory)
    return place > 0 and isinstance(directory.parent[place - 1], nodes.rubric)


def _heads_row(entry: nodes.Element) -> bool:
    """Say whether a cell of a table's body is the heading of its row."""
    row = entry.parent
    group = row.parent.parent
    if entry.get("row_header"):
        return True
    columns = [child for child in group if isinstance(child, nodes.colspec)]
    index = row.index(entry)
    if _has_spans(group) or index >= len(columns):
        return False
    return bool(columns[index].get("stub")) or (index == 0 and _has_empty_corner(group))


def _has_empty_corner(group: nodes.Element) -> bool:
    """Say whether nothing stands over the first column: then its cells are what the rows are about."""
    head = group.next_node(nodes.thead)
    return head is not None and len(head.children) == 1 and not _says_something(head.children[0].children[0])


def _says_something(entry: nodes.Node) -> bool:
    return bool(entry.astext().strip()) or next(iter(entry.findall(nodes.image)), None) is not None


def _has_spans(group: nodes.Element) -> bool:
    return any("morecols" in entry or "morerows" in entry for entry in group.findall(nodes.entry))


def _columns(table: nodes.Element) -> int:
    group = table.next_node(nodes.tgroup)
    return 0 if group is None else sum(isinstance(child, nodes.colspec) for child in group)


def column_headings(table: nodes.Element) -> tuple[str, ...]:
    """Return the words over each column, if each cell belongs to one column and one row; else nothing."""
    group, head = table.next_node(nodes.tgroup), table.next_node(nodes.thead)
    if group is None or head is None or len(head.children) != 1 or _has_spans(group):
        return ()
    headings = tuple(" ".join(entry.astext().split()) for entry in head.children[0].children)
    return headings if all(headings[1:]) else ()


def _note_headings(table: nodes.Element, headings: tuple[str, ...]) -> None:
    """Write into the cells what column they are in; not into a row's heading, nor where there is but one cell more."""
    body = table.next_node(nodes.tbody)
    for row in body.children if body is not None else ():
        cells = [cell for cell in row.children if isinstance(cell, nodes.entry)]
        if len(cells) == 2 and _heads_row(cells[0]):
            continue
        for cell, heading in zip(cells, headings, strict=False):
            if heading and not _heads_row(cell):
                cell["column_heading"] = heading


def _under(table: nodes.Element) -> str:
    """Return the heading a table without a title stands under, to tell it from others."""
    node: nodes.Node | None = table
    while node is not None and not isinstance(node, nodes.section):
        node = node.parent
    title = node.next_node(nodes.title) if isinstance(node, nodes.section) else None
    return f": {title.astext()}" if title is not None else ""


def _is_right_to_left(node: nodes.Node | None, page: bool) -> bool:
    """Say whether the innermost passage with a direction of its own runs from right to left, else the whole `page`."""
    while node is not None:
        if isinstance(node, (ratgeber_foreign, ratgeber_foreign_inline)):
            return bool(node["direction"] == "rtl")
        if isinstance(node, nodes.Element) and GERMAN_CLASS in node["classes"]:
            return False
        node = node.parent
    return page


def setup_translator(app: Sphinx) -> None:
    app.set_translator("html", GuideHTMLTranslator)
