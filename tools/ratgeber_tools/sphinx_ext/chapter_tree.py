"""Sphinx's toctree, with a catch-all that may be empty.

A section's index lists its chapters in the order parents need and ends with `*`, so that a chapter just imported
appears at the end and is never lost.  Mostly all chapters are listed and `*` has nothing to catch; Sphinx warns
about that without a type, so `suppress_warnings` cannot silence it.
"""

from __future__ import annotations

from collections.abc import Iterator

from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.directives.other import TocTree
from sphinx.util.matching import patfilter

CATCH_ALL = "*"


#: Of the page being read: what its lists of contents have listed so far.
_LISTED = "ratgeber_verzeichnet"


class ChapterTree(TocTree):
    """`{toctree}` whose final `*` catches what no list of the page has named, and is left out where that is nothing.

    A part may have several lists, each with a caption: the steps of a way.
    """

    def parse_content(self, toctree: addnodes.toctree) -> None:
        if self.content and self.content[-1].strip() == CATCH_ALL:
            self.content.trim_end()
            for name in self._unlisted():
                self.content.append(f"/{name}", self.state_machine.document["source"], self.lineno)
        super().parse_content(toctree)
        self._listed().update(toctree["includefiles"])

    def _listed(self) -> set[str]:
        page = self.env.current_document
        if _LISTED not in page:
            page[_LISTED] = set()
        listed: set[str] = page[_LISTED]
        return listed

    def _unlisted(self) -> Iterator[str]:
        """Yield the chapters of the folder that neither this list nor one before names, by name."""
        here = self.env.current_document.docname
        folder = here.rpartition("/")[0]
        prefix = f"{folder}/" if folder else ""
        entries = [prefix + entry.strip().removesuffix(".md") for entry in self.content]
        named = {here, *self._listed(), *entries}
        if "glob" in self.options:
            named.update(name for entry in entries for name in patfilter(self.env.found_docs, entry))
        yield from (name for name in sorted(patfilter(self.env.found_docs, prefix + CATCH_ALL)) if name not in named)


def setup_chapter_tree(app: Sphinx) -> None:
    app.add_directive("toctree", ChapterTree, override=True)
