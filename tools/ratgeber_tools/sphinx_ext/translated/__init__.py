"""Editions in other languages inside Sphinx: marks of German and old sentences, anchors as in German, ways across."""

from __future__ import annotations

from sphinx.application import Sphinx

from ratgeber_tools.sphinx_ext.translated.fixed_words import setup_fixed_words
from ratgeber_tools.sphinx_ext.translated.marks import setup_translation_marks
from ratgeber_tools.sphinx_ext.translated.same_anchors import setup_same_anchors
from ratgeber_tools.sphinx_ext.translated.switch import setup_language_switch


def setup_translated(app: Sphinx) -> None:
    setup_translation_marks(app)
    setup_same_anchors(app)
    setup_language_switch(app)
    setup_fixed_words(app)
