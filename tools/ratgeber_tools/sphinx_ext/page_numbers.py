"""Numbers of figures and tables on a page that stands alone: a book's numbers mean nothing there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeAlias

from sphinx.environment import BuildEnvironment

#: Page to kind ("table", "figure") to anchor to number.
FigureNumbers: TypeAlias = "dict[str, dict[str, dict[str, tuple[int, ...]]]]"


def page_numbers(book: FigureNumbers) -> FigureNumbers:
    """Return the numbers counted anew on each page; `book` is as Sphinx has it, in the order of the page."""
    return {
        page: {kind: {anchor: (count,) for count, anchor in enumerate(anchors, 1)} for kind, anchors in kinds.items()}
        for page, kinds in book.items()
    }


@contextmanager
def numbered_by_page(environment: BuildEnvironment) -> Iterator[None]:
    """Have references resolved within say the numbers of pages; afterwards the book has its own again."""
    book, environment.toc_fignumbers = environment.toc_fignumbers, page_numbers(environment.toc_fignumbers)
    try:
        yield
    finally:
        environment.toc_fignumbers = book
