"""Two documents laid over each other: what both have, and the places where one version or the other can stand.

A document with some of the places taken is built from both versions at once, never by one change after the other.  So
it is the same in whatever order they were taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeAlias

from prosemirror.model import Fragment, Node

from ratgeber_tools import dialect
from ratgeber_tools.desk.schema import SCHEMA
from ratgeber_tools.desk.smallest_steps import SizedToken, content_key, differences, paired, tokens_of
from ratgeber_tools.prose import sentences

#: Boxes that are one thing: half of a conflict, or of what somebody has said, is none.
_WHOLE_BOXES = frozenset({dialect.CONFLICT, dialect.EDITORIAL_NOTE})
#: Nodes that say nothing once all they held is gone.
_HOLDING = frozenset({"bullet_list", "ordered_list", "definition_list", "table", "table_row"})
#: Stands for what is no text, where sentences are told apart.
_THING = "\N{OBJECT REPLACEMENT CHARACTER}"
#: The sign of a footnote stands behind a sentence like a quotation mark.
_SIGN = "\N{RIGHT DOUBLE QUOTATION MARK}"
_PLACE = "src"


@dataclass(frozen=True, slots=True)
class InBoth:
    """What both versions have."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Swap:
    """A place where nodes of one version stand or those of the other; `is_inline` for the words of one paragraph."""

    place: int
    before: tuple[Node, ...]
    after: tuple[Node, ...]
    is_inline: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """A node that is in both versions; `place` is where its kind or attributes are others, None where they are not."""

    place: int | None
    before: Node
    after: Node
    parts: tuple[Part, ...]


Part: TypeAlias = InBoth | Swap | Pair
#: What is taken: a place with the words somebody put there instead, None for the other version as it is.
TakenPlaces: TypeAlias = Mapping[int, str | None]


@dataclass(frozen=True, slots=True)
class Overlay:
    """All of two documents; `headings` say under which heading a place is, `head` which value of the head it is."""

    base: Node
    theirs: Node
    parts: tuple[Part, ...]
    head: Mapping[int, str]
    headings: Mapping[int, str]

    @classmethod
    def of(cls, base: Node, theirs: Node, keys: Sequence[str]) -> Overlay:
        """Return the plan of two documents; `keys` are the values of the head."""
        laying = _Laying()
        head = {laying.next(): key for key in keys if base.attrs[key] != theirs.attrs[key]}
        parts = tuple(laying.children(base, theirs))
        return cls(base, theirs, parts, head, laying.headings)

    def places(self) -> Iterator[Swap | Pair]:
        """Yield the places of the text where the versions differ, in reading order."""
        yield from _places(self.parts)

    def built(self, taken: TakenPlaces) -> Node:
        """Return the earlier version with some of the places as the later one has them."""
        attributes = {key: self.theirs.attrs[key] for place, key in self.head.items() if place in taken}
        return SCHEMA.node("doc", {**self.base.attrs, **attributes}, Fragment.from_array(_built(self.parts, taken)))


def _places(parts: Sequence[Part]) -> Iterator[Swap | Pair]:
    for part in parts:
        match part:
            case Swap():
                yield part
            case Pair():
                if part.place is not None:
                    yield part
                yield from _places(part.parts)


def _built(parts: Sequence[Part], taken: TakenPlaces) -> list[Node]:
    found: list[Node] = []
    for part in parts:
        match part:
            case InBoth(nodes):
                found += nodes
            case Swap() if part.place in taken:
                words = taken[part.place]
                found += part.after if words is None else _in_own_words(part, words)
            case Swap():
                found += part.before
            case Pair():
                inner = _built(part.parts, taken)
                if not inner and part.before.type.name in _HOLDING:
                    continue
                look = part.after if part.place in taken else part.before
                attributes = {**look.attrs, **({_PLACE: part.before.attrs[_PLACE]} if _PLACE in look.attrs else {})}
                found.append(look.type.create(attributes, Fragment.from_array(inner), part.before.marks))
    return found


