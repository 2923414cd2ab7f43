"""Paragraphs that left one list, box or chapter level for another: the same ones, though in another sequence.

A sequence sees such a paragraph as taken out here and put in there.  Where the other side changed it as well, the
change has to follow it; where the other side took it out, it must not stay.  So what becomes of it is noted down here
while the sequences are merged, and put in its new place afterwards.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from itertools import count
from typing import Any, NamedTuple, TypeAlias

from ratgeber_tools.document import (
    Block,
    BlockQuote,
    Blocks,
    BulletList,
    Container,
    DefinitionList,
    Document,
    Heading,
    ListItem,
    OrderedList,
    Paragraph,
    iterate_blocks,
)
from ratgeber_tools.prose import sentences
from ratgeber_tools.roundtrip.merge.alignment import align, common, is_alike, is_moved, likeness, words_of
from ratgeber_tools.roundtrip.merge.boxes import read_box
from ratgeber_tools.traversal import map_values

#: What is told from its equals by a number.
Leaf: TypeAlias = Heading | Paragraph

#: A part of a paragraph has this share of its words from there, and at least so many.
_OF_ITS_WORDS, _LEAST_WORDS = 0.6, 3


class Settle(NamedTuple):
    """How a paragraph is merged with what the other side made of it, and what is left of one the other side took out.

    `merged` gets base, the other side's version and the one in the new place; `left_out` that one, changed there.
    """

    merged: Callable[[Block, Block, Block], Blocks]
    left_out: Callable[[Block], Blocks]


@dataclass(slots=True)
class Side:
    """The paragraphs of one version, and how many of the base are like each."""

    blocks: tuple[Leaf, ...]
    base: tuple[Leaf, ...]
    by_lines: bool
    _known: frozenset[Leaf] = field(init=False)
    _parts: dict[int, tuple[Leaf, ...]] = field(init=False, default_factory=dict)
    #: Sentence → in how many blocks of the base it is, and in which new ones; made when first asked for.
    _sentences: tuple[Counter[str], dict[str, list[Leaf]]] | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self._known = frozenset(self.base)

    def place_of(self, leaf: Leaf) -> Leaf | None:
        """Return the block that `leaf` of the base is now, if there is no doubt and it is one, not several parts."""
        parts = self.parts_of(leaf)
        return parts[0] if len(parts) == 1 else None

    def parts_of(self, leaf: Leaf) -> tuple[Leaf, ...]:
        """Return the block that `leaf` of the base is now, or those that hold its sentences if it was taken apart."""
        known = self._parts.get(leaf.number) if leaf.number is not None else None
        if known is not None:
            return known
        one = self._one(leaf)
        parts = () if leaf in self.blocks else self._pieces(leaf)  # what stands as it stood was not taken apart
        found = parts if len(parts) > 1 or one is None else (one,)
        if leaf.number is not None:  # one in a footnote has none
            self._parts[leaf.number] = found
        return found

    def _one(self, leaf: Leaf) -> Leaf | None:
        if self.by_lines and leaf.lines is not None:
            marked = next((block for block in self.blocks if block.lines == leaf.lines), None)
            if marked is not None and (marked == leaf or is_alike(words_of(leaf), words_of(marked))):
                return marked
        equal = [block for block in self.blocks if block == leaf]
        if equal:
            return equal[0] if len(equal) == 1 and self.base.count(leaf) == 1 else None
        own = words_of(leaf)
        scored = [
            (likeness(own, words), -number, block)
            for number, block in enumerate(self.blocks)
            if block not in self._known
            and is_moved(own, words := words_of(block))
            and not self._is_of_another(block, leaf)
        ]
        return max(scored, key=lambda entry: entry[:2])[2] if scored else self._with_sentence_of(leaf)

    def _standing(self) -> tuple[Counter[str], dict[str, list[Leaf]]]:
        """Return in how many blocks of the base each sentence is, and in which new ones."""
        if self._sentences is None:
            standing: dict[str, list[Leaf]] = {}
            for block in self.blocks:
                for each in set(_sentences(block)) if block not in self._known else ():
                    standing.setdefault(each, []).append(block)
            self._sentences = Counter(each for block in self.base for each in set(_sentences(block))), standing
        return self._sentences

    def _with_sentence_of(self, leaf: Leaf) -> Leaf | None:
        """Return the new block that a whole sentence of `leaf` stands in, word for word, if there is no doubt."""
        known, standing = self._standing()
        own = {each for each in _sentences(leaf) if known[each] == 1 and len(each.split()) >= _LEAST_WORDS}
        found = {
            block.number: block
            for each in own
            for block in standing.get(each, ())
            if not self.by_lines or block.lines in (None, leaf.lines)
        }
        return next(iter(found.values())) if len(found) == 1 else None

    def _pieces(self, leaf: Leaf) -> tuple[Leaf, ...]:
        own = words_of(leaf)
        return tuple(
            block
            for block in self.blocks
            if block not in self._known
            and not (self.by_lines and block.lines not in (None, leaf.lines))
            and common(words := words_of(block), own) >= max(_LEAST_WORDS, _OF_ITS_WORDS * len(words))
            and not self._is_of_another(block, leaf)
        )

    def _is_of_another(self, block: Leaf, leaf: Leaf) -> bool:
        """Say whether a block is made of sentences of the base that `leaf` never had: a part of another paragraph.

        “Gehen Sie mit Ihrem Kind hin.” became an item; it is not what became of “Sie wählen sie mit Ihrem Kind aus.”
        """
        known, _ = self._standing()
        said = set(_sentences(block))
        return bool(said) and said <= known.keys() and said.isdisjoint(_sentences(leaf))


@dataclass(slots=True)
class Strays:
    """What becomes of paragraphs in their new places: by the number of the block there."""

    ours: Side
    theirs: Side
    found: dict[int, Blocks] = field(default_factory=dict)

    @classmethod
    def of(cls, base: Document, ours: Document, theirs: Document, *, by_lines: bool) -> Strays:
        """Return the strays of three versions whose leaves are `numbered`, none noted yet."""
        known, mine, other = (tuple(leaves(version.blocks)) for version in (base, ours, theirs))
        disputed = _disputed(ours.blocks)
        mine = tuple(leaf for leaf in mine if leaf.number not in disputed)  # what is in a conflict stays there
        return cls(Side(mine, known, by_lines=False), Side(other, known, by_lines=by_lines))

    def follow(self, base: Block, changed: Block, side: Side, settle: Settle) -> bool:
        """Note that `changed`, which `side` moved away from here, is to be merged in its new place.

        Returns False, and notes nothing, if not all that was changed can follow.
        """
        notes: list[tuple[Leaf, Blocks]] = []
        if not self._follow(base, changed, side, settle, notes):
            return False
        for place, blocks in notes:
            self.note(place, blocks)
        return True

    def note(self, place: Leaf, blocks: Blocks) -> None:
        """Note that the block `place` becomes `blocks`."""
        assert place.number is not None
        self.found[place.number] = blocks

    def doubles(self, merged: Blocks) -> Iterator[tuple[Leaf, Leaf, Leaf]]:
        """Yield paragraphs of the base that are in `merged` as ours and as theirs, with both."""
        shown = {leaf.number for leaf in leaves(merged)} - _disputed(merged)
        for other in self.theirs.blocks:
            if other.number not in shown or other.number in self.found:
                continue
            for leaf in self.theirs.base:
                if self.theirs.place_of(leaf) is other:
                    mine = self.ours.place_of(leaf)
                    if mine is not None and mine.number in shown and mine.number not in self.found:
                        yield leaf, mine, other
                    break

    def put(self, document: Document) -> tuple[Document, bool]:
        """Return `document` with all that is noted, and whether every block that becomes something was met."""
        met: set[int] = set()
        blocks = _replaced(document.blocks, self.found, met)
        return replace(document, blocks=blocks), all(key in met for key, made in self.found.items() if made)

    def _follow(
        self, base: Block, changed: Block, side: Side, settle: Settle, notes: list[tuple[Leaf, Blocks]]
    ) -> bool:
        if base == changed:
            return True
        if isinstance(base, Leaf) and isinstance(changed, Leaf):
            place = side.place_of(base)
            if place is None or place.number in self.found or any(place is known for known, _ in notes):
                return False  # of two in one place, one would be all that is noted
            notes.append((place, settle.merged(base, changed, place)))
            return True
        parts = _parts(base), _parts(changed)
        if parts[0] is None or parts[1] is None or _shell(base) != _shell(changed):
            return False
        matching = align(parts[0], parts[1])
        if set(matching.values()) != set(range(len(parts[1]))):
            return False  # what was put in here has no place there
        for index, part in enumerate(parts[0]):
            if index in matching:
                if not self._follow(part, parts[1][matching[index]], side, settle, notes):
                    return False
            else:
                other = self.theirs if side is self.ours else self.ours
                for leaf in leaves((part,)):
                    place = side.place_of(leaf)
                    if place is not None and other.place_of(leaf) is None:  # else it was moved there as well
                        notes.append((place, () if place == leaf else settle.left_out(place)))
        return True


def numbered(*versions: Document) -> Iterator[Document]:
    """Yield the documents with a number on every paragraph and heading outside footnotes, each another.

    Only what stands as it stood keeps its number: whoever changes a leaf makes one that has none.
    """
    numbers = count()

    def fresh(value: Any) -> Any:
        return replace(value, number=next(numbers)) if isinstance(value, Leaf) else value

    for version in versions:
        yield replace(version, blocks=map_values(version.blocks, fresh))


def without_numbers(value: Any) -> Any:
    """Return blocks, or parts of them, without the numbers of their leaves."""

    def bare(inner: Any) -> Any:
        return replace(inner, number=None) if isinstance(inner, Leaf) and inner.number is not None else inner

    return map_values(value, bare)


def leaves(blocks: Iterable[Block]) -> Iterator[Leaf]:
    """Yield paragraphs and headings, however deep."""
    yield from (block for block in iterate_blocks(blocks) if isinstance(block, Leaf))


def _disputed(blocks: Blocks) -> set[int | None]:
    """Return the numbers of the leaves that are in conflicts."""
    return {leaf.number for block in iterate_blocks(blocks) if read_box(block) for leaf in leaves((block,))}


def _sentences(block: Block) -> list[str]:
    return sentences.split(" ".join(words_of(block)))


def _parts(block: Block) -> Blocks | None:
    match block:
        case Container(blocks=blocks) | BlockQuote(blocks=blocks):
            return blocks
        case BulletList(items=items) | OrderedList(items=items):
            return tuple(inner for item in items for inner in item.blocks)
        case _:
            return None


def _shell(block: Block) -> object:
    """Return what a block is besides its parts."""
    match block:
        case Container():
            return replace(block, blocks=())
        case BulletList(items=items) | OrderedList(items=items):
            return type(block), frozenset(item.checked for item in items)
        case _:
            return type(block)


def _replaced(value: Any, found: Mapping[int, Blocks], met: set[int]) -> Any:
    """Return `value` with the noted blocks replaced; what has become empty by it is left out."""
    if type(value) is tuple:
        made: list[Any] = []
        for inner in value:
            if isinstance(inner, Leaf) and inner.number is not None and inner.number in found:
                met.add(inner.number)
                made += found[inner.number]
                continue
            new = _replaced(inner, found, met)
            if not (new is not inner and _is_empty(new)):
                made.append(new)
        same = len(made) == len(value) and all(one is other for one, other in zip(made, value, strict=True))
        return value if same else tuple(made)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changes = {
        entry.name: new
        for entry in fields(value)
        if (new := _replaced(old := getattr(value, entry.name), found, met)) is not old
    }
    return replace(value, **changes) if changes else value


def _is_empty(value: object) -> bool:
    match value:
        case ListItem(blocks=()) | BulletList(items=()) | OrderedList(items=()) | BlockQuote(blocks=()):
            return True
        case Container(blocks=(), argument="") | DefinitionList(items=()):
            return True
        case _:
            return False
