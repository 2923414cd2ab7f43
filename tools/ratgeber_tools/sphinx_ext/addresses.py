"""Where the guide and its pages are found in the web: one answer for pages, redirects, print and whatever is to come.

An address is said from the guide's own (`k/anmeldung/`), or whole with `https://` before it where the guide has one.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from urllib.parse import urlsplit

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from ratgeber_tools.guide.addresses import addresses, page_address, read_published, short_address, short_names
from ratgeber_tools.sphinx_ext.builders import page_builder
from ratgeber_tools.sphinx_ext.data.domain import data_domain
from ratgeber_tools.sphinx_ext.data.settings import guide_folder
from ratgeber_tools.sphinx_ext.edition import is_translated, public_edition, stands_alone


def site_address(environment: BuildEnvironment) -> str:
    """Return the guide's address with a slash at its end, or nothing while it has none."""
    address = data_domain(environment).view.records.municipality.guide_web or ""
    return f"{address.rstrip('/')}/" if address else ""


def is_passed_on(app: Sphinx) -> bool:
    """Say whether pages are news and get pictures of their own: public pages of the web, at whole addresses."""
    return page_builder(app) is not None and stands_alone(app.config) and bool(site_address(app.env))


def base_path(environment: BuildEnvironment) -> str:
    """Return the path all pages lie below, with slashes around; the root while there is no address."""
    return urlsplit(site_address(environment)).path or "/"


def whole_address(environment: BuildEnvironment, uri: str) -> str:
    """Return the one whole address of what lies at `uri`, or nothing while the guide has none.

    The start page is the guide's address itself, so that search engines do not know it twice.
    """
    base = site_address(environment)
    if base and is_translated(environment.config):
        base += f"{environment.config.language}/"
    return f"{base}{'' if uri == page_address(environment.config.root_doc) else uri}" if base else ""


class Addresses:
    """The short and former addresses of one edition.

    In the working edition they come from the chapters as they are and from the list of published addresses; in the
    public edition from what is public and from the same list.
    """

    def __init__(self, app: Sphinx) -> None:
        self._app = app

    @cached_property
    def short_names(self) -> dict[str, str]:
        """The short name of each page but the start page, by the page's name."""
        edition = public_edition(self._app.config)
        if edition is not None:
            return short_names({name: page.short_name for name, page in edition.pages.items()})
        metadata = self._app.env.metadata
        wished = {name: str(metadata.get(name, {}).get("kurzadresse") or "") for name in self._app.env.found_docs}
        return short_names(dict(sorted(wished.items())))

    @cached_property
    def targets(self) -> dict[str, str | None]:
        """Every address below the guide's own, with the page it leads to, or None if that is not there now.

        What was published once keeps its meaning, whatever a newer chapter would like to be called.
        """
        published: Mapping[str, str] = read_published(guide_folder(self._app)).leads_to
        return {
            **addresses(self.short_names),
            **{address: self._present_name(name) for address, name in published.items()},
        }

    def short(self, docname: str) -> str:
        """Return the shortest address that leads to a page: where its short one leads elsewhere, the page's own."""
        if docname == self._app.config.root_doc:
            return ""
        short = short_address(self.short_names[docname]) if docname in self.short_names else ""
        return short if short and self.targets.get(short) == docname else page_address(docname)

    def printed(self, docname: str) -> str:
        """Return the whole short address of a page, as paper says it; nothing while the guide has no address."""
        base = site_address(self._app.env)
        return f"{base}{self.short(docname)}" if base else ""

    def _present_name(self, name: str) -> str | None:
        edition = public_edition(self._app.config)
        if edition is not None:
            return edition.public_name(name)
        return name if name in self._app.env.found_docs else None
