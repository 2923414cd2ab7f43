"""What people do in the editor, as transforms: to type, and to restructure.

Each takes the document and returns the transform, or None where it cannot be done.  `paragraph_with` finds the place
by words, so the same hand works on any document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random
from typing import NamedTuple, TypeAlias

from prosemirror.model import Fragment, Node, ResolvedPos, Slice
from prosemirror.transform import Transform, TransformError
from prosemirror.transform.replace_step import ReplaceAroundStep
from prosemirror.transform.structure import can_join, find_wrapping, lift_target

from ratgeber_tools.desk.schema import SCHEMA

Hand: TypeAlias = Callable[[Node], Transform | None]
N = SCHEMA.nodes


def place_of(document: Node, words: str) -> int:
    """Return where words begin that stand in one run of text."""
    found = [
        at + len((node.text or "")[: (node.text or "").index(words)].encode("utf-16-le")) // 2
        for node, at in nodes_in(document)
        if node.is_text and words in (node.text or "")
    ]
    return found[0]


def nodes_in(document: Node) -> Iterator[tuple[Node, int]]:
    met: list[tuple[Node, int]] = []
    document.descendants(lambda node, at, _parent, _index: met.append((node, at)))  # type: ignore[func-returns-value]
    yield from met


def paragraph_with(document: Node, words: str) -> ResolvedPos:
    return document.resolve(place_of(document, words))


def typing(word: str, *, after: str) -> Hand:
    def type_it(document: Node) -> Transform:
        return Transform(document).insert(place_of(document, after) + len(after), SCHEMA.text(f" {word}"))

    return type_it


def _around(document: Node, words: str, depth: int = 0) -> tuple[int, int]:
    at = paragraph_with(document, words)
    level = at.depth - depth
    return at.before(level), at.after(level)


def bold(words: str) -> Hand:
    def make(document: Node) -> Transform:
        at = paragraph_with(document, words)
        return Transform(document).add_mark(at.start(), at.end(), SCHEMA.mark("strong"))

    return make


def split(before: str, depth: int = 1) -> Hand:
    return lambda document: Transform(document).split(place_of(document, before), depth)


def join_before(words: str, depth: int = 0) -> Hand:
    def make(document: Node) -> Transform | None:
        at = _around(document, words, depth)[0]
        return Transform(document).join(at) if can_join(document, at) else None

    return make


def heading(words: str) -> Hand:
    def make(document: Node) -> Transform:
        at = paragraph_with(document, words)
        return Transform(document).set_block_type(at.start(), at.end(), N["heading"], {"level": 2})

    return make


def wrap(words: str, kind: str, attributes: dict[str, object] | None = None) -> Hand:
    def make(document: Node) -> Transform | None:
        span = paragraph_with(document, words).block_range()
        wrapping = span and find_wrapping(span, N[kind], attributes)
        return Transform(document).wrap(span, wrapping) if span and wrapping else None

    return make


def lift(words: str) -> Hand:
    def make(document: Node) -> Transform | None:
        span = paragraph_with(document, words).block_range()
        target = lift_target(span) if span else None
        return Transform(document).lift(span, target) if span and target is not None else None

    return make


def lift_out_of_list(words: str) -> Hand:
    """Take a list's last item out of it, as a paragraph behind the list."""

    def make(document: Node) -> Transform | None:
        at = paragraph_with(document, words)
        if at.depth < 3 or at.node(at.depth - 1).type.name != "list_item":
            return None
        start, end = at.before(at.depth - 1), at.after(at.depth - 1)
        if end != at.end(at.depth - 2):
            return None
        inner = document.slice(at.before(at.depth), at.after(at.depth)).content
        way = Transform(document).delete(start, end)
        return way.insert(way.mapping.map(at.after(at.depth - 2)), inner)

    return make


def move_to_top(words: str, depth: int = 0) -> Hand:
    def make(document: Node) -> Transform:
        at = paragraph_with(document, words)
        level = at.depth - depth
        node, target = at.node(level), at.start(level - 1)
        return Transform(document).delete(at.before(level), at.after(level)).insert(target, node)

    return make


def replace_words(words: str, new: str) -> Hand:
    def make(document: Node) -> Transform:
        at = paragraph_with(document, words)
        return Transform(document).replace_with(at.start(), at.end(), SCHEMA.text(new))

    return make


def delete_block(words: str) -> Hand:
    return lambda document: Transform(document).delete(*_around(document, words))


def sink(words: str) -> Hand:
    """Make an item one of the item before it, as the tab key does."""

    def make(document: Node) -> Transform | None:
        at = paragraph_with(document, words)
        if not at.index(at.depth - 2):
            return None
        start, end = at.before(at.depth - 1), at.after(at.depth - 1)
        shell = N["list_item"].create(None, Fragment.from_(at.node(at.depth - 2).type.create()))
        step = ReplaceAroundStep(start - 1, end, start, end, Slice(Fragment.from_(shell), 1, 0), 1, True)
        return Transform(document).step(step)

    return make


def unwrap(words: str) -> Hand:
    """Take the block around a paragraph away and leave what is in it."""

    def make(document: Node) -> Transform:
        at = paragraph_with(document, words)
        start, end = at.before(at.depth - 1), at.after(at.depth - 1)
        return Transform(document).step(ReplaceAroundStep(start, end, start + 1, end - 1, Slice.empty, 0, True))

    return make


