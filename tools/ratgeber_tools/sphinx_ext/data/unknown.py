"""A record that a page names and that does not exist is told of once."""

from __future__ import annotations

from pathlib import Path

from sphinx.environment import BuildEnvironment

from ratgeber_tools.checks.records import unknown_record
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.sphinx_ext.data.domain import data_domain
from ratgeber_tools.sphinx_ext.reporting import report


def report_unknown(environment: BuildEnvironment, identifier: str, collections: tuple[str, ...], line: int) -> None:
    """Tell of a missing record where the guide's checks do not: in the public edition they are not run."""
    if environment.config.ratgeber_manifest:
        path = Path(environment.doc2path(environment.current_document.docname))
        sentence = unknown_record(identifier, collections, data_domain(environment).view.records)
        report(Finding(Code.RECORD_UNKNOWN, sentence, path=path, line=line))
