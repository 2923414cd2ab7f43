"""Leads pictures and downloads to the content that was released with the page.

A picture the page shows and its release has forgotten is left out, and told: it is no reason to hold back the edition.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from urllib.parse import unquote

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import path_below
from ratgeber_tools.sphinx_ext.edition import public_edition
from ratgeber_tools.sphinx_ext.public.pictures import line_of, take_out
from ratgeber_tools.sphinx_ext.public.tombstones import tell_buried

#: Where nodes keep the path of a file.
_ATTRIBUTES: dict[type[nodes.Element], str] = {nodes.image: "uri", addnodes.download_reference: "reftarget"}


class LeadToReleasedFiles(SphinxTransform):
    """Runs before Sphinx looks for the files."""

    default_priority = 70

    def apply(self, **kwargs: object) -> None:
        edition = public_edition(self.config)
        docname = self.env.current_document.docname
        page = None if edition is None else edition.pages.get(docname)
        if page is None or not (page.files or page.forgotten):
            return
        folder = docname.rpartition("/")[0]
        self._leave_out(folder, frozenset(page.forgotten))
        for kind, attribute in _ATTRIBUTES.items():
            for node in self.document.findall(kind):
                place = page.files.get(path_below(folder, unquote(node[attribute])))
                if place is not None:
                    node[attribute] = f"/{place}"

    def _leave_out(self, folder: str, forgotten: Collection[str]) -> None:
        place = Path(self.env.doc2path(self.env.current_document.docname))
        for kind, attribute in _ATTRIBUTES.items():
            for node in list(self.document.findall(kind)):
                path = path_below(folder, unquote(node[attribute]))
                if path not in forgotten:
                    continue
                sentence = f"Zur Freigabe gehört das Bild {path} nicht, das Kapitel zeigt es aber; es ist nicht dabei."
                finding = Finding(Code.PICTURE_MISSING, sentence, path=place, line=line_of(node))
                tell_buried(finding, is_buried=False)
                if isinstance(node, nodes.image):
                    take_out(node)
                else:
                    node.replace_self(nodes.Text(node.astext()))


def setup_public_files(app: Sphinx) -> None:
    app.add_transform(LeadToReleasedFiles)
