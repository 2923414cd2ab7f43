"""The list of worries on “Ich suche Hilfe” brings along what people say for the words it uses, for its script."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from ratgeber_tools.data.search_words import WORDS_FILE, load_search_words
from ratgeber_tools.sphinx_ext.data.domain import data_domain
from ratgeber_tools.sphinx_ext.html.builder import GuideHTMLBuilder

#: Letters of a word that change with its form, and those that are left at least.
_ENDING, _SHORTEST = 2, 4
_LIST = '<ul class="rg-finder'


def add_sayings(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    if doctree is None or not isinstance(app.builder, GuideHTMLBuilder) or _LIST not in context.get("body", ""):
        return
    words, _ = load_search_words(data_domain(app.env).folder / WORDS_FILE)
    sayings = escape(sayings_for(doctree.astext(), words))
    for part in ("body", "body_rest"):
        context[part] = context.get(part, "").replace(_LIST, f'<ul data-worte="{sayings}" class="rg-finder', 1)


def sayings_for(text: str, words: Mapping[str, tuple[str, ...]]) -> str:
    """Return the entries of `words` that mean something in `text`: `said=meant meant|said=meant`.

    A word may stand there in another form; its ending does not count.
    """
    there = text.casefold()
    useful = {said: [each for each in meant if _beginning(each) in there] for said, meant in words.items()}
    return "|".join(f"{said}={' '.join(meant)}" for said, meant in useful.items() if meant)


def _beginning(word: str) -> str:
    return word.casefold()[: max(_SHORTEST, len(word) - _ENDING)]


def setup_worries(app: Sphinx) -> None:
    app.connect("html-page-context", add_sayings)
