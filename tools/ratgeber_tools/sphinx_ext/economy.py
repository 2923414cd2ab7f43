"""What docutils, MyST and Python do for each page though once would be enough; measured on 250 pages.

* Python looks for garbage ever again among doctrees that all stay until they are written: a fifth of the time.
* docutils builds its table of command line options, some seventy, for every page it reads.
* Sphinx asks ten domains of every node whether it has a number; one of them numbers anything.
* MyST makes a document with those options for every text, also where it is given one.
"""

from __future__ import annotations

import gc
from collections.abc import Mapping
from copy import copy
from functools import cache
from typing import Any

from docutils.frontend import Values, get_default_settings
from docutils.utils import DependencyList
from myst_parser.mdit_to_docutils import base
from sphinx.application import Sphinx
from sphinx.domains import Domain
from sphinx.environment import BuildEnvironment
from sphinx.environment.collectors.toctree import TocTreeCollector
from sphinx.util import docutils as sphinx_docutils

#: New objects before Python looks for garbage among them, and how often it then looks among older ones.  Looking costs
#: by the object, however often it is done: a guide of 250 pages makes 1.2 million and needs 95 MB more without; beyond
#: two million memory counts for more.
_THRESHOLD = (2_000_000, 20, 100)
_default_settings = cache(get_default_settings)
_numbered = TocTreeCollector.assign_figure_numbers
_made = sphinx_docutils._get_settings
_asked: dict[tuple[Any, ...], tuple[Mapping[str, Any], Values]] = {}


def settings_of(*components: Any, defaults: Mapping[str, Any], read_config_files: bool = False) -> Values:
    """Return what Sphinx would have made of the same components and defaults, as a copy of its own."""
    key = (*(each if isinstance(each, type) else type(each) for each in components), read_config_files)
    known = _asked.get(key)
    if known is None or known[0] != defaults:
        known = dict(defaults), _made(*components, defaults=defaults, read_config_files=read_config_files)
        _asked[key] = known
    settings = copy(known[1])
    for name, value in vars(settings).items():
        if isinstance(value, list | dict):
            setattr(settings, name, copy(value))
    settings.record_dependencies = DependencyList()  # what a page rests on is its own
    return settings


class _NumberingDomains:
    """The domains that number anything, as the collector of figure numbers asks for them."""

    def __init__(self, domains: Any) -> None:
        self.standard_domain = domains.standard_domain
        self._numbering = tuple(domain for domain in domains.sorted() if _numbers(domain))

    def sorted(self) -> tuple[Domain, ...]:
        return self._numbering


def _numbers(domain: Domain) -> bool:
    is_its_own = type(domain).get_enumerable_node_type is not Domain.get_enumerable_node_type
    return bool(domain.enumerable_nodes) or is_its_own


def assign_figure_numbers(self: TocTreeCollector, env: BuildEnvironment) -> list[str]:
    """Number figures and tables as Sphinx does, asking only the domains that number anything."""
    domains: Any = env.domains
    env.domains = _NumberingDomains(domains)  # type: ignore[assignment]
    try:
        return _numbered(self, env)
    finally:
        env.domains = domains


def setup_economy(app: Sphinx) -> None:
    gc.set_threshold(*_THRESHOLD)
    sphinx_docutils._get_settings = settings_of
    TocTreeCollector.assign_figure_numbers = assign_figure_numbers  # type: ignore[method-assign]
    if vars(base)["get_default_settings"] is not _default_settings:
        setattr(base, "get_default_settings", _default_settings)  # noqa: B010 - MyST does not export what it imports
