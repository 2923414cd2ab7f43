"""The order of a merged sequence: our order, with what the other side moved, added and took out."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from ratgeber_tools.editorial.merge.alignment import align, moved

E = TypeVar("E", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Slot(Generic[E]):
    """A place in the merged sequence: the element in each version, None where that version has none."""

    base: E | None
    ours: E | None
    theirs: E | None


@dataclass(slots=True)
class Order(Generic[E]):
    """Three versions of a sequence laid over each other."""

    base: Sequence[E]
    ours: Sequence[E]
    theirs: Sequence[E]
    by_lines: bool
    same: Callable[[E, E], bool] = field(default=lambda one, other: one == other)

    def slots(self) -> Iterator[Slot[E]]:
        """Yield the places of the merged sequence in order; those both sides took out are left out.

        An element one side took out and the other changed is there, for the caller to decide.
        """
        to_ours = align(self.base, self.ours)
        to_theirs = align(self.base, self.theirs, by_lines=self.by_lines)
        from_ours = {at: index for index, at in to_ours.items()}
        from_theirs = {at: index for index, at in to_theirs.items()}
        their_moves = moved(to_theirs) - moved(to_ours)
        order: list[tuple[str, int]] = []
        for at in range(len(self.ours)):
            index = from_ours.get(at)
            if index is None:
                order.append(("ours", at))
            elif not (index in their_moves and index in to_theirs):
                order.append(("base", index))
        additions = {self.ours[at] for at in range(len(self.ours)) if at not in from_ours}
        placed = -1
        for at, element in enumerate(self.theirs):
            index = from_theirs.get(at)
            key = ("theirs", at) if index is None else ("base", index)
            if key in order:
                placed = order.index(key)
                continue
            if index is None and element in additions:
                placed = order.index(("ours", self.ours.index(element)))
                continue
            placed += 1
            while placed < len(order) and order[placed][0] == "ours":
                placed += 1
            order.insert(placed, key)
        for side, at in order:
            match side:
                case "ours":
                    yield Slot(None, self.ours[at], None)
                case "theirs":
                    yield Slot(None, None, self.theirs[at])
                case _:
                    mine = self.ours[to_ours[at]] if at in to_ours else None
                    other = self.theirs[to_theirs[at]] if at in to_theirs else None
                    yield Slot(self.base[at], mine, other)
