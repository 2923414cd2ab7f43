"""A whole record on a page: all its parts with their names, or only those `:teile:` asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, TypeVar

from docutils import nodes
from docutils.parsers.rst import directives

from ratgeber_tools import dialect
from ratgeber_tools.data.disclosure import Ask
from ratgeber_tools.data.queries import Query
from ratgeber_tools.sphinx_ext.data import wording
from ratgeber_tools.sphinx_ext.data.listing import ListDirective, entry
from ratgeber_tools.sphinx_ext.data.unknown import report_unknown, tombstone

_Answer = TypeVar("_Answer")

OPTION = "teile"


class Part(NamedTuple):
    """One part: its word in `dialect.RECORD_PARTS`, its heading, and what it shows; nothing while it is open."""

    name: str
    heading: str
    body: Sequence[nodes.Node]


class RecordDirective(ListDirective):
    """Asks for one record by its argument.  One part alone stands without a heading: the page has one of its own."""

    required_arguments = 1

    def record(self, query: Query[_Answer], collection: str) -> _Answer:
        """Return the answer; where it is whom to ask, tell that there is no such record."""
        answer = self.ask(query)
        if isinstance(answer, Ask):
            report_unknown(self.env, self.arguments[0], (collection,), self.lineno)
        return answer

    def arranged(self, parts: Iterable[Part], css_class: str, whom: Ask) -> list[nodes.Node]:
        """Return the parts wanted; what is open is told once, at the end, with whom to ask."""
        known = dialect.RECORD_PARTS[self.name]
        wanted = tuple(self._known(OPTION, dict.fromkeys(known)))
        found = [part for part in parts if not wanted or part.name in wanted]
        if len(wanted) == 1:
            return [node for part in found for node in part.body or _open("Noch offen, ", whom)]
        entries = [entry([nodes.Text(part.heading)], part.body) for part in found if part.body]
        result: list[nodes.Node] = [nodes.definition_list("", *entries, classes=[css_class])] if entries else []
        unknown = [part.heading for part in found if not part.body]
        return [*result, *(_open(f"Noch offen: {', '.join(unknown)}; ", whom) if unknown else [])]


def part_options() -> dict[str, Callable[[str], Any]]:
    return {OPTION: directives.unchanged}


def gone(whom: Ask) -> list[nodes.Node]:
    """Return the sentence in place of a record that is not there."""
    return [wording.paragraph(*tombstone(whom), ".")]


def open_points(missing: Sequence[str], whom: Ask) -> list[nodes.Node]:
    """Say what is still to be supplied, and whom to ask; nothing where nothing is missing."""
    if not missing:
        return []
    items = [nodes.list_item("", wording.paragraph(words)) for words in missing]
    return [
        wording.paragraph("Das liefert noch: ", *wording.office(whom), "."),
        nodes.bullet_list("", *items, bullet="-"),
    ]


def _open(words: str, whom: Ask) -> list[nodes.Node]:
    return [wording.paragraph(words, *wording.ask(whom), ".")]
