"""Three versions of a row of tokens → one: changes of one side are taken, different ones of both clash."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from ratgeber_tools.editorial.merge.tokens import Token, text_of
from ratgeber_tools.prose import sentences


class Hunk(NamedTuple):
    """What one side put in place of the base's tokens `first` to before `end`."""

    first: int
    end: int
    new: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class WordMerge:
    """The merged row with our side where both clash, the same with theirs, and whether they do.

    `mixed` are merged sentences that hold changes of both sides without a clash.
    """

    ours: tuple[Token, ...]
    theirs: tuple[Token, ...]
    clashes: bool
    mixed: tuple[str, ...]


def hunks(base: Sequence[Token], side: Sequence[Token]) -> list[Hunk]:
    """Return the changes from `base` to `side`, ascending; what only blanks and signs part is one change."""
    found: list[Hunk] = []
    for kind, first, end, start, stop in SequenceMatcher(None, base, side, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        new = tuple(side[start:stop])
        if found and not any(token.is_word for token in base[found[-1].end : first]):
            last = found.pop()
            found.append(Hunk(last.first, end, (*last.new, *base[last.end : first], *new)))
        else:
            found.append(Hunk(first, end, new))
    return found


def merge_words(base: Sequence[Token], ours: Sequence[Token], theirs: Sequence[Token]) -> WordMerge:
    """Return the merge of two versions of `base`."""
    our_hunks, their_hunks = hunks(base, ours), hunks(base, theirs)
    our_row: list[Token] = []
    their_row: list[Token] = []
    clashes = False
    touched: list[tuple[int, int, set[str]]] = []  # in `our_row`: from, to, by whom
    position = 0
    while our_hunks or their_hunks:
        group, end = _next_group(our_hunks, their_hunks)
        start = group[0][1].first
        our_row += base[position:start]
        their_row += base[position:start]
        by_us = _applied(base, start, end, [hunk for side, hunk in group if side == "ours"])
        by_them = _applied(base, start, end, [hunk for side, hunk in group if side == "theirs"])
        who = {side for side, _ in group}
        begin = len(our_row)
        if len(who) == 1:
            change = by_us if "ours" in who else by_them
            our_row += change
            their_row += change
        else:
            our_row += by_us
            their_row += by_them
            if by_us == by_them:
                who = set()
            else:
                clashes = True
        touched.append((begin, len(our_row), who))
        position = end
    our_row += base[position:]
    their_row += base[position:]
    return WordMerge(tuple(our_row), tuple(their_row), clashes, () if clashes else tuple(_mixed(our_row, touched)))


def _next_group(ours: list[Hunk], theirs: list[Hunk]) -> tuple[list[tuple[str, Hunk]], int]:
    """Take the next changes that touch each other off both lists; return them and where they end."""
    rest = {"ours": ours, "theirs": theirs}
    side = min((name for name in rest if rest[name]), key=lambda name: (rest[name][0].first, rest[name][0].end))
    group = [(side, rest[side].pop(0))]
    end = group[0][1].end
    while True:
        for name, waiting in rest.items():
            if waiting and waiting[0].first <= end and (name != side or any(who != name for who, _ in group)):
                hunk = waiting.pop(0)
                group.append((name, hunk))
                end = max(end, hunk.end)
                break
        else:
            return group, end


def _applied(base: Sequence[Token], start: int, end: int, changes: Sequence[Hunk]) -> list[Token]:
    row: list[Token] = []
    for change in changes:
        row += [*base[start : change.first], *change.new]
        start = change.end
    return [*row, *base[start:end]]


def _mixed(row: Sequence[Token], touched: Sequence[tuple[int, int, set[str]]]) -> list[str]:
    """Return the sentences of `row` that both sides have a hand in."""
    places = [0]
    for token in row:
        places.append(places[-1] + len(text_of([token])))
    text = text_of(row)
    breaks = sentences.breaks(text.replace("\n", " "))
    found = []
    for first, end in zip([-1, *breaks], [*breaks, len(text)], strict=True):
        who: set[str] = set()
        for begin, stop, sides in touched:
            if places[begin] <= end and places[stop] > first:
                who |= sides
        if len(who) > 1:
            found.append(text[first + 1 : end].strip())
    return found
