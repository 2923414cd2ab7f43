"""A sentence in place of what an old release says in a way the tool no longer understands.

A chapter stays public for years, as it was released; meanwhile a building block may have gone, or a record it names.
Then parents read whom to ask, and the page is published all the same.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from docutils import nodes, utils
from docutils.frontend import get_default_settings
from docutils.parsers.rst import directives, languages, roles
from myst_parser.parsers.docutils_ import Parser
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective, SphinxRole

from ratgeber_tools.sphinx_ext.edition import public_edition

_LOGGER = logging.getLogger(__name__)

_DIRECTIVE = re.compile(r"(?m)(?:`{3,}|~{3,}|:{3,})\{([^\s}]+)\}")
_ROLE = re.compile(r"\{([A-Za-z][\w:.+-]*)\}`")
#: MyST runs this one itself.
_BUILT_IN = frozenset({"eval-rst"})
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


class TombstoneDirective(SphinxDirective):
    """Stands for a building block there is no more, whatever its argument, options and content are."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        _tell(f"Den Baustein {{{self.name}}} gibt es nicht mehr", self.get_location())
        return [block_tombstone(self.env)]


class TombstoneRole(SphinxRole):
    """Stands for a role there is no more."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        _tell(f"Die Auszeichnung {{{self.name}}} gibt es nicht mehr", self.get_location())
        return [inline_tombstone(self.env)], []


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


def register_tombstones(app: Sphinx, environment: BuildEnvironment, docnames: list[str]) -> None:
    """Register a tombstone for every directive and role of the sources that nobody has registered."""
    if public_edition(app.config) is None:
        return
    texts = [Path(environment.doc2path(name)).read_text(encoding="utf-8") for name in environment.found_docs]
    for name in sorted({name for text in texts for name in _DIRECTIVE.findall(text)} - _BUILT_IN):
        if not _is_directive(name, environment):
            app.add_directive(name, TombstoneDirective)
    for name in sorted({name for text in texts for name in _ROLE.findall(text)}):
        if not _is_role(name, environment):
            app.add_role(name, TombstoneRole())


def _is_directive(name: str, environment: BuildEnvironment) -> bool:
    if _in_domain(name, environment, "directives"):
        return True
    language = languages.get_language(environment.config.language)
    found, _ = directives.directive(name, language, _scratch_document())  # type: ignore[arg-type]
    return found is not None


def _is_role(name: str, environment: BuildEnvironment) -> bool:
    if _in_domain(name, environment, "roles"):
        return True
    language = languages.get_language(environment.config.language)
    found, _ = roles.role(name, language, 0, _scratch_document().reporter)  # type: ignore[arg-type]
    return found is not None


def _in_domain(name: str, environment: BuildEnvironment, kind: str) -> bool:
    domain, _, short = name.rpartition(":")
    return any(each.name == (domain or "std") and short in getattr(each, kind) for each in environment.domains.sorted())


def _scratch_document() -> nodes.document:
    settings: Any = get_default_settings(Parser)
    settings.report_level = 5
    return utils.new_document("", settings)


def _tell(what: str, location: str) -> None:
    _LOGGER.warning(
        "%s; an seiner Stelle lesen Eltern, bei wem sie nachfragen können. Geben Sie das Kapitel neu frei.",
        what,
        location=location,
        type="ratgeber",
        subtype="baustein-veraltet",
    )


def setup_tombstones(app: Sphinx) -> None:
    app.connect("env-before-read-docs", register_tombstones)
    app.add_transform(BuryErrors)
