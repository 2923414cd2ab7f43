"""The start page of a small public edition lists every chapter there is, part by part.

While most chapters are still to come, most cards of the start page are gone; this list leads to all that is left.
Web pages only: print has its table of contents anyway.
"""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from ratgeber_tools.sphinx_ext.edition import public_edition

HEADING = "Das steht schon im Ratgeber"
COMING = "Weitere Kapitel erscheinen noch."
_IDENTIFIER = "das-steht-schon-im-ratgeber"


class ListWhatThereIs(SphinxPostTransform):
    """Runs before toctrees are resolved."""

    default_priority = 4
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        edition = public_edition(self.config)
        root = self.config.root_doc
        if edition is None or not edition.is_small or self.env.current_document.docname != root:
            return
        toctrees = list(self.document.findall(addnodes.toctree))
        section = next(self.document.findall(nodes.section), None)
        if section is None or any(not toctree["hidden"] for toctree in toctrees):
            return
        contents = nodes.bullet_list(bullet="-")
        for toctree in toctrees:
            contents += [self._item(title, name) for title, name in self._listed(toctree)]
        if contents.children:
            heading = nodes.title(HEADING, HEADING)
            section += nodes.section("", heading, contents, nodes.paragraph(COMING, COMING), ids=[_IDENTIFIER])

    def _item(self, title: str, name: str) -> nodes.list_item:
        below = self.env.tocs[name].findall(addnodes.toctree) if name in self.env.tocs else ()
        chapters = [self._item(words, each) for toctree in below for words, each in self._listed(toctree)]
        item = nodes.list_item("", self._link(title, name))
        if chapters:
            item += nodes.bullet_list("", *chapters, bullet="-")
        return item

    def _link(self, title: str, name: str) -> nodes.paragraph:
        address = self.app.builder.get_relative_uri(self.config.root_doc, name)
        return nodes.paragraph("", "", nodes.reference(title, title, refuri=address, internal=True))

    def _listed(self, toctree: addnodes.toctree) -> Iterator[tuple[str, str]]:
        for title, name in toctree["entries"]:
            if name in self.env.titles:
                yield title or self.env.titles[name].astext(), name


def setup_table_of_contents(app: Sphinx) -> None:
    app.add_post_transform(ListWhatThereIs)
