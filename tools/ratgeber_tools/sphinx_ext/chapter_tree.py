"""Sphinx's toctree, with a catch-all that may be empty.

A section's index lists its chapters in the order parents need and ends with `*`, so that a chapter just imported
appears at the end and is never lost.  Mostly all chapters are listed and `*` has nothing to catch; Sphinx warns
about that without a type, so `suppress_warnings` cannot silence it.
"""

from __future__ import annotations

from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.directives.other import TocTree
from sphinx.util.matching import patfilter

CATCH_ALL = "*"


class ChapterTree(TocTree):
    """`{toctree}` that leaves out a final `*` when every chapter of the folder is listed."""

    def parse_content(self, toctree: addnodes.toctree) -> None:
        if self.content and self.content[-1].strip() == CATCH_ALL and not self._has_unlisted_chapters():
            self.content.trim_end()
        super().parse_content(toctree)

    def _has_unlisted_chapters(self) -> bool:
        here = self.env.current_document.docname
        folder = here.rpartition("/")[0]
        prefix = f"{folder}/" if folder else ""
        listed = {here, *(prefix + entry.strip().removesuffix(".md") for entry in self.content)}
        return any(name not in listed for name in patfilter(self.env.found_docs, prefix + CATCH_ALL))


def setup_chapter_tree(app: Sphinx) -> None:
    app.add_directive("toctree", ChapterTree, override=True)
