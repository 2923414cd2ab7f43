"""Words of the interface that Sphinx's and the theme's German catalogues leave in English."""

from __future__ import annotations

import gettext

from sphinx import locale
from sphinx.application import Sphinx
from sphinx.config import Config

_MISSING = {
    "Added in version %s": "Neu seit %s",
    "Changed in version %s": "Geändert seit %s",
    "Deprecated since version %s": "Veraltet seit %s",
    "Removed in version %s": "Entfallen seit %s",
    "Link to this code": "Link zu diesem Beispiel",
    "Link to this equation": "Link zu dieser Formel",
    "Link to this heading": "Link zu dieser Überschrift",
    "Link to this image": "Link zu diesem Bild",
    "Link to this table": "Link zu dieser Tabelle",
    "Link to this term": "Link zu diesem Wort",
    "Link to this toctree": "Link zu diesem Verzeichnis",
    "Collapse Sidebar": "Seitenleiste einklappen",
    "Expand Sidebar": "Seitenleiste ausklappen",
}


class _Fallback(gettext.NullTranslations):
    """Answers for what Sphinx's catalogue does not know, and leaves the rest to the theme's, which comes after it."""

    def gettext(self, message: str) -> str:
        return _MISSING.get(message) or super().gettext(message)


def add_german_words(app: Sphinx, config: Config) -> None:
    """Once a process: gettext keeps catalogues, and a chain that grew with every build would end too deep."""
    catalogue = locale.translators["general", "sphinx"]
    if config.language == "de" and any(catalogue.gettext(english) == english for english in _MISSING):
        catalogue.add_fallback(_Fallback())


def setup_german(app: Sphinx) -> None:
    app.connect("config-inited", add_german_words)
