"""A PDF in another language: which way its lines run, and what of it is German."""

from __future__ import annotations

from collections.abc import Mapping

from docutils import nodes
from sphinx.config import Config

from ratgeber_tools import dialect
from ratgeber_tools.editions.manifest import GERMAN
from ratgeber_tools.sphinx_ext.edition import public_edition
from ratgeber_tools.sphinx_ext.nodes import GERMAN_CLASS
from ratgeber_tools.sphinx_ext.pdf import syntax


def language_settings(config: Config) -> Mapping[str, str]:
    """Return what the theme reads of the language (`theme/mode.typ`); nothing for German."""
    edition = public_edition(config)
    if edition is None or edition.language == GERMAN:
        return {}
    direction = dialect.direction_of(edition.language)
    return {"language": edition.language, "direction": direction}


def as_german(node: nodes.Node, made: str) -> str:
    """Return a block as German where nobody has translated it, else as it is."""
    if not made or not isinstance(node, nodes.Element) or GERMAN_CLASS not in node["classes"]:
        return made
    return syntax.call("foreign", made, language=syntax.string(GERMAN), direction=syntax.string("ltr"))
