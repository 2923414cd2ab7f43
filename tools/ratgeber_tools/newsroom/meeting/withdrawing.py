"""What follows for other pages when a chapter is taken out of the public edition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ratgeber_tools.guide import Guide
from ratgeber_tools.guide.chapters import is_index_page
from ratgeber_tools.history import Repository
from ratgeber_tools.newsroom.meeting.changed import released_chapter
from ratgeber_tools.releases.index_pages import index_pages_of
from ratgeber_tools.releases.log import ReleaseLog
from ratgeber_tools.releases.seeing import linked_chapters


@dataclass(frozen=True, slots=True)
class Consequences:
    """Chapters by name.

    `linking` are public and lead to the one that goes: their links become plain words.  `emptied` are index pages
    below which nothing else is public: they go with it.
    """

    linking: tuple[str, ...] = ()
    emptied: tuple[str, ...] = ()


def consequences(guide: Guide, repository: Repository, log: ReleaseLog, name: str) -> Consequences:
    """Return what follows when the public chapter `name` is withdrawn, by the texts that are public now."""
    return Consequences(tuple(_linking(guide, repository, log, name)), tuple(_emptied(guide, log, name)))


def _linking(guide: Guide, repository: Repository, log: ReleaseLog, name: str) -> Iterator[str]:
    for other, release in log.released().items():
        current = guide.chapters.get(other)
        if other == name or current is None or is_index_page(other):
            continue
        public = released_chapter(repository, release, current.path)
        if public is not None and name in linked_chapters(guide, public):
            yield other


def _emptied(guide: Guide, log: ReleaseLog, name: str) -> Iterator[str]:
    public = {each for each in log.released() if not is_index_page(each)} - {name}
    for page in index_pages_of([name], guide):
        folder = page.rpartition("/")[0]
        if page in log.released() and not any(each.startswith(f"{folder}/" if folder else "") for each in public):
            yield page
