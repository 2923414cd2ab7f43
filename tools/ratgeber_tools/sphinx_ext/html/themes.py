"""The theme `ratgeber`, and its parents known by their folders alone."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

THEME = "ratgeber"
_FOLDER = Path(__file__).parent / "theme" / THEME
THEME_STATIC = _FOLDER / "static"
#: The themes ours is derived from: name, which is that of its package too, nearest first.
_PARENTS = ("sphinx_book_theme", "pydata_sphinx_theme")


def is_ours(config: Config) -> bool:
    """Say whether the guide is built with our theme, not with another one as a fallback."""
    return bool(config.html_theme == THEME)


def know_parents(app: Sphinx, config: Config) -> None:
    """Tell Sphinx where the parents' options and templates lie.

    Left to itself it would load them as extensions: some twenty event handlers that resolve all toctrees for each
    page, add inline scripts, wrap our translator, and keep half of what they make for pages that never use it.
    """
    if is_ours(config):
        for parent in _PARENTS:
            app.add_html_theme(parent, str(_package_folder(parent) / "theme" / parent))


def _package_folder(name: str) -> Path:
    spec = find_spec(name)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent


def setup_themes(app: Sphinx) -> None:
    app.add_html_theme(THEME, str(_FOLDER))
    app.connect("config-inited", know_parents)
