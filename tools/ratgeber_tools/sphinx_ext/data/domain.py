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
from ratgeber_tools.data.queries import Query

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

    def load(self, folder: Path) -> LoadResult:
        """Read the records of `folder`, as far as its files have changed since the last build."""
        files: Mapping[str, LoadedFile] = load_files(folder, self.data["files"])
        self.data["files"] = dict(files)
        self.folder = folder
        self.loaded = assemble(folder, files)
        return self.loaded

    def ask(self, document: str, query: Query[_Answer]) -> _Answer:
        """Answer a question of a page, which is read again when the answer changes."""
        answer = query.answer(self.view)
        self.data["uses"].setdefault(document, {})[query] = query.fingerprint(self.view)
        return answer

    def outdated(self) -> set[str]:
        """Return the pages one of whose answers is another one now."""
        now: dict[Query[Any], str] = {}
        found = set()
        for document, asked in self.data["uses"].items():
            for query, fingerprint in asked.items():
                if query not in now:
                    now[query] = query.fingerprint(self.view)
                if now[query] != fingerprint:
                    found.add(document)
        return found

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
