"""Where blocks of several chapters stand once some were moved: as few as possible in another chapter's place."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby


def stretches(origins: Sequence[int]) -> list[int]:
    """Return which member each block stands in, given which one it comes from.

    Every member is one stretch, in the order of the file that went out, such that as few blocks as possible stand in
    another's; a member most of which stands together elsewhere was moved as a whole.
    """
    if not origins:
        return []
    members = max(origins) + 1
    costs = [[int(origins[0] != member) for member in range(members)]]
    before: list[list[int]] = []
    for origin in origins[1:]:
        best, row, came = 0, [], []
        for member in range(members):
            if costs[-1][member] < costs[-1][best]:
                best = member
            row.append(costs[-1][best] + int(origin != member))
            came.append(best)
        costs.append(row)
        before.append(came)
    member = min(range(members), key=costs[-1].__getitem__)
    found = [member]
    for came in reversed(before):
        member = came[member]
        found.append(member)
    found.reverse()
    _take_moved_home(origins, found)
    return found


def _take_moved_home(origins: Sequence[int], places: list[int]) -> None:
    runs: dict[int, list[range]] = {}
    at = 0
    for origin, group in groupby(origins):
        size = len(list(group))
        runs.setdefault(origin, []).append(range(at, at + size))
        at += size
    for origin, own in runs.items():
        whole = sum(map(len, own))
        at_home = sum(places[at] == origin for run in own for at in run)
        longest = max(own, key=len)
        if at_home == 0 and 2 * len(longest) > whole:
            for at in longest:
                places[at] = origin
