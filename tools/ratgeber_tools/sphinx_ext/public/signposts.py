"""Index pages of the public edition list what there is: a card, line or paragraph that only points elsewhere goes.

On the start page parents look for a way in.  A card without a page behind it is none.
"""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes
from sphinx import addnodes

#: A paragraph only points elsewhere if more than this share of its words is references; what says more keeps its words.
_POINTING = 0.5


def without_signposts(dead: Iterable[addnodes.pending_xref]) -> list[addnodes.pending_xref]:
    """Take out what only points to nothing, with lists and sections that are empty then.

    Returns the references of `dead` that are left in the page: those in a line or paragraph which says more.
    """
    gone = [*dead]
    signposts = dict.fromkeys(post for node in gone if (post := _signpost(node, gone)) is not None)
    for post in signposts:
        _remove(post)
    return [node for node in gone if not any(post in signposts for post in _around(node))]


def _signpost(node: addnodes.pending_xref, dead: list[addnodes.pending_xref]) -> nodes.Element | None:
    """Return the list item that `node` opens, or the paragraph that is not much more than references to nothing."""
    item = next((each for each in _around(node) if isinstance(each, nodes.list_item)), None)
    if item is not None:
        return item if next(item.findall(addnodes.pending_xref)) is node and _opens(node, item) else None
    paragraph = next((each for each in _around(node) if isinstance(each, nodes.paragraph)), None)
    if paragraph is None or any(True for _ in paragraph.findall(nodes.reference)):
        return None
    references = list(paragraph.findall(addnodes.pending_xref))
    pointing = sum(len(each.astext().split()) for each in references)
    is_signpost = all(each in dead for each in references) and pointing > _POINTING * len(paragraph.astext().split())
    return paragraph if is_signpost else None


def _opens(node: nodes.Node, item: nodes.list_item) -> bool:
    """Say whether nothing stands before `node` in its item."""
    words = item.astext().strip()
    return bool(words) and words.startswith(node.astext().strip())


def _around(node: nodes.Node) -> Iterable[nodes.Element]:
    holder = node.parent
    while holder is not None:
        yield holder
        holder = holder.parent


def _remove(node: nodes.Element) -> None:
    """Take a node out, and what says nothing any more: a list without items, a section with its title alone.

    The guide's order, which a hidden toctree at the end of such a section gives, stays in the section around it.
    """
    holder = node.parent
    holder.remove(node)
    order = [child for child in holder.children if _is_hidden_order(child)]
    rest = [child for child in holder.children if not isinstance(child, nodes.title | nodes.target)]
    if isinstance(holder, nodes.bullet_list | nodes.enumerated_list | nodes.list_item) and not rest:
        _remove(holder)
    elif isinstance(holder, nodes.section) and isinstance(holder.parent, nodes.section) and rest == order:
        around = holder.parent
        around[around.index(holder) : around.index(holder) + 1] = order


def _is_hidden_order(node: nodes.Node) -> bool:
    toctrees = list(node.findall(addnodes.toctree)) if isinstance(node, nodes.compound | addnodes.toctree) else []
    return bool(toctrees) and all(toctree["hidden"] for toctree in toctrees)
