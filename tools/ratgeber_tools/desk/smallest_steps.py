"""Two documents → the steps that make one the other and touch as little as they can.

Others are typing meanwhile: what is replaced as a whole takes their cursors with it and makes everybody collide.  So
blocks are compared with blocks, words with words, and a block that only became a heading keeps its words in place.

Which block of the base something is (`src`) is no part of what a document says: what stays keeps its own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any, NamedTuple

from prosemirror.model import Fragment, Node, Slice
from prosemirror.transform import Step, Transform
from prosemirror.transform.replace_step import ReplaceAroundStep, ReplaceStep

from ratgeber_tools.desk.heads import head_steps
from ratgeber_tools.desk.schema import SCHEMA

_PLACE = "src"
_WORD, _SIGN = re.compile(r"(?s)\w+|."), re.compile(r"(?s).")
#: From this likeness on, two blocks of one kind are the same block with other words.
_ALIKE = 0.35
#: So many blocks on each side are compared each with each; beyond, they pair in order.
_MOST_COMPARED = 24


def steps_between(old: Node, new: Node, *, exact: bool = False) -> list[Step]:
    """Return steps from `old` to a document that says what `new` says; with `exact` to `new` itself."""
    if old is new:
        return []
    way = Transform(old)
    _become(way, old, new, 0)
    if not _holds_same(way.doc, new):
        way = Transform(old)
        _replace(way, 0, old.content.size, new.content.content)
    if exact:
        for at, value in list(_other_places(way.doc, new, 0)):
            way.set_node_attribute(at, _PLACE, value)
    return [*way.steps, *head_steps(old, new)]


def _other_places(old: Node, new: Node, start: int) -> Iterator[tuple[int, Any]]:
    """Yield where two documents that say the same call a block otherwise, and what `new` calls it."""
    if old is new:
        return
    at = start
    for one, other in zip(old.content.content, new.content.content, strict=True):
        if one is not other and not one.is_text:
            if one.attrs.get(_PLACE) != other.attrs.get(_PLACE):
                yield at, other.attrs[_PLACE]
            yield from _other_places(one, other, at + 1)
        at += one.node_size


def says_same(one: Node, other: Node) -> bool:
    """Say whether two documents say the same, head and all; `src` does not count."""
    return one is other or (one.attrs == other.attrs and _holds_same(one, other))


def _holds_same(one: Node, other: Node) -> bool:
    here, there = one.content.content, other.content.content
    return len(here) == len(there) and all(map(_same, here, there))


def _same(one: Node, other: Node) -> bool:
    return one is other or content_key(one) == content_key(other)


def _key(node: Node) -> str:
    return json.dumps(_without_place(node), sort_keys=True, ensure_ascii=False)


@lru_cache(maxsize=20_000)  # nodes never change, and most of them are in both documents
def content_key(node: Node) -> str:
    return _key(node)


def _without_place(node: Node) -> Any:
    if node.is_text:
        return [node.text, [mark.to_json() for mark in node.marks]]
    attributes = {name: value for name, value in node.attrs.items() if name != _PLACE}
    marks = [mark.to_json() for mark in node.marks]
    return [node.type.name, attributes, marks, [_without_place(child) for child in node.content.content]]


def _become(way: Transform, old: Node, new: Node, at: int) -> None:
    """Add steps that make the content of `old`, which begins at `at`, that of `new`; from the end backwards."""
    if old is new:
        return
    if old.inline_content or new.inline_content:
        _become_text(way, old, new, at)
        return
    before, after = old.content.content, new.content.content
    places = [at]
    for child in before:
        places.append(places[-1] + child.node_size)
    for start, end, low, high in reversed(list(differences([*map(content_key, before)], [*map(content_key, after)]))):
        found = paired(before[start:end], after[low:high])
        here, there = end, high
        for one, other in [*reversed([(start + a, low + b) for a, b in found]), (start - 1, low - 1)]:
            _replace(way, places[one + 1], places[here], after[other + 1 : there])
            if one >= start:
                _change(way, before[one], after[other], places[one])
            here, there = one, other


def differences(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    matcher = SequenceMatcher(None, before[start : len(before) - end], after[start : len(after) - end], autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind != "equal":
            yield start + i, start + j, start + k, start + m


def _replace(way: Transform, start: int, end: int, nodes: Sequence[Node]) -> None:
    if start < end or nodes:
        way.step(ReplaceStep(start, end, Slice(Fragment.from_(list(nodes)), 0, 0)))


def paired(before: Sequence[Node], after: Sequence[Node]) -> list[tuple[int, int]]:
    """Return which blocks become which, in order: as alike as can be."""
    if not before or not after:
        return []
    if len(before) == len(after) == 1 or max(len(before), len(after)) > _MOST_COMPARED:
        return [(at, at) for at in range(min(len(before), len(after))) if _can_become(before[at], after[at])]
    best: list[list[tuple[float, tuple[tuple[int, int], ...]]]] = [[(0.0, ())] * (len(after) + 1)]
    for at, one in enumerate(before):
        row: list[tuple[float, tuple[tuple[int, int], ...]]] = [(0.0, ())]
        for to, other in enumerate(after):
            likeness = _likeness(one, other) if _can_become(one, other) else 0.0
            options = [best[at][to + 1], row[to]]
            if likeness >= _ALIKE:
                score, chosen = best[at][to]
                options.append((score + likeness, (*chosen, (at, to))))
            row.append(max(options, key=lambda option: option[0]))
        best.append(row)
    return list(best[-1][-1][1])


def _likeness(one: Node, other: Node) -> float:
    words, said = one.text_content.split(), other.text_content.split()
    if not words and not said:
        return 1.0 if one.type == other.type else 0.0
    return SequenceMatcher(None, words, said, autojunk=False).ratio()


def _can_become(one: Node, other: Node) -> bool:
    if one.is_leaf or other.is_leaf:
        return one.type == other.type
    both_text = one.type.name in ("paragraph", "heading") and other.type.name in ("paragraph", "heading")
    return one.type == other.type or both_text


def _change(way: Transform, old: Node, new: Node, at: int) -> None:
    """Make the node at `at` the new one, attribute by attribute, its content as little as can be."""
    if not old.is_leaf:
        _become(way, old, new, at + 1)
    if old.type != new.type:
        attributes = {**new.attrs, _PLACE: old.attrs[_PLACE]}
        current = way.doc.node_at(at)
        assert current is not None
        end = at + current.node_size
        shell = SCHEMA.nodes[new.type.name].create(attributes)
        way.step(ReplaceAroundStep(at, end, at + 1, end - 1, Slice(Fragment.from_(shell), 0, 0), 1, True))
        return
    for name, value in new.attrs.items():
        if name != _PLACE and old.attrs[name] != value:
            way.set_node_attribute(at, name, value)


class SizedToken(NamedTuple):
    """A word, a blank, a sign or a thing in a text, with the marks on it; `size` as ProseMirror counts.

    `source` is the node it is a part of, `text` which part; "" for a thing.
    """

    key: str
    size: int
    source: Node
    text: str = ""

    def node(self) -> Node:
        """Return it as a node of its own; few of many tokens are ever put in anywhere."""
        return SCHEMA.text(self.text, self.source.marks) if self.text else self.source

    def signs(self) -> Iterator[SizedToken]:
        """Yield its signs, as a person sees them; a thing is one."""
        if not self.text:
            yield self
            return
        marks = self.key[len(self.text) :]
        for sign in _SIGN.findall(self.text):
            yield SizedToken(f"{sign}{marks}", _size(sign), self.source, sign)


def _become_text(way: Transform, old: Node, new: Node, at: int) -> None:
    before, after = tokens_of(old), tokens_of(new)
    places = [at]
    for token in before:
        places.append(places[-1] + token.size)
    changes = list(differences([token.key for token in before], [token.key for token in after]))
    for start, end, low, high in reversed(changes):
        ahead, there, words = _trimmed(before[start:end], after[low:high])
        _replace(way, places[start] + ahead, places[end] - there, words)


def _trimmed(before: Sequence[SizedToken], after: Sequence[SizedToken]) -> tuple[int, int, list[Node]]:
    """Return how much stays at both ends of what is replaced, half words too, and what is put between."""
    old, new = ([single for token in side for single in token.signs()] for side in (before, after))
    least = min(len(old), len(new))
    ahead = next((at for at in range(least) if old[at].key != new[at].key), least)
    rest = least - ahead
    behind = next((at for at in range(rest) if old[-1 - at].key != new[-1 - at].key), rest)
    sizes = [token.size for token in old]
    return (
        sum(sizes[:ahead]),
        sum(sizes[len(old) - behind :]),
        [token.node() for token in new[ahead : len(new) - behind]],
    )


def tokens_of(node: Node) -> list[SizedToken]:
    return [token for child in node.content.content for token in _words(child)]


def _words(node: Node) -> Iterator[SizedToken]:
    if not node.is_text:
        yield SizedToken(_key(node), node.node_size, node)
        return
    marks = json.dumps([mark.to_json() for mark in node.marks], sort_keys=True) if node.marks else ""
    for part in _WORD.findall(node.text or ""):
        yield SizedToken(f"{part}{marks}", _size(part), node, part)


def _size(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
