"""The newsroom's overview as a page of the working edition; no public or printed edition has it, nor does the search.

It asks the log, git and the last PDF like `ratgeber status`; a folder without history gets the page with less on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from ratgeber_tools.data.disclosure import Edition
from ratgeber_tools.editions.newsroom import overview
from ratgeber_tools.errors import RatgeberError
from ratgeber_tools.guide.kept import load_kept
from ratgeber_tools.sphinx_ext.builders import makes_web_pages
from ratgeber_tools.sphinx_ext.data.domain import data_domain
from ratgeber_tools.sphinx_ext.data.settings import edition_of

#: In a folder that holds no chapters (`dialect.NOT_CHAPTERS`), so that none can have this name.
PAGE = "redaktion/uebersicht"
TITLE = "Übersicht der Redaktion"
_DESCRIPTION = "Wie es um jedes Kapitel steht und was noch zu tun ist."
#: Where a guide lies in its project; a handbook or a part of a guide has no newsroom.
_GUIDE = "ratgeber"
_NOT_FOR_SEARCH_ENGINES = '<meta name="robots" content="noindex">'


def has_overview(app: Sphinx) -> bool:
    return makes_web_pages(app) and Path(app.srcdir).name == _GUIDE and edition_of(app.config) is Edition.WORKING


def collect_overview(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield the page; what cannot be read is told on it and stops no build: the checks and marks tell it too."""
    if not has_overview(app):
        return
    domain = data_domain(app.env)
    source = Path(app.srcdir)
    try:
        guide = load_kept(source, place=Path(app.doctreedir), data=domain.loaded)
        body = overview(source.parent, guide, today=domain.view.today, link=lambda name: _address(app, name))
    except RatgeberError as error:
        body = f"<h1>{TITLE}</h1>\n<p>{escape(str(error))}</p>\n"
    context = {"title": TITLE, "description": _DESCRIPTION, "body": body, "metatags": _NOT_FOR_SEARCH_ENGINES}
    yield PAGE, context, "page.html"


def add_link(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Tell the foot of every page where the overview is, and what it is called."""
    context["overview_page"] = (PAGE, TITLE) if has_overview(app) else None


def _address(app: Sphinx, name: str) -> str | None:
    return app.builder.get_relative_uri(PAGE, name) if name in app.env.found_docs else None


def setup_overview(app: Sphinx) -> None:
    app.connect("html-collect-pages", collect_overview)
    app.connect("html-page-context", add_link)
