"""The order of a merged sequence: our order, with what the other side moved, added and took out."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from ratgeber_tools.roundtrip.merge.alignment import align, moved

E = TypeVar("E", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Slot(Generic[E]):
    """A place in the merged sequence: the element in each version, None where that version has none."""

    base: E | None
    ours: E | None
    theirs: E | None


@dataclass(slots=True)
class Order(Generic[E]):
    """Three versions of a sequence laid over each other.

    `remade` says where in ours and in theirs elements of the base are that became another kind of element.
    """

    base: Sequence[E]
    ours: Sequence[E]
    theirs: Sequence[E]
    by_lines: bool
    remade: tuple[Mapping[int, int], Mapping[int, int]] = ({}, {})
    _to_ours: dict[int, int] = field(init=False)
    _to_theirs: dict[int, int] = field(init=False)

    def __post_init__(self) -> None:
        self._to_ours = align(self.base, self.ours)
        self._to_theirs = align(self.base, self.theirs, by_lines=self.by_lines)
        for matching, remade in zip((self._to_ours, self._to_theirs), self.remade, strict=True):
            taken = set(matching.values())
            matching.update((k, at) for k, at in remade.items() if k not in matching and at not in taken)

    def slots(self) -> Iterator[Slot[E]]:
        """Yield the places of the merged sequence in order; those both sides took out are left out.

        An element one side took out and the other changed is there, for the caller to decide.
        """
        for side, at in self._order():
            match side:
                case "ours":
                    yield Slot(None, self.ours[at], None)
                case "theirs":
                    yield Slot(None, None, self.theirs[at])
                case _:
                    mine = self.ours[self._to_ours[at]] if at in self._to_ours else None
                    other = self.theirs[self._to_theirs[at]] if at in self._to_theirs else None
                    yield Slot(self.base[at], mine, other)

    def gone(self) -> list[E]:
        """Return the elements that both sides took out."""
        return [
            element
            for index, element in enumerate(self.base)
            if index not in self._to_ours and index not in self._to_theirs
        ]

    def disputed_moves(self) -> list[E]:
        """Return our version of the elements that both sides moved, each to another place."""
        both = moved(self._to_ours) & moved(self._to_theirs)
        if not both:
            return []
        common = set(self._to_ours) & set(self._to_theirs)
        before = []
        for matching in (self._to_ours, self._to_theirs):
            row = sorted(common, key=matching.__getitem__)
            before.append({index: row[at - 1] if at else None for at, index in enumerate(row)})
        return [self.ours[self._to_ours[index]] for index in sorted(both) if before[0][index] != before[1][index]]

    def _order(self) -> list[tuple[str, int]]:
        """Return ("base", index), ("ours", index) and ("theirs", index) in the merged order."""
        from_ours = {at: index for index, at in self._to_ours.items()}
        from_theirs = {at: index for index, at in self._to_theirs.items()}
        their_moves = moved(self._to_theirs) - moved(self._to_ours)
        order: list[tuple[str, int]] = []
        for at in range(len(self.ours)):
            index = from_ours.get(at)
            if index is None:
                order.append(("ours", at))
            elif not (index in their_moves and index in self._to_theirs):
                order.append(("base", index))
        fixed = {("base", index) for index in set(self._to_ours) & set(self._to_theirs) - their_moves}
        said: set[int] = set()  # our additions that they made as well
        placed = -1
        for at, element in enumerate(self.theirs):
            index = from_theirs.get(at)
            key = ("theirs", at) if index is None else ("base", index)
            if key in order:
                placed = order.index(key)
                continue
            if index is None:
                same = self._put_in_by_both(element, order, placed, fixed, said)
                if same is not None:
                    placed = same
                    said.add(order[same][1])
                    continue
            placed += 1
            while index not in their_moves and index is None and placed < len(order) and order[placed][0] == "ours":
                placed += 1
            order.insert(placed, key)
        return order

    def _put_in_by_both(
        self, element: E, order: Sequence[tuple[str, int]], placed: int, fixed: set[tuple[str, int]], said: set[int]
    ) -> int | None:
        """Return where in `order`, between the same neighbours, we put in the same element."""
        low = placed
        while low >= 0 and order[low] not in fixed:
            low -= 1
        high = placed + 1
        while high < len(order) and order[high] not in fixed:
            high += 1
        places = [*range(placed + 1, high), *range(placed, low, -1)]
        return next(
            (
                place
                for place in places
                if order[place][0] == "ours" and order[place][1] not in said and self.ours[order[place][1]] == element
            ),
            None,
        )
