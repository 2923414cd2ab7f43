"""What lies before the meeting of a chapter: the findings that concern it, and what is open in it.

The same for the command line and the desk.  The findings of all checks are handed in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ratgeber_tools.calling import program
from ratgeber_tools.checks.concern import concerning
from ratgeber_tools.findings import Finding, Severity
from ratgeber_tools.guide import Guide
from ratgeber_tools.releases.deciding import Obstacle, obstacles
from ratgeber_tools.releases.index_pages import index_pages_of
from ratgeber_tools.releases.log import ReleaseLog
from ratgeber_tools.releases.seeing import Seen, see


@dataclass(frozen=True, slots=True)
class Candidate:
    """A chapter to vote on; `seen` is None where there is no such chapter any more."""

    name: str
    findings: tuple[Finding, ...] = ()
    seen: Seen | None = None

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings with which no chapter is released."""
        return tuple(each for each in self.findings if each.severity is Severity.ERROR)

    def reasons(self) -> Iterator[Obstacle]:
        """Yield why the chapter should wait; somebody may decide otherwise, and says why."""
        if self.seen is not None:
            yield from self.seen.reasons()

    @property
    def is_ready(self) -> bool:
        """Say whether nothing in the chapter is against releasing it; who may vote on it is another matter."""
        return self.seen is not None and not self.errors and not any(self.reasons())


def candidates(
    guide: Guide, log: ReleaseLog, names: Sequence[str], findings: Sequence[Finding], *, today: date
) -> tuple[Candidate, ...]:
    """Return what lies before a meeting that decides about the chapters `names` together."""
    return tuple(
        Candidate(
            name, concerning(guide, chapter, findings), see(guide, chapter, log, together=tuple(names), today=today)
        )
        if (chapter := guide.chapters.get(name)) is not None
        else Candidate(name)
        for name in names
    )


@dataclass(frozen=True, slots=True)
class FollowingPages:
    """Index pages that go public with chapters, and those that stay as they are, each with the reason."""

    able: tuple[str, ...] = ()
    left: tuple[tuple[str, Obstacle], ...] = ()


def following_pages(root: Path, guide: Guide, names: Iterable[str], findings: Sequence[Finding]) -> FollowingPages:
    """Return the index pages above the chapters `names` as they lie in the project at `root`."""
    able: list[str] = []
    left: list[tuple[str, Obstacle]] = []
    for name in index_pages_of(names, guide):
        reasons = obstacles(root, guide, name)
        if not reasons and any(
            each.severity is Severity.ERROR for each in concerning(guide, guide.chapters[name], findings)
        ):
            reasons = (Obstacle(f"„{name}“ hat noch Fehler.", by_hand=f"Sie zeigt {program()} check."),)
        if reasons:
            left.append((name, reasons[0]))
        else:
            able.append(name)
    return FollowingPages(tuple(able), tuple(left))
