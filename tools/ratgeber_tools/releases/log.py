"""What was released: events, and what follows from them for each chapter.

"Released" stands nowhere in a chapter; it follows from the log alone.  The newest event of a chapter decides: a
release makes that content public, a withdrawal takes the chapter out.  A release under a new name retires the old one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from types import MappingProxyType
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Votes:
    """How the vote went."""

    yes: int
    no: int
    abstained: int

    @property
    def is_carried(self) -> bool:
        """Say whether more were for it than against it."""
        return self.yes > self.no


@dataclass(frozen=True, slots=True)
class Release:
    """An office has released a chapter's content.

    `chapter` is its name as Sphinx has it (`schulanfang/anmeldung`), `blob` the content's id in git; `files` maps
    the pictures and forms it shows (paths below `ratgeber/`) to their ids.  `day` is the day of the decision,
    `moment` (with time zone) when it was written down, which is what orders events.  `replaces` are names the
    chapter had before and is no longer to be found under.  `in_spite_of` is why it was released although something
    was open (an editor's note, a page of emergency numbers without all of them); empty: nothing was.
    """

    chapter: str
    blob: str
    moment: datetime
    day: date
    office: str
    decision: str
    votes: Votes
    files: Mapping[str, str] = field(default_factory=dict)
    replaces: tuple[str, ...] = ()
    in_spite_of: str = ""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """An office has taken a chapter out of the public edition; `blob` is the content that was public until then."""

    chapter: str
    blob: str
    moment: datetime
    office: str
    reason: str


Event: TypeAlias = Release | Withdrawal


@dataclass(frozen=True)
class ReleaseLog:
    """Every event there is, in no particular order."""

    events: tuple[Event, ...] = ()

    def history(self, chapter: str) -> tuple[Event, ...]:
        """Return a chapter's events, oldest first."""
        return self._by_chapter.get(chapter, ())

    def current(self, chapter: str) -> Release | None:
        """Return the release that is public, or None: never released, withdrawn, or gone on under another name."""
        newest = self._newest(chapter)
        return newest if isinstance(newest, Release) and self.successor(chapter) is None else None

    def is_withdrawn(self, chapter: str) -> bool:
        return isinstance(self._newest(chapter), Withdrawal)

    def successor(self, chapter: str) -> str | None:
        """Return the name under which the chapter was released later on, or None."""
        newest = self._newest(chapter)
        later = self._replaced_by.get(chapter)
        if newest is None or later is None or _rank(later) < _rank(newest):
            return None
        return later.chapter

    def released(self) -> Mapping[str, Release]:
        """Return the public release of every chapter that has one, by name, sorted."""
        found = ((chapter, self.current(chapter)) for chapter in sorted(self._by_chapter))
        return MappingProxyType({chapter: release for chapter, release in found if release is not None})

    def releases_of(self, release: Release) -> tuple[Release, ...]:
        """Return the releases of this very content since the chapter was last withdrawn, oldest first."""
        same: list[Release] = []
        for event in self.history(release.chapter):
            if isinstance(event, Withdrawal):
                same.clear()
            elif event.blob == release.blob and event.files == release.files:
                same.append(event)
        return tuple(same)

    def offices_of(self, release: Release) -> tuple[str, ...]:
        """Return the offices that released this very content, each once, the first first."""
        return tuple(dict.fromkeys(event.office for event in self.releases_of(release)))

    def has_reader_test(self, chapter: str) -> bool:
        """Say whether readers of the target group have tested what is public of a chapter: its releases name them."""
        current = self.current(chapter)
        return current is not None and any("Prüfgruppe" in each.decision for each in self.releases_of(current))

    def moved(self) -> Mapping[str, str]:
        """Return for every retired name the name its content is public under now; dead ends are left out."""
        return MappingProxyType(dict(self._moves()))

    def _moves(self) -> Iterator[tuple[str, str]]:
        for chapter in self._by_chapter:
            name, seen = self.successor(chapter), {chapter}
            while name is not None and name not in seen and self.current(name) is None:
                seen.add(name)
                name = self.successor(name)
            if name is not None and self.current(name) is not None:
                yield chapter, name

    def _newest(self, chapter: str) -> Event | None:
        events = self.history(chapter)
        return events[-1] if events else None

    @cached_property
    def _by_chapter(self) -> Mapping[str, tuple[Event, ...]]:
        found: dict[str, list[Event]] = defaultdict(list)
        for event in self.events:
            found[event.chapter].append(event)
        return {chapter: tuple(sorted(events, key=_rank)) for chapter, events in found.items()}

    @cached_property
    def _replaced_by(self) -> Mapping[str, Release]:
        """The newest release that retires each name."""
        found: dict[str, Release] = {}
        for event in sorted(self.events, key=_rank):
            if isinstance(event, Release):
                found.update(dict.fromkeys(event.replaces, event))
        return found


def _rank(event: Event) -> tuple[datetime, bool, str, str]:
    """Order events: by moment; of two at the same moment the withdrawal counts, else the order of their ids.

    Two offices can decide within the same second, each on a branch of its own, and no file says who was first: then
    what is withdrawn stays out of print, for that can be mended and a wrong page in a parent's hand cannot.  The ids
    only make every machine choose alike.
    """
    return (event.moment, isinstance(event, Withdrawal), event.blob, event.office)
