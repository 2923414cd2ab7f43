"""What a proposal has done to the findings: which are new since the state it started from, and which it only met.

A finding is known again by its code, its file and its words; lines move whenever somebody writes above them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Set
from dataclasses import dataclass
from pathlib import Path

from ratgeber_tools.findings import Finding

_LINE_NUMBERS = re.compile(r"(?<=\bZeile )\d+|(?<=\bZeilen )\d+(?: (?:und|bis) \d+)?|(?<=\.md:)\d+")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Findings in their order: `new` ones, those met in files the proposal changes, and those elsewhere."""

    new: tuple[Finding, ...]
    met: tuple[Finding, ...]
    elsewhere: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class JudgedState:
    """The guide in the folder `top`; `renamed` leads from paths seen from there to those they have by now."""

    top: Path
    renamed: Mapping[Path, Path]

    def place_of(self, path: Path | None) -> Path | None:
        """Return where a file lies in the guide, alike for both states; a file outside stays as it is named."""
        if path is None or not path.is_relative_to(self.top):
            return path
        inside = path.relative_to(self.top)
        return self.renamed.get(inside, inside)

    def words_of(self, text: str) -> str:
        """Return `text` without what differs between two states though it says the same: folder and line numbers."""
        return _LINE_NUMBERS.sub("…", text.replace(str(self.top), ""))


def compare(
    before: Iterable[Finding], now: Iterable[Finding], *, former: JudgedState, present: JudgedState, changed: Set[Path]
) -> Verdict:
    """Compare the findings of the state a proposal started from with those of its own.

    `changed` are the files the proposal changes or adds, and those that concern them.
    """
    found = tuple(now)
    fresh = are_new((_key(each, former) for each in before), (_key(each, present) for each in found))
    old = [each for each, is_new in zip(found, fresh, strict=True) if not is_new]
    return Verdict(
        new=tuple(each for each, is_new in zip(found, fresh, strict=True) if is_new),
        met=tuple(each for each in old if each.path in changed),
        elsewhere=tuple(each for each in old if each.path not in changed),
    )


def are_new(before: Iterable[Hashable], now: Iterable[Hashable]) -> list[bool]:
    """Return for each of `now` whether it is new: of several that are equal, as many are old as there were."""
    left = Counter(before)
    fresh: list[bool] = []
    for each in now:
        fresh.append(left[each] == 0)
        left[each] -= left[each] > 0
    return fresh


def _key(finding: Finding, state: JudgedState) -> Hashable:
    return (finding.code, state.place_of(finding.path), state.words_of(finding.text), finding.words)
