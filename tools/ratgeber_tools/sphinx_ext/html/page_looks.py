"""How a page is known at sight wherever one leads to it, and what it opens with: hue, pictogram, drawing."""

from __future__ import annotations

from dataclasses import dataclass

from sphinx.builders import Builder

from ratgeber_tools.artwork.svg import inline_pictogram
from ratgeber_tools.hues import NO_PART
from ratgeber_tools.sphinx_ext.html.artwork import drawing_name
from ratgeber_tools.sphinx_ext.html.builder import GuideHTMLBuilder
from ratgeber_tools.sphinx_ext.openings import opening_of
from ratgeber_tools.sphinx_ext.outline import GuideOutline
from ratgeber_tools.sphinx_ext.signs import sign_of

#: A list of large fields, each of which leads to a page.
WAYS_CLASS = "rg-wege"


@dataclass(frozen=True, slots=True)
class PageLook:
    """`hue` is its name; `pictogram` is HTML, empty for a page without one."""

    hue: str = NO_PART.name
    pictogram: str = ""


@dataclass(frozen=True, slots=True)
class PageOpener:
    """What stands above or beside a page's title; `drawing` lies below the built pages, and may be empty."""

    drawing: str = ""
    width: int = 0
    height: int = 0


def look_of(builder: Builder, page: str) -> PageLook:
    """Return the look of a page; in a guide with another theme, and of no page, that of what lies outside any part."""
    if not isinstance(builder, GuideHTMLBuilder) or not page:
        return PageLook()
    path = builder.outline.path_to(page)
    sign = sign_of(builder.env, builder.outline, page)
    hue = builder.outline.hue_of(path[0].part if path else 0)
    return PageLook(hue.name, inline_pictogram(sign) if sign is not None else "")


def opener_of(outline: GuideOutline, page: str, kind: str) -> PageOpener | None:
    """Return what the start page and a part open with; None for any other page."""
    return (drawing_of(outline, page) or PageOpener()) if kind in ("start", "teilseite") else None


def drawing_of(outline: GuideOutline, page: str) -> PageOpener | None:
    """Return the drawing of a page of any kind; None for most."""
    opening = opening_of(outline, page)
    if opening is None:
        return None
    return PageOpener(drawing_name(opening), round(opening.drawing.width), round(opening.drawing.height))
