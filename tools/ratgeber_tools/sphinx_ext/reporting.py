"""Findings as Sphinx warnings: `type="ratgeber"`, the code's identifier as subtype, placed in document and line.

The checks run before Sphinx reads, and directives and MyST meet some of the same mistakes again while reading.
One mistake is told once, in German.
"""

from __future__ import annotations

import logging as standard_logging

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

from ratgeber_tools.findings import Code, Finding

_LOGGER = logging.getLogger(__name__)

#: Warnings of Sphinx and MyST that say the same as a finding of ours in the same place.
_SAME_MISTAKE = {
    ("myst", "xref_missing"): Code.LINK_BROKEN,
    ("myst", "xref_ambiguous"): Code.LINK_BROKEN,
    ("ref", "term"): Code.LINK_BROKEN,
    ("ref", "ref"): Code.LINK_BROKEN,
    ("ref", "numref"): Code.LINK_BROKEN,
    ("myst", "header"): Code.HEADING_SKIPPED,
    ("myst", "topmatter"): Code.FRONT_MATTER_SYNTAX,
    ("image", "not_readable"): Code.PICTURE_MISSING,
}


def report(finding: Finding) -> None:
    """Log `finding`; its path is absolute."""
    location = None
    if finding.path is not None:
        location = f"{finding.path}:" + (str(finding.line) if finding.line is not None else "")
    _LOGGER.warning(
        "%s",
        f"{finding.text} {finding.code.remedy}".rstrip(),
        location=location,
        type="ratgeber",
        subtype=finding.code.identifier,
    )


class ToldOnce(standard_logging.Filter):
    """Lets the first warning about a mistake through and drops what repeats it."""

    def __init__(self, app: Sphinx) -> None:
        super().__init__()
        self._app = app
        self._told: set[tuple[str, str]] = set()

    def filter(self, record: standard_logging.LogRecord) -> bool:
        kind = (getattr(record, "type", None) or "", getattr(record, "subtype", None) or "")
        code = _SAME_MISTAKE.get(kind)
        place = self._place(getattr(record, "location", None))
        if kind[0] == "ratgeber":
            new = (kind[1], place) not in self._told
            self._told.add((kind[1], place))
            return new
        return code is None or (code.identifier, place) not in self._told

    def _place(self, location: object) -> str:
        """Return `path:line` for the forms in which Sphinx hands a location around."""
        if isinstance(location, nodes.Node):
            return logging.get_node_location(location) or ""
        if isinstance(location, tuple):
            document, line = location
            return f"{self._app.env.doc2path(document)}:{line or ''}" if document else ""
        return str(location or "")


def setup_reporting(app: Sphinx) -> None:
    """Put the filter in front of Sphinx's own, which count warnings for `-W`."""
    for handler in standard_logging.getLogger(logging.NAMESPACE).handlers:
        if isinstance(handler, logging.WarningStreamHandler):
            handler.filters.insert(0, ToldOnce(app))
