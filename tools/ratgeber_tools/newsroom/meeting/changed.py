"""What became of a chapter since parents last got it: its sentences, as minutes say them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ratgeber_tools.files import readable
from ratgeber_tools.guide import Chapter, parse_chapter
from ratgeber_tools.history import Repository
from ratgeber_tools.newsroom.minutes.events import text_sentences
from ratgeber_tools.prose.comparison import SentenceChange, compare_sentences
from ratgeber_tools.releases.log import Release


@dataclass(frozen=True, slots=True)
class Since:
    """`release` is what parents have, None if they have nothing; `changes` are the sentences that differ from it."""

    release: Release | None
    changes: Sequence[SentenceChange] = ()

    @property
    def new_sentences(self) -> tuple[str, ...]:
        """The sentences of the present text that parents do not have so yet."""
        return tuple(change.new for change in self.changes if change.new) if self.release is not None else ()


def released_chapter(repository: Repository, release: Release, path: Path) -> Chapter | None:
    """Return a chapter as it was released, None where git does not have that content any more."""
    content = repository.read_blobs([release.blob]).get(release.blob)
    if content is None:
        return None
    text, _ = readable(content, path)
    return parse_chapter(text, path=path, name=release.chapter)


def since_release(repository: Repository | None, release: Release | None, chapter: Chapter) -> Since:
    """Return what `chapter` says otherwise than its `release`."""
    if release is None or repository is None:
        return Since(None)
    before = released_chapter(repository, release, chapter.path)
    return Since(release, compare_sentences(text_sentences(before), text_sentences(chapter)))
