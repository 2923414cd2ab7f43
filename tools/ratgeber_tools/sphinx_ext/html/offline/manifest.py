"""The web app manifest: what the guide is called and looks like on a home screen."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from ratgeber_tools import hues
from ratgeber_tools.files import write_whole
from ratgeber_tools.sphinx_ext.builders import page_builder
from ratgeber_tools.sphinx_ext.edition import stands_alone
from ratgeber_tools.sphinx_ext.html.sharing.page_meta import ICON, ICON_SIDE

MANIFEST = "ratgeber.webmanifest"
#: As the light page is in `styles/palette.css`.
_GROUND = "#fffdfa"


def is_kept(app: Sphinx) -> bool:
    """Say whether devices may keep the edition: what is public, never a draft."""
    return page_builder(app) is not None and stands_alone(app.config)


def manifest(title: str) -> dict[str, Any]:
    """Return the manifest (W3C Web App Manifest); every address in it is seen from where it lies."""
    return {
        "name": title,
        "short_name": title.split(maxsplit=1)[0],
        "lang": "de",
        "dir": "ltr",
        "id": "./",
        "start_url": "./index.html",
        "scope": "./",
        "display": "minimal-ui",
        "background_color": _GROUND,
        "theme_color": hues.PETROL.deep,
        "icons": [
            {"src": f"_static/{ICON}", "sizes": f"{ICON_SIDE}x{ICON_SIDE}", "type": "image/png", "purpose": "any"},
            {"src": "_static/zeichen.svg", "sizes": "any", "type": "image/svg+xml", "purpose": "any"},
        ],
    }


def name_manifest(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    if is_kept(app):
        address = escape(context["pathto"](MANIFEST, 1))
        context["metatags"] = context.get("metatags", "") + f'\n<link rel="manifest" href="{address}">'


def write_manifest(app: Sphinx, exception: Exception | None) -> None:
    if exception is None and is_kept(app):
        text = json.dumps(manifest(app.config.html_title), ensure_ascii=False, indent=1)
        write_whole(Path(app.outdir, MANIFEST), text.encode("utf-8"))


def setup_manifest(app: Sphinx) -> None:
    app.connect("html-page-context", name_manifest)
    app.connect("build-finished", write_manifest)
