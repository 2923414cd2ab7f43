"""What the booklet says once: a contact in full, a table; where it comes again, one line leads to that page.

The numbers inside its covers do not come again at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from docutils import nodes

from ratgeber_tools.sphinx_ext import nodes as own
from ratgeber_tools.sphinx_ext.data.shown.wording import PHONE_CLASS
from ratgeber_tools.sphinx_ext.pdf import syntax
from ratgeber_tools.sphinx_ext.pdf.blocks import box, children
from ratgeber_tools.sphinx_ext.pdf.lists import directory
from ratgeber_tools.sphinx_ext.pdf.tables import table
from ratgeber_tools.sphinx_ext.pdf.translation import Handler, Translation
from ratgeber_tools.sphinx_ext.pdf.translator import BLOCK_HANDLERS

_CONTACT = "kontakt"


def contact(node: nodes.Node, translation: Translation) -> str:
    """A box; that of a place which stands in full on an earlier page becomes its name, its number and that page.

    What stands inside the covers is found without looking, so nothing leads there.
    """
    assert isinstance(node, own.ratgeber_box)
    if node is translation.on_covers:
        return ""
    record = node.get("record", "")
    if node["kind"] != _CONTACT or not record:
        return box(node, translation)
    key = f"kontakt:{record}"
    if (label := translation.shown.get(key)) is None:
        return _first(key, box(node, translation), translation)
    name = next(iter(node.findall(nodes.strong)), None)
    phone = next((each for each in node.findall(nodes.reference) if PHONE_CLASS in each["classes"]), None)
    return syntax.call(
        "contact-again",
        syntax.string(translation.want(label, node)),
        syntax.words(node["title"] if name is None else name.astext()),
        phone=None if phone is None else syntax.words(phone.astext()),
    )


def once(handler: Handler) -> Handler:
    """Return the handler that sets what `handler` sets, and where that is printed already, the page it stands on."""

    def set_once(node: nodes.Node, translation: Translation) -> str:
        made = handler(node, translation)
        if len(node.astext()) < _WORTH_A_LINE:
            return made
        if (label := translation.shown.get(made)) is None:
            return _first(made, made, translation)
        return syntax.call("see-page", syntax.string(translation.want(label, node)))

    return set_once


#: Shorter ones are set again: a line that sends the reader away would take as much room.
_WORTH_A_LINE = 200


def _first(key: str, made: str, translation: Translation) -> str:
    label = f"einmal#{len(translation.shown) + 1}"
    translation.shown[key] = translation.define(label)
    return f"{syntax.call('anchor', syntax.string(label))};{made}"


BOOKLET_BLOCKS: Mapping[type[nodes.Node], Handler] = MappingProxyType(
    {
        **BLOCK_HANDLERS,
        own.ratgeber_box: contact,
        own.ratgeber_medium: children,
        nodes.table: once(table),
        nodes.definition_list: once(directory),
    }
)
