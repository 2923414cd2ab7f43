"""A chapter that was read with a warning is read again on the next build.

Sphinx reads only what changed, so a second build would otherwise be silent about a mistake nobody has mended.
"""

from __future__ import annotations

import logging as standard_logging
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from ratgeber_tools.sphinx_ext.reporting import place_of


class WarnedFiles(standard_logging.Filter):
    """Notes the file of every warning that gets as far as this filter."""

    def __init__(self, app: Sphinx) -> None:
        super().__init__()
        self._app = app
        self.paths: set[Path] = set()

    def filter(self, record: standard_logging.LogRecord) -> bool:
        path = place_of(record, self._app).rpartition(":")[0]
        if path:
            self.paths.add(Path(path))
        return True

    def mark(self, app: Sphinx, environment: BuildEnvironment) -> list[str]:
        """Have the noted chapters read again next time; nothing more is to be written now."""
        for path in self.paths:
            name = environment.path2doc(str(path))
            if name in environment.all_docs:
                environment.reread_always.add(name)
        return []


def setup_rereading(app: Sphinx) -> None:
    files = WarnedFiles(app)
    for handler in standard_logging.getLogger(logging.NAMESPACE).handlers:
        if isinstance(handler, logging.WarningStreamHandler):
            handler.filters.insert(1, files)
    # Sphinx holds warnings back while it reads; this event comes after they are out and before it saves what it read.
    app.connect("env-get-updated", files.mark)
