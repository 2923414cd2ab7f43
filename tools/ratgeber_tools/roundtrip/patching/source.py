"""A chapter's source as lines that can be kept: a kept line is its number, a new one its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

#: A line of the result: the number of a source line (0-based), or the text of a new one without its end.
SourceLine: TypeAlias = int | str

_LINE_END = re.compile(r"\r\n|\n|\r")


class SourcePlace(NamedTuple):
    """What stands before a block's first line and before its others: signs and indentation of what holds it."""

    first: str = ""
    rest: str = ""

    @property
    def continued(self) -> SourcePlace:
        """The same place for a block that does not open it."""
        return SourcePlace(self.rest, self.rest)


@dataclass(frozen=True, slots=True)
class PatchedSource:
    """The lines of a text and their ends; the last has none if the text ends without."""

    lines: tuple[str, ...]
    ends: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> PatchedSource:
        return cls(tuple(_LINE_END.split(text)), (*_LINE_END.findall(text), ""))

    def text(self, line: SourceLine) -> str:
        return self.lines[line] if isinstance(line, int) else line

    def joined(self, lines: Sequence[SourceLine]) -> str:
        """Return a text of kept and new lines; new ones end as most lines of the source do."""
        usual = max(("\n", "\r\n", "\r"), key=self.ends.count)
        parts: list[str] = []
        for number, line in enumerate(lines):
            is_last = number == len(lines) - 1
            parts.append(self.text(line))
            if isinstance(line, int) and (is_last or self.ends[line]):
                parts.append(self.ends[line])
            elif not is_last:
                parts.append(usual)
        return "".join(parts)


def placed(lines: Sequence[str], place: SourcePlace) -> list[SourceLine]:
    """Return written lines at `place`; without blanks at the ends of empty ones."""
    lined: list[SourceLine] = []
    for number, line in enumerate(lines):
        ahead = place.rest if number else place.first
        lined.append(ahead + line if line else ahead.rstrip())
    return lined
