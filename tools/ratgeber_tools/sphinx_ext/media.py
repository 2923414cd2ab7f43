"""Passages for one medium alone: `:::{nur-netz}` and `:::{nur-heft}`.

The booklet is the one builder that drops the first and keeps the second; every other edition has all of the web's.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from ratgeber_tools import dialect
from ratgeber_tools.sphinx_ext.builders import is_booklet
from ratgeber_tools.sphinx_ext.nodes import ratgeber_medium
from ratgeber_tools.sphinx_ext.reporting import report_misuse


class MediumDirective(SphinxDirective):
    """Keeps its content together until it is known what is built."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        if not any(line.strip() for line in self.content):
            report_misuse(self, f"Der Baustein {{{self.name}}} ist leer.")
        passage = ratgeber_medium("", *self.parse_content_to_nodes(), medium=self.name)
        self.set_source_info(passage)
        return [passage]


class ChooseMedium(SphinxPostTransform):
    """Runs before references are resolved, so that none is looked for that nobody will read."""

    default_priority = 4

    def run(self, **kwargs: object) -> None:
        is_for_booklet = is_booklet(self.app)
        for passage in list(self.document.findall(ratgeber_medium)):
            parent = passage.parent
            if (passage["medium"] == dialect.BOOKLET_ONLY) != is_for_booklet:
                parent.remove(passage)
            elif not is_for_booklet:  # the booklet still has to see what was written for it (`pdf.shares`)
                parent.replace(passage, passage.children)


def setup_media(app: Sphinx) -> None:
    app.add_directive(dialect.WEB_ONLY, MediumDirective)
    app.add_directive(dialect.BOOKLET_ONLY, MediumDirective)
    app.add_post_transform(ChooseMedium)
