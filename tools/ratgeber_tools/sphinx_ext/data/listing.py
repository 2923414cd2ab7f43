"""What all lists of records share: their options and their groups."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any, ClassVar, TypeVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from ratgeber_tools import dialect
from ratgeber_tools.data.disclosure import View
from ratgeber_tools.data.places import SchoolForm
from ratgeber_tools.data.queries import Query
from ratgeber_tools.data.school_queries import SchoolFilter
from ratgeber_tools.data.validation import closest
from ratgeber_tools.sphinx_ext.data.domain import data_domain
from ratgeber_tools.sphinx_ext.reporting import report_misuse

_Answer = TypeVar("_Answer")
_Choice = TypeVar("_Choice", bound=StrEnum)
_Entry = TypeVar("_Entry")


class ListDirective(SphinxDirective):
    """A directive that asks the data and shows the answer; each option takes one value or several with commas."""

    has_content = False
    option_spec: ClassVar[dict[str, Callable[[str], Any]]] = {}

    def ask(self, query: Query[_Answer]) -> _Answer:
        return data_domain(self.env).ask(self.env.current_document.docname, query)

    @property
    def view(self) -> View:
        return data_domain(self.env).view

    def values(self, option: str) -> tuple[str, ...]:
        """Return the values of an option, none if it is not there."""
        return tuple(part.strip() for part in self.options.get(option, "").split(",") if part.strip())

    def choices(self, option: str, kind: type[_Choice]) -> frozenset[_Choice]:
        """Return the values of an option that takes fixed words; others are reported and left out."""
        known = {choice.value.casefold(): choice for choice in kind}
        return frozenset(known[name] for name in self._known(option, known))

    def identifiers(self, option: str, known: Iterable[str]) -> frozenset[str]:
        """Return the values of an option that names records; others are reported and left out."""
        return frozenset(self._known(option, {name: name for name in known}))

    def one_of(self, option: str, choices: Sequence[str], default: str) -> str:
        """Return the one word of an option, the default if it is not there or wrong."""
        found = self._known(option, {choice: choice for choice in choices})
        return found[0] if found else default

    def school_filter(self) -> SchoolFilter:
        records = self.view.records
        districts = {school.district for school in records.schools.values() if school.district}
        return SchoolFilter(
            forms=self.choices("schulform", SchoolForm),
            operators=self.identifiers("traeger", records.operators),
            districts=frozenset(self._known("stadtteil", {name.casefold(): name for name in districts})),
            schools=self.identifiers("schule", records.schools),
        )

    def _known(self, option: str, known: Mapping[str, object]) -> list[str]:
        found = []
        for value in self.values(option):
            key = value if value in known else value.casefold()
            if key in known:
                found.append(key)
            else:
                hint = closest(value, known)
                report_misuse(self, f"„{value}“ geht bei „:{option}:“ in {{{self.name}}} nicht.{hint}")
        return found


def options_of(name: str) -> dict[str, Callable[[str], Any]]:
    """Return docutils' option table of a list."""
    return dict.fromkeys(dialect.LIST_DIRECTIVES[name], directives.unchanged)


def grouped(entries: Iterable[_Entry], key: Callable[[_Entry], str]) -> Iterator[tuple[str, list[_Entry]]]:
    """Yield groups in the order of their first entries; what has no group comes last."""
    groups: dict[str, list[_Entry]] = {}
    for entry in entries:
        groups.setdefault(key(entry), []).append(entry)
    rest = groups.pop("", [])
    yield from groups.items()
    if rest:
        yield "", rest


def entry(name: Sequence[nodes.Node], body: Sequence[nodes.Node]) -> nodes.definition_list_item:
    """One entry of a directory: its name, and what there is to say."""
    return nodes.definition_list_item("", nodes.term("", "", *name), nodes.definition("", *body))
