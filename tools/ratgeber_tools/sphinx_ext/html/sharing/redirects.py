"""Short addresses and former ones: small pages that lead to where a chapter is now, without any script.

An address whose chapter is not public now says so.
"""

from __future__ import annotations

import posixpath
import shutil
from html import escape
from pathlib import Path

from sphinx.application import Sphinx

from ratgeber_tools.guide.addresses import SHORT_FOLDER, page_address
from ratgeber_tools.sphinx_ext.addresses import Addresses, whole_address
from ratgeber_tools.sphinx_ext.builders import page_builder
from ratgeber_tools.sphinx_ext.edition import is_translated
from ratgeber_tools.sphinx_ext.html.style_sheet import STYLE_SHEET

_PAGE = """\
<!DOCTYPE html>
<html lang="de">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title} – {site}</title>
{head}<link rel="stylesheet" href="{style}">
</head>
<body>
<main class="rg-umzug">
<h1>{title}</h1>
{body}
</main>
</body>
</html>
"""


def write_redirects(app: Sphinx, exception: Exception | None) -> None:
    """Write a page for every address that is no chapter's own; those of the build before go first."""
    builder = page_builder(app)
    if exception is not None or builder is None or is_translated(app.config):
        return
    outdir = Path(builder.outdir)
    shutil.rmtree(outdir / SHORT_FOLDER, ignore_errors=True)
    own = {page_address(name) for name in app.env.found_docs}
    for address, name in Addresses(app).targets.items():
        path = outdir / (f"{address}index.html" if address.endswith("/") else address)
        if address in own or not path.resolve().is_relative_to(outdir.resolve()):
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_page(app, path, name), encoding="utf-8", newline="\n")


def _page(app: Sphinx, path: Path, name: str | None) -> str:
    to_root = posixpath.relpath(".", path.relative_to(app.builder.outdir).parent.as_posix())
    site = app.config.html_title
    if name is None:
        return absent_page(to_root, site=site)
    uri = app.builder.get_target_uri(name)
    title = app.env.longtitles[name].astext() if name in app.env.longtitles else name
    return redirect_page(to_root, uri, title=title, site=site, canonical=whole_address(app.env, uri))


def redirect_page(to_root: str, uri: str, *, title: str, site: str, canonical: str = "") -> str:
    """Return a page that leads on at once, and by a link where a browser does not.

    `to_root` is the way from it to the first level, `uri` the target as seen from there.
    """
    target = escape(f"{to_root}/{uri}")
    return _PAGE.format(
        title=escape(title),
        site=escape(site),
        head=f'<link rel="canonical" href="{escape(canonical) or target}">\n'
        f'<meta http-equiv="refresh" content="0; url={target}">\n',
        style=f"{to_root}/_static/{STYLE_SHEET}",
        body="<p>Sie werden weitergeleitet. Geht es nicht von selbst, tippen Sie hier: "
        f'<a href="{target}">{escape(title)}</a></p>',
    )


def absent_page(to_root: str, *, site: str) -> str:
    """Return a page for an address whose chapter is not there at the moment."""
    return _PAGE.format(
        title="Diese Seite gibt es gerade nicht",
        site=escape(site),
        head='<meta name="robots" content="noindex">\n'
        '<meta name="description" content="Diese Seite gibt es gerade nicht. Hier geht es weiter.">\n',
        style=f"{to_root}/_static/{STYLE_SHEET}",
        body="<p>Vielleicht wird sie gerade überarbeitet. Hier geht es weiter:</p>\n"
        f'<ul><li><a href="{to_root}/index.html">Zur Startseite</a></li>'
        f'<li><a href="{to_root}/search.html">Im Ratgeber suchen</a></li></ul>',
    )


def setup_redirects(app: Sphinx) -> None:
    app.connect("build-finished", write_redirects)
