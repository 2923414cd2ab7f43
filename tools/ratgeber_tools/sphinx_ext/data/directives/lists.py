"""The directives that list records, and those that show one with its parts: what they say stands in the data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ratgeber_tools import dialect
from ratgeber_tools.data.disclosure import Ask, View
from ratgeber_tools.data.presentation import values as said
from ratgeber_tools.data.presentation.lists import LISTS, said_record
from ratgeber_tools.data.presentation.options import ListOptions
from ratgeber_tools.data.presentation.statements import gone
from ratgeber_tools.data.queries import Query
from ratgeber_tools.sphinx_ext.data.domain import data_domain
from ratgeber_tools.sphinx_ext.data.shown.rendering import Renderer
from ratgeber_tools.sphinx_ext.data.unknown import report_unknown
from ratgeber_tools.sphinx_ext.reporting import report_misuse

_Answer = TypeVar("_Answer")


class ListDirective(SphinxDirective):
    """Asks the data as a page that remembers what it asked, and sets the answer."""

    has_content = False
    option_spec: ClassVar[dict[str, Callable[[str], Any]]] = {}

    @property
    def view(self) -> View:
        return data_domain(self.env).view

    def ask(self, query: Query[_Answer]) -> _Answer:
        return data_domain(self.env).ask(self.env.current_document.docname, query)

    @property
    def renderer(self) -> Renderer:
        return Renderer(self.view, self.env)

    def read_options(self) -> ListOptions:
        """Return the options; what is wrong in them is reported and left out."""
        parts = dialect.RECORD_PARTS.get(self.name, ())
        options = ListOptions(self.name, self.options, self.view.records, parts)
        for sentence in options.problems():
            report_misuse(self, sentence)
        return options

    def run(self) -> list[nodes.Node]:
        return self.renderer.blocks(LISTS[self.name](self.read_options(), self))


class RecordDirective(ListDirective):
    """Asks for one record by its argument."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        record = said_record(self.name, self.arguments[0], self.read_options(), self)
        if isinstance(record, Ask):
            report_unknown(self.env, self.arguments[0], dialect.RECORD_DIRECTIVES[self.name], self.lineno)
            return self.renderer.blocks([said.Paragraph((*gone(record), "."))])
        return self.renderer.blocks(record.blocks())


def setup_lists(app: Sphinx) -> None:
    for name, options in dialect.LIST_DIRECTIVES.items():
        attributes = {"option_spec": dict.fromkeys(options, directives.unchanged)}
        app.add_directive(name, type("RecordList", (ListDirective,), attributes))
    for name in dialect.RECORD_PARTS:
        attributes = {"option_spec": {"teile": directives.unchanged}}
        app.add_directive(name, type("WholeRecord", (RecordDirective,), attributes))
