"""Our style sheet, our words for the search script, and the theme's templates that need a German label."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

_HERE = Path(__file__).parent


def add_folders(app: Sphinx, config: Config) -> None:
    """Prepend our templates, in both ways the theme includes its components; add our static files."""
    overrides = _HERE / "overrides"
    config.templates_path = [str(overrides), str(overrides / "components"), *config.templates_path]
    config.html_static_path = [*config.html_static_path, str(_HERE / "static")]


def setup_assets(app: Sphinx) -> None:
    app.connect("config-inited", add_folders)
    app.add_css_file("ratgeber.css")
    app.add_js_file("ratgeber-deutsch.js", priority=900)
