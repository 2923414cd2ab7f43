"""The web edition: the theme `ratgeber`, and how our nodes look in HTML."""

from __future__ import annotations

from sphinx.application import Sphinx

from ratgeber_tools.sphinx_ext.html.artwork import setup_artwork
from ratgeber_tools.sphinx_ext.html.assets import setup_assets
from ratgeber_tools.sphinx_ext.html.builder import setup_builder
from ratgeber_tools.sphinx_ext.html.contact_cards import setup_contact_cards
from ratgeber_tools.sphinx_ext.html.date_cards import setup_date_cards
from ratgeber_tools.sphinx_ext.html.drawings import setup_drawings
from ratgeber_tools.sphinx_ext.html.german import setup_german
from ratgeber_tools.sphinx_ext.html.imprint import setup_imprint
from ratgeber_tools.sphinx_ext.html.math import setup_math
from ratgeber_tools.sphinx_ext.html.offline import setup_offline
from ratgeber_tools.sphinx_ext.html.page_context import setup_page_context
from ratgeber_tools.sphinx_ext.html.school_pages import setup_school_pages
from ratgeber_tools.sphinx_ext.html.search.search_page import setup_search_page
from ratgeber_tools.sphinx_ext.html.sharing import setup_sharing
from ratgeber_tools.sphinx_ext.html.themes import setup_themes
from ratgeber_tools.sphinx_ext.html.translator import setup_translator
from ratgeber_tools.sphinx_ext.html.visitors import setup_visitors
from ratgeber_tools.sphinx_ext.html.word_index import setup_word_index


def setup_html(app: Sphinx) -> None:
    setup_themes(app)
    setup_builder(app)
    setup_visitors(app)
    setup_translator(app)
    setup_contact_cards(app)
    setup_date_cards(app)
    setup_math(app)
    setup_german(app)
    setup_page_context(app)
    setup_artwork(app)
    setup_imprint(app)
    setup_word_index(app)
    setup_drawings(app)
    setup_school_pages(app)
    setup_sharing(app)
    setup_search_page(app)
    setup_assets(app)
    setup_offline(app)
