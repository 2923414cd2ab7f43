"""404: what a server shows for an address that leads nowhere; search, and ways on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from ratgeber_tools.sphinx_ext.addresses import base_path
from ratgeber_tools.sphinx_ext.builders import page_builder
from ratgeber_tools.sphinx_ext.edition import is_translated

PAGE = "404"
_TITLE = "Diese Seite gibt es nicht"
_DESCRIPTION = "Zu dieser Adresse gibt es keine Seite. Hier finden Sie die Suche und andere Wege weiter."
#: Targets of chapters that lead on, with the words of the link; an edition links those it has.
_WAYS_ON = (
    ("ich-suche-hilfe", "Ich habe ein Problem und suche Hilfe"),
    ("termine-auf-einen-blick", "Termine auf einen Blick"),
    ("anlaufstellen", "Adressen und Telefonnummern"),
)
_RELATIVE = re.compile(r'(\s(?:href|src|action)=")(?![a-z][a-z0-9+.-]*:|/|#|")', re.IGNORECASE)


def missing_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield the page for Sphinx to render like any other."""
    builder = page_builder(app)
    if builder is None or is_translated(app.config):
        return
    anchors = app.env.domains.standard_domain.anonlabels
    ways = [("index.html", "Zur Startseite")]
    ways += [(builder.get_target_uri(anchors[name][0]), words) for name, words in _WAYS_ON if name in anchors]
    if app.config.html_use_index:
        ways.append(("genindex.html", "Alle Stichwörter von A bis Z"))
    links = "".join(f'<li><a href="{escape(address)}">{escape(words)}</a></li>' for address, words in ways)
    body = (
        f"<h1>{_TITLE}</h1>"
        "<p>Vielleicht ist in der Adresse ein Fehler. Oder die Seite heißt jetzt anders.</p>"
        '<form class="rg-suche" action="search.html">'
        '<input type="search" name="q" aria-label="Wonach suchen Sie?" autocomplete="off" spellcheck="false">'
        "<button>Suchen</button></form>"
        f"<h2>Hier geht es weiter</h2><ul>{links}</ul>"
    )
    yield PAGE, {"title": _TITLE, "body": body, "description": _DESCRIPTION}, "page.html"


def root_links(page: str, base: str) -> str:
    """Return a page of the first level with links that hold wherever a server shows it; `base` has slashes around.

    A `<base>` would do the same, and lead “Zum Inhalt springen” to another page.
    """
    return _RELATIVE.sub(rf"\g<1>{base}", page)


def lead_from_root(app: Sphinx, exception: Exception | None) -> None:
    """A server shows this page for `/a/b/c` as well, where relative links would lead astray."""
    builder = page_builder(app)
    if exception is not None or builder is None:
        return
    path = Path(builder.get_outfilename(PAGE))
    if path.is_file():
        page = path.read_text(encoding="utf-8")
        path.write_text(root_links(page, base_path(app.env)), encoding="utf-8", newline="\n")


def setup_missing_page(app: Sphinx) -> None:
    app.connect("html-collect-pages", missing_page)
    app.connect("build-finished", lead_from_root)
