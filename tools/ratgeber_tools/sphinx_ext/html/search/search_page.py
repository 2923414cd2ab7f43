"""What the search page offers besides results: other ways to an answer, and the office that answers questions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from ratgeber_tools.sphinx_ext.addresses import whole_address
from ratgeber_tools.sphinx_ext.html.imprint import office_to_ask
from ratgeber_tools.sphinx_ext.html.themes import is_ours

PAGE = "search"
#: Targets of chapters that lead on, and what the links say; a chapter this edition does not have is not linked.
_CHAPTERS = (
    ("ich-suche-hilfe", "Ich suche Hilfe bei … (nach Ihrer Sorge geordnet)"),
    ("glossar", "Wörter erklärt"),
)
_CONTENTS = "Alle Kapitel (Startseite)"
_INDEX = "Stichwortverzeichnis"


def add_search_context(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    if page == PAGE and is_ours(app.config):
        has_index = bool(app.config.html_use_index)
        context["search_ways"] = [*_ways(app.env), *([("genindex", _INDEX)] if has_index else [])]
        context["search_office"] = office_to_ask(app.env)
        if address := whole_address(app.env, app.builder.get_target_uri(PAGE)):
            context["pageurl"] = address  # one page, whatever is asked for


def _ways(environment: BuildEnvironment) -> Iterator[tuple[str, str]]:
    anchors = environment.domains.standard_domain.anonlabels
    yield from ((anchors[target][0], words) for target, words in _CHAPTERS if target in anchors)
    yield environment.config.root_doc, _CONTENTS


def setup_search_page(app: Sphinx) -> None:
    app.connect("html-page-context", add_search_context)
