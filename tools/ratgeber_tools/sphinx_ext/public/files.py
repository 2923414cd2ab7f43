"""Leads pictures and downloads to the content that was released with the page."""

from __future__ import annotations

from urllib.parse import unquote

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from ratgeber_tools.guide import path_below
from ratgeber_tools.sphinx_ext.edition import public_edition

#: Where nodes keep the path of a file.
_ATTRIBUTES: dict[type[nodes.Element], str] = {nodes.image: "uri", addnodes.download_reference: "reftarget"}


class LeadToReleasedFiles(SphinxTransform):
    """Runs before Sphinx looks for the files."""

    default_priority = 70

    def apply(self, **kwargs: object) -> None:
        edition = public_edition(self.config)
        docname = self.env.current_document.docname
        page = None if edition is None else edition.pages.get(docname)
        if page is None or not page.files:
            return
        folder = docname.rpartition("/")[0]
        for kind, attribute in _ATTRIBUTES.items():
            for node in self.document.findall(kind):
                place = page.files.get(path_below(folder, unquote(node[attribute])))
                if place is not None:
                    node[attribute] = f"/{place}"


def setup_public_files(app: Sphinx) -> None:
    app.add_transform(LeadToReleasedFiles)
