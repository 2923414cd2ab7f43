"""Which element of a base is which element of a later version: by mark, by equality, by likeness."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from ratgeber_tools.document import (
    Block,
    Blocks,
    BulletList,
    CodeBlock,
    Container,
    Definition,
    DefinitionList,
    Figure,
    Heading,
    LineRange,
    ListItem,
    OrderedList,
    Paragraph,
    Row,
    Table,
    Verbatim,
    iterate_blocks,
    plain_text,
)
from ratgeber_tools.roundtrip.merge.boxes import read_box, shown_words

#: Elements between the same neighbours that share fewer of their words are two different ones.  Low, since taking one
#: for two would let words stay that the other side deleted, where taking two for one at worst makes a conflict.
_ALIKE = 0.15
#: Those that share this much are one, whatever else has the same words.
_MUCH_ALIKE = 0.5
#: Elements that do not stand in the same place are one if the one with fewer words keeps so many of them, and the
#: other has not too many more.
_KEPT_MOVED, _ALIKE_MOVED, _LEAST_WORDS_MOVED, _LEAST_WORDS_KEPT = 0.6, 0.4, 3, 2
#: Of so few words, not one need be the same.
_FEW_WORDS = 2


@dataclass(frozen=True, slots=True)
class Cluster:
    """Neighbouring blocks that are one element; nearly always a single one.

    `boxes` are conflicts from an earlier merge that stand behind it and belong to it.
    """

    blocks: Blocks
    boxes: Blocks = field(default=(), compare=False)


def align(base: Sequence[Hashable], side: Sequence[Hashable], *, by_lines: bool = False) -> dict[int, int]:
    """Return index in `base` → index in `side` of the same element.

    `by_lines` says that elements of `side` that come from the base carry its source lines.
    """
    found: dict[int, int] = {}
    unlike: dict[int, int] = {}  # the mark stayed on a paragraph that was split and written anew
    if by_lines:
        places = {lines: index for index, element in enumerate(base) if (lines := lines_of(element)) is not None}
        for at, element in enumerate(side):
            index = places.get(lines_of(element))  # type: ignore[arg-type]  # None is in no place
            if index is not None and index not in found and index not in unlike:
                is_like = element == base[index] or is_alike(wording_of(base[index]), wording_of(element))
                (found if is_like else unlike)[index] = at
        _match_unmarked(base, side, found, unlike)
    else:
        _match_equal(base, side, found)
    _match_alike(base, side, found, in_place=True)
    _match_alone(base, side, found)
    taken = set(found.values())
    found.update((index, at) for index, at in unlike.items() if index not in found and at not in taken)
    if not by_lines:
        _match_alike(base, side, found, in_place=False)
    return found


def _match_unmarked(
    base: Sequence[Hashable], side: Sequence[Hashable], found: dict[int, int], unlike: Mapping[int, int]
) -> None:
    """Pair equal elements without marks in their order: what a reviewer had added already in an earlier file."""
    taken = {*found.values(), *unlike.values()}
    free = [at for at, element in enumerate(side) if at not in taken and lines_of(element) is None]
    for index, element in enumerate(base):
        if index not in found and index not in unlike and lines_of(element) is None:
            at = next((at for at in free if side[at] == element), None)
            if at is not None:
                found[index] = at
                free.remove(at)


def moved(matching: Mapping[int, int]) -> frozenset[int]:
    """Return the base indexes of elements that changed places: as few as explain the new order."""
    keys = sorted(matching)
    tails: list[int] = []
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for key in keys:
        value = matching[key]
        at = bisect_left(tails, value)
        before[key] = ends[at - 1] if at else None
        tails[at : at + 1] = [value]
        ends[at : at + 1] = [key]
    staying: set[int] = set()
    at_key: int | None = ends[-1] if ends else None
    while at_key is not None:
        staying.add(at_key)
        at_key = before[at_key]
    return frozenset(keys) - staying


def _match_equal(base: Sequence[Hashable], side: Sequence[Hashable], found: dict[int, int]) -> None:
    for first, start, size in SequenceMatcher(None, base, side, autojunk=False).get_matching_blocks():
        found.update((first + step, start + step) for step in range(size))
    free = {at: element for at, element in enumerate(side) if at not in set(found.values())}
    for index, element in enumerate(base):
        if index not in found:
            at = next((at for at, other in free.items() if other == element), None)
            if at is not None:
                found[index] = at
                del free[at]


def _match_alike(base: Sequence[Hashable], side: Sequence[Hashable], found: dict[int, int], *, in_place: bool) -> None:
    """Pair what is left by likeness, the most alike first; `in_place` only between the same neighbours."""
    taken = set(found.values())
    words = {at: wording_of(side[at]) for at in range(len(side)) if at not in taken}
    scored: list[tuple[float, int, int]] = []
    whole: list[str] = []

    def joined(own: Sequence[str], at: int) -> bool:
        """Say whether all of a text stands in another new element than `at`: then it is that, not what stands here."""
        if not whole:
            known = frozenset(base)
            whole.extend("" if element in known else f" {' '.join(wording_of(element))} " for element in side)
        text = f" {' '.join(own)} "
        return len(own) >= _LEAST_WORDS_MOVED and any(text in other for k, other in enumerate(whole) if k != at)

    for index in range(len(base)):
        if index in found or not words:
            continue
        low, high = _gap(index, found, len(side)) if in_place else (-1, len(side))
        own = wording_of(base[index])
        for at, others in words.items():
            if low < at < high and comparable(base[index], side[at]):
                score = _score(own, others) if in_place or is_moved(own, others) else 0.0
                if score >= _ALIKE and not (score < _MUCH_ALIKE and joined(own, at)):
                    scored.append((score, -index, -at))
    for _, index, at in sorted(scored, reverse=True):
        low, high = _gap(-index, found, len(side)) if in_place else (-1, len(side))
        if -index not in found and -at not in taken and low < -at < high:
            found[-index] = -at
            taken.add(-at)


def _score(own: Sequence[str], other: Sequence[str]) -> float:
    """Return how alike two texts are; one that has all words of the other, and many more, is that with an addition."""
    ratio = likeness(own, other)
    return max(ratio, _ALIKE) if own and ratio < _ALIKE and common(own, other) == len(own) else ratio


def _match_alone(base: Sequence[Hashable], side: Sequence[Hashable], found: dict[int, int]) -> None:
    """Pair what is the only one of its kind between the same neighbours and has no words to tell it by, or few."""
    taken = set(found.values())
    left = [index for index in range(len(base)) if index not in found]
    gaps = {index: _gap(index, found, len(side)) for index in left}
    for index in left:
        low, high = gaps[index]
        fits = [at for at in range(low + 1, high) if at not in taken and comparable(base[index], side[at])]
        rivals = [other for other in left if gaps[other] == gaps[index] and comparable(base[other], base[index])]
        if len(fits) != 1 or len(rivals) != 1:
            continue
        is_only = len(base) == len(side) == 1
        if is_only or _is_no_text(base[index]) or (_is_short(base[index]) and _is_short(side[fits[0]])):
            found[index] = fits[0]
            taken.add(fits[0])


def _is_no_text(element: object) -> bool:
    block = element.blocks[0] if isinstance(element, Cluster) and element.blocks else element
    return isinstance(block, Figure | Table | CodeBlock | Verbatim)


def _is_short(element: object) -> bool:
    return len(wording_of(element)) <= _FEW_WORDS


def is_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Say whether two texts in the same place, or under the same mark, are alike enough to be one."""
    return likeness(one, other) >= _ALIKE


