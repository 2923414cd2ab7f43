"""Who asks the data for a list or a record: a page that remembers its questions, or a view that only looks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, TypeVar

from ratgeber_tools.data.disclosure import View
from ratgeber_tools.data.queries import Query

_Answer = TypeVar("_Answer")


class Page(Protocol):
    @property
    def view(self) -> View: ...

    def ask(self, query: Query[_Answer]) -> _Answer: ...


@dataclass(frozen=True, slots=True)
class Glance:
    """A page nobody builds again: a Word file is of the day it was written."""

    view: View

    def ask(self, query: Query[_Answer]) -> _Answer:
        return query.answer(self.view)
