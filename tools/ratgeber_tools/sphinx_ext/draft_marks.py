"""The working edition says on every page what it is: a draft, or what is public already.

Whether a page is released is never in the page; it follows from the release log and what lies on the disk.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from ratgeber_tools.data.dates import format_date
from ratgeber_tools.editions.working import PageStanding, read_standings
from ratgeber_tools.errors import RatgeberError
from ratgeber_tools.sphinx_ext.edition import public_edition
from ratgeber_tools.sphinx_ext.html.builder import GuideHTMLBuilder

_LOGGER = logging.getLogger(__name__)

#: Hides what only editors see; the style sheet does it, the script remembers it from page to page.
_SWITCH = '<label><input type="checkbox" id="rg-ansicht"> Ansicht für Eltern</label>'

#: Where the environment keeps how each page stood when it was read: the day it is public since, and whether as it is.
_STORE = "ratgeber_standings"


def standing_of(environment: BuildEnvironment, docname: str) -> PageStanding:
    """Return how a page stands."""
    standings: Mapping[str, PageStanding] = getattr(environment, _STORE, {})
    return standings.get(docname, PageStanding())


def is_draft(environment: BuildEnvironment, docname: str) -> bool:
    """Say whether a page is to be marked as a draft: in the working edition all but what is public as it stands."""
    return are_marked(environment.config) and not standing_of(environment, docname).is_public


def are_marked(config: Config) -> bool:
    """Say whether pages say how they stand: not in the public edition, nor where nothing is ever released."""
    return public_edition(config) is None and bool(config.ratgeber_entwurf_zeigen)


def note_standings(
    app: Sphinx, environment: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Learn how the pages stand; return those whose standing has changed, to be read again."""
    if public_edition(app.config) is not None:
        return []
    before: Mapping[str, PageStanding] = getattr(environment, _STORE, {})
    source = Path(app.srcdir)
    now: Mapping[str, PageStanding] = {}
    try:
        if source.name == "ratgeber":
            pages = {name: Path(environment.doc2path(name)) for name in environment.found_docs}
            now = read_standings(source.parent, pages)
    except RatgeberError as error:
        _LOGGER.warning("%s", error, type="ratgeber", subtype="freigaben")
    setattr(environment, _STORE, dict(now))
    return [name for name in environment.found_docs if before.get(name) != now.get(name)]


def add_mark(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Hand the mark to the page's template: above the content, where neither search nor contents pick it up."""
    context["ratgeber_mark"] = ""
    if not are_marked(app.config):
        return
    words, kind = "Arbeitsfassung.", ""
    if page in app.env.found_docs:
        words, kind = _words(standing_of(app.env, page))
    context["ratgeber_mark"] = f'<p class="{f"rg-edition {kind}".strip()}" role="note">{words} {_SWITCH}</p>'
    if isinstance(app.builder, GuideHTMLBuilder):
        app.builder.add_js_file("ratgeber-ansicht.js", defer="defer")
        app.builder.add_css_file("ratgeber-ansicht.css")


def words_of_standing(environment: BuildEnvironment, docname: str) -> str:
    """Return what the working edition says above a page that is not public as it stands; "" for one that is."""
    return "" if standing_of(environment, docname).is_public else _words(standing_of(environment, docname))[0]


def _words(standing: PageStanding) -> tuple[str, str]:
    if standing.is_public:
        assert standing.public_since is not None
        return f"Arbeitsfassung. Diese Seite ist so freigegeben, am {format_date(standing.public_since)}.", ""
    words = "Arbeitsfassung. Diese Seite ist ein Entwurf und nicht freigegeben."
    if standing.public_since is not None:
        words += f" Öffentlich ist die Fassung vom {format_date(standing.public_since)}."
    return words, "rg-draft"


def setup_draft_marks(app: Sphinx) -> None:
    app.add_config_value("ratgeber_entwurf_zeigen", True, "env", (bool,))  # off for the handbook
    app.connect("env-get-outdated", note_standings)
    app.connect("html-page-context", add_mark)
