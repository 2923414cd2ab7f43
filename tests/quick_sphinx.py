"""What hundreds of small builds in one process need not do anew each time; what they build is the same."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache, partial
from importlib.metadata import entry_points
from typing import Any
from unittest.mock import patch

from docutils.frontend import OptionParser, Values
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from jinja2.sandbox import SandboxedEnvironment
from sphinx.deprecation import RemovedInSphinx11Warning
from sphinx.jinja2glue import BuiltinTemplateLoader
from sphinx.util.docutils import docutils_namespace


class _CompiledTemplates(BytecodeCache):
    """The theme's templates as Jinja compiled them for an earlier build: nearly half the time of a small one."""

    def __init__(self) -> None:
        self._codes: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._codes:
            bucket.bytecode_from_string(self._codes[bucket.key])  # unless the source is another by now

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._codes[bucket.key] = bucket.bytecode_to_string()


_ENVIRONMENT = partial(SandboxedEnvironment, bytecode_cache=_CompiledTemplates())
_ENTRY_POINTS = cache(entry_points)  # of what is installed; it stays the same while the tests run


_LOOK_THROUGH = BuiltinTemplateLoader._newest_template_mtime_name
_NEWEST: dict[tuple[str, ...], tuple[float, str]] = {}
_DEFAULTS: dict[tuple[int, ...], tuple[list[Any], dict[str, Any]]] = {}


def _newest_template(loader: BuiltinTemplateLoader) -> tuple[float, str]:
    """Look through the theme's folders once: nobody writes a template while the tests run."""
    folders = tuple(map(str, loader.pathchain))
    if folders not in _NEWEST:
        _NEWEST[folders] = _LOOK_THROUGH(loader)
    return _NEWEST[folders]


def _settings(*components: Any, defaults: Mapping[str, Any], read_config_files: bool = False) -> Values:
    """Return docutils' settings of some components from a list made once; no file of the machine's counts."""
    held = [part for each in components for part in (
        each.settings_spec, each.settings_defaults, each.settings_default_overrides,
    )]  # fmt: skip
    key = tuple(map(id, held))
    if key not in _DEFAULTS:
        _DEFAULTS[key] = (held, OptionParser(components=components).defaults)
    values = Values({**_DEFAULTS[key][1], **defaults})
    values._config_files = []
    return values


@contextmanager
def quick_sphinx() -> Iterator[None]:
    """Surround one build: its names of directives and roles go afterwards; only warnings and errors are told."""
    with (
        warnings.catch_warnings(),
        docutils_namespace(),
        patch("sphinx.jinja2glue.SandboxedEnvironment", _ENVIRONMENT),
        patch("sphinx.theming.entry_points", _ENTRY_POINTS),
        patch.object(BuiltinTemplateLoader, "_newest_template_mtime_name", _newest_template),
        patch("sphinx.builders.html._get_settings", _settings),
    ):
        warnings.simplefilter("ignore", RemovedInSphinx11Warning)  # myst-parser 5.2 still uses what goes
        warnings.filterwarnings("ignore", "The frontend|frontend", DeprecationWarning)  # Sphinx 9 does the same
        before = logging.root.manager.disable
        logging.disable(logging.INFO)
        try:
            yield
        finally:
            logging.disable(before)
