"""Which edition is being built: the working edition, or the public one that a manifest describes."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ExtensionError

from ratgeber_tools.editions.manifest import GERMAN, Manifest, read_manifest
from ratgeber_tools.errors import RatgeberError


def public_edition(config: Config) -> Manifest | None:
    """Return what there is to know of the public edition, or None while the working edition is built."""
    path = config.ratgeber_manifest
    if not path:
        return None
    try:
        return _read(Path(path))
    except RatgeberError as error:
        raise ExtensionError(str(error)) from error


def is_translated(config: Config) -> bool:
    """Say whether what is built is an edition in another language than German."""
    edition = public_edition(config)
    return edition is not None and edition.language != GERMAN


def is_for_paper(app: Sphinx) -> bool:
    """Say whether a PDF is built: no word stands in it that a machine has translated and nobody checked."""
    return bool(app.builder.format == "pdf")


def stands_alone(config: Config) -> bool:
    """Say whether what is built is the public edition itself, not one of its languages, which lie below it."""
    return public_edition(config) is not None and not is_translated(config)


@lru_cache(maxsize=2)
def _read(path: Path) -> Manifest:
    return read_manifest(path)


def setup_edition(app: Sphinx) -> None:
    app.add_config_value("ratgeber_manifest", "", "env", (str,))
