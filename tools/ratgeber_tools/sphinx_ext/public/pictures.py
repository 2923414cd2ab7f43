"""Leaves out pictures of people who have not agreed to be shown for as long as the edition lasts.

In the web a consent has to hold today, in print as long as the brochure does.  The edition is published all the same:
a picture that goes is no reason to hold back a correction.  A finding tells the editors.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from ratgeber_tools.data.disclosure import Edition
from ratgeber_tools.data.picture_records import PICTURE_FOLDER, PictureRecords, load_picture_records
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import path_below
from ratgeber_tools.sphinx_ext.data.domain import data_domain
from ratgeber_tools.sphinx_ext.reporting import report

#: What stands in the picture's place; the caption stays, it may say what the text relies on.
LEFT_OUT = "Das Bild ist hier nicht zu sehen."
_FOLDER = f"{PICTURE_FOLDER}/"


class LeaveOutPictures(SphinxTransform):
    """Runs before pictures are led to what was released: entries name them as the chapter does."""

    default_priority = 65

    def apply(self, **kwargs: object) -> None:
        domain = data_domain(self.env)
        if domain.view.edition is Edition.WORKING:
            return
        pictures = list(self.document.findall(nodes.image))
        offered = list(self.document.findall(addnodes.download_reference))
        if not pictures and not offered:
            return
        records = load_picture_records(domain.folder.parent)
        self.env.note_dependency(records.path)
        for image in pictures:
            if self._is_left_out(image, image["uri"], records):
                take_out(image)
        for link in offered:
            if self._is_left_out(link, link["reftarget"], records):
                put_words(link, link.astext())

    def _is_left_out(self, node: nodes.Element, source: str, records: PictureRecords) -> bool:
        docname = self.env.current_document.docname
        path = path_below(docname.rpartition("/")[0], unquote(source))
        if not path.startswith(_FOLDER):
            return False
        file = path.removeprefix(_FOLDER)
        record = records.entries.get(records.key_of(file) or "")
        if record is not None and record.shows_people:
            self.env.note_reread()  # the answer depends on the day
        obstacle = records.obstacle(file, data_domain(self.env).view.cover)
        if obstacle:
            place = Path(self.env.doc2path(docname))
            sentence = f"Das Bild {path} ist nicht dabei: {obstacle}"
            report(Finding(Code.PICTURE_CONSENT, sentence, path=place, line=line_of(node)))
        return bool(obstacle)


def take_out(image: nodes.image) -> None:
    """Put a sentence where the picture stood by itself; within a sentence nothing is needed."""
    shown: nodes.Element = image
    while isinstance(shown.parent, nodes.reference) and len(shown.parent) == 1:
        shown = shown.parent
    parent = shown.parent
    if isinstance(parent, nodes.figure):
        caption = [nodes.Text(f" {child.astext()}") for child in parent if isinstance(child, nodes.caption)]
        legend = [part for child in parent if isinstance(child, nodes.legend) for part in child.children]
        words = nodes.paragraph("", "", nodes.Text(LEFT_OUT), *caption, ids=parent["ids"], names=parent["names"])
        parent.replace_self([words, *legend])
    elif isinstance(parent, nodes.TextElement) and len(parent) == 1:
        put_words(shown, LEFT_OUT)
    elif isinstance(parent, nodes.TextElement):
        parent.remove(shown)
    else:
        shown.replace_self(nodes.paragraph("", LEFT_OUT))


def put_words(node: nodes.Element, words: str) -> None:
    """Put words in a node's place; docutils' own `replace_self` refuses this where the node has a class or a name."""
    node.parent.replace(node, nodes.Text(words))


def line_of(node: nodes.Node | None) -> int | None:
    while node is not None and node.line is None:
        node = node.parent
    return node.line if node is not None else None


def setup_public_pictures(app: Sphinx) -> None:
    app.add_transform(LeaveOutPictures)
