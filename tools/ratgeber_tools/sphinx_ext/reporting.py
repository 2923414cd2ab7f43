"""Findings as Sphinx warnings: `type="ratgeber"`, the code's identifier as subtype, placed in document and line.

The checks run before Sphinx reads, and directives and MyST meet some of the same mistakes again while reading.
One mistake is told once, in German.
"""

from __future__ import annotations

import logging as standard_logging
import re
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from ratgeber_tools.findings import Code, Finding, Severity

_LOGGER = logging.getLogger(__name__)

#: Warnings of Sphinx and MyST -> our codes that say the same in German.
_SAME_MISTAKE: dict[tuple[str, str], tuple[Code, ...]] = {
    ("myst", "xref_missing"): (Code.LINK_BROKEN,),
    ("myst", "xref_ambiguous"): (Code.LINK_BROKEN, Code.TARGET_TWICE),
    ("myst", "header"): (Code.HEADING_SKIPPED, Code.HEADING_TITLE),
    ("myst", "topmatter"): (Code.FRONT_MATTER_SYNTAX,),
    ("ref", "doc"): (Code.LINK_BROKEN,),
    ("ref", "numref"): (Code.LINK_BROKEN,),
    ("ref", "ref"): (Code.LINK_BROKEN,),
    ("ref", "term"): (Code.LINK_BROKEN,),
    ("image", "not_readable"): (Code.PICTURE_MISSING,),
    ("", ""): (Code.TARGET_TWICE, Code.TERM_TWICE, Code.CONTENTS),  # "duplicate label" and the like have no type
    ("docutils", ""): (Code.TARGET_TWICE, Code.FOOTNOTE, Code.BLOCK_MISUSED),
    ("download", "not_readable"): (Code.LINK_BROKEN,),
    ("misc", "highlighting_failure"): (Code.BLOCK_MISUSED,),
    ("myst", "directive_option"): (Code.BLOCK_MISUSED,),
    ("myst", "directive_parse"): (Code.BLOCK_MISUSED,),
    ("myst", "duplicate_def"): (Code.TARGET_TWICE,),
    ("ref", "footnote"): (Code.FOOTNOTE,),
    ("toc", "duplicate_entry"): (Code.CONTENTS,),
    ("", "empty_glob"): (Code.CONTENTS,),
    ("toc", "not_included"): (Code.CONTENTS,),
    ("toc", "not_readable"): (Code.CONTENTS,),
}
_REPEATS = "ratgeber_repeats"
#: One of these anywhere in a file explains the engine's warning about the whole file.
_WHOLE_FILE = frozenset({Code.FRONT_MATTER_SYNTAX, Code.HEADING_TITLE, Code.CONTENTS})
#: docutils about a footnote without a text, which it numbers and does not name.
_NAMES_NO_FOOTNOTE = "Too many autonumbered footnote references"
_QUOTED = re.compile(r"['\"]([^'\"]+)['\"]|duplicate (?:label|term description of) ([^,]+),")


def report_misuse(directive: SphinxDirective, sentence: str, *, line: int | None = None) -> None:
    """Report that a building block is used wrongly; `line` is the block's own unless given."""
    path = Path(directive.env.doc2path(directive.env.current_document.docname))
    report(Finding(Code.BLOCK_MISUSED, sentence, path=path, line=line or directive.lineno))


def report(finding: Finding, *, repeats: bool = False) -> None:
    """Log `finding`, whose path is absolute; only an error becomes a warning, which ends a build under `-W`.

    With `repeats` the engine says what a check should have said before: it is dropped if one has, in whatever line.
    """
    location = None
    if finding.path is not None:
        location = f"{finding.path}:" + (str(finding.line) if finding.line is not None else "")
    log = _LOGGER.warning if finding.severity is Severity.ERROR else _LOGGER.info
    log(
        "%s",
        f"{finding.text} {finding.code.remedy}".rstrip(),
        location=location,
        type="ratgeber",
        subtype=finding.code.identifier,
        extra={_REPEATS: repeats},
    )


class ToldOnce(standard_logging.Filter):
    """Lets the first warning about a mistake through and drops what repeats it.

    The engine repeats one of ours if it is about the same line, or quotes the words our sentence is about.
    """

    def __init__(self, app: Sphinx) -> None:
        super().__init__()
        self._app = app
        self._told: dict[tuple[str, str], list[tuple[str, str]]] = {}  # code and path -> line and sentence
        self._checked: set[tuple[str, str, str]] = set()  # code, path and sentence of what a check has told

    def filter(self, record: standard_logging.LogRecord) -> bool:
        kind = (getattr(record, "type", None) or "", getattr(record, "subtype", None) or "")
        path, _, line = place_of(record, self._app).rpartition(":")
        if kind[0] == "ratgeber":
            told = self._told.setdefault((kind[1], path), [])
            message = record.getMessage()
            is_new = (line, message) not in told
            if getattr(record, _REPEATS, False):
                is_new = is_new and (kind[1], path, message) not in self._checked
            else:
                self._checked.add((kind[1], path, message))
            told.append((line, message))
            return is_new
        return not any(self._was_told(code, path, line, record) for code in _SAME_MISTAKE.get(kind, ()))

    def _was_told(self, code: Code, path: str, line: str, record: standard_logging.LogRecord) -> bool:
        told = self._told.get((code.identifier, path), [])
        if code in _WHOLE_FILE:
            return bool(told)
        quoted = [words for match in _QUOTED.findall(record.getMessage()) for words in match if words]
        is_specific = bool(getattr(record, "subtype", None)) or record.getMessage().startswith(_NAMES_NO_FOOTNOTE)
        return any(
            (is_specific and line == other) or any(words in sentence for words in quoted) for other, sentence in told
        )


def place_of(record: standard_logging.LogRecord, app: Sphinx) -> str:
    """Return `path:line`, or nothing, for the forms in which Sphinx hands a location around."""
    location = getattr(record, "location", None)
    if isinstance(location, nodes.Node):
        return logging.get_node_location(location) or ""
    if isinstance(location, tuple):
        document, line = location
        return f"{app.env.doc2path(document)}:{line or ''}" if document else ""
    if isinstance(location, str) and location and ":" not in location:
        return f"{app.env.doc2path(location)}:"
    return str(location or "")


def setup_reporting(app: Sphinx) -> None:
    """Put the filter in front of Sphinx's own, which count warnings for `-W`."""
    for handler in standard_logging.getLogger(logging.NAMESPACE).handlers:
        if isinstance(handler, logging.WarningStreamHandler):
            handler.filters.insert(0, ToldOnce(app))
