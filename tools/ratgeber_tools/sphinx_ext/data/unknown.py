"""A record that a page names and that does not exist: told once, and a sentence in its place."""

from __future__ import annotations

from pathlib import Path

from docutils import nodes
from sphinx.environment import BuildEnvironment

from ratgeber_tools.checks.records import unknown_record
from ratgeber_tools.data.disclosure import Ask
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.sphinx_ext.data import wording
from ratgeber_tools.sphinx_ext.data.domain import data_domain
from ratgeber_tools.sphinx_ext.reporting import report


def report_unknown(environment: BuildEnvironment, identifier: str, collections: tuple[str, ...], line: int) -> None:
    """Tell of a missing record where the guide's checks do not: in the public edition they are not run."""
    if environment.config.ratgeber_manifest:
        path = Path(environment.doc2path(environment.current_document.docname))
        sentence = unknown_record(identifier, collections, data_domain(environment).view.records)
        report(Finding(Code.RECORD_UNKNOWN, sentence, path=path, line=line))


def tombstone(whom: Ask) -> list[nodes.Node]:
    """What a page says of a record that is gone; a chapter released long ago may still name it."""
    return [nodes.Text("Diese Angabe gibt es nicht mehr, "), *wording.ask(whom)]
