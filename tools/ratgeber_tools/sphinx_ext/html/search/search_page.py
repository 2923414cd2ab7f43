"""What the search page offers besides results: other ways to an answer, and the office that answers questions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from ratgeber_tools.data.phones import dial_address
from ratgeber_tools.sphinx_ext.addresses import whole_address
from ratgeber_tools.sphinx_ext.data.domain import data_domain
from ratgeber_tools.sphinx_ext.html.themes import is_ours

PAGE = "search"
#: Targets of chapters that lead on, and what the links say; a chapter this edition does not have is not linked.
_CHAPTERS = (
    ("ich-suche-hilfe", "Ich suche Hilfe bei … (nach Ihrer Sorge geordnet)"),
    ("glossar", "Wörter erklärt"),
)
_CONTENTS = "Alle Kapitel (Startseite)"
_INDEX = "Stichwortverzeichnis"


class SearchOffice(NamedTuple):
    """Whom to ask; `phone` and the address that dials it are empty where this edition shows none."""

    name: str
    phone: str
    dial: str


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


def office_to_ask(environment: BuildEnvironment) -> SearchOffice | None:
    """Return the office of `auskunft` in kommune.yaml, with its number as far as this edition may show it."""
    whom = data_domain(environment).view.whom_to_ask()
    if not whom.office:
        return None
    phone = whom.phone or ""
    return SearchOffice(whom.office, phone, dial_address(phone) if phone else "")


def setup_search_page(app: Sphinx) -> None:
    app.connect("html-page-context", add_search_context)
