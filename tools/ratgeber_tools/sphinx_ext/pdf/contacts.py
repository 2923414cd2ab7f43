"""A place stands in full once in a file; where it is named again, one line gives its name, its number and that page."""

from __future__ import annotations

from docutils import nodes

from ratgeber_tools.sphinx_ext import nodes as own
from ratgeber_tools.sphinx_ext.data.shown.wording import PHONE_CLASS
from ratgeber_tools.sphinx_ext.pdf import syntax
from ratgeber_tools.sphinx_ext.pdf.blocks import box
from ratgeber_tools.sphinx_ext.pdf.translation import Translation

_CONTACT = "kontakt"


def contact(node: nodes.Node, translation: Translation) -> str:
    """A box; that of a place which stands in full on an earlier page becomes its name, its number and that page."""
    assert isinstance(node, own.ratgeber_box)
    record = node.get("record", "")
    if node["kind"] != _CONTACT or not record:
        return box(node, translation)
    key = f"kontakt:{record}"
    if (label := translation.shown.get(key)) is None:
        return first_shown(key, box(node, translation), translation)
    name = next(iter(node.findall(nodes.strong)), None)
    phone = next((each for each in node.findall(nodes.reference) if PHONE_CLASS in each["classes"]), None)
    return syntax.call(
        "contact-again",
        syntax.string(translation.want(label, node)),
        syntax.words(node["title"] if name is None else name.astext()),
        phone=None if phone is None else syntax.words(phone.astext()),
    )


def first_shown(key: str, made: str, translation: Translation) -> str:
    """Return `made` with a label before it, and remember under `key` that it stands there."""
    label = f"einmal#{len(translation.shown) + 1}"
    translation.shown[key] = translation.define(label)
    return f"{syntax.call('anchor', syntax.string(label))};{made}"
