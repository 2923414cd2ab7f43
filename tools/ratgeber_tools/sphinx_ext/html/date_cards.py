"""A table of dates as cards, a list a month: the day as a tile, what it is, and a way into one's own calendar.

Web pages of our theme only; other editions keep the table.  What has no day of its own, and what is past, follows in
lists of its own, so that no month stands twice.
"""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from ratgeber_tools.data.dates import MONTHS
from ratgeber_tools.sphinx_ext.data.shown.calendar_links import to_calendar
from ratgeber_tools.sphinx_ext.data.shown.dated_rows import CALENDAR, DATED, PAST
from ratgeber_tools.sphinx_ext.data.shown.tiles import TILE, Tile
from ratgeber_tools.sphinx_ext.html.themes import is_ours

#: The list of a month, and the words above it.
CARDS_CLASS, MONTH_CLASS = "rg-tage", "rg-monat"
_DAYLESS, _OVER = "Ohne festen Tag", "Schon vorbei"


class MakeDateCards(SphinxPostTransform):
    """Runs once references are resolved and gaps are settled: a card shows what the row would."""

    default_priority = 900
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        if not is_ours(self.config):
            return
        for table in [*self.document.findall(nodes.table)]:
            if DATED in table:
                parent, place = table.parent, table.parent.index(table)
                parent[place : place + 1] = [*self._cards(table)]

    def _cards(self, table: nodes.table) -> Iterator[nodes.Element]:
        for title in table.findall(nodes.title):
            yield nodes.rubric("", "", *title.children, classes=["rg-gruppe"], ids=table["ids"])
        lists: dict[str, list[nodes.list_item]] = {}
        for body in table.findall(nodes.tbody):
            for row in body.findall(nodes.row):
                lists.setdefault(_heading(row), []).append(self._card(row, table[DATED]))
        last = [heading for heading in (_DAYLESS, _OVER) if heading in lists]
        for heading in (*(month for month in lists if month not in last), *last):
            yield nodes.paragraph("", heading, classes=[MONTH_CLASS])
            yield nodes.bullet_list("", *lists[heading], bullet="-", classes=[CARDS_CLASS])

    def _card(self, row: nodes.row, column: int) -> nodes.list_item:
        """Return the card of a row; `column` is that of the days, which follow the name."""
        cells = [child for child in row.children if isinstance(child, nodes.entry)]
        days = cells.pop(column)
        name, *notes = [child for cell in cells for child in cell.children]
        calendar = [self._button(row[CALENDAR])] if row[CALENDAR] else []
        assert isinstance(name, nodes.paragraph)
        if not any(isinstance(child, nodes.strong) for child in name.children):
            title = nodes.strong("", "", *name.children)
            name.clear()
            name += title
        words = nodes.container("", name, *days.children, *notes, *calendar)
        card = nodes.list_item("", words, classes=row["classes"])
        card[TILE] = row[TILE]
        return card

    def _button(self, name: str) -> nodes.Node:
        return to_calendar(name, self.env.docname).children[0]


def _heading(row: nodes.row) -> str:
    """Return what the list of a row is headed with: a month as `Februar 2027`, in the order of the rows."""
    tile = Tile.read(row[TILE])
    if row[PAST]:
        return _OVER
    day = tile.first or tile.last
    return f"{MONTHS[day.month - 1]} {day.year}" if day is not None else _DAYLESS


def setup_date_cards(app: Sphinx) -> None:
    app.add_post_transform(MakeDateCards)