def _in_own_words(swap: Swap, words: str) -> list[Node]:
    """Return what somebody wrote instead: a sentence keeps the blank that parts it from the next."""
    if not swap.is_inline:
        model = (swap.after or swap.before)[0]
        return [model.type.create(model.attrs, [SCHEMA.text(words)] if words else None)] if words else []
    around = "".join(_text_of(node) for node in swap.after or swap.before)
    lead, tail = around[: len(around) - len(around.lstrip())], around[len(around.rstrip()) :]
    return [SCHEMA.text(f"{lead}{words}{tail}")] if words else []


def _text_of(node: Node) -> str:
    return (node.text or "") if node.is_text else _THING


@dataclass(slots=True)
class _Laying:
    """Lays documents over each other, and numbers the places where they differ."""

    headings: dict[int, str] = field(default_factory=dict)
    heading: str = ""
    _count: int = 0

    def next(self) -> int:
        self._count += 1
        self.headings[self._count] = self.heading
        return self._count

    def children(self, base: Node, theirs: Node) -> Iterator[Part]:
        if base.inline_content:
            yield from self.words(base, theirs)
            return
        before, after = base.content.content, theirs.content.content
        here = 0
        for start, end, low, high in differences([*map(content_key, before)], [*map(content_key, after)]):
            yield from self.kept(before[here:start])
            yield from self.gap(before[start:end], after[low:high])
            here = end
        yield from self.kept(before[here:])

    def kept(self, nodes: Sequence[Node]) -> Iterator[Part]:
        self.pass_headings(nodes)
        if nodes:
            yield InBoth(tuple(nodes))

    def gap(self, before: Sequence[Node], after: Sequence[Node]) -> Iterator[Part]:
        here = there = 0
        for one, other in [*paired(before, after), (len(before), len(after))]:
            yield from self.swaps(before[here:one], after[there:other])
            if one < len(before):
                yield self.pair(before[one], after[other])
            here, there = one + 1, other + 1

    def swaps(self, before: Sequence[Node], after: Sequence[Node]) -> Iterator[Part]:
        """Yield what stands between two pairs: one thing for another is one change, what only comes or goes several."""
        self.pass_headings(after)
        if before and after:
            yield Swap(self.next(), tuple(before), tuple(after))
            return
        for node in before:
            yield Swap(self.next(), (node,), ())
        for node in after:
            yield Swap(self.next(), (), (node,))

    def pair(self, before: Node, after: Node) -> Part:
        self.pass_headings([after])
        if _is_whole(before, after):
            return Swap(self.next(), (before,), (after,))
        place = None if _look(before) == _look(after) else self.next()
        return Pair(place, before, after, tuple(self.children(before, after)))

    def pass_headings(self, nodes: Sequence[Node]) -> None:
        for node in nodes:
            if node.type.name == "heading":
                self.heading = node.text_content

    # ------------------------------------------------------------------ the words of one paragraph

    def words(self, base: Node, theirs: Node) -> Iterator[Part]:
        """Yield the words of a paragraph sentence by sentence: a sentence in which anything differs is one place."""
        before, after = tokens_of(base), tokens_of(theirs)
        changed = list(differences([token.key for token in before], [token.key for token in after]))
        edges = _edges(before, after, changed)
        for (start, low), (end, high) in pairwise(edges):
            one, other = before[start:end], after[low:high]
            nodes = tuple(token.node() for token in one)
            if [token.key for token in one] == [token.key for token in other]:
                if nodes:
                    yield InBoth(nodes)
            else:
                yield Swap(self.next(), nodes, tuple(token.node() for token in other), is_inline=True)


def _look(node: Node) -> tuple[str, dict[str, object]]:
    return node.type.name, {name: value for name, value in node.attrs.items() if name != _PLACE}


def _is_whole(before: Node, after: Node) -> bool:
    """Say whether a node is one or the other, and nothing between."""
    if before.is_leaf and before.type.name not in ("paragraph", "heading"):
        return True
    if before.type.name == "box":
        return bool({before.attrs["name"], after.attrs["name"]} & _WHOLE_BOXES)
    return before.type.name == "table_block" and not _are_tables_alike(before, after)


def _are_tables_alike(before: Node, after: Node) -> bool:
    """Say whether only rows came or went, or words in cells changed; columns come and go all at once."""
    one, other = ([row for table in each.content.content for row in table.content.content if not row.is_text]
                  for each in (before, after))  # fmt: skip
    shapes = [[[_look(cell) for cell in row.content.content] for row in rows if row.type.name == "table_row"]
              for rows in (one, other)]  # fmt: skip
    if shapes[0] == shapes[1]:
        return True
    widths = {len(row) for rows in shapes for row in rows}
    spans = [cell[1] for rows in shapes for row in rows for cell in row]
    return len(widths) <= 1 and all(span["rowspan"] == span["colspan"] == 1 for span in spans)


