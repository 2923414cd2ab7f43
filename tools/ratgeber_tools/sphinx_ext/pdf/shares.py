"""A chapter's page cut down to the share it has in the booklet; nothing here knows Sphinx.

Sources, what is said among editors and how far the chapter is go from every page: all of it stands in the web, where
each chapter says its address.
"""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes

from ratgeber_tools import dialect
from ratgeber_tools.guide.booklet import Share
from ratgeber_tools.sphinx_ext.nodes import ratgeber_box, ratgeber_medium

#: What the first section of a chapter is called that says what to do, as `docs/handbuch/druck.md` says.
FIRST_STEPS = "Das tun Sie zuerst"
_DEADLINE, _CONTACT = "frist", "kontakt"


def cut(document: nodes.document, share: Share) -> nodes.document:
    """Cut `document`, in place, to what the booklet has of it, and return it; of nothing the title is left."""
    for box in list(document.findall(ratgeber_box)):
        if box["internal"] or box["kind"] == dialect.PROVENANCE.name:
            box.parent.remove(box)
    chapter = next(document.findall(nodes.section), None)
    if chapter is None or share is Share.WHOLE:
        return document
    kept = [] if share is Share.NOTHING else list(_kept(chapter, share))
    titles = [child for child in chapter.children if isinstance(child, nodes.title)]
    for child in list(chapter.children):
        chapter.remove(child)
    chapter += [*titles, *kept]
    for child in [child for child in document.children if child is not chapter]:
        document.remove(child)
    return document


def is_cut(share: Share) -> bool:
    """Say whether less than the whole page is printed."""
    return share is not Share.WHOLE


def _kept(chapter: nodes.section, share: Share) -> Iterator[nodes.Node]:
    """Yield the parts of a chapter in their order: key points, first steps, deadlines, then whom to ask."""
    passages = list(chapter.findall(ratgeber_medium))
    steps = _first_steps(chapter) if share is Share.CORE else None
    kept = [*passages, *([] if steps is None else [steps])]  # what is in one of them comes with it
    boxes = [box for box in chapter.findall(ratgeber_box) if not any(_is_within(box, holder) for holder in kept)]
    yield from (box for box in boxes if box["kind"] == dialect.KEY_POINTS)
    if steps is not None:
        yield steps
    if share is Share.CORE:
        yield from (box for box in boxes if box["kind"] == _DEADLINE)
    yield from (passage for passage in passages if steps is None or not _is_within(passage, steps))
    if not any(box["kind"] == _CONTACT for holder in kept for box in holder.findall(ratgeber_box)):
        yield from [box for box in boxes if box["kind"] == _CONTACT][:1]


def _is_within(node: nodes.Node, holder: nodes.Node) -> bool:
    around = node.parent
    while around is not None and around is not holder:
        around = around.parent
    return around is holder


def _first_steps(chapter: nodes.section) -> nodes.section | None:
    """Return the section with the first steps, else the first that begins with a numbered list."""
    sections = [child for child in chapter.children if isinstance(child, nodes.section)]
    for section in sections:
        title = section.first_child_matching_class(nodes.title)
        if title is not None and section.children[title].astext() == FIRST_STEPS:
            return section
    return next((each for each in sections if any(isinstance(c, nodes.enumerated_list) for c in each.children)), None)
