"""What the reader changed, dropped or could not settle, each with its place in the document."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from ratgeber_tools import quotation
from ratgeber_tools.findings import Code, Finding


@dataclass(slots=True)
class _ReportEntry:
    position: int
    code: Code
    text: str
    words: str


class Report:
    """Collects findings while a document is read.

    `position` is the running number of the top-level block at hand; the heading above a finding is looked up at the
    end, when it is known which paragraphs are headings.
    """

    def __init__(self) -> None:
        self.position = 0
        self._entries: list[_ReportEntry] = []
        self._summaries: dict[str, tuple[_ReportEntry, int]] = {}

    def add(self, code: Code, text: str, *, words: str = "", position: int | None = None) -> None:
        """Report one thing; `words` are the words concerned, in full."""
        place = self.position if position is None else position
        self._entries.append(_ReportEntry(place, code, text, tidy(words)))

    def count(self, code: Code, text: str) -> None:
        """Report a kind of thing once, with how often it was met: `text` holds ``{n}``."""
        entry, number = self._summaries.get(text, (_ReportEntry(-1, code, text, ""), 0))
        self._summaries[text] = (entry, number + 1)

    def findings(self, headings: Sequence[tuple[int, str]]) -> tuple[Finding, ...]:
        """Return the findings in reading order; `headings` are (position, text), ascending."""
        positions = [position for position, _ in headings]
        found: list[Finding] = []
        for entry in sorted(self._entries, key=lambda entry: entry.position):
            above = bisect_right(positions, entry.position)
            heading = headings[above - 1][1] if above else ""
            found.append(Finding(entry.code, entry.text, heading=heading, words=entry.words))
        for entry, number in self._summaries.values():
            times = entry.text.replace("{n}-mal", "einmal") if number == 1 else entry.text
            found.append(Finding(entry.code, times.format(n=number)))
        return tuple(found)


def tidy(words: str) -> str:
    """Return `words` on one line, blanks single."""
    return re.sub(r"\s+", " ", words).strip()


def quoted(words: str, *, longest: int = 80) -> str:
    """Return `words` in German quotation marks, shortened at a word for a sentence."""
    words = tidy(words)
    if len(words) > longest:
        words = words[:longest].rsplit(" ", 1)[0] + " …"
    return quotation.quoted(words)