def _edges(
    before: Sequence[SizedToken], after: Sequence[SizedToken], changed: Sequence[tuple[int, int, int, int]]
) -> list[tuple[int, int]]:
    """Return the places in both versions between whose sentences something ends that was in both or in one."""
    sides = _SentenceEdges.of(before), _SentenceEdges.of(after)
    changed = list(_slid(before, after, changed, sides))
    found = [(0, 0)]

    def note(one: int, other: int) -> None:
        if one in sides[0].all and other in sides[1].all and (one, other) != found[-1]:
            found.append((one, other))

    here = there = 0
    for start, end, low, high in [*changed, (len(before), len(before), len(after), len(after))]:
        for step in range(start - here + 1):
            note(here + step, there + step)
        if low == high:  # sentences that only go, or only come, are decided one by one
            for one in sides[0].within(start, end):
                note(one, low)
        elif start == end:
            for other in sides[1].within(low, high):
                note(end, other)
        note(end, high)
        here, there = end, high
    if found[-1] != (len(before), len(after)):
        found.append((len(before), len(after)))
    return found


def _slid(
    before: Sequence[SizedToken],
    after: Sequence[SizedToken],
    changed: Sequence[tuple[int, int, int, int]],
    sides: tuple[_SentenceEdges, _SentenceEdges],
) -> Iterator[tuple[int, int, int, int]]:
    """Yield the differences, each that only puts in or takes out where whole sentences do, if it can be seen so.

    Whether “. Danke” or “Danke. ” was put in nobody can tell; that it was a sentence everybody can.
    """
    least = 0
    for number, (start, end, low, high) in enumerate(changed):
        most = changed[number + 1][0] if number + 1 < len(changed) else len(before)
        row, first, last = (before, start, end) if low == high else (after, low, high)
        by = 0
        if start == end or low == high:
            back, ahead = start - least, most - end
            reach = _reach(row, first, last, back, ahead)
            fits = [step for step in reach if _is_whole_run(sides, start + step, end + step, low + step, high + step)]
            by = min(fits, key=abs, default=0)
        yield start + by, end + by, low + by, high + by
        least = end + by


def _reach(row: Sequence[SizedToken], first: int, last: int, back: int, ahead: int) -> Iterator[int]:
    """Yield by how much a run of tokens can be moved so that taking it out leaves the same."""
    yield 0
    for step in range(1, back + 1):
        if row[first - step].key != row[last - step].key:
            break
        yield -step
    for step in range(ahead):
        if row[first + step].key != row[last + step].key:
            break
        yield step + 1


def _is_whole_run(sides: tuple[_SentenceEdges, _SentenceEdges], start: int, end: int, low: int, high: int) -> bool:
    one, other = sides
    return start in one.all and end in one.all and low in other.all and high in other.all


@dataclass(frozen=True, slots=True)
class _SentenceEdges:
    """The numbers of the tokens before which a sentence begins, and of the blanks that part it from the one before."""

    begins: frozenset[int]
    blanks: frozenset[int]
    all: frozenset[int]

    @classmethod
    def of(cls, tokens: Sequence[SizedToken]) -> _SentenceEdges:
        offsets: dict[int, int] = {}
        text = ""
        for number, token in enumerate(tokens):
            offsets[len(text)] = number
            text += token.text or (_SIGN if token.source.type.name == "note_ref" else _THING)
        blanks = frozenset(offsets[at] for at in sentences.breaks(text))
        begins = frozenset(blank + 1 for blank in blanks)
        return cls(begins, blanks, begins | blanks | {0, len(tokens)})

    def within(self, start: int, end: int) -> list[int]:
        """Return the edges in a run of tokens: all behind blanks, or all before them, as the run begins."""
        kind = self.blanks if start in self.blanks else self.begins
        return [at for at in range(start + 1, end) if at in kind]


#: How somebody would say what stands there instead of words: a value, a picture, a link without words.
ThingWords: TypeAlias = Callable[[Node], str]
