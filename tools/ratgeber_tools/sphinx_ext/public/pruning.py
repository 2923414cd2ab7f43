"""Takes internal boxes and every comment out of a page, and targets that have moved to another page.

Print leaves internal boxes out even where it is made from drafts: paper is no place for the editors' notes.
"""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from ratgeber_tools.data.disclosure import Edition
from ratgeber_tools.guide.anchors import target_name
from ratgeber_tools.sphinx_ext.data.settings import edition_of
from ratgeber_tools.sphinx_ext.edition import public_edition
from ratgeber_tools.sphinx_ext.nodes import ratgeber_box

_COMMENT = re.compile(r"<!--(?:-?>|.*?(?:-->|\Z))", re.DOTALL)


class PruneInternal(SphinxTransform):
    """Runs right after the head is added, before footnotes, labels and contents are collected."""

    default_priority = 60

    def apply(self, **kwargs: object) -> None:
        if public_edition(self.config) is None and edition_of(self.config) is not Edition.PRINT:
            return
        for node in list(self.document.findall(_is_internal)):
            node.parent.remove(node)
        for raw in list(self.document.findall(nodes.raw)):
            source = raw.astext()
            cleaned = _COMMENT.sub("", source)
            if cleaned == source:
                continue
            if cleaned.strip():
                raw.replace_self(nodes.raw(cleaned, cleaned, **raw.attributes))
            else:
                raw.parent.remove(raw)


class ReleaseMovedTargets(SphinxTransform):
    """Runs before Sphinx notes labels: a target that two pages set leads to the page released last."""

    default_priority = 840

    def apply(self, **kwargs: object) -> None:
        edition = public_edition(self.config)
        page = None if edition is None else edition.pages.get(self.env.current_document.docname)
        if page is None or not page.foreign_targets:
            return
        foreign = {target_name(name) for name in page.foreign_targets}
        for name in [name for name in self.document.nametypes if target_name(name) in foreign]:
            del self.document.nametypes[name]


def _is_internal(node: nodes.Node) -> bool:
    return isinstance(node, nodes.comment) or (isinstance(node, ratgeber_box) and bool(node["internal"]))


def setup_pruning(app: Sphinx) -> None:
    app.add_transform(PruneInternal)
    app.add_transform(ReleaseMovedTargets)
