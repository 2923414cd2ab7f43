"""Sphinx's HTML builder for our theme: only what a page of ours loads is written, and nothing is rendered in vain."""

from __future__ import annotations

import re
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.fileutil import copy_asset

from ratgeber_tools.sphinx_ext.html.imprint import PageFoot, page_foot
from ratgeber_tools.sphinx_ext.html.scripts import shorten_scripts
from ratgeber_tools.sphinx_ext.html.search.indexing import SearchIndexing
from ratgeber_tools.sphinx_ext.html.style_sheet import (
    CHOICE_SHEET,
    RECORDS,
    SELDOM_SHEET,
    STYLE_SHEET,
    WAYS_SHEET,
    choice_sheet,
    seldom_sheet,
    style_sheet,
    ways_sheet,
)
from ratgeber_tools.sphinx_ext.html.themes import is_ours
from ratgeber_tools.sphinx_ext.html.word_index import word_index
from ratgeber_tools.sphinx_ext.outline import GuideOutline, read_outline
from ratgeber_tools.sphinx_ext.page_numbers import page_numbers

#: What would be loaded on every page: Sphinx's own files, and what our style sheet holds already.
_NEEDLESS = ("pygments", "documentation_options", "doctools", "sphinx_highlight", "translations", RECORDS)
_VIEWPORT = re.compile(r'<meta name="viewport"[^>]*>\s*')


class GuideHTMLBuilder(SearchIndexing):
    """Writes pages of the theme `ratgeber`."""

    @cached_property
    def outline(self) -> GuideOutline:
        """All parts and chapters, read once a build."""
        return read_outline(self.env)

    @cached_property
    def foot(self) -> PageFoot:
        """What every page says at its foot."""
        return page_foot(self.env)

    def prepare_writing(self, docnames: Any) -> None:
        super().prepare_writing(docnames)
        _ = self.outline, self.foot  # before the pages are shared out among processes
        self._book_numbers, self.env.toc_fignumbers = self.env.toc_fignumbers, page_numbers(self.env.toc_fignumbers)

    def finish(self) -> None:
        super().finish()
        self.env.toc_fignumbers = self._book_numbers

    def write_genindex(self) -> None:
        """Write our index in the place of Sphinx's, which lists the glossary alone."""
        words = word_index(self.env, self.outline.order, lambda name: self.get_relative_uri("genindex", name))
        self.handle_page("genindex", {"word_index": words}, "genindex.html")

    def init_css_files(self) -> None:
        super().init_css_files()
        self._css_files = [sheet for sheet in self._css_files if not _is_needless(sheet.filename)]
        self.add_css_file(STYLE_SHEET, priority=100)

    def add_css_file(self, filename: str, **kwargs: Any) -> None:
        """Add a style sheet, but none ours holds already; Sphinx offers registered ones again before it writes."""
        if not _is_needless(filename):
            super().add_css_file(filename, **kwargs)

    def init_js_files(self) -> None:
        super().init_js_files()
        self._js_files = [script for script in self._js_files if not _is_needless(script.filename)]
        self.add_js_file("ratgeber.js", defer="defer")

    def create_pygments_style_file(self) -> None:
        """Write none: the guide has no program code."""

    def copy_static_files(self) -> None:
        """Copy all of them, and hand scripts out short; whoever reads them finds them with their comments here."""
        super().copy_static_files()
        shorten_scripts(self.outdir / "_static")

    def copy_theme_static_files(self, context: dict[str, Any]) -> None:
        """Copy our own theme's files and the search's; none of Sphinx's or the parents'."""
        assert self.theme is not None
        ours, *_ = self.theme.get_theme_dirs()
        target = self.outdir / "_static"
        copy_asset(Path(ours, "static"), target, context=context, renderer=self.templates, force=True)
        self.copy_search_files()
        (target / STYLE_SHEET).write_text(style_sheet(is_whole_page=True), encoding="utf-8", newline="\n")
        (target / CHOICE_SHEET).write_text(choice_sheet(), encoding="utf-8", newline="\n")
        (target / SELDOM_SHEET).write_text(seldom_sheet(), encoding="utf-8", newline="\n")
        (target / WAYS_SHEET).write_text(ways_sheet(), encoding="utf-8", newline="\n")

    def get_doc_context(self, docname: str, body: str, metatags: str) -> dict[str, Any]:
        """Return what our templates need.

        Sphinx renders titles and contents of each page, its parents and its neighbours as documents of their own; our
        templates take plain titles, and the contents from `GuideOutline`.
        """
        _, previous, following = self.relations.get(docname, (None, None, None))
        return {
            "parents": [],
            "prev": self._neighbour(docname, previous),
            "next": self._neighbour(docname, following),
            "title": escape(self._title(docname)),
            "meta": self.env.metadata.get(docname),
            "body": body,
            "metatags": _without_viewport(metatags),
            "rellinks": self.globalcontext["rellinks"],
            "sourcename": "",
            "toc": "",
            "display_toc": False,
            "page_source_suffix": Path(self.env.doc2path(docname, False)).suffix,
        }

    def _neighbour(self, docname: str, other: str | None) -> dict[str, str] | None:
        if other is None or other not in self.env.titles:
            return None
        return {"link": self.get_relative_uri(docname, other), "title": escape(self._title(other))}

    def _title(self, docname: str) -> str:
        title = self.env.longtitles.get(docname)
        return title.astext() if title is not None else docname


def _without_viewport(metatags: str) -> str:
    """Leave out docutils' `viewport`: the theme says it for every page, and browsers take the last of two."""
    return _VIEWPORT.sub("", metatags)


def _is_needless(filename: object) -> bool:
    return Path(str(filename)).name.startswith(_NEEDLESS)


def use_builder(app: Sphinx, config: Config) -> None:
    """Put our builder in Sphinx's place; before it is made, and only where our theme is used."""
    if is_ours(config):
        app.add_builder(GuideHTMLBuilder, override=True)


def setup_builder(app: Sphinx) -> None:
    app.connect("config-inited", use_builder)
