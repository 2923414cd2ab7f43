"""The guide as an EPUB 3, for phones and e-readers: a builder, a translator upon the web's, templates and styles.

The builder is loaded when it is asked for, as those of the PDFs are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.application import Sphinx
from sphinx.builders.epub3 import validate_config_values

if TYPE_CHECKING:
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment


def setup_epub(app: Sphinx) -> None:
    """Put our builder in the place of Sphinx's, whose books have their theme's pages, search and scripts in them."""
    app.registry.builders["epub"] = _when_asked_for  # type: ignore[assignment]
    for listener in list(app.events.listeners["builder-inited"]):
        if listener.handler is validate_config_values:  # of settings its own builder needs
            app.disconnect(listener.id)


def _when_asked_for(app: Sphinx, environment: BuildEnvironment) -> Builder:
    """Return what Sphinx calls as it would the class."""
    from ratgeber_tools.sphinx_ext.epub.builder import EpubBuilder

    return EpubBuilder(app, environment)
