"""One vote on many chapters: what can be released is, and of each of the others it is said why not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from ratgeber_tools import files
from ratgeber_tools.data.dates import local_day
from ratgeber_tools.guide import Guide
from ratgeber_tools.releases.deciders import ReleaseRefusedError
from ratgeber_tools.releases.deciding import Deciding, WrittenRelease, write_releases
from ratgeber_tools.releases.keeping import RELEASES
from ratgeber_tools.releases.log import Release, Votes
from ratgeber_tools.releases.rules import Decision, Obstacle, undecided

#: What is against a chapter, by its name; those nothing is against are missing.
Against = Mapping[str, Sequence[Obstacle]]


@dataclass(frozen=True, slots=True)
class VoteOutcome:
    """What was written, and what was refused with every reason, by chapter."""

    entries: tuple[WrittenRelease, ...] = ()
    refused: Mapping[str, tuple[Obstacle, ...]] = field(default_factory=dict)


def refusals(root: Path, guide: Guide, names: Iterable[str], *, now: datetime, by: str) -> Against:
    """Return why the office of `by` could not release each of `names`, whatever is decided; nothing is written.

    Raises `ReleaseRefusedError` if that office may release nothing at all.
    """
    deciding = Deciding.of(root, guide, Decision("", Votes(1, 0, 0), local_day(now)), now=now, by=by)
    return {name: found for name in names if (found := _prepared(deciding, name, "")[1])}


def release_each(
    root: Path,
    guide: Guide,
    names: Sequence[str],
    decision: Decision,
    *,
    now: datetime,
    by: str,
    reasons: Against,
    in_spite_of: Mapping[str, str],
    following: Callable[[Sequence[str]], Sequence[str]],
) -> VoteOutcome:
    """Write down that the office of the mailbox `by` releases those of `names` nothing is against.

    `reasons` are the caller's own; `in_spite_of` is why a chapter is released with open points, by name; `following`
    says which index pages go along with chapters.  Raises `ReleaseRefusedError` if there is no decision, or the office
    may release nothing at all.
    """
    if reason := (*undecided(decision, now),):
        raise ReleaseRefusedError(*reason)
    with files.held(root / RELEASES):  # what the log says must still be so when it is written
        deciding = Deciding.of(root, guide, decision, now=now, by=by)
        events: list[tuple[Release, tuple[str, ...]]] = []
        refused: dict[str, tuple[Obstacle, ...]] = {}
        for name in dict.fromkeys(names):
            event, against = _prepared(deciding, name, in_spite_of.get(name, ""))
            if every := (*reasons.get(name, ()), *against):
                refused[name] = every
            elif event is not None:
                events.append(event)
        pages = deciding.pages(following([event.chapter for event, _ in events]) if events else ())
        return VoteOutcome(write_releases(root, events, pages), refused)


def _prepared(
    deciding: Deciding, name: str, in_spite_of: str
) -> tuple[tuple[Release, tuple[str, ...]] | None, tuple[Obstacle, ...]]:
    try:
        return deciding.release_of(name, in_spite_of=in_spite_of), ()
    except ReleaseRefusedError as error:
        return None, error.obstacles
