"""What a device shows without the internet for a page it has not kept: the two numbers that are always right."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from ratgeber_tools.sphinx_ext.addresses import base_path
from ratgeber_tools.sphinx_ext.builders import page_builder
from ratgeber_tools.sphinx_ext.html.offline.manifest import is_kept
from ratgeber_tools.sphinx_ext.html.sharing.missing_page import root_links

PAGE = "ohne-internet"
#: In all of Germany since 1973 and in all of the European Union: no office of a town has to confirm them.
ALWAYS_RIGHT = (
    '<p><strong>Notruf: <a href="tel:112">112</a></strong> für Rettungsdienst und Feuerwehr, '
    '<strong><a href="tel:110">110</a></strong> für die Polizei. Diese Nummern gelten immer.</p>'
)
_TITLE = "Ohne Internet"
_DESCRIPTION = "Ihr Gerät hat gerade kein Internet. Diese Seite sagt, was trotzdem geht."
_BODY = f"""<h1>{_TITLE}</h1>
{ALWAYS_RIGHT}
<p>Ihr Gerät hat gerade kein Internet, und diese Seite ist nicht gespeichert.</p>
<ul><li><a href="index.html">Zur Startseite</a></li><li><a href="search.html">Im Ratgeber suchen</a></li></ul>
<p>Sobald Sie wieder Internet haben, laden Sie die Seite neu.</p>
"""


def offline_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield the page for Sphinx to render like any other."""
    if is_kept(app):
        yield PAGE, {"title": _TITLE, "body": _BODY, "description": _DESCRIPTION}, "page.html"


def lead_from_root(app: Sphinx, exception: Exception | None) -> None:
    """A device shows this page for every address, where relative links would lead astray."""
    builder = page_builder(app)
    if exception is None and builder is not None and is_kept(app):
        path = Path(builder.get_outfilename(PAGE))
        page = path.read_text(encoding="utf-8")
        path.write_text(root_links(page, base_path(app.env)), encoding="utf-8", newline="\n")


def setup_offline_page(app: Sphinx) -> None:
    app.connect("html-collect-pages", offline_page)
    app.connect("build-finished", lead_from_root)
