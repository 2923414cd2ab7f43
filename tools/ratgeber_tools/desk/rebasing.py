"""Steps that come late → the same on the document by now, or None where that would lose somebody's words.

It does what `prosemirror-collab` does in a browser: the own steps undone, the others' done, the own done again, each
moved by what became of its place meanwhile.  A step that finds its place gone, or that would now take out other words
than its author took out, collides: then documents have to be merged instead.
"""

from __future__ import annotations

from collections.abc import Sequence

from prosemirror.model import Node
from prosemirror.transform import Step, Transform
from prosemirror.transform.replace_step import ReplaceAroundStep, ReplaceStep

from ratgeber_tools.desk.heads import collide
from ratgeber_tools.desk.mark_sets import inverted

#: Stands for what is no text: a picture, a value.
_OBJECT = "\N{OBJECT REPLACEMENT CHARACTER}"


def rebased(documents: Sequence[Node], own: Sequence[Step], over: Sequence[Step]) -> list[Step] | None:
    """Return `own` moved over `over`; None if they collide.

    `documents` are those before, between and after the steps of `own`; both lists begin at the first of them.
    """
    if collide(own, over):
        return None
    way = Transform(documents[-1])
    for step, before in zip(reversed(own), reversed(documents[:-1]), strict=True):
        way.step(inverted(step, before))
    for step in over:
        way.step(step)
    moved: list[Step] = []
    position = len(own)
    for step, before in zip(own, documents, strict=False):
        mapped = step.map(way.mapping.slice(position))
        position -= 1
        if mapped is None or removed_words(mapped, way.doc) != removed_words(step, before):
            return None
        if way.maybe_step(mapped).failed:
            return None
        way.mapping.set_mirror(position, len(way.steps) - 1)
        moved.append(mapped)
    return moved


def removed_words(step: Step, before: Node) -> str:
    """Return the words a step takes out of the document before it."""
    if isinstance(step, ReplaceAroundStep):
        return _between(before, step.from_, step.gap_from) + " " + _between(before, step.gap_to, step.to)
    return _between(before, step.from_, step.to) if isinstance(step, ReplaceStep) else ""


def _between(node: Node, start: int, end: int) -> str:
    return node.text_between(start, end, " ", _OBJECT) if end > start else ""
