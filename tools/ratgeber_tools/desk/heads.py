"""A chapter's head in its room: a value an attribute of the document, so that steps carry it like everything else.

Two people who change different values, or different lines of one, are both right.  Where both changed the same, the
later value holds, and the other one stands beside it (`OTHERS`) until somebody has decided: no value is lost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from prosemirror.model import Node
from prosemirror.transform import Step
from prosemirror.transform.doc_attr_step import DocAttrStep

from ratgeber_tools.data.both_sides import lines_of_both
from ratgeber_tools.data.yaml_tree import read_yaml
from ratgeber_tools.desk.head_fields import FIELDS, HeadValue, as_tree, problems, typed
from ratgeber_tools.desk.schema import OTHERS, SCHEMA
from ratgeber_tools.guide.head_edits import with_values

#: The attributes of the editor's document: each value of the head, and pairs of key and value nobody has decided on.
HeadAttributes = Mapping[str, Any]


def head_of(front_matter: str) -> dict[str, Any]:
    """Return the values in a head's YAML (without its fences), as attributes."""
    values = read_yaml(front_matter).values if front_matter else {}
    return {**{field.key: typed(field.key, values.get(field.key)) for field in FIELDS}, OTHERS: []}


def with_head(node: Node, head: HeadAttributes) -> Node:
    """Return the editor's document with another head."""
    return SCHEMA.node("doc", {**node.attrs, **head}, node.content)


def head_steps(old: Node, new: Node) -> list[Step]:
    """Return the steps that make the head of `old` that of `new`."""
    return [DocAttrStep(name, value) for name, value in new.attrs.items() if old.attrs[name] != value]


def collide(own: Sequence[Step], over: Sequence[Step]) -> bool:
    """Say whether two people have changed the same value of the head."""
    names = [{step.attr for step in steps if isinstance(step, DocAttrStep)} for steps in (own, over)]
    return bool(names[0] & names[1])


def merge_heads(base: HeadAttributes, ours: HeadAttributes, theirs: HeadAttributes) -> dict[str, Any]:
    """Return the head both sides made of `base`; where they collide `theirs` holds, and `ours` stands beside it."""
    kept = [pair for pair in base[OTHERS] if pair in ours[OTHERS] and pair in theirs[OTHERS]]
    others = kept + [pair for side in (ours, theirs) for pair in side[OTHERS] if pair not in base[OTHERS]]
    merged: dict[str, Any] = {}
    for field in FIELDS:
        before, here, there = base[field.key], ours[field.key], theirs[field.key]
        if here == there or there == before:
            merged[field.key] = here
        elif here == before:
            merged[field.key] = there
        else:
            both = lines_of_both(before, here, there) if isinstance(before, list) else None
            merged[field.key] = there if both is None else both
            if both is None and here and [field.key, here] not in others:
                others.append([field.key, here])
    merged[OTHERS] = [list(pair) for pair in others]
    return merged


def write_head(text: str, known: HeadAttributes, wanted: HeadAttributes) -> tuple[str, list[str]]:
    """Return a chapter's text with the head it is to have, and a sentence for each value that is not fit for it.

    `known` is the head the text has.  A value that is not fit stays as it is in the text.  Raises `HeadError`.
    """
    changed: dict[str, HeadValue] = {
        field.key: wanted[field.key] for field in FIELDS if wanted[field.key] != known[field.key]
    }
    refused: list[str] = []
    for field in FIELDS:
        if field.key in changed and (found := problems(field.key, changed[field.key])):
            refused.append(f"{field.label}: {found[0]}")
            del changed[field.key]
    if not changed:
        return text, refused
    return with_values(text, {key: as_tree(key, value) for key, value in changed.items()}), refused
