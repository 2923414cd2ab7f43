"""Several changes of marks as one step, as the browser's undo makes them; the server's library does not know it yet.

Where a mark takes the place of another (a link that of a link), taking it back is more than removing it.
prosemirror-transform (from 1.12) has a step of its own for that, `markSet`; `prosemirror` for Python has not, and
would refuse the undo of somebody's mark.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from prosemirror.model import Mark, Node
from prosemirror.transform import Step
from prosemirror.transform.mark_step import AddMarkStep, RemoveMarkStep
from prosemirror.transform.step import StepResult, step_json_id

_PARTS = ("addMark", "removeMark")


class MarkSetStep(Step):
    """Adds and removes marks, one after the other; positions stay."""

    def __init__(self, steps: Sequence[Step]) -> None:
        super().__init__()
        self.steps = list(steps)

    def apply(self, doc: Node) -> StepResult:
        for step in self.steps:
            result = step.apply(doc)
            if result.doc is None:
                return result
            doc = result.doc
        return StepResult.ok(doc)

    def invert(self, doc: Node) -> Step:
        return MarkSetStep([inverted(step, doc) for step in self.steps])

    def map(self, mapping: Any) -> Step | None:
        mapped = [moved for step in self.steps if (moved := step.map(mapping)) is not None]
        return MarkSetStep(mapped) if mapped else None

    def to_json(self) -> dict[str, Any]:
        return {"stepType": "markSet", "steps": [step.to_json() for step in self.steps]}

    @staticmethod
    def from_json(schema: Any, json_data: Any) -> MarkSetStep:
        """Return the step; raises `ValueError` where its parts are no changes of marks."""
        parts = json_data.get("steps")
        if not isinstance(parts, list) or not all(part.get("stepType") in _PARTS for part in parts):
            raise ValueError("Invalid input for MarkSetStep.from_json")
        return MarkSetStep([Step.from_json(schema, part) for part in parts])


step_json_id("markSet", MarkSetStep)


def inverted(step: Step, before: Node) -> Step:
    """Return the step that takes `step` back as the browser does: with the marks that were there, and no others."""
    if not isinstance(step, AddMarkStep | RemoveMarkStep):
        return step.invert(before)
    back: list[Step] = []

    def look(node: Node, at: int, _parent: Node | None, _index: int) -> None:
        if not (node.is_inline and node.is_atom):
            return
        start, end = max(step.from_, at), min(step.to, at + node.node_size)
        if isinstance(step, RemoveMarkStep):
            if step.mark.is_in_set(node.marks):
                _push(back, AddMarkStep(start, end, step.mark))
            return
        added = step.mark.add_to_set(node.marks)
        if not Mark.same_set(added, node.marks):
            _push(back, RemoveMarkStep(start, end, step.mark))
            for mark in node.marks:
                if not mark.is_in_set(added):
                    _push(back, AddMarkStep(start, end, mark))

    before.nodes_between(step.from_, step.to, look)
    return back[0] if len(back) == 1 else MarkSetStep(back)


def _push(steps: list[Step], step: AddMarkStep | RemoveMarkStep) -> None:
    """Put a step behind the others, joined with the last if it goes on from there."""
    last = steps[-1] if steps else None
    goes_on = isinstance(last, AddMarkStep | RemoveMarkStep) and type(last) is type(step) and last.to == step.from_
    if isinstance(last, AddMarkStep | RemoveMarkStep) and goes_on and last.mark.eq(step.mark):
        steps[-1] = type(step)(last.from_, step.to, step.mark)
    else:
        steps.append(step)
