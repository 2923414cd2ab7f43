"""Steps that come late → the same on the document by now, or None where that would lose somebody's words.

It does what `prosemirror-collab` does in a browser: the own steps undone, the others' done, the own done again, each
moved by what became of its place meanwhile.  A step that finds its place gone, or that would now take out other words
than its author took out, collides: then documents have to be merged instead.
"""

from __future__ import annotations

from collections.abc import Sequence

from prosemirror.model import Node
from prosemirror.transform import Mapping, Step, StepMap
from prosemirror.transform.replace_step import ReplaceAroundStep, ReplaceStep

from ratgeber_tools.desk.heads import collide
from ratgeber_tools.desk.protocol import RefusedError
from ratgeber_tools.desk.steps import apply_steps

#: With so many steps on both sides, comparing the documents is quicker than moving each over each.
_MOST_PAIRS = 2_000
#: Stands for what is no text: a picture, a value.
_OBJECT = "\N{OBJECT REPLACEMENT CHARACTER}"


def rebased(
    documents: Sequence[Node], own: Sequence[Step], over: Sequence[Step], onto: Node
) -> tuple[list[Step], list[Node]] | None:
    """Return `own` moved over `over`, and the documents before, between and after them; None if they collide.

    `documents` are those before, between and after the steps of `own`; both lists begin at the first of them.  `over`
    leads from there to `onto`, so nothing has to be undone or done again: places are enough.
    """
    if collide(own, over):
        return None
    mapping = Mapping([*_undone(own), *(step.get_map() for step in over)])
    moved, after = [], [onto]
    for position, (step, before) in enumerate(zip(own, documents, strict=False)):
        mapped = step.map(mapping.slice(len(own) - position))
        if mapped is None or removed_words(mapped, after[-1]) != removed_words(step, before):
            return None
        try:
            after.append(apply_steps(after[-1], [mapped])[-1])
        except RefusedError:
            return None
        mapping.append_map(mapped.get_map(), len(own) - 1 - position)
        moved.append(mapped)
    return moved, after


def taken_in(own: Sequence[Step], over: Sequence[Step], theirs: Node, wanted: Node) -> list[Step] | None:
    """Return `over` moved behind `own`, from `theirs`, where `own` leads, to `wanted`; None where they miss it.

    `wanted` is where `own` leads behind `over`.  At one spot `own` has come to stand last there; so what is put in at
    such a spot goes before it here.
    """
    if len(own) * len(over) > _MOST_PAIRS:
        return None
    mapping = Mapping([*_undone(over), *(step.get_map() for step in own)])
    moved: list[Step] = []
    document = theirs
    for position, step in enumerate(over):
        mapped = _before(step, mapping.slice(len(over) - position))
        result = None if mapped is None else mapped.apply(document)
        if mapped is None or result is None or result.doc is None:
            return None
        document = result.doc
        mapping.append_map(mapped.get_map(), len(over) - 1 - position)
        moved.append(mapped)
    return moved if document.eq(wanted) else None


def _undone(steps: Sequence[Step]) -> list[StepMap]:
    return [step.get_map().invert() for step in reversed(steps)]


def _before(step: Step, mapping: Mapping) -> Step | None:
    """Return a step moved, before whatever has come to its place meanwhile."""
    if isinstance(step, ReplaceStep) and step.from_ == step.to:
        place = mapping.map_result(step.from_, -1)
        return None if place.deleted else ReplaceStep(place.pos, place.pos, step.slice, step.structure)
    return step.map(mapping)


def removed_words(step: Step, before: Node) -> str:
    """Return the words a step takes out of the document before it."""
    if isinstance(step, ReplaceAroundStep):
        return _between(before, step.from_, step.gap_from) + " " + _between(before, step.gap_to, step.to)
    return _between(before, step.from_, step.to) if isinstance(step, ReplaceStep) else ""


def _between(node: Node, start: int, end: int) -> str:
    return node.text_between(start, end, " ", _OBJECT) if end > start else ""
