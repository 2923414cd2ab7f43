"""The PDF edition: a Sphinx builder, and a pure translator from doctree to Typst source."""

from __future__ import annotations

from sphinx.application import Sphinx

from ratgeber_tools.sphinx_ext.pdf.booklet_builder import BookletBuilder
from ratgeber_tools.sphinx_ext.pdf.builder import PdfBuilder
from ratgeber_tools.sphinx_ext.pdf.press_builder import PressBuilder


def setup_pdf(app: Sphinx) -> None:
    """Register the builders and what `conf.py` may say about the file."""
    app.add_builder(PdfBuilder)
    app.add_builder(PressBuilder)
    app.add_builder(BookletBuilder)
    for name, default in (
        ("ratgeber_pdf_name", "elternratgeber"),
        ("ratgeber_title", ""),  # empty: the root document's title
        ("ratgeber_subtitle", ""),
        ("ratgeber_publisher", ""),
        ("ratgeber_edition", "Arbeitsfassung"),
    ):
        app.add_config_value(name, default, "", (str,))
    app.add_config_value("ratgeber_kapitel_pdfs", False, "", (bool,))  # also each chapter as a file of its own
