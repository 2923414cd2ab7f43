"""How a page is known at sight wherever one leads to it: the hue of its part, and the pictogram of its subject."""

from __future__ import annotations

from dataclasses import dataclass

from sphinx.builders import Builder

from ratgeber_tools import hues
from ratgeber_tools.sphinx_ext.outline import GuideOutline

#: A list of large fields, each of which leads to a page.
WAYS_CLASS = "rg-wege"


@dataclass(frozen=True, slots=True)
class PageLook:
    """`hue` is its name; `drawing` the pictogram as it stands in a page, empty for none."""

    hue: str
    drawing: str = ""


def look_of(builder: Builder, page: str) -> PageLook:
    """Return the look of a page; one outside any part, or in a guide with another theme, has the hue of none."""
    outline = getattr(builder, "outline", None)
    path = outline.path_to(page) if isinstance(outline, GuideOutline) else ()
    return PageLook(hues.part_hue(path[0].part if path else 0).name)
