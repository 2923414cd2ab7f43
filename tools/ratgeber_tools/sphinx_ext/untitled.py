"""A chapter without any heading: what its pages and links are called until somebody has written one."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform


class NameUntitled(SphinxTransform):
    """Gives a document without a heading a title, where Sphinx would print `<no title>`; the checks report it."""

    default_priority = 870  # before Sphinx notes the titles (DoctreeReadEvent, 880)

    def apply(self, **_: object) -> None:
        if next(self.document.findall(nodes.section), None) is None and "title" not in self.document:
            self.document["title"] = f"Ohne Überschrift: {self.env.current_document.docname}"


def setup_untitled(app: Sphinx) -> None:
    app.add_transform(NameUntitled)