def set_attribute(words: str, depth: int, name: str, value: object) -> Hand:
    return lambda document: Transform(document).set_node_attribute(_around(document, words, depth)[0], name, value)


def change_kind(words: str, depth: int, kind: str) -> Hand:
    return lambda document: Transform(document).set_node_markup(_around(document, words, depth)[0], N[kind], {})


def put_before(words: str, depth: int, node: Node) -> Hand:
    return lambda document: Transform(document).insert(_around(document, words, depth)[0], node)


def put_after(words: str, depth: int, node: Node) -> Hand:
    return lambda document: Transform(document).insert(_around(document, words, depth)[1], node)


def paragraph(words: str) -> Node:
    return SCHEMA.node("paragraph", None, [SCHEMA.text(words)])


def item(words: str) -> Node:
    return SCHEMA.node("list_item", None, [paragraph(words)])


# ------------------------------------------------------------------------------------------------------ by chance


class Deed(NamedTuple):
    """What a hand did by chance: the transform, and the word it typed, "" for none."""

    way: Transform
    word: str = ""


def do_something(document: Node, chance: Random, word: str) -> Deed | None:
    """Type `word` somewhere, or restructure; None where the chosen thing cannot be done."""
    blocks = [(node, at) for node, at in nodes_in(document) if node.is_textblock and node.type.name != "code_block"]
    if not blocks or chance.random() < 0.6:
        return _type_somewhere(document, blocks, chance, word)
    node, at = chance.choice(blocks)
    inside = document.resolve(at + 1)
    deed = chance.choice((_split, _join, _heading, _list, _box, _lift, _move, _strong, _move))
    try:
        way = deed(document, node, inside, chance)
    except TransformError:  # what the library lets through and then does not do
        return None
    return Deed(way) if way is not None and way.steps else None


def _type_somewhere(document: Node, blocks: list[tuple[Node, int]], chance: Random, word: str) -> Deed:
    if not blocks:
        return Deed(Transform(document).insert(0, paragraph(word)), word)
    node, at = chance.choice(blocks)
    place = at + 1 + _gap(node, chance)
    return Deed(Transform(document).insert(place, SCHEMA.text(f" {word} ")), word)


def _gap(node: Node, chance: Random) -> int:
    """Return a place between two words of a textblock."""
    ends = [0, node.content.size]
    position = 0
    for child in node.content.content:
        if child.is_text:
            ends += [position + at for at, sign in enumerate(child.text or "") if sign == " "]
        position += child.node_size
    return chance.choice(ends)


def _split(document: Node, node: Node, inside: ResolvedPos, chance: Random) -> Transform | None:
    return (
        Transform(document).split(inside.pos + _gap(node, chance)) if inside.parent.type.name == "paragraph" else None
    )


def _join(document: Node, _node: Node, inside: ResolvedPos, _chance: Random) -> Transform | None:
    at = inside.before()
    return Transform(document).join(at) if at and can_join(document, at) else None


def _heading(document: Node, node: Node, inside: ResolvedPos, chance: Random) -> Transform | None:
    if node.type.name not in ("paragraph", "heading"):
        return None
    kind = chance.choice(("paragraph", "heading"))
    return Transform(document).set_block_type(
        inside.pos, inside.pos, N[kind], {"level": 3} if kind == "heading" else {}
    )


def _list(document: Node, _node: Node, inside: ResolvedPos, _chance: Random) -> Transform | None:
    return _wrapped(document, inside, "bullet_list", None)


def _box(document: Node, _node: Node, inside: ResolvedPos, _chance: Random) -> Transform | None:
    return _wrapped(document, inside, "box", {"name": "tipp"})


def _wrapped(document: Node, inside: ResolvedPos, kind: str, attributes: object) -> Transform | None:
    if inside.depth > 4:
        return None
    span = inside.block_range()
    wrapping = span and find_wrapping(span, N[kind], attributes)
    return Transform(document).wrap(span, wrapping) if span and wrapping else None


def _lift(document: Node, _node: Node, inside: ResolvedPos, _chance: Random) -> Transform | None:
    span = inside.block_range()
    target = lift_target(span) if span else None
    return Transform(document).lift(span, target) if span and target is not None else None


def _move(document: Node, _node: Node, _inside: ResolvedPos, chance: Random) -> Transform | None:
    blocks = [(child, at) for child, at in _tops(document) if child.type.name != "note"]
    block, at = chance.choice(blocks)
    way = Transform(document).delete(at, at + block.node_size)
    ends = [0, *(start + child.node_size for child, start in _tops(way.doc) if child.type.name != "note")]
    return way.insert(chance.choice(ends), block)


def _tops(document: Node) -> list[tuple[Node, int]]:
    found, at = [], 0
    for child in document.content.content:
        found.append((child, at))
        at += child.node_size
    return found


def _strong(document: Node, node: Node, inside: ResolvedPos, _chance: Random) -> Transform | None:
    return Transform(document).add_mark(inside.pos, inside.pos + node.content.size, SCHEMA.mark("strong"))
