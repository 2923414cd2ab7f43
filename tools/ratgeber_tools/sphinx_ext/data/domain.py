"""The records inside Sphinx: loaded once a build, asked by pages, remembered by fingerprint.

Sphinx knows dependencies on files only; with them a change to one fact would have every page read again.  Here a page
keeps its questions (`Query`) and a fingerprint of each answer, and is read again when an answer has become another
one: because of the record, the day, a consent, or the edition.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.builders import Builder
from sphinx.domains import Domain
from sphinx.environment import BuildEnvironment

from ratgeber_tools.data.disclosure import View
from ratgeber_tools.data.loading import LoadedFile, LoadResult, assemble, load_files
from ratgeber_tools.data.queries import Query, fingerprint_of

_Answer = TypeVar("_Answer")

NAME = "daten"


class DataDomain(Domain):
    """Holds what pages have asked.

    `view`, `loaded` and `folder`, from which they were read, are set when a build begins and are not stored.
    """

    name = NAME
    label = "Daten"
    initial_data: ClassVar[dict[str, Any]] = {"uses": {}, "files": {}}
    data_version = 4

    view: View
    loaded: LoadResult
    folder: Path
    _answers: tuple[View, dict[Query[Any], tuple[Any, str]]] | None = None  # of which view

    def load(self, folder: Path) -> LoadResult:
        """Read the records of `folder`, as far as its files have changed since the last build."""
        files: Mapping[str, LoadedFile] = load_files(folder, self.data["files"])
        self.data["files"] = dict(files)
        self.folder = folder
        self.loaded = assemble(folder, files)
        return self.loaded

    def ask(self, document: str, query: Query[_Answer]) -> _Answer:
        """Answer a question of a page, which is read again when the answer changes."""
        answer, fingerprint = self._answered(query)
        self.data["uses"].setdefault(document, {})[query] = fingerprint
        return answer

    def answer(self, query: Query[_Answer]) -> _Answer:
        """Answer a question that was asked for a page before, or one that is no page's."""
        return self._answered(query)[0]

    def _answered(self, query: Query[_Answer]) -> tuple[_Answer, str]:
        """Return answer and fingerprint; what many pages ask is looked up once for a view."""
        if self._answers is None or self._answers[0] is not self.view:
            self._answers = self.view, {}
        known = self._answers[1]
        if query not in known:
            answer = query.answer(self.view)
            known[query] = answer, fingerprint_of(answer)
        found: tuple[_Answer, str] = known[query]
        return found

    def outdated(self) -> set[str]:
        """Return the pages one of whose answers is another one now."""
        return {
            document
            for document, asked in self.data["uses"].items()
            if any(self._answered(query)[1] != fingerprint for query, fingerprint in asked.items())
        }

    def clear_doc(self, docname: str) -> None:
        self.data["uses"].pop(docname, None)

    def merge_domaindata(self, docnames: Iterable[str], otherdata: dict[str, Any]) -> None:
        for docname in docnames:
            if docname in otherdata["uses"]:
                self.data["uses"][docname] = otherdata["uses"][docname]

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Return nothing: a record is no place to link to."""
        return []


def data_domain(environment: BuildEnvironment) -> DataDomain:
    domain = environment.domains[NAME]
    assert isinstance(domain, DataDomain)
    return domain
