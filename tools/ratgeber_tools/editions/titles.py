"""Titles as parents read them: values of the town that stand in a heading are filled in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ratgeber_tools.data.disclosure import Edition, View
from ratgeber_tools.data.queries import municipality_values
from ratgeber_tools.data.records import Records
from ratgeber_tools.document import Inline, Inlines, Role, Text, plain_text
from ratgeber_tools.guide import Chapter
from ratgeber_tools.traversal import map_inlines, title_heading

_TOWN_ROLE = "kommune"


def town_values(records: Records, today: date) -> Mapping[str, str]:
    """Return what `{kommune}` may name, as words; unset values are empty."""
    return municipality_values(View(records, Edition.PUBLIC, today))


def title_of(page: Chapter, values: Mapping[str, str]) -> str:
    """Return the words of a page's first heading, empty if it has none; `values` as `town_values` returns them."""
    heading = title_heading(placed.block for placed in page.blocks)
    words = () if heading is None else heading.children

    def with_value(inline: Inline) -> Inlines | None:
        if isinstance(inline, Role) and inline.name == _TOWN_ROLE:
            return (Text(values.get(inline.content, "")),)
        return None

    return " ".join(plain_text(map_inlines(words, with_value)).split())
