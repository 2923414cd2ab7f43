"""What is known of the web site as a whole: its address, and what kind of builder makes it."""

from __future__ import annotations

from urllib.parse import urlsplit

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from ratgeber_tools.sphinx_ext.data.domain import data_domain


def site_address(environment: BuildEnvironment) -> str:
    """Return the guide's address with a slash at its end, or nothing while it has none."""
    address = data_domain(environment).view.records.municipality.guide_web or ""
    return f"{address.rstrip('/')}/" if address else ""


def base_path(environment: BuildEnvironment) -> str:
    """Return the path all pages lie below, with slashes around; the root while there is no address."""
    return urlsplit(site_address(environment)).path or "/"


def page_builder(app: Sphinx) -> StandaloneHTMLBuilder | None:
    """Return the builder if it writes one page a chapter, whatever the theme."""
    builder = app.builder
    return builder if isinstance(builder, StandaloneHTMLBuilder) and builder.name in ("html", "dirhtml") else None
