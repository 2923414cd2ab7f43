"""What a page tells programs about itself: how it looks when it is passed on, and where it lies."""

from __future__ import annotations

from html import escape
from typing import Any, NamedTuple

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.fileutil import copy_asset_file

from ratgeber_tools.sphinx_ext.addresses import is_passed_on, site_address, whole_address
from ratgeber_tools.sphinx_ext.builders import page_builder
from ratgeber_tools.sphinx_ext.html.description import description_of
from ratgeber_tools.sphinx_ext.html.sharing.share_images import picture_name
from ratgeber_tools.sphinx_ext.html.themes import THEME_STATIC
from ratgeber_tools.typesetting.share_pictures import HEIGHT, WIDTH

#: The guide's sign for home screens and for links that are passed on; square, in pixels.
ICON, ICON_SIDE = "zeichen-512.png", 512
FAVICON = "favicon.ico"
#: Where the environment keeps the address all pages name, as it was on the last build.
_STORE = "ratgeber_site_address"


class ShareImage(NamedTuple):
    """A picture for messengers: its whole address, its size in pixels, and what it shows in words."""

    address: str
    width: int
    height: int
    words: str


#: What Open Graph calls a language; others by their tag alone.
LOCALES = {"de": "de_DE"}


def add_page_meta(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Open Graph for messengers, the one address of a page for search engines."""
    builder = page_builder(app)
    if builder is None:
        return
    lines = [_link("apple-touch-icon", context["pathto"](f"_static/{ICON}", 1))]
    if doctree is not None:
        address = whole_address(app.env, app.builder.get_target_uri(page))
        description = context.get("description") or description_of(doctree, title=_title(app, page))
        lines += open_graph(
            title=_title(app, page),
            site=app.config.html_title,
            description=description,
            address=address,
            image=_image(app, page),
            is_start=page == app.config.root_doc,
            locale=LOCALES.get(app.config.language, app.config.language),
        )
        if address:
            context["pageurl"] = address
    context["metatags"] = context.get("metatags", "") + "".join(f"\n{line}" for line in lines)


def open_graph(
    *,
    title: str,
    site: str,
    description: str,
    address: str,
    image: ShareImage | None,
    is_start: bool,
    locale: str = "de_DE",
) -> list[str]:
    """Return the page's Open Graph properties (ogp.me); what is empty is left out."""
    properties = {
        "og:type": "website" if is_start else "article",
        "og:title": title,
        "og:site_name": site,
        "og:description": description,
        "og:locale": locale,
        "og:url": address,
    }
    if image is not None:
        properties |= {
            "og:image": image.address,
            "og:image:width": str(image.width),
            "og:image:height": str(image.height),
            "og:image:alt": image.words,
        }
    lines = [f'<meta property="{name}" content="{escape(value)}">' for name, value in properties.items() if value]
    if image is not None and image.width > image.height:
        lines.append('<meta name="twitter:card" content="summary_large_image">')
    return lines


def pages_to_write(app: Sphinx, environment: BuildEnvironment) -> list[str]:
    """Have all pages written again when the guide gets another address."""
    address = site_address(environment)
    if page_builder(app) is None or getattr(environment, _STORE, None) == address:
        return []
    setattr(environment, _STORE, address)
    return sorted(environment.found_docs)


def copy_icon(app: Sphinx, exception: Exception | None) -> None:
    """Put the sign beside the pages of a fallback theme too, and where browsers ask for it unasked."""
    builder = page_builder(app)
    if exception is None and builder is not None:
        copy_asset_file(THEME_STATIC / FAVICON, builder.outdir, force=True)
        copy_asset_file(THEME_STATIC / ICON, builder.outdir / "_static", force=True)


def _image(app: Sphinx, page: str) -> ShareImage | None:
    """Return the page's own picture in the public edition, else the sign; none while there is no address for it."""
    if not site_address(app.env):
        return None
    if is_passed_on(app):
        title = _title(app, page)
        return ShareImage(
            whole_address(app.env, picture_name(page)), WIDTH, HEIGHT, f"{title} – {app.config.html_title}"
        )
    sign = whole_address(app.env, f"_static/{ICON}")
    return ShareImage(sign, ICON_SIDE, ICON_SIDE, f"Zeichen: {app.config.html_title}")


def _link(relation: str, address: str) -> str:
    return f'<link rel="{relation}" href="{escape(address)}">'


def _title(app: Sphinx, page: str) -> str:
    title = app.env.longtitles.get(page)
    return title.astext() if title is not None else ""


def setup_page_meta(app: Sphinx) -> None:
    app.connect("html-page-context", add_page_meta)
    app.connect("env-updated", pages_to_write)
    app.connect("build-finished", copy_icon)
