"""A contact as a card: the number and the mailbox as buttons below what there is to read.

Web pages of our theme only; other editions keep the lines as they are.  Nothing is said twice: the line of a number
becomes the button, the line of a mailbox stays to be read and copied.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from ratgeber_tools.data.places import ContactPoint
from ratgeber_tools.data.presentation.fields import label_of
from ratgeber_tools.sphinx_ext.data.shown.calendar_links import BUTTONS_CLASS
from ratgeber_tools.sphinx_ext.data.shown.wording import WHOLE_CLASS
from ratgeber_tools.sphinx_ext.html.themes import is_ours
from ratgeber_tools.sphinx_ext.nodes import HOURS, ratgeber_box, ratgeber_expiring

_CONTACT = "kontakt"
#: How the lines begin whose value is a way to somebody.
_LABELS = tuple(f"{label_of(ContactPoint, way)}: " for way in ("phone", "mail"))
#: Where the script says until when somebody is there today; as high as its words from the beginning.
TODAY_CLASS = "rg-heute"


class MakeCards(SphinxPostTransform):
    """Runs once references are resolved; the lines are what the edition shows by then."""

    default_priority = 900
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        if not is_ours(self.config):
            return
        for box in self.document.findall(ratgeber_box):
            if box["kind"] == _CONTACT and "record" in box:
                _make_card(box)


def _make_card(box: ratgeber_box) -> None:
    buttons = nodes.paragraph(classes=[BUTTONS_CLASS])
    for line in list(box.findall(nodes.line)):
        link = next((each for each in line.findall(nodes.reference) if _is_own(each, line)), None)
        address = "" if link is None else link.get("refuri", "")
        if link is None or not address.startswith(("tel:", "mailto:")):
            continue
        is_call = address.startswith("tel:")
        words: list[nodes.Node] = [nodes.Text("Anrufen: " if is_call else "E-Mail schreiben")]
        if is_call:
            words.append(nodes.inline("", "", *(child.deepcopy() for child in link.children), classes=[WHOLE_CLASS]))
        looks = [*link["classes"], *line["classes"]]
        button = nodes.reference("", "", *words, refuri=address, internal=False, classes=looks)
        buttons += [nodes.Text(" "), button] if buttons.children else [button]
        if is_call:
            buttons += list(line.children[line.index(_outermost(link, line)) + 1 :])
            line.parent.remove(line)
        else:
            link.replace_self(nodes.inline("", "", *link.children))
    if HOURS in box:
        box += nodes.paragraph(classes=[TODAY_CLASS])
    if buttons.children:
        box += buttons


def _is_own(link: nodes.Node, line: nodes.line) -> bool:
    """Say whether a link is the line's value, not whom to ask once the value has ended: that is somebody else."""
    node = link.parent
    while node is not None and node is not line:
        if isinstance(node, ratgeber_expiring):
            return False
        node = node.parent
    return line.astext().startswith(_LABELS)


def _outermost(node: nodes.Node, line: nodes.line) -> nodes.Node:
    """Return the child of `line` that `node` lies in."""
    while node.parent is not line:
        assert node.parent is not None
        node = node.parent
    return node


def setup_contact_cards(app: Sphinx) -> None:
    app.add_post_transform(MakeCards)
