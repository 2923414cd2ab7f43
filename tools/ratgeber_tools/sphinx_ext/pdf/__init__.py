"""The PDF edition: Sphinx builders, and a pure translator from doctree to Typst source.

The builders are loaded when one of them is asked for: whoever builds web pages needs neither Typst's theme nor what
makes press files, which take as long to load as a hundred pages to write.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from sphinx.application import Sphinx

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

#: Name of the builder, its module in this package, and its class.
_BUILDERS = (
    ("pdf", "builder", "PdfBuilder"),
    ("print", "press_builder", "PressBuilder"),
    ("heft", "booklet_builder", "BookletBuilder"),
)


def setup_pdf(app: Sphinx) -> None:
    """Register the builders and what `conf.py` may say about the file."""
    for name, module, builder in _BUILDERS:
        app.registry.builders[name] = _when_asked_for(module, builder)  # type: ignore[assignment]
    for name, default in (
        ("ratgeber_pdf_name", "elternratgeber"),
        ("ratgeber_title", ""),  # empty: the root document's title
        ("ratgeber_subtitle", ""),
        ("ratgeber_publisher", ""),
        ("ratgeber_edition", "Arbeitsfassung"),
    ):
        app.add_config_value(name, default, "", (str,))
    app.add_config_value("ratgeber_kapitel_pdfs", False, "", (bool,))  # also each chapter as a file of its own
    app.add_config_value("ratgeber_satz_ablage", "", "", (str,))  # folder of what was set before; empty: none


def _when_asked_for(module: str, builder: str) -> Callable[[Sphinx, BuildEnvironment], Builder]:
    """Return what Sphinx calls as it would the class."""

    def make(app: Sphinx, environment: BuildEnvironment) -> Builder:
        made: Builder = getattr(import_module(f"{__name__}.{module}"), builder)(app, environment)
        return made

    return make
