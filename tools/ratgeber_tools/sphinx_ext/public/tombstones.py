"""A sentence in place of what an old release says in a way the tool no longer understands.

A chapter stays public for years, as it was released; meanwhile a building block may have gone, or a record it names.
Then parents read whom to ask, and the page is published all the same.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform
from sphinx.util import logging

from ratgeber_tools.findings import Finding
from ratgeber_tools.sphinx_ext.edition import public_edition

_LOGGER = logging.getLogger(__name__)

_ERROR = 3  # docutils' level; warnings leave their node usable


def tombstone_words(environment: BuildEnvironment) -> str:
    """Return what parents read where something of the present page is no longer known; no full stop at its end."""
    edition = public_edition(environment.config)
    page = None if edition is None else edition.pages.get(environment.current_document.docname)
    whom = f"hier nach: {page.responsible}" if page is not None and page.responsible else "bei der Stadt nach"
    return f"Diese Angabe wird gerade überprüft. Bitte fragen Sie {whom}"


def block_tombstone(environment: BuildEnvironment) -> nodes.paragraph:
    """Return a paragraph for where a building block was."""
    words = f"{tombstone_words(environment)}."
    return nodes.paragraph(words, words, classes=["rg-tombstone"])


def inline_tombstone(environment: BuildEnvironment) -> nodes.inline:
    """Return words in brackets for where something inside a sentence was."""
    words = f"({tombstone_words(environment)})"
    return nodes.inline(words, words, classes=["rg-tombstone"])


class BuryErrors(SphinxTransform):
    """Runs before Sphinx drops messages: where a building block refused its old content, parents read whom to ask."""

    default_priority = 80

    def apply(self, **kwargs: object) -> None:
        if public_edition(self.config) is None:
            return
        for message in list(self.document.findall(nodes.system_message)):
            if message["level"] >= _ERROR:
                is_inline = isinstance(message.parent, nodes.TextElement)
                message.replace_self(inline_tombstone(self.env) if is_inline else block_tombstone(self.env))


def tell_buried(finding: Finding, *, is_buried: bool) -> None:
    """Tell what an old release holds that nothing is made of any more, and whether a sentence stands in its place."""
    instead = "An seiner Stelle lesen Eltern, bei wem sie nachfragen können. " if is_buried else ""
    _LOGGER.warning(
        "%s",
        f"{finding.text} {instead}Geben Sie das Kapitel berichtigt neu frei.",
        location=f"{finding.path}:{finding.line or ''}",
        type="ratgeber",
        subtype="baustein-veraltet",
    )


def setup_tombstones(app: Sphinx) -> None:
    app.add_transform(BuryErrors)
