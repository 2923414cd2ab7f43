"""The web edition: how our nodes look in HTML, and the theme in German."""

from __future__ import annotations

from sphinx.application import Sphinx

from ratgeber_tools.sphinx_ext.html.assets import setup_assets
from ratgeber_tools.sphinx_ext.html.german import setup_german
from ratgeber_tools.sphinx_ext.html.math import setup_math
from ratgeber_tools.sphinx_ext.html.translator import setup_translator
from ratgeber_tools.sphinx_ext.html.visitors import setup_visitors


def setup_html(app: Sphinx) -> None:
    setup_visitors(app)
    setup_translator(app)
    setup_math(app)
    setup_german(app)
    setup_assets(app)