def is_moved(one: Sequence[str], other: Sequence[str]) -> bool:
    """Say whether two texts are alike enough to be one in different places."""
    kept, least = common(one, other), min(len(one), len(other))
    if one == other or (kept == least >= _LEAST_WORDS_KEPT):
        return True
    return (
        least >= _LEAST_WORDS_MOVED
        and kept >= _KEPT_MOVED * least
        and 2 * kept >= _ALIKE_MOVED * (len(one) + len(other))
    )


def _gap(index: int, found: Mapping[int, int], size: int) -> tuple[int, int]:
    before = max((key for key in found if key < index), default=None)
    after = min((key for key in found if key > index), default=None)
    low = -1 if before is None else found[before]
    high = size if after is None else found[after]
    return (low, high) if low < high else (-1, size)


def comparable(one: object, other: object) -> bool:
    """Say whether one may have become the other: the same kind, or a paragraph that was made a heading."""
    if isinstance(one, Cluster) and isinstance(other, Cluster):
        return comparable(one.blocks[0], other.blocks[0])
    restyled, lists = (Heading, Paragraph), (BulletList, OrderedList)
    box = read_box(other)
    if box is not None and box != read_box(one):
        return any(comparable(one, block) for version in box.versions for block in version[:1])
    if isinstance(one, Container) and isinstance(other, Container):
        return one.name == other.name
    return type(one) is type(other) or any(
        isinstance(one, kinds) and isinstance(other, kinds) for kinds in (restyled, lists)
    )


def likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """Return the share of words two texts have in common in the same order, 0 to 1; 0 for texts without words."""
    if not one or not other:
        return 0.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE else 0.0


def common(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many words two texts have in common in the same order."""
    return sum(size for _, _, size in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks())


def children_of(element: object) -> Blocks:
    """Return the blocks an element of a sequence holds, or is."""
    match element:
        case Cluster(blocks=blocks) | ListItem(blocks=blocks) | Definition(blocks=blocks):
            return blocks
        case Row(cells=cells):
            return tuple(block for cell in cells for block in cell.blocks)
        case _:
            block: Any = element
            return (block,)


def lines_of(element: object) -> LineRange | None:
    """Return where an element comes from, by the first block in it that knows."""
    return next((block.lines for block in iterate_blocks(children_of(element)) if block.lines is not None), None)


def words_of(element: object) -> list[str]:
    """Return the words in an element."""
    return _words(element, children_of(element))


def wording_of(element: object) -> list[str]:
    """Return the words in an element; where a conflict holds several versions of a passage, those of one."""
    return _words(element, _without_boxes(children_of(element)))


def _words(element: object, blocks: Blocks) -> list[str]:
    term = plain_text(element.term) if isinstance(element, Definition) else ""
    return " ".join([term, *(text for block in iterate_blocks(blocks) for text in texts_of(block))]).split()


def _without_boxes(blocks: Blocks) -> Blocks:
    """Return `blocks` with the words of one version only where a conflict holds several of a passage."""
    boxes = {at: box for at, block in enumerate(blocks) if (box := read_box(block)) is not None}
    if not boxes:
        return blocks
    return tuple(
        inner
        for at, block in enumerate(blocks)
        for inner in ((block,) if at not in boxes else () if boxes[at].about else shown_words(boxes[at]))
    )


def texts_of(block: Block) -> Iterable[str]:
    """Yield the texts that stand in a block itself, not in what it holds."""
    match block:
        case Heading(children=children) | Paragraph(children=children):
            yield plain_text(children)
        case Figure(image=image, caption=caption):
            yield f"{image.source} {image.alt} {plain_text(caption)}"
        case Table(caption=caption):
            yield plain_text(caption)
        case CodeBlock(text=text) | Verbatim(source=text) | Container(argument=text):
            yield text
        case DefinitionList(items=items):
            yield from (plain_text(item.term) for item in items)
        case _:
            pass
