"""What the booklet says once beside contacts: a table, a list; where it comes again, one line leads to that page.

The numbers inside its covers do not come again at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from docutils import nodes

from ratgeber_tools.sphinx_ext import nodes as own
from ratgeber_tools.sphinx_ext.pdf import syntax
from ratgeber_tools.sphinx_ext.pdf.blocks import children
from ratgeber_tools.sphinx_ext.pdf.contacts import contact, first_shown
from ratgeber_tools.sphinx_ext.pdf.lists import definition_list
from ratgeber_tools.sphinx_ext.pdf.tables import table
from ratgeber_tools.sphinx_ext.pdf.translation import Handler, Translation
from ratgeber_tools.sphinx_ext.pdf.translator import BLOCK_HANDLERS


def unless_on_covers(node: nodes.Node, translation: Translation) -> str:
    """A box; what stands inside the covers is found without looking, so nothing leads there."""
    return "" if node is translation.on_covers else contact(node, translation)


def once(handler: Handler) -> Handler:
    """Return the handler that sets what `handler` sets, and where that is printed already, the page it stands on."""

    def set_once(node: nodes.Node, translation: Translation) -> str:
        made = handler(node, translation)
        if len(node.astext()) < _WORTH_A_LINE:
            return made
        if (label := translation.shown.get(made)) is None:
            return first_shown(made, made, translation)
        return syntax.call("see-page", syntax.string(translation.want(label, node)))

    return set_once


#: Shorter ones are set again: a line that sends the reader away would take as much room.
_WORTH_A_LINE = 200


BOOKLET_BLOCKS: Mapping[type[nodes.Node], Handler] = MappingProxyType(
    {
        **BLOCK_HANDLERS,
        own.ratgeber_box: unless_on_covers,
        own.ratgeber_medium: children,
        nodes.table: once(table),
        nodes.definition_list: once(definition_list),
    }
)
