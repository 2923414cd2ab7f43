"""What docutils, MyST and Python do for each page though once would be enough; measured on 250 pages.

* Python looks for garbage ever again among doctrees that all stay until they are written: a fifth of the time.
* docutils builds its table of command line options, some seventy, for every page it reads.
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
from sphinx.util import docutils as sphinx_docutils

#: New objects before Python looks for garbage among them, and how often it then looks among older ones.
_THRESHOLD = (50_000, 20, 100)
_default_settings = cache(get_default_settings)
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


def setup_economy(app: Sphinx) -> None:
    gc.set_threshold(*_THRESHOLD)
    sphinx_docutils._get_settings = settings_of
    if vars(base)["get_default_settings"] is not _default_settings:
        setattr(base, "get_default_settings", _default_settings)  # noqa: B010 - MyST does not export what it imports
