"""The guide without the internet: installable, kept on the device, honest about its age.  Public edition only."""

from __future__ import annotations

from sphinx.application import Sphinx

from ratgeber_tools.sphinx_ext.html.offline.manifest import setup_manifest
from ratgeber_tools.sphinx_ext.html.offline.offline_page import setup_offline_page
from ratgeber_tools.sphinx_ext.html.offline.worker import setup_worker


def setup_offline(app: Sphinx) -> None:
    setup_manifest(app)
    setup_offline_page(app)
    setup_worker(app)
