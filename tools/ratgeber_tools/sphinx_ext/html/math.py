"""Formulas as MathML, which browsers and screen readers know by themselves; no script, no request to a third party."""

from __future__ import annotations

import html

from docutils import nodes
from docutils.utils.math import MathError
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.writers.html5 import HTML5Translator

_LOGGER = logging.getLogger(__name__)


def visit_math(self: HTML5Translator, node: nodes.math) -> None:
    self.body.append(mathml(node))
    raise nodes.SkipNode


def mathml(node: nodes.Element) -> str:
    """Return the formula, or its source as code with a warning when it is not TeX docutils understands."""
    source = node.astext()
    try:
        return str(tex2mathml(source, as_block=False))
    except MathError as error:
        _LOGGER.warning(
            "Die Formel „%s“ ist nicht lesbar: Prüfen Sie die TeX-Schreibweise (%s).",
            source,
            error,
            location=node,
            type="ratgeber",
            subtype="formel",
        )
        return f"<code>{html.escape(source)}</code>"


def setup_math(app: Sphinx) -> None:
    app.add_html_math_renderer("mathml", (visit_math, None))
