"""Steps as they come from a browser → steps that may be applied; whatever breaks the schema is refused in a sentence.

ProseMirror checks what a document holds; what an attribute may say, how deep boxes may stand in each other and which
characters a text may have is checked here, so that every room can be written as a chapter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from prosemirror.model import Fragment, Mark, Node
from prosemirror.transform import Step
from prosemirror.transform.attr_step import AttrStep
from prosemirror.transform.doc_attr_step import DocAttrStep
from prosemirror.transform.replace_step import ReplaceAroundStep, ReplaceStep

from ratgeber_tools import dialect
from ratgeber_tools.desk.mark_sets import MarkSetStep
from ratgeber_tools.desk.protocol import RefusedError
from ratgeber_tools.desk.schema import MARKS, NODES, SCHEMA, Attribute

#: So many steps at most in one request: days of typing.
MOST_STEPS = 50_000
#: How large a chapter may become, in ProseMirror's positions; the longest of ours has 60,000.
LARGEST_CHAPTER = 2_000_000
#: Nodes in which whole blocks stand, counted for how deep a text is.
_ENCLOSING = frozenset({"box", "blockquote", "bullet_list", "ordered_list", "definition_list", "table_block"})
#: Halves of characters, and characters that are none: no file can hold them.
_UNWRITABLE = re.compile("[\ud800-\udfff\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
#: What the library raises at steps that make no sense; it has no kind of error of its own for them.
_NONSENSE = (
    ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError, RecursionError, OverflowError,
)  # fmt: skip

_BROKEN = (
    "Diese Änderung passt nicht in ein Kapitel. Sie wurde nicht übernommen; alles andere ist da. "
    "Kopieren Sie, was Sie zuletzt geschrieben haben, und laden Sie die Seite neu."
)
_HALF = (
    "In dieser Änderung steckt ein halbes Zeichen, etwa ein Stück eines Emojis. Sie wurde nicht übernommen. "
    "Löschen Sie das Zeichen ganz, und setzen Sie es neu."
)
_DEEP = "So tief lassen sich Kästen, Listen und Zitate nicht ineinander setzen. Die Änderung wurde nicht übernommen."
_LARGE = "Das Kapitel würde zu lang. Teilen Sie es, oder fügen Sie weniger auf einmal ein."
_MANY = "Das waren zu viele Änderungen auf einmal. Laden Sie die Seite neu, und fügen Sie den Text in Stücken ein."


def read_steps(raw: Sequence[Any]) -> list[Step]:
    """Return steps as the browser sent them; raises `RefusedError`."""
    if len(raw) > MOST_STEPS:
        raise RefusedError(_MANY, "size")
    return [_read_step(values) for values in raw]


def apply_steps(start: Node, steps: Sequence[Step]) -> list[Node]:
    """Return the documents before, between and after `steps`; raises `RefusedError` if one cannot be applied."""
    documents = [start]
    for step in steps:
        documents.append(_applied(documents[-1], step))
    return documents


def _read_step(values: Any) -> Step:
    _require_whole_characters(values)
    try:
        step = Step.from_json(SCHEMA, values)
    except _NONSENSE:
        raise RefusedError(_BROKEN, "step") from None
    if not _is_valid(step):
        raise RefusedError(_BROKEN, "step")
    return step


def _require_whole_characters(values: Any) -> None:
    waiting = [values]
    while waiting:
        match waiting.pop():
            case str(text):
                if _UNWRITABLE.search(text):
                    raise RefusedError(_HALF, "step")
            case dict(inner):
                waiting += [*inner, *inner.values()]
            case list(inner):
                waiting += inner


def _is_valid(step: Step) -> bool:
    """Say whether what a step brings along is valid in itself."""
    if isinstance(step, ReplaceStep | ReplaceAroundStep):
        try:
            return all(_is_valid_node(node) for node in _children(step.slice.content))
        except _NONSENSE:
            return False
    if isinstance(step, MarkSetStep):
        return all(map(_is_valid, step.steps))
    if isinstance(step, DocAttrStep):
        return _takes(NODES["doc"].attributes, {step.attr: step.value})
    mark = getattr(step, "mark", None)
    return mark is None or _is_valid_mark(mark)


def _is_valid_node(node: Node) -> bool:
    node.check()  # of a node that is cut open too: no content of ours can be too little
    return all(
        _takes(NODES[inner.type.name].attributes, inner.attrs) and all(_is_valid_mark(mark) for mark in inner.marks)
        for inner in _all_in(node)
    )


def _is_valid_mark(mark: Mark) -> bool:
    return _takes(MARKS[mark.type.name].attributes, mark.attrs)


def _takes(attributes: Any, values: Any) -> bool:
    known: dict[str, Attribute] = dict(attributes)
    return all(
        name in known and (value == known[name].default or known[name].admits(value)) for name, value in values.items()
    )


def _applied(before: Node, step: Step) -> Node:
    try:
        if isinstance(step, AttrStep) and not _is_valid_change(before, step):
            raise RefusedError(_BROKEN, "step")
        result = step.apply(before)
    except UnicodeError:
        raise RefusedError(_HALF, "step") from None
    except _NONSENSE:
        raise RefusedError(_BROKEN, "step") from None
    if result.failed or result.doc is None:
        raise RefusedError(_BROKEN, "step")
    after = result.doc
    if _has_structure(step):
        if deepest(after) > dialect.DEEPEST_BOX:
            raise RefusedError(_DEEP, "step")
    elif _breaks_a_character(before, step):
        raise RefusedError(_HALF, "step")
    if after.content.size > LARGEST_CHAPTER:
        raise RefusedError(_LARGE, "size")
    return after


def _is_valid_change(before: Node, step: AttrStep) -> bool:
    node = before.node_at(step.pos)
    return (
        node is not None
        and not node.is_text
        and _takes(
            {step.attr: known} if (known := NODES[node.type.name].attributes.get(step.attr)) else {},
            {step.attr: step.value},
        )
    )


def _has_structure(step: Step) -> bool:
    if isinstance(step, ReplaceAroundStep):
        return True
    return isinstance(step, ReplaceStep) and any(node.is_block for node in _children(step.slice.content))


def _breaks_a_character(before: Node, step: Step) -> bool:
    """Say whether a step begins or ends between the two halves of one character."""
    if isinstance(step, MarkSetStep):
        return any(_breaks_a_character(before, part) for part in step.steps)
    places = [getattr(step, name) for name in ("from_", "to") if hasattr(step, name)]
    return any(is_inside_character(before, place) for place in places)


def is_inside_character(node: Node, place: int) -> bool:
    """Say whether a position lies between the two halves (UTF-16) of one character."""
    found = node.resolve(place)
    if not found.text_offset or found.parent.maybe_child(found.index()) is None:
        return False
    units = (found.parent.child(found.index()).text or "").encode("utf-16-le")
    unit = int.from_bytes(units[2 * found.text_offset : 2 * found.text_offset + 2], "little")
    return 0xDC00 <= unit <= 0xDFFF


def deepest(node: Node) -> int:
    """Return how many nodes that hold blocks stand in each other at most."""
    own = node.type.name in _ENCLOSING
    return own + max((deepest(child) for child in _children(node.content) if not child.is_inline), default=0)


def _children(fragment: Fragment) -> Sequence[Node]:
    return fragment.content


def _all_in(node: Node) -> Iterator[Node]:
    yield node
    for child in _children(node.content):
        yield from _all_in(child)
