"""What hundreds of small builds in one process need not do anew each time; what they build is the same."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from importlib.metadata import entry_points
from unittest.mock import patch

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from jinja2.sandbox import SandboxedEnvironment
from sphinx.deprecation import RemovedInSphinx11Warning
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


@contextmanager
def quick_sphinx() -> Iterator[None]:
    """Surround one build: its names of directives and roles go afterwards; only warnings and errors are told."""
    with (
        warnings.catch_warnings(),
        docutils_namespace(),
        patch("sphinx.jinja2glue.SandboxedEnvironment", _ENVIRONMENT),
        patch("sphinx.theming.entry_points", _ENTRY_POINTS),
    ):
        warnings.simplefilter("ignore", RemovedInSphinx11Warning)  # myst-parser 5.2 still uses what goes
        before = logging.root.manager.disable
        logging.disable(logging.INFO)
        try:
            yield
        finally:
            logging.disable(before)
