"""Which script goes to which page; and in a theme that is not ours, how our building blocks look."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from ratgeber_tools.sphinx_ext.html.builder import GuideHTMLBuilder
from ratgeber_tools.sphinx_ext.html.style_sheet import CHOICE_SHEET, SELDOM_SHEET, STYLE_SHEET, WAYS_SHEET, style_sheet
from ratgeber_tools.sphinx_ext.html.themes import is_ours

#: What only pages have that lead on; their style sheet is not every chapter's.
_WAYS = ('class="rg-wege', 'class="rg-finder', 'class="rg-anrufen', 'class="toctree-wrapper', "rg-naechste")
#: What few pages have; the form for a reader's voice brings the sheet along by itself.
_SELDOM = ('class="rg-film', "rg-tafeln", "rg-portrait", "rg-foerderzeichen", "footnote-reference", 'class="footnote')
#: What a page has in it, and the script of our theme that it then needs.
_SCRIPTS = (('class="rg-checkbox', "ratgeber-checkliste.js"), ('class="rg-finder', "ratgeber-hilfe.js"))


def add_scripts(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """A page without a checklist does not load the checklists' script, one without choices not their style sheet."""
    if isinstance(app.builder, GuideHTMLBuilder):
        for sign, script in _SCRIPTS:
            if sign in context.get("body", ""):
                app.builder.add_js_file(script, defer="defer")
        body = context.get("body", "")
        if 'class="rg-auswahl' in body:
            app.builder.add_css_file(CHOICE_SHEET)
        if any(look in body for look in _WAYS):
            app.builder.add_css_file(WAYS_SHEET)
        if template == "genindex.html" or any(look in body for look in _SELDOM):
            app.builder.add_css_file(SELDOM_SHEET)


def write_block_styles(app: Sphinx) -> None:
    """For a fallback theme, put the looks of our building blocks beside its own style sheets."""
    if isinstance(app.builder, StandaloneHTMLBuilder) and not is_ours(app.config):
        target = Path(app.outdir, "_static", STYLE_SHEET)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(style_sheet(is_whole_page=False), encoding="utf-8", newline="\n")
        app.add_css_file(STYLE_SHEET)


def setup_assets(app: Sphinx) -> None:
    app.connect("builder-inited", write_block_styles)
    app.connect("html-page-context", add_scripts)
