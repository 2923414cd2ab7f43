"""How every chapter stands, kept by a server that lives long: surveyed anew only when something it rests on is another.

It is the survey of `ratgeber status`; what it rests on are the chapters and records, the log of releases, the table of
offices, what is committed, and the day.  Surveyed anew, it reads only the chapters that were saved.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ratgeber_tools.editions.newsroom import read_survey
from ratgeber_tools.editions.page_counts import WORKING_COUNTS
from ratgeber_tools.editorial.roles import ROLES
from ratgeber_tools.guide import Guide
from ratgeber_tools.guide.remembered import RememberedGuide
from ratgeber_tools.history import Repository
from ratgeber_tools.newsroom.status.readings import ChapterReadings
from ratgeber_tools.newsroom.status.survey import Survey
from ratgeber_tools.releases.keeping import RELEASES


@dataclass(slots=True)
class RememberedSurvey:
    """Any thread may ask; those who come while it is being made wait for it."""

    guide: RememberedGuide
    repository: Repository | None
    _key: tuple[object, ...] = ()
    _seen: Guide | None = None
    _found: Survey | None = None
    _readings: ChapterReadings = field(default_factory=ChapterReadings)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def on(self, today: date) -> Survey:
        """Return the survey of a day; raises as `read_survey` does."""
        with self._lock:
            guide, root = self.guide.load(), self.guide.folder.parent
            head = self.repository.commit_of("HEAD") if self.repository is not None else ""
            key = (today, head, *_states(root))
            if self._found is None or key != self._key or not _is_same(guide, self._seen):
                self._found = read_survey(root, guide, today=today, readings=self._readings)
                self._key, self._seen = key, guide
            return self._found


def _is_same(guide: Guide, other: Guide | None) -> bool:
    """Say whether nothing was read anew: a guide remembered hands out the same chapter as long as its file is."""
    return (
        other is not None
        and guide.data is other.data
        and len(guide.chapters) == len(other.chapters)
        and all(other.chapters.get(name) is chapter for name, chapter in guide.chapters.items())
    )


def _states(root: Path) -> Iterator[tuple[str, int, int]]:
    for path in (root / ROLES, root / WORKING_COUNTS, *sorted((root / RELEASES).rglob("*.yaml"))):
        try:
            found = path.stat()
        except OSError:
            continue
        yield path.as_posix(), found.st_mtime_ns, found.st_size
