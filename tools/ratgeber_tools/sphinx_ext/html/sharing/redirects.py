"""Short addresses and former ones: small pages that lead to where a chapter is now, without any script.

In the working edition they come from the chapters as they are and from the list of published addresses; in the public
edition from what is public and from the same list.  An address whose chapter is not public now says so.
"""

from __future__ import annotations

import posixpath
import shutil
from collections.abc import Mapping
from html import escape
from pathlib import Path

from sphinx.application import Sphinx

from ratgeber_tools.guide.addresses import SHORT_FOLDER, addresses, page_address, read_published, short_names
from ratgeber_tools.sphinx_ext.data.settings import guide_folder
from ratgeber_tools.sphinx_ext.edition import public_edition
from ratgeber_tools.sphinx_ext.html.sharing.site import page_builder, site_address
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


def wished_names(app: Sphinx) -> dict[str, str]:
    """Return the short name each page's head asks for ("" for none), by the page's name."""
    edition = public_edition(app.config)
    if edition is not None:
        return {name: page.short_name for name, page in edition.pages.items()}
    metadata = app.env.metadata
    return {name: str(metadata.get(name, {}).get("kurzadresse") or "") for name in sorted(app.env.found_docs)}


def targets(app: Sphinx) -> dict[str, str | None]:
    """Return every address below the guide's own, with the page it leads to, or None if that is not there now.

    What was published once keeps its meaning, whatever a newer chapter would like to be called.
    """
    published: Mapping[str, str] = read_published(guide_folder(app)).leads_to
    return {
        **addresses(short_names(wished_names(app))),
        **{address: _present_name(app, name) for address, name in published.items()},
    }


def _present_name(app: Sphinx, name: str) -> str | None:
    edition = public_edition(app.config)
    if edition is not None:
        return edition.public_name(name)
    return name if name in app.env.found_docs else None


def write_redirects(app: Sphinx, exception: Exception | None) -> None:
    """Write a page for every address that is no chapter's own; those of the build before go first."""
    builder = page_builder(app)
    if exception is not None or builder is None:
        return
    outdir = Path(builder.outdir)
    shutil.rmtree(outdir / SHORT_FOLDER, ignore_errors=True)
    own = {page_address(name) for name in app.env.found_docs}
    for address, name in targets(app).items():
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
    address = site_address(app.env)
    return redirect_page(to_root, uri, title=title, site=site, canonical=f"{address}{uri}" if address else "")


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
        head='<meta name="robots" content="noindex">\n',
        style=f"{to_root}/_static/{STYLE_SHEET}",
        body="<p>Vielleicht wird sie gerade überarbeitet. Hier geht es weiter:</p>\n"
        f'<ul><li><a href="{to_root}/index.html">Zur Startseite</a></li>'
        f'<li><a href="{to_root}/search.html">Im Ratgeber suchen</a></li></ul>',
    )


def setup_redirects(app: Sphinx) -> None:
    app.connect("build-finished", write_redirects)
