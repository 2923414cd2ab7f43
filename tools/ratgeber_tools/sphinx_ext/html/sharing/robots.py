"""For search engines: what may be listed (`robots.txt`), and, once the guide has an address, all its pages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

from sphinx.application import Sphinx

from ratgeber_tools.data.dates import parse_date
from ratgeber_tools.sphinx_ext.addresses import site_address, whole_address
from ratgeber_tools.sphinx_ext.builders import page_builder
from ratgeber_tools.sphinx_ext.edition import is_translated, public_edition
from ratgeber_tools.sphinx_ext.html.page_context import as_of

SITEMAP, ROBOTS = "sitemap.xml", "robots.txt"


def robots_text(address: str) -> str:
    """Return what search engines may read: everything, and where all of it is listed."""
    sitemap = f"\nSitemap: {address}{SITEMAP}\n" if address else ""
    return f"User-agent: *\nAllow: /\n{sitemap}"


def sitemap(pages: Mapping[str, date | None]) -> str:
    """Return a sitemap (sitemaps.org, protocol 0.9) of full addresses with the day of each page's content."""
    entries = "".join(
        f"<url><loc>{escape(address)}</loc>{f'<lastmod>{day.isoformat()}</lastmod>' if day else ''}</url>\n"
        for address, day in pages.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{entries}</urlset>\n'
    )


def write_files(app: Sphinx, exception: Exception | None) -> None:
    builder = page_builder(app)
    if exception is not None or builder is None or is_translated(app.config):
        return
    address = site_address(app.env)
    outdir = Path(builder.outdir)
    _write(outdir / ROBOTS, robots_text(address))
    if not address:
        (outdir / SITEMAP).unlink(missing_ok=True)
        return
    pages = {
        whole_address(app.env, builder.get_target_uri(name)): parse_date(as_of(app.env, name))
        for name in sorted(app.env.found_docs)
    }
    edition = public_edition(app.config)
    for language, names in ({} if edition is None else edition.translations).items():
        for name in (app.config.root_doc, *names):
            pages[f"{address}{language}/{builder.get_target_uri(name)}"] = parse_date(as_of(app.env, name))
    _write(outdir / SITEMAP, sitemap(pages))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def setup_robots(app: Sphinx) -> None:
    app.connect("build-finished", write_files)
