"""A page the engine fails on is our bug: it costs that page of the working edition, and an error says so.

The public edition is not built then: nobody may miss a chapter without being told.
"""

from __future__ import annotations

from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import SphinxError

from ratgeber_tools.errors import our_mistake
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.sphinx_ext.edition import public_edition
from ratgeber_tools.sphinx_ext.reporting import report


def _guard_parser(app: Sphinx, config: Config) -> None:
    """Put a parser that forgives in the place of the one all extensions have agreed on by now."""
    if public_edition(config) is not None:
        return
    base = app.registry.get_source_parser("markdown")

    class GuardedParser(base):  # type: ignore[misc, valid-type]
        def parse(self, inputstring: str, document: nodes.document) -> None:
            try:
                super().parse(inputstring, document)
            except SphinxError:  # speaks for itself
                raise
            except Exception as error:
                document.children = []
                super().parse("# Diese Seite fehlt\n", document)
                _tell(document, error)

    app.registry.add_source_parser(GuardedParser, override=True)


def _tell(document: nodes.document, error: Exception) -> None:
    """Let the page say what happened, and be read anew next time."""
    environment = document.settings.env
    name = environment.current_document.docname
    path = Path(environment.doc2path(name))
    sentence = our_mistake(error, about=path.name)
    report(Finding(Code.TOOL_MISTAKE, sentence, path=path, line=1))
    environment.note_reread()
    page = document.children[-1]
    assert isinstance(page, nodes.Element)
    page += nodes.paragraph(text=sentence)


def setup_failing_pages(app: Sphinx) -> None:
    app.connect("config-inited", _guard_parser, priority=900)
