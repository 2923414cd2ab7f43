"""What the builder at work makes; features ask here, so that none looks at a builder's format or name.

Sphinx's own names do not tell it: its EPUB, too, is of the format `html`.
"""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

#: Builders that write one page a chapter into a folder for a web server.
_WEB = ("html", "dirhtml")


def page_builder(app: Sphinx) -> StandaloneHTMLBuilder | None:
    """Return the builder if it writes one web page a chapter, whatever the theme."""
    builder = app.builder
    return builder if isinstance(builder, StandaloneHTMLBuilder) and builder.name in _WEB else None


def makes_web_pages(app: Sphinx) -> bool:
    """Say whether what is built lies on a web server afterwards, with files beside its pages."""
    return page_builder(app) is not None


def is_booklet(app: Sphinx) -> bool:
    """Say whether what is built is the short booklet, which has less of each chapter."""
    return bool(getattr(app.builder, "is_booklet", False))


def is_final(app: Sphinx) -> bool:
    """Say whether what is built is set once and not mended the next day: a PDF, on paper or not."""
    return bool(getattr(app.builder, "is_final", False))
